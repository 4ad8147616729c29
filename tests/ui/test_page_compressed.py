"""The chat's page travels compressed to a browser that accepts it."""

import gc
import gzip
import warnings
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.ui import fakes
from ui.server import create_app

# As in test_server.py.
pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"), pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A client of the app with the fake assistant."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield TestClient(create_app(fakes.FakeAssistant()))
        gc.collect()


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
