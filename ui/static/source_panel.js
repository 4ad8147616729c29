// Opens the passage behind a marker. Runs once when the panel is mounted, with Gradio's `element` and `props` at hand.
// Everything from a page goes in as textContent; nothing is ever read as markup.
const dialog = element.querySelector('dialog');
const wide = window.matchMedia('(min-width: 900px)');
let marker = null;
// Whether the sheet has an entry of its own in the window's history, so that Back closes it rather than the chat.
let entered = false;

const part = (selector) => dialog.querySelector(selector);

// What a library's pages say has nothing invisible any more; a conversation that this browser kept could turn a title round. As `visible` in index/plain_text.py.
const UNSEEN = new RegExp('[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u2028-\\u202e'
  + '\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]', 'gu');
const seen = (text) => text.replace(UNSEEN, '');

function fill(number, source, shown) {
  part('.source-copied').textContent = '';
  part('.source-number').textContent = number;
  part('h2').textContent = seen(source.title);
  part('.source-meta').textContent = seen(shown.meta.join(' · '));
  part('.source-heading').textContent = seen(source.heading || '');
  part('.source-heading').hidden = !source.heading;
  part('.before').textContent = seen(source.before);
  part('mark').textContent = seen(source.quote);
  part('.after').textContent = seen(source.after);
  part('.source-page').href = window.berufslotse.root + shown.page;
  part('.source-live').hidden = !shown.url;
  if (shown.url) part('.source-live a').href = shown.url;
  else part('.source-live a').removeAttribute('href');
}

// Beside the chat where there is room; below that a sheet over it, which keeps the keyboard inside while it is open.
function present() {
  if (wide.matches) dialog.show();
  else {
    dialog.showModal();
    if (!entered) window.history.pushState({ source: true }, '');
    entered = true;
  }
  document.body.classList.toggle('source-open', wide.matches);
  part('h2').focus({ preventScroll: true });
  part('mark').scrollIntoView({ block: 'center' });
}

function mark(from) {
  if (marker) marker.classList.remove('shown');
  marker = from;
  if (marker) marker.classList.add('shown');
}

// What a marker of the transcript stands for, "#q-3-1": of the third turn, the first citation.
function cited(href) {
  const [, turn, number] = /^#q-(\d+)-(\d+)$/.exec(href) || [];
  const { turns, shown } = window.berufslotse.conversation;
  const found = turns.find((one) => one.number === Number(turn));
  const at = found && found.answer ? found.answer.citations.findIndex((citation) => citation.number === Number(number)) : -1;
  return at >= 0 && shown[turn] ? [number, found.sources[at], shown[turn][number]] : null;
}

function open(from) {
  const found = cited(from.getAttribute('href'));
  if (!found) return;
  if (dialog.open) dialog.close();
  mark(from);
  fill(...found);
  present();
}

// In another language the same is said of the same passage.
function fillAgain() {
  const found = dialog.open && marker && cited(marker.getAttribute('href'));
  if (found) fill(...found);
}

// The transcript is drawn anew with every answer: the marker may have been replaced by one that looks the same.
function standing() {
  return marker && (marker.isConnected ? marker : document.querySelector(`#chat a[href="${marker.getAttribute('href')}"]`));
}

// What is pasted elsewhere says where it is from.
async function copy() {
  const quoted = window.berufslotse.word('programs.quoted').replace('{text}', () => part('mark').textContent);
  const text = `${quoted} (${[part('h2').textContent, part('.source-meta').textContent].filter(Boolean).join(', ')})`;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https a browser has no clipboard for scripts, but it can still copy what is selected.
    const field = Object.assign(document.createElement('textarea'), { value: text, className: 'vh' });
    dialog.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
    part('.source-copy').focus();
  }
  part('.source-copied').textContent = window.berufslotse.word('chat.source.copied');
}

function close() {
  if (!dialog.open) return;
  const back = standing();
  dialog.close();
  document.body.classList.remove('source-open');
  mark(null);
  if (back) back.focus();
  if (entered) window.history.back();
  entered = false;
}

document.addEventListener('click', (event) => {
  const from = event.target.closest && event.target.closest('#chat a[href^="#q-"]');
  if (!from) return;
  event.preventDefault();
  event.stopPropagation();
  open(from);
}, true);

part('.source-close').addEventListener('click', close);
part('.source-copy').addEventListener('click', copy);
dialog.addEventListener('click', (event) => { if (event.target === dialog) close(); });
dialog.addEventListener('cancel', (event) => { event.preventDefault(); close(); });
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && dialog.open) { event.preventDefault(); close(); }
});
// A sheet of paper would show the rest of the window as an empty page.
window.addEventListener('beforeprint', close);
wide.addEventListener('change', () => { if (dialog.open) { dialog.close(); present(); } });
document.addEventListener('conversation', (event) => {
  if (event.detail.turns.length) fillAgain();
  else close();
});
new MutationObserver(() => {
  const back = dialog.open && marker && !marker.isConnected && standing();
  if (back) mark(back);
}).observe(document.querySelector('.gradio-container'), { childList: true, subtree: true });
window.addEventListener('popstate', (event) => {
  if (!entered || (event.state && event.state.source)) return;
  entered = false;
  close();
});
// Loaded anew with the sheet's entry still there, as after Back from a page that was read.
if (window.history.state && window.history.state.source) window.history.back();
