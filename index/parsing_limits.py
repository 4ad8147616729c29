"""What reading one file may cost, and how a process is held to it. What a format itself limits (size, pages, nesting) stands in its module."""

import contextlib

SECONDS = 30
"""For one file. The largest honest ones (20 MB of HTML, 500 pages of PDF) take less than half of it on a slow core."""
MEMORY = 2_000_000_000
"""Bytes of address space, of which Python and the libraries take 100 MB; a tree of 20 MB of HTML takes some 500."""
LARGEST_REPLY = 150_000_000
"""Bytes: 20 million characters of text, the most that is read of a file, as JSON writes them, and room for the rest."""
GRACE = 5
"""Seconds after which a process ends by itself where the one that should have ended it is gone."""


def limit_this_process(memory: int = MEMORY) -> None:
    """No more memory than allowed, no file written, no dump of a crash. On systems that don't know a limit, it isn't set."""
    try:
        import resource
    except ImportError:  # Windows: there the time limit alone holds
        return
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        # macOS refuses a limit on address space; a container may have set lower ones.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
