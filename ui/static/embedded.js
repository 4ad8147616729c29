// In a frame on another site's page (static/embed.js): Esc leaves the chat, and links lead out of the frame, since other pages refuse to be framed.
if (window !== window.top) {
  const pages = Object.values(window.berufslotse.paths);
  let free = false;
  document.addEventListener('keydown', () => { free = !document.querySelector('dialog[open]'); }, true);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && free && !event.defaultPrevented && !event.isComposing) window.parent.postMessage('berufslotse:close', '*');
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href]');
    if (link && (link.origin !== window.location.origin || !pages.includes(link.pathname))) link.target = '_blank';
  }, true);
}
