// Takes the conversation along: the server writes the Markdown, the browser saves it; printing is the page itself in its print style.
const dialog = element.querySelector('dialog');
const part = (selector) => dialog.querySelector(selector);
let saved = 0;

function save(text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: window.berufslotse.word('take.file') });
  link.click();
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

watch('value', () => {
  const { text, number } = props.value || {};
  if (!text || number === saved) return;
  saved = number;
  save(text);
});
document.addEventListener('click', (event) => {
  if (event.target.closest && event.target.closest('#take-along')) { dialog.showModal(); part('h2').focus(); }
});
part('.take-markdown').addEventListener('click', () => { dialog.close(); trigger('take', {}); });
part('.take-print').addEventListener('click', () => { dialog.close(); window.print(); });
part('.take-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
