// Says what the chat is doing. The element stays the same, only its text changes: a live region that is replaced is not read out.
const line = element.querySelector('[role=status]');

function tell() {
  const state = props.value || {};
  line.classList.toggle('busy', Boolean(state.busy));
  line.textContent = state.text || '';
}

watch('value', tell);
tell();
