// The switch of language: the page changes in place, and keeps what was typed and said. The server writes anew what it wrote (ui/language_switch.py).
// The choice is remembered in this browser: the next visit begins in it. `props`, `trigger` and `watch` are Gradio's.
const KEY = 'berufslotse.language';
const OVERDUE = 15_000;
const { paths } = props.value;
// What stands in the address before the page's own path, where a proxy puts the chat under one.
const { pathname } = window.location;
const before = pathname.endsWith(paths[props.value.language]) ? pathname.slice(0, -paths[props.value.language].length) : '';
// What the visitor wants next; what the server was asked for and has not yet given; what the page speaks.
let wanted = null;
let sent = null;
let spoken = props.value.language;
let overdue = 0;

// In a portal's frame a browser may refuse its store; then nothing is remembered, and all else works.
function remember(language) {
  try { localStorage.setItem(KEY, language); } catch { /* as above */ }
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const busy = () => Boolean(document.querySelector('#status .busy'));
const tell = (key, done = false) => document.dispatchEvent(new CustomEvent('told', { detail: { text: window.berufslotse.word(key), done } }));
const address = (language) => before + paths[language] + window.location.search;

// An answer that is being written is finished first.
function begin() {
  if (!wanted || sent || busy()) return;
  [sent, wanted] = [wanted, null];
  document.body.classList.add('switching');
  trigger('switch', { language: sent });
  overdue = setTimeout(() => {
    end();
    tell('chat.language.failed');
  }, OVERDUE);
}

function end() {
  clearTimeout(overdue);
  sent = null;
  // Once all of it is drawn: until then the transcript is not to be scrolled (static/transcript.js).
  requestAnimationFrame(() => requestAnimationFrame(() => { if (!sent) document.body.classList.remove('switching'); }));
  begin();
}

function change(language) {
  wanted = language;
  begin();
  if (!busy()) return;
  const free = new MutationObserver(() => {
    if (busy()) return;
    free.disconnect();
    begin();
  });
  free.observe(document.getElementById('status'), { attributes: true, attributeFilter: ['class'], subtree: true });
}

// So that a reload, a bookmark and the plain pages agree with what is shown.
function name() {
  const { language } = props.value;
  if (window.location.pathname !== before + paths[language]) window.history.replaceState(window.history.state, '', address(language));
}

watch('value', () => {
  const { language } = props.value;
  const changed = language !== spoken;
  spoken = language;
  end();
  name();
  if (!changed) return;
  remember(language);
  if (!busy()) tell('chat.language.switched', true);
});
window.addEventListener('popstate', name);

// An answer that was asked for while the language was being switched may have come in the one before.
document.addEventListener('conversation', ({ detail }) => {
  const language = sent || spoken;
  if (detail.language && detail.language !== language) change(language);
});

// With a key held, or the middle button, it is the link that it is: a window of its own, which begins in its language.
function follow(event) {
  const link = event.target.closest && event.target.closest('#top a.language');
  if (!link) return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
    remember(link.hreflang);
    return;
  }
  event.preventDefault();
  const language = link.hreflang;
  if (busy()) tell('chat.language.waits');
  change(language);
}

document.addEventListener('click', follow);
document.addEventListener('auxclick', follow);

const chosen = remembered();
if (chosen !== spoken && Object.hasOwn(paths, chosen)) window.location.replace(address(chosen));
