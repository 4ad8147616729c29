// The language that a visitor chose is remembered in this browser: the next visit begins in it.
const KEY = 'berufslotse.language';
const other = () => document.querySelector('#top a.language');

document.addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('#top a.language');
  if (link) localStorage.setItem(KEY, link.hreflang);
});
const chosen = localStorage.getItem(KEY);
if (chosen && other() && other().hreflang === chosen) window.location.replace(other().href + window.location.search);
