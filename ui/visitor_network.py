"""What counts as one address of a visitor, wherever addresses are counted."""

import ipaddress

THIS_MACHINE = "this machine"


def visitor_network(address: str | None) -> str | None:
    """An IPv4 address itself; of an IPv6 one its network of 64 bits, since a single line has all of that; THIS_MACHINE for its own.

    None for what is no address: a test's, a socket file's, whatever else a proxy may tell.
    """
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback:
        return THIS_MACHINE
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))
