// Lets a button with the class "asks" ask what is written on it, wherever it stands. Runs once, with Gradio's `trigger` at hand.
document.addEventListener('click', (event) => {
  const button = event.target.closest && event.target.closest('button.asks');
  if (!button) return;
  const first = Boolean(button.closest('.welcome'));
  trigger('submit', { question: button.textContent });
  // The first view goes away and would take the focus with it. Not on touch, where focus would bring up the keyboard.
  if (first && window.matchMedia('(hover: hover)').matches) document.querySelector('#ask textarea').focus();
});
