"""What reading one file may cost, and how a process is held to it. What a format itself limits (size, pages, nesting) stands in its module."""

import contextlib

SECONDS = 30
"""Of processor time for one file, so that a busy machine refuses nothing. A page takes milliseconds, a book of 500 pages some seconds; what takes longer is an attack or should be several files."""
MEMORY = 2_000_000_000
"""Bytes of address space, of which Python and the libraries take 100 MB; a tree of 20 MB of HTML takes some 500."""
LARGEST_REPLY = 260_000_000
"""Bytes: 20 million characters of text, the most that is read of a file, of which JSON writes some as twelve, and room for the rest."""
PATIENCE = 10
"""How many times as long a file may take by the clock: for one that waits for something, and for systems that don't count a process's time."""


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
