// Follows the transcript: brings the newest question to the top while its answer grows, and mends what Gradio tells screen readers.
const page = document.querySelector('.gradio-container');

function set(part, name, value) {
  if (part.getAttribute(name) !== value) part.setAttribute(name, value);
}

// The log is busy while an answer is being written, so that it is read out once, when it is whole.
// Gradio names each message by its markup; what stands in the message is its best name.
function mend() {
  const log = document.querySelector('#chat [role=log]');
  if (!log) return;
  set(log, 'aria-label', window.berufslotse.word('chat.log'));
  set(log, 'aria-busy', String(Boolean(document.querySelector('#status .busy'))));
  log.querySelectorAll('[data-testid][aria-label]').forEach((message) => message.removeAttribute('aria-label'));
}

// To the question, not to the end: an answer is read from its start. Done again with every change, as there was no room before.
function follow() {
  const asked = document.querySelectorAll('#chat .question');
  if (asked.length) asked[asked.length - 1].scrollIntoView({ block: 'start' });
}

function inChat(change) {
  const changed = change.target.nodeType === Node.ELEMENT_NODE ? change.target : change.target.parentElement;
  // What is said of feedback stands in an answer that is there already.
  return Boolean(changed && changed.closest('#chat') && !changed.closest('.feedback'));
}

new MutationObserver((changes) => {
  mend();
  // In another language it is the same transcript, and stays where it is.
  if (changes.some(inChat) && !document.body.classList.contains('switching')) follow();
}).observe(page, { childList: true, subtree: true, characterData: true });
