"""How a server logs: on standard error, with where things went wrong, and nothing of what visitors asked."""

import logging
import sys

import structlog


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
