// Hands the other scripts their words, in the page's language, and puts them into what stands on the page already: each element with `data-say`.
function tell() {
  const { language, words, files, paths } = props.value;
  // The path before all pages, where a proxy puts the chat under one: the language that has no path of its own has the shortest.
  const [home] = Object.values(paths).sort((one, other) => one.length - other.length);
  window.berufslotse = { ...window.berufslotse, language, word: (key) => words[key], files, paths, root: home.replace(/\/$/, '') };
}

tell();
watch('value', () => {
  tell();
  document.documentElement.lang = props.value.language;
  document.title = props.value.title;
  document.querySelectorAll('[data-say]').forEach((part) => { part.textContent = window.berufslotse.word(part.dataset.say); });
  document.dispatchEvent(new CustomEvent('language', { detail: props.value.language }));
});
