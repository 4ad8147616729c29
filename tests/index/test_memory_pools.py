"""Memory from few pools, and what they don't need given back (glibc alone)."""

import subprocess
import sys

import pytest

from index import memory_pools

SCRIPT = """
import ctypes, sys, threading
from index.memory_pools import give_back, share_pools
if sys.argv[1] == "shared":
    assert share_pools()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
library.malloc.argtypes = [ctypes.c_size_t]
POOL = 64 << 20  # what glibc takes for a pool, and where it begins: at a multiple
seen, ready = set(), threading.Barrier(16)
def take():
    ready.wait()
    seen.add(library.malloc(1000) // POOL)
    ready.wait()
threads = [threading.Thread(target=take) for _ in range(16)]
for each in threads: each.start()
for each in threads: each.join()
give_back()
print(len(seen))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc alone")
def test_threads_share_few_pools() -> None:
    def pools(how: str) -> int:
        return int(subprocess.run([sys.executable, "-c", SCRIPT, how], capture_output=True, text=True, check=True).stdout)

    assert pools("shared") <= memory_pools.POOLS + 1 < pools("apart")


@pytest.mark.skipif(sys.platform == "linux", reason="there it does something")
def test_elsewhere_nothing_is_done() -> None:
    assert not memory_pools.share_pools()
    memory_pools.give_back()
