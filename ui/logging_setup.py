"""How a server logs: on standard error, with where things went wrong, and nothing of what visitors asked."""

import logging
import sys
from io import StringIO
from typing import TextIO

import structlog
from structlog.typing import ExcInfo

from index.plain_text import visible


class OneLine(logging.Formatter):
    """What libraries log, as `set_in` writes it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its traceback."""
        return set_in(super().format(record))


def set_in(text: str) -> str:
    """A text without what would steer a terminal, its lines after the first indented: what an error says can't pass for a line of the log."""
    return visible(text).replace("\n", "\n  ")


def log_to_standard_error() -> None:
    """Sets up logging for the whole process; for who starts one.

    structlog would print the variables beside each line of a traceback, where it finds `rich`: questions, search words, tokens of sessions.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=_traceback),
        ],
        # Looked up for each line: standard error may be exchanged while the process runs.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(logging.BASIC_FORMAT))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


def _traceback(log: TextIO, error: ExcInfo) -> None:
    told = StringIO()
    structlog.dev.plain_traceback(told, error)
    log.write(set_in(told.getvalue()))
