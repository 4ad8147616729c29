"""The pools that the C library (glibc) takes memory from; on other systems nothing is done.

It makes up to eight for each core and gives little of them back, so a server that runs for weeks would hold the most that each of them ever gave.
"""

import ctypes
import sys

M_ARENA_MAX = -8
"""glibc's name for the number of pools, from malloc.h; `man mallopt`."""
POOLS = 2


def share_pools() -> bool:
    """Has all threads share few pools. To be called before threads begin, since a pool that is there stays. Whether the C library can."""
    mallopt = getattr(_library(), "mallopt", None)
    return bool(mallopt and mallopt(M_ARENA_MAX, POOLS))


def give_back() -> None:
    """Gives the system what the pools hold and nobody uses."""
    malloc_trim = getattr(_library(), "malloc_trim", None)
    if malloc_trim:
        malloc_trim(0)


def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None
