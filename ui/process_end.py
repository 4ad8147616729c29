"""The end of the process where threads are still at work on what nobody waits for any more: a question that hangs, a library that is being opened."""

import os
import sys
import threading
import time
from contextlib import suppress

A_MOMENT = 0.5
"""Seconds for threads that are about to end."""


def end_despite_threads(status: int) -> None:
    """Ends the process with this exit status, or returns at once where Python can end it by itself: it waits for each thread, and none can be stopped."""
    until = time.monotonic() + A_MOMENT
    others = [thread for thread in threading.enumerate() if thread is not threading.current_thread() and not thread.daemon]
    for thread in others:
        thread.join(max(0.0, until - time.monotonic()))
    if any(thread.is_alive() for thread in others):
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
