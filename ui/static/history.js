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
let said = null;
let restoring = null;
// Whether what is open was in the store when it was last looked at: what is gone from there later was deleted in another window.
let held = false;

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
      held = kept.some((one) => one.id === open);
      return;
    } catch {
      if (!kept.length) { held = false; return; }
    }
  }
}

// A name is whole words of a question, unless its first word is longer than a name.
function named(question) {
  const words = question.trim().split(/\s+/);
  if (words.join(' ').length <= NAME) return words.join(' ');
  let name = '';
  for (const each of words) {
    if (`${name} ${each} …`.trim().length > NAME) break;
    name = `${name} ${each}`.trim();
  }
  return name ? `${name} …` : `${words[0].slice(0, NAME - 1)}…`;
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
  held = Boolean(id) && stored().some((one) => one.id === id);
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

// Where the store is full, what is open here may have made room, and is kept again.
const deletedElsewhere = () => held && !restoring && stored().length < MOST && !stored().some((one) => one.id === open);

// The visitor wanted it gone: it goes from this window, too, and is not kept again.
function follow() {
  if (deletedElsewhere()) {
    setOpen(null);
    trigger('forget', {});
  }
  // A name that is being changed is not to be lost.
  if (dialog.open && !part('input')) list();
}

function keep({ turns }) {
  if (!turns.length) {
    // A page that was just loaded shows nothing yet of what is being restored.
    if (!restoring) setOpen(null);
    return;
  }
  if (restoring) {
    open = restoring;
    held = true;
    restoring = null;
  }
  if (deletedElsewhere()) {
    follow();
    return;
  }
  // While an answer is being written there is nothing to keep yet.
  const last = turns[turns.length - 1];
  if (!last.answer && !last.failed) return;
  const all = stored();
  const before = all.find((one) => one.id === open);
  // Another tab may have gone on with the same conversation, or this one couldn't be shown: nothing that was kept is written over.
  const same = before && goesOn(before.turns, turns);
  setOpen(same ? open : String(Date.now()) + Math.random().toString(36).slice(2, 8));
  const name = same ? before.name : named(turns[0].question);
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

// Of the words of the history, what was done, or none.
function say(key) {
  said = key;
  part('.history-said').textContent = key ? word(key) : '';
}

function remove(id) {
  store(stored().filter((one) => one.id !== id));
  if (id === open || id === restoring) beginAnew();
  list();
  say('deleted');
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
  say('all_deleted');
  part('h2').focus();
});
part('.history-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
document.addEventListener('click', (event) => {
  if (!event.target.closest || !event.target.closest('#open-history')) return;
  list();
  say(stored().length ? null : 'none');
  dialog.showModal();
  part('h2').focus();
});
nameOpened();
document.addEventListener('language', () => {
  nameOpened();
  if (dialog.open) { list(); say(said); }
});
window.addEventListener('storage', (event) => { if (event.key === KEY || event.key === null) follow(); });
// A page that comes back from the browser's memory heard nothing meanwhile.
window.addEventListener('pageshow', (event) => { if (event.persisted) follow(); });
document.addEventListener('conversation', (event) => keep(event.detail));
// The server couldn't show it: what is on the page stays, and is no part of what was to be restored.
watch('value', () => {
  if (!props.value || !props.value.refused) return;
  restoring = null;
  setOpen(open);
});
restore(remembered());
