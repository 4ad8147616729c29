"""What can go wrong in the assistant, in words that say what to do about it."""


class AssistantError(Exception):
    """Anything that a caller can mend; the message says what and how."""


class BadQuestionFile(AssistantError):
    """A question file that can't be read: names the file, the line and what is wrong there."""
