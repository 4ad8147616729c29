"""What counts as one address of a visitor."""

import pytest

from ui.visitor_network import THIS_MACHINE, visitor_network


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.1", "203.0.113.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("::ffff:203.0.113.1", "203.0.113.1"),
        ("127.0.0.1", THIS_MACHINE),
        ("127.3.2.1", THIS_MACHINE),
        ("::1", THIS_MACHINE),
        ("::ffff:127.0.0.1", THIS_MACHINE),
        (None, None),
        ("", None),
        ("testclient", None),
        ("203.0.113.1:443", None),
    ],
)
def test_a_line_is_one_whatever_it_is_written_like(address: str | None, network: str | None) -> None:
    assert visitor_network(address) == network
