"""How a server logs: on standard error, with where things went wrong, and nothing of what visitors asked."""

import logging
import sys
from typing import Any

import structlog

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
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback),
        ],
        # Looked up for each line: standard error may be exchanged while the process runs.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)


def log_json_to_standard_error() -> None:
    """The same as lines of JSON, for a program that collects them, with what other libraries log. Text of others is written as JSON, so no question can fake a line."""
    structlog.configure(
        processors=[
            *(each for each in JSON_SHARED if not isinstance(each, structlog.stdlib.ExtraAdder)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    handler = _ToStandardError()
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=list(JSON_SHARED), processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


class _ToStandardError(logging.Handler):
    """Looks standard error up for each line, as structlog does."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        try:
            print(self.format(record), file=sys.stderr, flush=True)
        except Exception:
            self.handleError(record)
