// Puts a question into its box that nobody asked yet: one that a page handed over in the address, "/?frage=…", or one whose answer was still
// being written when the page was reloaded. Asking is left to the visitor: an address may come from anywhere.
const ASKED = 'berufslotse.asked';

function remember(question) {
  // In a portal's frame a browser may refuse its store; then nothing is remembered, and all else works.
  try {
    if (question) sessionStorage.setItem(ASKED, question);
    else sessionStorage.removeItem(ASKED);
  } catch { /* as above */ }
}

function remembered() {
  try {
    return sessionStorage.getItem(ASKED);
  } catch {
    return null;
  }
}

function fill(question) {
  const box = document.querySelector('#ask textarea');
  if (!box) {
    requestAnimationFrame(() => fill(question));
    return;
  }
  box.value = question;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  box.focus();
}

const handed = new URLSearchParams(location.search).get('frage');
if (handed) window.history.replaceState(null, '', location.pathname);
const unasked = handed || remembered();
remember(null);
if (unasked) fill(unasked);

// The server tells what is being answered, and nothing once that is done or given up.
watch('value', () => remember(props.value && props.value.asked));
