// For the page of a portal: a button that opens the chat in a dialog over the page. See docs/embedding.md.
// Button and dialog live in a shadow root, so that no style of either page reaches the other.
(() => {
  const script = document.currentScript;
  const home = new URL('..', script.src);
  const english = document.documentElement.lang.toLowerCase().startsWith('en');
  const label = script.dataset.label || (english ? 'Questions about occupations' : 'Fragen zu Berufen');

  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; }
    button {
      font: 700 1rem/1.4 system-ui, sans-serif; min-height: 2.75rem; padding: 0.5rem 1.1rem; cursor: pointer;
      border: 1px solid #0f766e; border-radius: 0.6rem; background: #0f766e; color: #fff;
    }
    button:focus-visible { outline: 3px solid #0f766e; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
    .open { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; max-width: calc(100vw - 2rem); box-shadow: 0 2px 8px rgb(0 0 0 / 0.3); }
    .close { min-height: 2.25rem; padding: 0.25rem 0.9rem; border-color: #7c8b95; background: transparent; color: inherit; font-weight: 400; }
    dialog {
      box-sizing: border-box; width: min(64rem, 100vw); max-width: none; height: min(52rem, 100vh); height: min(52rem, 100dvh); max-height: none;
      padding: 0; border: 1px solid #7c8b95; overflow: hidden; background: #fff; color: #1c2529;
    }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: rgb(0 0 0 / 0.5); }
    .top { display: flex; justify-content: flex-end; padding: 0.4rem; border-bottom: 1px solid #7c8b95; }
    iframe { flex: 1; width: 100%; min-height: 0; border: 0; }
    @media (prefers-color-scheme: dark) { dialog { background: #12181c; color: #e8edef; } }
  `);

  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const host = make('div', {});
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [style];
  const opener = make('button', { type: 'button', className: 'open', textContent: label });
  opener.setAttribute('aria-haspopup', 'dialog');
  const dialog = make('dialog', {});
  dialog.setAttribute('aria-label', label);
  const top = make('div', { className: 'top' });
  const closer = make('button', { type: 'button', className: 'close', textContent: english ? 'Close' : 'Schließen' });
  const frame = make('iframe', { title: label, allow: 'clipboard-write', referrerPolicy: 'no-referrer' });
  top.append(closer);
  dialog.append(top, frame);
  root.append(opener, dialog);

  // Loaded at the first opening and kept, so that a conversation outlives the dialog. The browser gives the focus back to the button.
  opener.addEventListener('click', () => {
    if (!frame.src) frame.src = home.href;
    dialog.showModal();
  });
  closer.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  // A key pressed inside the frame is not heard here: the chat passes Esc on (static/embedded.js).
  window.addEventListener('message', (event) => {
    if (event.source === frame.contentWindow && event.origin === home.origin && event.data === 'berufslotse:close') dialog.close();
  });

  const show = () => document.body.append(host);
  if (document.body) show();
  else document.addEventListener('DOMContentLoaded', show);
})();
