"""How a server logs: on standard error, with where things went wrong, and nothing of what visitors asked."""

import json
import logging
import sys
from io import StringIO
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo

from index.plain_text import spelt_out, visible, with_escapes


class OneLine(logging.Formatter):
    """What libraries log, as `set_in` writes it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its traceback."""
        return set_in(super().format(record))


def set_in(text: str) -> str:
    """A text without what would steer a terminal, its lines after the first indented: what an error says can't pass for a line of the log."""
    return visible(text).replace("\n", "\n  ")


JSON_SHARED: tuple[Any, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)
"""What every line of JSON gets, whoever wrote it; a traceback without the variables, as below."""


def log_to_standard_error() -> None:
    """Sets up logging for the whole process; for who starts one.

    structlog would print the variables beside each line of a traceback, where it finds `rich`: questions, search words, tokens of sessions.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
            _named,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=_traceback),
        ],
        # Looked up for each line: standard error may be exchanged while the process runs.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(logging.BASIC_FORMAT))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


def _named(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Names of files and the like on one line, with what nobody sees spelt out."""
    return {key: spelt_out(value) if isinstance(value, str) else value for key, value in event.items()}


def log_json_to_standard_error() -> None:
    """The same as lines of JSON, for a program that collects them, with what other libraries log. Text of others is written as JSON, so no question can fake a line."""
    structlog.configure(
        processors=[
            *(each for each in JSON_SHARED if not isinstance(each, structlog.stdlib.ExtraAdder)),
            structlog.processors.JSONRenderer(_json),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    handler = _ToStandardError()
    renderer = structlog.processors.JSONRenderer(_json)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=list(JSON_SHARED), processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _json(event: EventDict, **options: Any) -> str:
    """A line for whoever reads it, in a terminal too: letters as they are, what would steer or break it as escapes."""
    return with_escapes(json.dumps(event, ensure_ascii=False, **options))


def _traceback(log: TextIO, error: ExcInfo) -> None:
    told = StringIO()
    structlog.dev.plain_traceback(told, error)
    log.write(set_in(told.getvalue()))


class _ToStandardError(logging.Handler):
    """Looks standard error up for each line, as structlog does."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        try:
            print(self.format(record), file=sys.stderr, flush=True)
        except Exception:
            self.handleError(record)
