"""The two buttons below an answer, and the limits that their script keeps to (static/feedback.js)."""

import json
from html import escape

from assistant.feedback import LONGEST_TOLD, MAX_COMMENT, MAX_DOCUMENTS, Reason, Verdict
from assistant.wording import Language, say


def feedback_row(turn: int, language: Language) -> str:
    """Hidden until the script shows it: it does so where feedback is taken and the answer's record is at hand."""
    buttons = "".join(
        f'<button type="button" class="feedback-button" id="feedback-{turn}-{name}" title="{_say(language, "stores")}">{_say(language, verdict)}</button>'
        for name, verdict in (("yes", Verdict.HELPFUL), ("no", Verdict.NOT_HELPFUL))
    )
    return f'<div class="feedback" id="feedback-{turn}" hidden>{buttons}<span role="status" class="feedback-said"></span></div>'


def feedback_limits() -> str:
    """A hidden element that tells the script that feedback is taken, the reasons there are, and how much of each thing, as JSON. A constant: Gradio runs it as code."""
    told = {"reasons": list(Reason), "longest_comment": MAX_COMMENT, "longest_question": LONGEST_TOLD, "most_documents": MAX_DOCUMENTS}
    return f'<span hidden data-feedback="{escape(json.dumps(told))}"></span>'


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"feedback.{key}"))
