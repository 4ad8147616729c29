"""A server of Milvus's small version (milvus-lite), which speaks as a cluster does, so that several processes share a library in it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.served_chat import free_port
from index.errors import UnreachableLibrary
from index.library_address import MilvusAddress, library_address
from index.milvus.connection import Connection

LONGEST_START = 60.0
"""Seconds."""


@contextmanager
def milvus_server(folder: Path) -> Iterator[str]:
    """What `--library` names a library in it by; it keeps all in a folder and is stopped at the end. Raises UnreachableLibrary where it doesn't start."""
    port = free_port()
    command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(folder / "milvus.db"), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"milvus://127.0.0.1:{port}/library"
        _until_ready(address)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _until_ready(text: str) -> None:
    address = library_address(text)
    assert isinstance(address, MilvusAddress)
    end = time.monotonic() + LONGEST_START
    while True:
        try:
            Connection(address)
        except UnreachableLibrary:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return
