// Hands the other scripts their words, in the page's language, and puts them into what stands on the page already: each element with `data-say`.
function tell() {
  const { language, words, files } = props.value;
  window.berufslotse = { ...window.berufslotse, language, word: (key) => words[key], files };
}

tell();
watch('value', () => {
  tell();
  document.documentElement.lang = props.value.language;
  document.title = props.value.title;
  document.querySelectorAll('[data-say]').forEach((part) => { part.textContent = window.berufslotse.word(part.dataset.say); });
  document.dispatchEvent(new CustomEvent('language', { detail: props.value.language }));
});
