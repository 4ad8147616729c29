// The language that a visitor chose is remembered in this browser: the next visit begins in it.
const KEY = 'berufslotse.language';
const other = () => document.querySelector('#top a.language');

document.addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('#top a.language');
  if (!link) return;
  try { localStorage.setItem(KEY, link.hreflang); } catch { /* as below */ }
});
// In a portal's frame a browser may refuse its store; then nothing is remembered, and all else works.
let chosen = null;
try { chosen = localStorage.getItem(KEY); } catch { /* as above */ }
if (chosen && other() && other().hreflang === chosen) window.location.replace(other().href + window.location.search);
