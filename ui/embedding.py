"""Names that whoever starts a server gives it: sites that may show the chat in a frame, as a content security policy takes them, and its own."""

import re
from urllib.parse import urlsplit

HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
"""A name or an IPv4 address; a policy has no way to write an IPv6 one."""


class NotAnOrigin(ValueError):
    """A text that names no site: the message repeats it."""


class NotAHostName(ValueError):
    """A text that is no name of a server: the message repeats it."""


def host_name(text: str) -> str:
    """`chat.example`, with umlauts as the net knows them. Raises NotAHostName for anything else: a scheme, a port or a wildcard is no part of a name."""
    try:
        name = text.strip().lower().encode("idna").decode("ascii")
    except ValueError as error:
        raise NotAHostName(text) from error
    if not HOST.fullmatch(name):
        raise NotAHostName(text)
    return name


def origin(text: str) -> str:
    """`https://portal.example` or with a port; a slash at the end is dropped and umlauts are written as the net knows them.

    Raises NotAnOrigin for anything else: a path, a wildcard or a login names no site.
    """
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError as error:
        raise NotAnOrigin(text) from error
    plain = parts.path in ("", "/") and not parts.query and not parts.fragment and "@" not in parts.netloc
    if parts.scheme not in ("http", "https") or not plain or not HOST.fullmatch(host):
        raise NotAnOrigin(text)
    return f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")
