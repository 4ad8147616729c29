"""Which other hosts a Python process looks up or sends anything to, told by Python's own audit events (PEP 578): of this process, or of one that is started.

What libraries written in other languages do past Python's sockets isn't seen.
"""

import os
import sys
from ipaddress import ip_address
from pathlib import Path

LOOKS_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
SENDS = ("socket.connect", "socket.sendto", "socket.sendmsg")
BEGUN = "begun"
"""The first line that a process writes: without it, nothing would have been noted."""


def other_host(event: str, arguments: tuple[object, ...]) -> str | None:
    """The host, other than this machine, that is about to be looked up or reached."""
    if event in LOOKS_UP:
        host = arguments[0]
    elif event in SENDS and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getnameinfo" and isinstance(arguments[0], tuple):
        host = arguments[0][0]
    else:
        # A socket that is a file, or one that is connected.
        return None
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    return None if is_this_machine(name) else name


def is_this_machine(name: str) -> bool:
    """Whether it is a name or an address of the loopback."""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def note(hosts: list[str]) -> None:
    """From now on, notes the other hosts of this process. There is no way to take a hook off again; this one only notes."""

    def noted(event: str, arguments: tuple[object, ...]) -> None:
        if host := other_host(event, arguments):
            hosts.append(host)

    sys.addaudithook(noted)


def noting(folder: Path) -> tuple[Path, dict[str, str]]:
    """A file for the hosts, one a line, and an environment in which Python, and each Python that it starts, writes them there before it runs anything else."""
    root, file = Path(__file__).parents[1], folder / "hosts"
    (folder / "sitecustomize.py").write_text("import os\nfrom tests.hosts_reached import note_in\nnote_in(os.environ['NOTE_IN'])\n", encoding="utf-8")
    # What would switch off by itself what the program has to switch off.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GRADIO_", "HF_", "TRANSFORMERS_", "DISABLE_TELEMETRY", "DO_NOT_TRACK"))}
    return file, {**kept, "HOME": str(folder), "PYTHONPATH": os.pathsep.join([str(folder), str(root)]), "NOTE_IN": str(file)}


def note_in(file: str) -> None:
    """From now on, notes the other hosts of this process in the file."""
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def noted(event: str, arguments: tuple[object, ...]) -> None:
        if host := other_host(event, arguments):
            os.write(opened, f"{host}\n".encode())

    os.write(opened, f"{BEGUN}\n".encode())
    sys.addaudithook(noted)
