"""What can go wrong in the assistant, in words that say what to do about it."""


class AssistantError(Exception):
    """Anything that a caller can mend; the message says what and how.

    Where there are `code` and `facts`, the command line and the browser say it in the user's language, as they do of a LibraryError.
    """

    code = ""

    def __init__(self, message: str, **facts: str) -> None:
        super().__init__(message)
        self.facts = facts


class BadQuestionFile(AssistantError):
    """A question file that can't be read: names the file, the line and what is wrong there."""


class UnwritableFeedback(AssistantError):
    """Feedback that can't be kept: the disk is full, the folder can't be written, or another writer holds the file."""

    code = "unwritable_kept"


class UnreadableFeedback(AssistantError):
    """A file of feedback that can't be read at all; single lines that are torn are skipped and told."""

    code = "unreadable_feedback"


class UnreadableDeclined(AssistantError):
    """A file of declined questions that can't be read at all."""

    code = "unreadable_declined"


class UnwritableDeclined(AssistantError):
    """Declined questions that can't be deleted: the folder can't be written, or another writer holds the file."""

    code = "unwritable_kept"


class CasesNotWritten(AssistantError):
    """The file that feedback was to be turned into can't be written, or would be overwritten."""

    code = "cases_not_written"
