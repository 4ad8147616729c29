// Says what the chat is doing. The element stays the same, only its text changes: a live region that is replaced is not read out.
const line = element.querySelector('[role=status]');

function tell() {
  const state = props.value || {};
  line.classList.toggle('busy', Boolean(state.busy));
  line.classList.toggle('done', Boolean(state.done));
  line.textContent = state.text || '';
}

watch('value', tell);
// What another script of the page has to say, until the chat says something new.
document.addEventListener('told', ({ detail }) => {
  line.classList.toggle('done', Boolean(detail.done));
  line.textContent = detail.text;
});
tell();
