// Keeps the visitor's conversations in their own browser: named by their first question, found again after a reload, renamed, deleted.
// What is open in this tab is remembered for this tab. Restoring sends the conversation to the server, which checks it and shows it.
const KEY = 'berufslotse.conversations';
const OPEN = 'berufslotse.open';
const MOST = 30;
const NAME = 60;
const dialog = element.querySelector('dialog');
const word = (key) => window.berufslotse.word(`history.${key}`);
const part = (selector) => dialog.querySelector(selector);
let open = null;
let restoring = null;

function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || '[]');
    return Array.isArray(found) ? found.filter((one) => one && typeof one.id === 'string' && typeof one.name === 'string' && Array.isArray(one.turns)) : [];
  } catch {
    return [];
  }
}

// Where the browser's store is full, the oldest make room.
function store(conversations) {
  for (let kept = conversations.slice(0, MOST); ; kept = kept.slice(0, -1)) {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
      return;
    } catch {
      if (!kept.length) return;
    }
  }
}

// In a portal's frame a browser may refuse its store; then nothing is remembered, and all else works.
function remembered() {
  try {
    return sessionStorage.getItem(OPEN);
  } catch {
    return null;
  }
}

function setOpen(id) {
  open = id;
  try {
    if (id) sessionStorage.setItem(OPEN, id);
    else sessionStorage.removeItem(OPEN);
  } catch { /* as above */ }
}

// In words, for sight (static/history.css).
function nameOpened() {
  dialog.style.setProperty('--opened', JSON.stringify(word('opened')));
}

function begins(turns, others) {
  return turns.length <= others.length && turns.every((turn, at) => turn.number === others[at].number && turn.question === others[at].question);
}

// Whether turns go on from what was kept. The server lets the oldest turns go where there are too many.
function goesOn(kept, turns) {
  const still = kept.filter((turn) => turn.number >= turns[0].number);
  return still.length > 0 && begins(still, turns);
}

function keep({ turns }) {
  if (!turns.length) {
    // A page that was just loaded shows nothing yet of what is being restored.
    if (!restoring) setOpen(null);
    return;
  }
  if (restoring) {
    open = restoring;
    restoring = null;
  }
  // While an answer is being written there is nothing to keep yet.
  const last = turns[turns.length - 1];
  if (!last.answer && !last.failed) return;
  const all = stored();
  const before = all.find((one) => one.id === open);
  // Another tab may have gone on with the same conversation, or this one couldn't be shown: nothing that was kept is written over.
  const same = before && goesOn(before.turns, turns);
  setOpen(same ? open : String(Date.now()) + Math.random().toString(36).slice(2, 8));
  const name = same ? before.name : turns[0].question.slice(0, NAME);
  store([{ id: open, name, turns }, ...all.filter((one) => one.id !== open)]);
}

function restore(id) {
  const found = stored().find((one) => one.id === id);
  if (!found) return;
  restoring = id;
  dialog.close();
  trigger('restore', { turns: found.turns });
}

// What is deleted must go from the page, too, or the next question would keep it again.
function beginAnew() {
  restoring = null;
  setOpen(null);
  const button = document.querySelector('#new');
  if (button) button.click();
}

function button(text, act, name = '') {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text, className: name });
  made.addEventListener('click', act);
  return made;
}

// The first click asks, the second does it.
function twice(text, really, act) {
  const made = button(text, () => {
    if (made.textContent === really) act();
    else made.textContent = really;
  });
  made.addEventListener('blur', () => { made.textContent = text; });
  return made;
}

function remove(id) {
  store(stored().filter((one) => one.id !== id));
  if (id === open || id === restoring) beginAnew();
  list();
  part('h2').focus();
}

function rename(one, item) {
  const field = Object.assign(document.createElement('input'), { value: one.name, maxLength: NAME });
  field.setAttribute('aria-label', word('rename'));
  const done = () => {
    const name = field.value.trim();
    if (name) store(stored().map((each) => (each.id === one.id ? { ...each, name } : each)));
    list();
    part('h2').focus();
  };
  field.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); done(); } });
  item.replaceChildren(field, button(word('save'), done));
  field.select();
}

function list() {
  const all = stored();
  part('.history-list').replaceChildren(...all.map((one) => {
    const item = document.createElement('li');
    const name = button(one.name, () => restore(one.id), 'history-name');
    if (one.id === open) name.setAttribute('aria-current', 'true');
    const change = button(word('rename'), () => rename(one, item));
    const gone = twice(word('delete'), word('really'), () => remove(one.id));
    for (const each of [change, gone]) each.setAttribute('aria-description', one.name);
    item.append(name, change, gone);
    return item;
  }));
  const clear = part('.history-clear');
  clear.hidden = !all.length;
  clear.textContent = word('delete_all');
}

part('.history-clear').addEventListener('click', (event) => {
  if (event.target.textContent !== word('really_all')) { event.target.textContent = word('really_all'); return; }
  try { localStorage.removeItem(KEY); } catch { /* as above */ }
  beginAnew();
  list();
  part('h2').focus();
});
part('.history-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
document.addEventListener('click', (event) => {
  if (!event.target.closest || !event.target.closest('#open-history')) return;
  list();
  dialog.showModal();
  part('h2').focus();
});
nameOpened();
document.addEventListener('language', () => {
  nameOpened();
  if (dialog.open) list();
});
document.addEventListener('conversation', (event) => keep(event.detail));
// The server couldn't show it: what is on the page stays, and is no part of what was to be restored.
watch('value', () => {
  if (!props.value || !props.value.refused) return;
  restoring = null;
  setOpen(open);
});
restore(remembered());
