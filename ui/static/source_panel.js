// Opens the passage behind a marker. Runs once when the panel is mounted, with Gradio's `element` and `props` at hand.
// Everything from a page goes in as textContent; nothing is ever read as markup.
const dialog = element.querySelector('dialog');
const wide = window.matchMedia('(min-width: 900px)');
let marker = null;

const part = (selector) => dialog.querySelector(selector);

function fill(source) {
  part('.source-number').textContent = source.number;
  part('h2').textContent = source.title;
  part('.source-meta').textContent = source.meta.join(' · ');
  part('.source-heading').textContent = source.heading;
  part('.source-heading').hidden = !source.heading;
  part('.before').textContent = source.before;
  part('mark').textContent = source.quote;
  part('.after').textContent = source.after;
  const link = part('.source-link a');
  part('.source-link').hidden = !source.url;
  if (source.url) link.href = source.url;
  else link.removeAttribute('href');
}

// Beside the chat where there is room; below that a sheet over it, which keeps the keyboard inside while it is open.
function present() {
  if (wide.matches) dialog.show();
  else dialog.showModal();
  document.body.classList.toggle('source-open', wide.matches);
  part('h2').focus({ preventScroll: true });
  part('mark').scrollIntoView({ block: 'center' });
}

function mark(from) {
  if (marker) marker.classList.remove('shown');
  marker = from;
  if (marker) marker.classList.add('shown');
}

function open(source, from) {
  if (dialog.open) dialog.close();
  mark(from);
  fill(source);
  present();
}

// The transcript is drawn anew with every answer: the marker may have been replaced by one that looks the same.
function close() {
  if (!dialog.open) return;
  const href = marker && marker.getAttribute('href');
  const back = marker && (marker.isConnected ? marker : document.querySelector(`#chat a[href="${href}"]`));
  dialog.close();
  document.body.classList.remove('source-open');
  mark(null);
  if (back) back.focus();
}

document.addEventListener('click', (event) => {
  const from = event.target.closest && event.target.closest('#chat a[href^="#q-"]');
  if (!from) return;
  event.preventDefault();
  event.stopPropagation();
  const [, turn, number] = /^#q-(\d+)-(\d+)$/.exec(from.getAttribute('href')) || [];
  const source = ((props.value || {})[turn] || {})[number];
  if (source) open(source, from);
}, true);

part('.source-close').addEventListener('click', close);
dialog.addEventListener('click', (event) => { if (event.target === dialog) close(); });
dialog.addEventListener('cancel', (event) => { event.preventDefault(); close(); });
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && dialog.open) { event.preventDefault(); close(); }
});
wide.addEventListener('change', () => { if (dialog.open) { dialog.close(); present(); } });
watch('value', () => { if (!Object.keys(props.value || {}).length) close(); });
