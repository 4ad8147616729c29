// The operator's corner. Every page works without: the limits are checked again by the server, and progress reloads itself.

const form = document.getElementById('add');
const progress = document.getElementById('progress');

// What is wrong with the files chosen, or ''. A form that is too large would be refused only after all of it has been sent.
function problemOf(files) {
  const limit = (name) => Number(form.dataset[name]);
  const sizes = [...files].map((file) => file.size);
  if (!sizes.length) return form.dataset.none;
  const tooMuch = sizes.length > limit('files') || sizes.some((size) => size > limit('each')) || sizes.reduce((a, b) => a + b, 0) > limit('all');
  return tooMuch ? form.dataset.tooMuch : '';
}

form?.addEventListener('submit', (event) => {
  const problem = problemOf(document.getElementById('file').files);
  const notice = document.getElementById('problem');
  notice.hidden = !problem;
  notice.textContent = problem;
  if (problem) {
    event.preventDefault();
    return;
  }
  document.getElementById('sending').textContent = form.dataset.sending;
  form.querySelector('button').disabled = true;
});

// Coming back to the page by the browser's own button.
window.addEventListener('pageshow', () => {
  if (form) form.querySelector('button').disabled = false;
});

function show({ stage, count, done, total, files }) {
  const line = document.getElementById('stage');
  // Written only when it changes, since each time is announced.
  if (line.textContent !== stage) line.textContent = stage;
  document.getElementById('count').textContent = count;
  const bar = document.getElementById('bar');
  if (total) {
    bar.max = total;
    bar.value = done;
  } else {
    bar.removeAttribute('value');
  }
  document.querySelectorAll('#files li').forEach((item, at) => {
    item.lastElementChild.textContent = files[at] ?? '';
  });
}

async function watch() {
  try {
    const answer = await fetch(progress.dataset.status, { headers: { accept: 'application/json' } });
    // Signed out: the page itself says so.
    if (!answer.ok || answer.redirected) return location.reload();
    const status = await answer.json();
    if (!status.running) return location.reload();
    show(status);
  } catch {
    // The server can't be reached just now.
  }
  setTimeout(watch, 1000);
}

if (progress) watch();
