// Light or dark: as the system has it until the visitor chooses, then as chosen, remembered in this browser.
const KEY = 'berufslotse.appearance';

function show(dark) {
  document.body.classList.toggle('dark', dark);
  const button = document.getElementById('appearance');
  const said = button && (dark ? button.dataset.light : button.dataset.dark);
  if (button && button.textContent !== said) button.textContent = said;
}

const system = window.matchMedia('(prefers-color-scheme: dark)');
const dark = () => (localStorage.getItem(KEY) || (system.matches ? 'dark' : 'light')) === 'dark';
show(dark());
system.addEventListener('change', () => show(dark()));
document.addEventListener('click', (event) => {
  if (!event.target.closest || !event.target.closest('#appearance')) return;
  localStorage.setItem(KEY, dark() ? 'light' : 'dark');
  show(dark());
});
// The header is drawn anew when the library has grown.
new MutationObserver(() => show(dark())).observe(document.getElementById('top'), { childList: true, subtree: true });
