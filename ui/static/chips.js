// Exchanges or takes away what was understood. The server words the new question; here is only chosen. `trigger` is Gradio's.
const word = (key) => window.berufslotse.word(key);
const FILTERED = 8;
const dialog = document.createElement('dialog');
dialog.className = 'choices';
dialog.setAttribute('aria-labelledby', 'choices-title');
document.querySelector('.gradio-container').append(dialog);

function make(name, props = {}, ...inside) {
  const made = Object.assign(document.createElement(name), props);
  made.append(...inside);
  return made;
}

// "exchange-3-place-0": of the third turn, the first place.
function meant(button) {
  const [, turn, kind, n] = /^(?:exchange|remove)-(\d+)-([a-z]+)-(\d+)$/.exec(button.id) || [];
  const found = turn && window.berufslotse.conversation.turns.find((one) => one.number === Number(turn));
  if (!found || !found.answer) return null;
  const given = found.answer.slots[kind];
  return { turn: Number(turn), kind, old: Array.isArray(given) ? given[Number(n)] : given };
}

function ask(chip, instead) {
  dialog.close();
  trigger('submit', { ...chip, new: instead });
  if (window.matchMedia('(hover: hover)').matches) document.querySelector('#ask textarea').focus();
}

function offer(chip, button) {
  const values = (window.berufslotse.conversation.choices[chip.turn] || {})[chip.kind] || [];
  const items = values.map((value) => {
    const said = chip.kind === 'aspect' ? word(`aspect.${value}`) : value;
    const label = said[0].toUpperCase() + said.slice(1);
    return make('li', {}, make('button', { type: 'button', textContent: label, onclick: () => ask(chip, value) }));
  });
  const list = make('ul', { className: 'choices-list' }, ...items);
  const close = make('button', { type: 'button', className: 'choices-close', textContent: word('chips.close'), onclick: () => dialog.close() });
  const title = make('h2', { id: 'choices-title', textContent: word(`chips.title.${chip.kind}`) });
  const parts = [make('div', { className: 'dialog-top' }, title, close)];
  if (!items.length) parts.push(make('p', { textContent: word('chips.none') }));
  if (items.length > FILTERED) {
    const field = make('input', { type: 'search', autocomplete: 'off' });
    field.addEventListener('input', () => {
      const typed = field.value.toLowerCase();
      items.forEach((item) => { item.hidden = !item.textContent.toLowerCase().includes(typed); });
    });
    parts.push(make('label', {}, word('chips.filter'), field));
  }
  dialog.replaceChildren(...parts, list);
  dialog.onclose = () => { const back = document.getElementById(button.id); if (back) back.focus(); };
  dialog.showModal();
}

dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
document.addEventListener('click', (event) => {
  const button = event.target.closest && event.target.closest('#chat .chip button');
  const chip = button && meant(button);
  if (!chip) return;
  if (button.classList.contains('chip-remove')) ask(chip, null);
  else offer(chip, button);
});
