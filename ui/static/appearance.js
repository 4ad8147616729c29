// Light or dark as the visitor chose it, else as the system says; before anything is drawn.
const chosen = localStorage.getItem('berufslotse.appearance');
const dark = chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
document.documentElement.classList.toggle('dark', dark);
