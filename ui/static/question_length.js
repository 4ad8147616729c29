// How long a question may be, once it gets long, and that a question has to wait while an answer is being written.
const most = Number(element.querySelector('[data-most]').dataset.most);
const TOLD_FROM = 0.9;
const told = Object.assign(document.createElement('p'), { id: 'ask-length', hidden: true });

// In letters as the server counts them; JavaScript's own length counts many symbols twice.
function measure() {
  const box = document.querySelector('#ask textarea');
  if (!box) return;
  if (!told.isConnected) {
    document.getElementById('ask').after(told);
    box.setAttribute('aria-describedby', told.id);
  }
  const length = [...box.value.trim()].length;
  told.hidden = length <= most * TOLD_FROM;
  told.classList.toggle('too-long', length > most);
  told.textContent = window.berufslotse.word('chat.length').replace('{length}', length).replace('{most}', most);
}

const busy = () => Boolean(document.querySelector('#status .busy'));

// Gradio drops what is asked meanwhile without a word. The text stays in the box.
function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  document.dispatchEvent(new CustomEvent('told', { detail: { text: window.berufslotse.word('chat.wait') } }));
}

document.addEventListener('input', measure);
document.addEventListener('language', measure);
// The server empties the box without an event. The status line may be drawn after this script runs.
function follow() {
  const status = document.getElementById('status');
  if (status) new MutationObserver(measure).observe(status, { childList: true, subtree: true, characterData: true });
  else requestAnimationFrame(follow);
}

follow();
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.closest('#ask') && busy()) hold(event);
}, true);
document.addEventListener('click', (event) => {
  const asks = event.target.closest && event.target.closest('#ask .submit-button, button.asks, #chat .chip-remove');
  if (asks && busy()) hold(event);
}, true);
