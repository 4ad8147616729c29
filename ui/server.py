"""The web server: listens, says at once that it is there, and hands over to the app when that is made."""

import errno
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import uvicorn

from assistant.wording import Language
from ui.stopping_server import StoppingServer, stopped_quietly
from ui.warm_up import WarmUp

if TYPE_CHECKING:
    from fastapi import FastAPI

EVERYWHERE = ("0.0.0.0", "::")

MOST_CONNECTIONS = 1_000
"""A page holds one while it loads and while it is answered. Beyond these the server answers 503, so that it never runs out of files it may open (often 1,024)."""


class AddressError(OSError):
    """The server can't listen on this address: `strerror` is what the system says of it, `str()` says what to do."""

    def __init__(self, number: int | None, reason: str, advice: str) -> None:
        super().__init__(number, reason)
        self._advice = advice

    def __str__(self) -> str:
        return self._advice


class PortInUseError(AddressError):
    """Another program listens on the port."""


def serve(
    make: Callable[[Sequence[str]], "FastAPI"],
    language: Language = "de",
    host: str = "127.0.0.1",
    port: int = 7860,
    on_listening: Callable[[str], None] | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve an app until it is stopped.

    `make` makes it, told the names that the server goes by, while visitors already see that it is being opened. `on_listening` and `on_ready` are told
    the address, before and after that. Raises PortInUseError, AddressError, or what `make` raises.
    """
    listening = _listen(host, port)
    url = _address(host, listening)
    try:
        if on_listening:
            on_listening(url)

        def ready() -> None:
            if on_ready:
                on_ready(url)

        def stop() -> None:
            server.should_exit = True

        warm_up = WarmUp(lambda: make(_names(host)), language, ready, stop)
        # An answer that is still being sent would keep a stopped server waiting without a limit. Which proxies are believed is the app's to say.
        config = uvicorn.Config(
            warm_up, log_level="warning", log_config=None, proxy_headers=False, timeout_graceful_shutdown=2, limit_concurrency=MOST_CONNECTIONS
        )
        server = StoppingServer(config, warm_up.leave, warm_up.finish)
        with stopped_quietly():
            server.run(sockets=[listening])
        if warm_up.failure:
            raise warm_up.failure
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise _refusal(host, port, error) from error
    return listening


def _refusal(host: str, port: int, error: OSError | OverflowError) -> AddressError:
    number = error.errno if isinstance(error, OSError) else None
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if number == errno.EADDRINUSE:
        return PortInUseError(number, reason, f"Port {port} is in use. Stop the program that uses it, or choose another port: --port {port + 1}")
    if number == errno.EACCES or isinstance(error, OverflowError):
        return AddressError(number, reason, f"Port {port} can't be used ({reason}). Choose one between 1024 and 65535, for example --port 7860")
    return AddressError(number, reason, f"Can't listen on {host} ({reason}). Choose an address of this machine: --host 127.0.0.1")


def _names(host: str) -> tuple[str, ...]:
    """The names under which a server bound to `host` is asked for; bound to all addresses, those of this machine."""
    if host not in EVERYWHERE:
        return (f"[{host}]" if ":" in host else host,)
    name = socket.gethostname()
    try:
        _, aliases, addresses = socket.gethostbyname_ex(name)
    except OSError:
        return (name,)
    return (name, *aliases, *addresses)


def is_this_machine(host: str) -> bool:
    """Whether a server at this address can only be asked from the machine itself."""
    return host == "localhost" or host == "::1" or host.startswith("127.")


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    if host in EVERYWHERE:
        return f"http://localhost:{port}/"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
