"""The chat's page travels compressed to a browser that accepts it."""

import gzip

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8", "GZIP"])
def test_a_page_is_compressed_for_who_accepts_it(client: TestClient, accepted: str) -> None:
    with client.stream("GET", "/", headers={"accept-encoding": accepted}) as page:
        sent = b"".join(page.iter_raw())
    assert (page.headers["content-encoding"], int(page.headers["content-length"])) == ("gzip", len(sent))
    assert "accept-encoding" in page.headers["vary"].lower()
    nonce = page.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script nonce="{nonce}"'.encode() in gzip.decompress(sent)
    assert len(sent) < len(gzip.decompress(sent)) / 2


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0", "gzip; q=0.0"])
def test_a_page_stays_as_it_is_for_others(client: TestClient, accepted: str) -> None:
    page = client.get("/", headers={"accept-encoding": accepted})
    assert "content-encoding" not in page.headers
    assert "<script nonce=" in page.text
