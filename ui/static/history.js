// Keeps the visitor's conversations in their own browser: named by their first question, found again after a reload, renamed, deleted.
// What is open in this tab is remembered for this tab. Restoring sends the conversation to the server, which checks it and shows it.
const KEY = 'berufslotse.conversations';
const OPEN = 'berufslotse.open';
const MOST = 30;
const NAME = 60;
const dialog = element.querySelector('dialog');
const words = dialog.dataset;
const part = (selector) => dialog.querySelector(selector);
let open = sessionStorage.getItem(OPEN);
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

function setOpen(id) {
  open = id;
  if (id) sessionStorage.setItem(OPEN, id);
  else sessionStorage.removeItem(OPEN);
}

function keep(conversation) {
  if (restoring) {
    if (!conversation.turns.length) return;
    restoring = null;
  }
  if (!conversation.turns.length) {
    setOpen(null);
    return;
  }
  // While an answer is being written there is nothing to keep yet.
  const last = conversation.turns[conversation.turns.length - 1];
  if (!last.answer && !last.failed) return;
  const all = stored();
  if (!open) setOpen(String(Date.now()) + Math.random().toString(36).slice(2, 8));
  const before = all.find((one) => one.id === open);
  const name = before ? before.name : conversation.turns[0].question.slice(0, NAME);
  store([{ id: open, name, turns: conversation.turns }, ...all.filter((one) => one.id !== open)]);
}

function restore(id) {
  const found = stored().find((one) => one.id === id);
  if (!found) return;
  setOpen(id);
  restoring = id;
  dialog.close();
  trigger('restore', { turns: found.turns });
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
  if (id === open) setOpen(null);
  list();
  part('h2').focus();
}

function rename(one, item) {
  const field = Object.assign(document.createElement('input'), { value: one.name, maxLength: NAME });
  field.setAttribute('aria-label', words.rename);
  const done = () => {
    const name = field.value.trim();
    if (name) store(stored().map((each) => (each.id === one.id ? { ...each, name } : each)));
    list();
    part('h2').focus();
  };
  field.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); done(); } });
  item.replaceChildren(field, button(words.save, done));
  field.select();
}

function list() {
  const all = stored();
  part('.history-list').replaceChildren(...all.map((one) => {
    const item = document.createElement('li');
    const name = button(one.name, () => restore(one.id), 'history-name');
    if (one.id === open) name.setAttribute('aria-current', 'true');
    const change = button(words.rename, () => rename(one, item));
    const gone = twice(words.delete, words.really, () => remove(one.id));
    for (const each of [change, gone]) each.setAttribute('aria-description', one.name);
    item.append(name, change, gone);
    return item;
  }));
  part('.history-note').hidden = false;
  const clear = part('.history-clear');
  clear.hidden = !all.length;
  clear.textContent = words.deleteAll;
}

part('.history-clear').addEventListener('click', (event) => {
  if (event.target.textContent !== words.reallyAll) { event.target.textContent = words.reallyAll; return; }
  localStorage.removeItem(KEY);
  setOpen(null);
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
document.addEventListener('conversation', (event) => keep(event.detail));
if (open && !new URLSearchParams(location.search).has('frage')) restore(open);
