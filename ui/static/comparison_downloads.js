// Takes a comparison along: its table as CSV, its chart as a picture. Both are made here, from what the page already has.
const word = (key) => window.berufslotse.word(key);

// The marks of stages as in comparison.css, for white paper: how a bar is filled tells them apart without colour.
const TONES = { apprentice: '#007a59', entry: '#0072b2', untold: '#505d66', experienced: '#c25100', lead: '#a8457f' };
const INK = '#1c2529';
const QUIET = '#505d66';
const LINE = '#d5dde2';
const SIZE = { width: 960, edge: 32, name: 250, value: 200, row: 34, bar: 16, line: 22, sharpness: 2 };

function save(blob, ending) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${word('chart.file')}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function turnOf(number) {
  const { conversation } = window.berufslotse || {};
  return conversation && conversation.turns.find((one) => one.number === number && one.answer);
}

// A file is in one language, that of its answer.
const languageOf = (turn) => turn.language || window.berufslotse.language;
const wordsOf = (turn) => window.berufslotse.files[languageOf(turn)];

// As ui/dates.py writes it.
function written(date, language) {
  return language === 'de' && /^\d{4}-\d{2}(-\d{2})?$/.test(date) ? date.split('-').reverse().join(date.length > 7 ? '.' : '/') : date;
}

// A cell that begins like a formula would be run by a spreadsheet; after an apostrophe it is text. Some pass over blanks and what nobody sees before it.
function cell(text) {
  const safe = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

// With the numbers of the quotes that prove it.
const marked = ({ text, citations }) => [text, ...citations.map((number) => `[${number}]`)].join(' ');

// Where a row of the table stands: what its page is called, its quotes with their numbers, address and date.
function proof(row, citations) {
  const numbers = row.cells.flatMap((one) => one.citations);
  const cited = citations.filter((citation) => numbers.includes(citation.number));
  const each = (field) => [...new Set(cited.map((citation) => citation[field]).filter(Boolean))].join('\n');
  const quote = cited.map((citation) => `[${citation.number}] ${citation.quote}`).join('\n');
  return { page: each('title') || row.document, quote, url: each('url'), date: each('date') };
}

// A line a page: what the table tells of it, then where that stands; no column for addresses where no page has one.
function csv(turn) {
  const { table, citations } = turn.answer;
  const words = wordsOf(turn);
  const proofs = table.rows.map((row) => proof(row, citations));
  const fields = ['page', 'quote', 'url', 'date'].filter((field) => field !== 'url' || proofs.some((one) => one.url));
  const head = [words['chat.slot.occupation'], words['chat.slot.place'], ...table.columns, ...fields.map((field) => words[`chart.csv.${field}`])];
  const lines = table.rows.map((row, at) => [row.occupation || '', row.place || '', ...row.cells.map(marked), ...fields.map((field) => proofs[at][field])]);
  const between = document.documentElement.lang === 'de' ? ';' : ',';
  // Without the mark at its start a spreadsheet takes the umlauts for something else.
  return `\uFEFF${[head, ...lines].map((line) => `${line.map(cell).join(between)}\r\n`).join('')}`;
}

function chartsOf(number) {
  const found = document.querySelector(`#chat a.range[href^="#q-${number}-"]`);
  return [...found.closest('.range-charts').querySelectorAll('.range-chart')].map((chart) => ({
    caption: chart.querySelector('.range-caption').textContent,
    ticks: [...chart.querySelectorAll('.tick')].map((tick) => ({ text: tick.textContent, at: parseFloat(tick.style.left) / 100 })),
    rows: [...chart.querySelectorAll('a.range')].map(rowOf),
  }));
}

function rowOf(link) {
  const bar = link.querySelector('.range-bar');
  const has = (name) => bar.classList.contains(name);
  return {
    name: link.querySelector('.range-name').textContent,
    told: link.querySelector('.range-told').textContent,
    number: Number(link.getAttribute('href').split('-')[2]),
    stage: Object.keys(TONES).find(has),
    form: ['dot', 'open-low', 'open-high', 'closed'].find(has),
    from: parseFloat(bar.style.left) / 100,
    width: (parseFloat(bar.style.width) || 0) / 100,
  };
}

// A text in lines of a width, broken between words.
function broken(pen, text, width) {
  const lines = [''];
  for (const piece of text.split(/\s+/)) {
    const longer = `${lines[lines.length - 1]} ${piece}`.trim();
    if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines.filter(Boolean);
}

function outline(pen, form, x, y, width) {
  pen.beginPath();
  if (form === 'dot') pen.arc(x, y + SIZE.bar / 2, SIZE.bar / 2, 0, 2 * Math.PI);
  else pen.rect(x, y, Math.max(width, 4), SIZE.bar);
}

function stripes(pen, stage, x, y, width) {
  pen.strokeStyle = '#ffffff';
  pen.fillStyle = '#ffffff';
  pen.lineWidth = 2;
  const left = x - SIZE.bar;
  const right = x + width + 2 * SIZE.bar;
  pen.beginPath();
  if (stage === 'experienced') {
    for (let at = left; at < right; at += 8) { pen.moveTo(at, y + SIZE.bar); pen.lineTo(at + SIZE.bar, y); }
  } else if (stage === 'lead') {
    for (let at = y + 5; at < y + SIZE.bar; at += 6) { pen.moveTo(left, at); pen.lineTo(right, at); }
  } else if (stage === 'apprentice') {
    for (let at = left; at < right; at += 7) for (let down = 4; down < SIZE.bar; down += 7) pen.rect(at, y + down, 2, 2);
    pen.fill();
    return;
  } else if (stage === 'untold') {
    pen.fillRect(left, y, right - left, SIZE.bar);
  }
  pen.stroke();
}

function drawBar(pen, row, x, y, width) {
  const tone = TONES[row.stage];
  pen.save();
  outline(pen, row.form, x, y, width);
  pen.clip();
  pen.fillStyle = tone;
  pen.fillRect(x - SIZE.bar, y, width + 2 * SIZE.bar, SIZE.bar);
  stripes(pen, row.stage, x, y, width);
  pen.strokeStyle = tone;
  pen.lineWidth = 4;
  outline(pen, row.form, x, y, width);
  pen.stroke();
  // An open end has no edge and fades.
  if (row.form.startsWith('open')) {
    const fade = row.form === 'open-high' ? pen.createLinearGradient(x + width * 0.3, 0, x + width, 0) : pen.createLinearGradient(x + width * 0.7, 0, x, 0);
    fade.addColorStop(0, 'rgba(255, 255, 255, 0)');
    fade.addColorStop(1, 'rgba(255, 255, 255, 1)');
    pen.fillStyle = fade;
    pen.fillRect(x, y, width, SIZE.bar);
  }
  pen.restore();
}

// Everything is laid out first: the picture's height is known only then, and setting it wipes the canvas.
function layout(pen, turn) {
  const { number, answer } = turn;
  const words = wordsOf(turn);
  const family = getComputedStyle(document.querySelector('#chat')).fontFamily;
  const fonts = { title: `700 22px ${family}`, strong: `700 16px ${family}`, plain: `16px ${family}`, small: `14px ${family}` };
  const inside = SIZE.width - 2 * SIZE.edge;
  const start = SIZE.edge + SIZE.name;
  const plot = inside - SIZE.name - SIZE.value;
  const steps = [];
  let y = SIZE.edge;

  function write(text, font, colour, x, width, align = 'left') {
    pen.font = fonts[font];
    const lines = broken(pen, text, width);
    const top = y;
    steps.push(() => {
      Object.assign(pen, { font: fonts[font], fillStyle: colour, textAlign: align, textBaseline: 'middle' });
      lines.forEach((line, at) => pen.fillText(line, x, top + SIZE.line * (at + 0.5), width));
    });
    return lines.length * SIZE.line;
  }

  function paragraph(text, font, colour) {
    y += write(text, font, colour, SIZE.edge, inside);
  }

  function drawRow(row, ticks) {
    const height = Math.max(SIZE.row, write(row.name, 'plain', INK, SIZE.edge, SIZE.name - 24) + 12);
    write(`${row.told} [${row.number}]`, 'strong', INK, SIZE.width - SIZE.edge, SIZE.value - 24, 'right');
    const top = y;
    steps.push(() => {
      pen.fillStyle = LINE;
      ticks.forEach((tick) => pen.fillRect(start + tick.at * plot, top - 6, 1, height));
      drawBar(pen, row, start + row.from * plot, top + (SIZE.line - SIZE.bar) / 2, row.width * plot);
    });
    y += height;
  }

  paragraph(answer.understood_as, 'title', INK);
  for (const chart of chartsOf(number)) {
    y += 16;
    paragraph(chart.caption, 'strong', INK);
    y += 12;
    chart.rows.forEach((row) => drawRow(row, chart.ticks));
    chart.ticks.forEach((tick) => write(tick.text, 'small', QUIET, start + tick.at * plot, 120, 'center'));
    y += SIZE.line;
  }
  y += 16;
  const shown = new Set(chartsOf(number).flatMap((chart) => chart.rows.map((row) => row.number)));
  const cited = answer.citations.filter((citation) => shown.has(citation.number));
  if (cited.length) paragraph(words['chat.source.list'], 'small', QUIET);
  for (const citation of cited) {
    const stand = citation.date ? ` (${words['chat.source.stand'].replace('{date}', written(citation.date, languageOf(turn)))})` : '';
    paragraph(`[${citation.number}] ${citation.title}${stand}`, 'small', QUIET);
  }
  return { height: y + SIZE.edge, steps };
}

function picture(turn) {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  const { height, steps } = layout(pen, turn);
  canvas.width = SIZE.width * SIZE.sharpness;
  canvas.height = height * SIZE.sharpness;
  pen.scale(SIZE.sharpness, SIZE.sharpness);
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, SIZE.width, height);
  steps.forEach((step) => step());
  canvas.toBlob((blob) => save(blob, 'png'), 'image/png');
}

document.addEventListener('click', (event) => {
  const button = event.target.closest && event.target.closest('#chat button.download');
  if (!button) return;
  const [kind, number] = button.id.split('-');
  const turn = turnOf(Number(number));
  if (!turn) return;
  if (kind === 'png') picture(turn);
  else save(new Blob([csv(turn)], { type: 'text/csv;charset=utf-8' }), 'csv');
});
