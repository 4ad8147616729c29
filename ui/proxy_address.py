"""Proxies that are believed when they tell from which address a visitor comes."""

import ipaddress

THIS_MACHINE = ("127.0.0.1", "::1")


class NotAProxy(ValueError):
    """A text that is neither an address nor a network: the message repeats it."""


def proxy_address(text: str) -> str:
    """`10.0.0.5` or `10.0.0.0/24`. Raises NotAProxy for anything else: a wildcard would let every visitor choose an address."""
    try:
        return str(ipaddress.ip_network(text.strip())) if "/" in text else str(ipaddress.ip_address(text.strip()))
    except ValueError as error:
        raise NotAProxy(text) from error
