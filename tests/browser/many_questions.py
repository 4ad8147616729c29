"""Many questions in one go: sent from inside the page as the chat sends them, and drawn with the answer to the one that is asked in its box after them."""

from collections.abc import Sequence
from typing import Any

from tests.browser.conftest import Chat

SEND = """async ([sent, questions]) => {
  const asking = window.fetch;
  const failed = [];
  let record = {};
  for (const question of questions) {
    const [, , ...others] = sent.data;
    const body = JSON.stringify({ ...sent, data: [question, record, ...others] });
    const joined = await asking('gradio_api/queue/join', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    // The stream ends with the answer.
    const told = await (await asking(`gradio_api/queue/data?session_hash=${sent.session_hash}`)).text();
    const messages = told.split('\\n').filter((line) => line.startsWith('data: ')).map((line) => JSON.parse(line.slice(6)));
    const completed = messages.find((message) => message.msg === 'process_completed');
    if (!joined.ok || !completed || !completed.success) { failed.push([question, joined.status, told]); continue; }
    record = completed.output.data.find((each) => each && each.turns) || record;
  }
  // What was said comes along with the page's next question.
  window.fetch = (target, options) => {
    if (!String(target.url || target).includes('queue/join')) return asking(target, options);
    window.fetch = asking;
    const body = JSON.parse(options.body);
    body.data[1] = record;
    return asking(target, { ...options, body: JSON.stringify(body) });
  };
  return failed;
}"""


def sent_by(chat: Chat, question: str) -> dict[str, Any]:
    """What the page sends when this is asked in its box: the event, the session, the conversation so far, the language."""
    with chat.page.expect_request("**/gradio_api/queue/join*") as sending:
        chat.ask(question)
    sent = sending.value.post_data_json
    assert sent and sent["data"][0] == question
    return dict(sent)


def ask_unseen(chat: Chat, sent: dict[str, Any], questions: Sequence[str]) -> None:
    """Ask them one after the other in a conversation that begins with them, which the page shows with its own next question."""
    assert chat.page.evaluate(SEND, [sent, list(questions)]) == []
