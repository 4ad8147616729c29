"""A client of the whole app with the fake assistant; somebody before the operator's corner, in it, and in one that keeps declined questions."""

import gc
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant import declined_questions
from tests.ui import fakes
from tests.ui.corner import Visitor, visitor
from ui.app import create_app
from ui.server_settings import ServerSettings

# Gradio leaves event loops open; what the collector says of them is not about this code.
LEFT_OPEN = tuple(pytest.mark.filterwarnings(f"ignore::{kind}") for kind in ("ResourceWarning", "pytest.PytestUnraisableExceptionWarning"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of this folder."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            for mark in LEFT_OPEN:
                item.add_marker(mark)


@contextmanager
def _collected() -> Iterator[None]:
    """What is left open is collected here, unheard."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
        gc.collect()


@pytest.fixture(scope="session")
def app_client() -> Iterator[Callable[..., TestClient]]:
    """Makes a client of the whole app with the fake assistant: `app_client(ServerSettings(…))`; it sends `headers` with each request.

    The app goes by the name that a test client asks for, too.
    """

    def make(settings: ServerSettings = ServerSettings(), headers: Mapping[str, str] = {}) -> TestClient:
        with _collected():
            named = replace(settings, hosts=("testserver", *settings.hosts))
            return TestClient(create_app(fakes.FakeAssistant(), named), headers=dict(headers))

    yield make
    with _collected():
        pass


@pytest.fixture(scope="session")
def client(app_client: Callable[..., TestClient]) -> TestClient:
    """A client of the app as it is without settings."""
    return app_client()


@pytest.fixture
def outside(made: Path) -> Visitor:
    """Somebody who has not signed in."""
    return visitor(made)


@pytest.fixture
def inside(outside: Visitor) -> Visitor:
    """The operator, signed in."""
    assert outside.sign_in().status_code == 200
    return outside


@pytest.fixture
def keeping(made: Path) -> Visitor:
    """The operator of a server that keeps declined questions."""
    operator = visitor(made, declined=made / declined_questions.FILE_NAME)
    operator.sign_in()
    return operator
