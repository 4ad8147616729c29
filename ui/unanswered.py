"""Questions that the server doesn't answer, though nothing is wrong with them: why, as the key of a sentence, and when to ask again."""


class Unanswered(Exception):
    """key: of the sentence for the visitor. again: seconds after which asking again makes sense. outcome: its name among the figures."""

    key = "chat.failed"
    outcome = "failed"
    again = 10


class QueueFull(Unanswered):
    """So many wait already that this one would wait too long."""

    key = "chat.queue_full"
    outcome = "queue_full"


class TookTooLong(Unanswered):
    """The time that a question may take is over."""

    key = "chat.took_too_long"
    outcome = "took_too_long"


class Stopping(Unanswered):
    """The server is being stopped, and finishes what it has begun."""

    key = "chat.stopping"
    outcome = "stopping"
