// Hands the conversation to the other scripts of the page, as data, each time it changes.
function tell() {
  const conversation = props.value && props.value.turns ? props.value : { turns: [], shown: {}, choices: {} };
  window.berufslotse = { ...window.berufslotse, conversation };
  document.body.classList.toggle('talking', conversation.turns.length > 0);
  document.dispatchEvent(new CustomEvent('conversation', { detail: conversation }));
}

watch('value', tell);
tell();
