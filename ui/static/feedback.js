// Feedback on answers: "helpful" is sent at once, "not helpful" asks why first. Nothing is sent without a click.
// Everything that is shown goes in as textContent.
const feedbackLimits = element.querySelector('[data-feedback]');

function takeFeedback(limits) {
  const word = (key) => window.berufslotse.word(`feedback.${key}`);
  // Verdicts by answer; the transcript is drawn anew with every answer, and the buttons forget what was chosen.
  const given = new Map();
  const dialog = build();
  let asking = null;
  let sending = false;

  function make(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  // Its words change with the page's language (static/words.js).
  function worded(tag, properties, key) {
    const made = make(tag, { ...properties, textContent: word(key) });
    made.dataset.say = `feedback.${key}`;
    return made;
  }

  function note() {
    return word('note').replace('{limit}', limits.longest_comment.toLocaleString(window.berufslotse.language));
  }

  function build() {
    const boxes = limits.reasons.map((reason) => {
      const box = make('input', { type: 'checkbox', value: reason });
      return make('label', { className: 'feedback-reason' }, box, worded('span', {}, `reason.${reason}`));
    });
    const title = worded('h2', { id: 'feedback-title' }, 'title');
    const reasons = make('div', { className: 'feedback-reasons' }, ...boxes);
    reasons.setAttribute('role', 'group');
    reasons.setAttribute('aria-labelledby', title.id);
    const text = make('textarea', { id: 'feedback-comment', rows: 3, maxLength: limits.longest_comment });
    text.setAttribute('aria-describedby', 'feedback-note');
    const problem = make('p', { className: 'feedback-problem' });
    problem.setAttribute('role', 'status');
    // No form: Enter in a box would send what isn't finished.
    const built = make('dialog', { className: 'feedback-dialog' },
      title,
      reasons,
      worded('label', { htmlFor: text.id }, 'comment'),
      text,
      make('p', { id: 'feedback-note', textContent: note() }),
      worded('p', {}, 'sent'),
      problem,
      make('div', { className: 'feedback-actions' },
        worded('button', { type: 'button', className: 'feedback-send' }, 'send'),
        worded('button', { type: 'button', className: 'feedback-button feedback-cancel' }, 'cancel')));
    built.setAttribute('aria-labelledby', title.id);
    document.querySelector('.gradio-container').append(built);
    return built;
  }

  const boxes = () => [...dialog.querySelectorAll('input')];
  const comment = () => dialog.querySelector('textarea');

  function turnOf(number) {
    const conversation = window.berufslotse && window.berufslotse.conversation;
    return ((conversation && conversation.turns) || []).find((turn) => turn.number === number && turn.answer);
  }

  // Numbers begin anew in each conversation.
  function opinion(turn) {
    const key = JSON.stringify([turn.number, turn.question, turn.answer.text]);
    if (!given.has(key)) given.set(key, { id: randomId(), verdict: null, reasons: [], comment: '' });
    return given.get(key);
  }

  function randomId() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  // By whole characters: half of one would not be taken.
  const cut = (text) => [...text].slice(0, limits.longest_question).join('');

  function record(turn, chosen) {
    const answer = turn.answer;
    const documents = [...new Set(answer.citations.map((citation) => citation.document))];
    return {
      answer_id: chosen.id,
      verdict: chosen.verdict,
      reasons: chosen.reasons,
      comment: chosen.comment,
      question: cut(turn.question),
      understood_as: cut(answer.understood_as),
      follows: answer.slots.carried_over.length > 0,
      outcome: answer.outcome,
      documents: documents.slice(0, limits.most_documents),
      generation: answer.generation,
      language: window.berufslotse.language,
    };
  }

  // The sentence that says what came of it, or null where it was stored.
  async function post(turn, chosen) {
    try {
      const reply = await fetch(`${window.berufslotse.root}/api/feedback`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(record(turn, chosen)),
      });
      return reply.ok ? null : (await reply.json()).error || word('failed');
    } catch {
      return word('failed');
    }
  }

  async function send(turn, changes) {
    sending = true;
    const chosen = { ...opinion(turn), ...changes };
    const problem = await post(turn, chosen);
    sending = false;
    if (!problem) Object.assign(opinion(turn), chosen);
    show();
    return problem;
  }

  function show() {
    document.querySelectorAll('#chat .feedback').forEach((row) => {
      const turn = turnOf(Number(row.id.slice('feedback-'.length)));
      row.hidden = !turn;
      if (!turn) return;
      const { verdict } = opinion(turn);
      row.setAttribute('role', 'group');
      row.setAttribute('aria-label', word('about'));
      const [yes, no] = row.querySelectorAll('button');
      yes.setAttribute('aria-pressed', String(verdict === 'helpful'));
      no.setAttribute('aria-pressed', String(verdict === 'not_helpful'));
      no.setAttribute('aria-haspopup', 'dialog');
    });
  }

  function say(turn, text) {
    document.querySelectorAll('#chat .feedback-said').forEach((said) => { said.textContent = ''; });
    const said = document.querySelector(`#feedback-${turn.number} .feedback-said`);
    if (said) said.textContent = text;
  }

  function ask(turn) {
    asking = turn;
    const { reasons, comment: written } = opinion(turn);
    boxes().forEach((box) => { box.checked = reasons.includes(box.value); });
    comment().value = written;
    dialog.querySelector('.feedback-problem').textContent = '';
    dialog.showModal();
    boxes()[0].focus();
  }

  async function finish() {
    if (sending) return;
    const turn = asking;
    const reasons = boxes().filter((box) => box.checked).map((box) => box.value);
    const problem = await send(turn, { verdict: 'not_helpful', reasons, comment: comment().value.trim() });
    if (problem) {
      dialog.querySelector('.feedback-problem').textContent = problem;
      return;
    }
    dialog.close();
    say(turn, word('thanks'));
  }

  document.addEventListener('click', async (event) => {
    const button = event.target.closest && event.target.closest('#chat .feedback button');
    if (!button) return;
    const [, number, choice] = /^feedback-(\d+)-(yes|no)$/.exec(button.id) || [];
    const turn = turnOf(Number(number));
    if (!turn || sending) return;
    if (choice === 'no') ask(turn);
    else say(turn, await send(turn, { verdict: 'helpful', reasons: [], comment: '' }) || word('thanks'));
  });
  dialog.querySelector('.feedback-send').addEventListener('click', finish);
  dialog.querySelector('.feedback-cancel').addEventListener('click', () => dialog.close());
  // To the button that is there now: its answer may have been drawn anew.
  dialog.addEventListener('close', () => {
    const back = document.getElementById(`feedback-${asking.number}-no`);
    if (back) back.focus();
  });
  // Here and no further: an open source beside the chat would be closed as well.
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    dialog.close();
  });
  document.addEventListener('conversation', show);
  document.addEventListener('language', () => { dialog.querySelector('#feedback-note').textContent = note(); });
  new MutationObserver(show).observe(document.querySelector('.gradio-container'), { childList: true, subtree: true });
}

if (feedbackLimits) takeFeedback(JSON.parse(feedbackLimits.dataset.feedback));
