// Light or dark as the visitor chose it, else as the system says; before anything is drawn.
// In a portal's frame a browser may refuse its store; then nothing is remembered, and all else works.
let chosen = null;
try { chosen = localStorage.getItem('berufslotse.appearance'); } catch { /* as above */ }
const dark = chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
document.documentElement.classList.toggle('dark', dark);
