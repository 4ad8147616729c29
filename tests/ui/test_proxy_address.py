"""Which proxies can be named."""

import pytest

from ui.proxy_address import NotAProxy, proxy_address


@pytest.mark.parametrize(("text", "address"), [(" 10.0.0.5 ", "10.0.0.5"), ("10.0.0.0/24", "10.0.0.0/24"), ("2001:DB8::1", "2001:db8::1")])
def test_an_address_or_a_network_is_written_in_one_way(text: str, address: str) -> None:
    assert proxy_address(text) == address


@pytest.mark.parametrize("text", ["*", "", "proxy.example", "10.0.0.5/24", "10.0.0"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotAProxy):
        proxy_address(text)
