"""Many questions in one go: sent from inside the page as the chat sends them, and drawn with the answer to the one that is asked in its box after them."""

from collections.abc import Sequence
from typing import Any

from tests.browser.conftest import Chat

SEND = """async ([sent, questions]) => {
  const failed = [];
  for (const question of questions) {
    const [, ...others] = sent.data;
    const body = JSON.stringify({ ...sent, data: [question, ...others] });
    const joined = await fetch('gradio_api/queue/join', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    // The stream ends with the answer.
    const told = await (await fetch(`gradio_api/queue/data?session_hash=${sent.session_hash}`)).text();
    if (!joined.ok || !told.includes('"msg":"process_completed"') || !told.includes('"success":true')) failed.push([question, joined.status, told]);
  }
  return failed;
}"""


def sent_by(chat: Chat, question: str) -> dict[str, Any]:
    """What the page sends when this is asked in its box: the event, and the session, whose conversation the server keeps."""
    with chat.page.expect_request("**/gradio_api/queue/join*") as sending:
        chat.ask(question)
    sent = sending.value.post_data_json
    assert sent and sent["data"][0] == question
    return dict(sent)


def ask_unseen(chat: Chat, sent: dict[str, Any], questions: Sequence[str]) -> None:
    """Ask them one after the other in the same conversation."""
    assert chat.page.evaluate(SEND, [sent, list(questions)]) == []
