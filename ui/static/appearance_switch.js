// Light or dark: as the system has it until the visitor chooses, then as chosen, remembered in this browser.
const KEY = 'berufslotse.appearance';
let chosen = null;
// In a portal's frame a browser may refuse its store; then nothing is remembered, and all else works.
try { chosen = localStorage.getItem(KEY); } catch { /* as above */ }

function show(dark) {
  document.body.classList.toggle('dark', dark);
  const button = document.getElementById('appearance');
  const said = button && (dark ? button.dataset.light : button.dataset.dark);
  if (button && button.textContent !== said) button.textContent = said;
}

const system = window.matchMedia('(prefers-color-scheme: dark)');
const dark = () => (chosen || (system.matches ? 'dark' : 'light')) === 'dark';
show(dark());
system.addEventListener('change', () => show(dark()));
document.addEventListener('click', (event) => {
  if (!event.target.closest || !event.target.closest('#appearance')) return;
  chosen = dark() ? 'light' : 'dark';
  try { localStorage.setItem(KEY, chosen); } catch { /* as above */ }
  show(dark());
});
// The header is drawn anew when the library has grown.
new MutationObserver(() => show(dark())).observe(document.getElementById('top'), { childList: true, subtree: true });
