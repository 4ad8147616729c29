"""The two buttons below an answer, and the words that their script needs (static/feedback.js)."""

import json
from html import escape

from assistant.feedback import LONGEST_TOLD, MAX_COMMENT, MAX_DOCUMENTS, Reason, Verdict
from assistant.pay import number
from assistant.wording import Language, say

WORDS = ("about", "thanks", "failed", "title", "comment", "note", "sent", "send", "cancel")


def feedback_row(turn: int, language: Language) -> str:
    """Hidden until the script shows it: it does so where feedback is taken and the answer's record is at hand."""
    buttons = "".join(
        f'<button type="button" class="feedback-button" id="feedback-{turn}-{name}" title="{_say(language, "stores")}">{_say(language, verdict)}</button>'
        for name, verdict in (("yes", Verdict.HELPFUL), ("no", Verdict.NOT_HELPFUL))
    )
    return f'<div class="feedback" id="feedback-{turn}" hidden>{buttons}<span role="status" class="feedback-said"></span></div>'


def feedback_words(language: Language) -> str:
    """What the script says and asks, as JSON in a hidden element. Constants alone: this becomes part of a template that Gradio runs as code."""
    words: dict[str, object] = {key: say(language, f"feedback.{key}", limit=number(language, MAX_COMMENT)) for key in WORDS}
    words |= {f"reason.{reason}": say(language, f"feedback.reason.{reason}") for reason in Reason}
    words |= {"language": language, "longest_comment": MAX_COMMENT, "longest_question": LONGEST_TOLD, "most_documents": MAX_DOCUMENTS}
    return f'<span hidden data-feedback="{escape(json.dumps(words, ensure_ascii=False))}"></span>'


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"feedback.{key}"))
