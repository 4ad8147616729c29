"""A small library with its real assistant and a fake encoder, and a browser without scripts that is signed in to its operator's corner."""

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from fake_encoder import FakeEncoder
from httpx import Response
from numpy.typing import NDArray
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from index import changes
from ui.operator_password import PasswordHash
from ui.operator_routes import operator_routes
from ui.operator_visit import Operator

PASSWORD = "ein langes Kennwort"
OWN_PAGE = {"sec-fetch-site": "same-origin"}
"""What a browser says of a form that a page of the server itself sends."""

BAKER = (
    "Bäcker Jobs und Stellenangebote in Bochum\nBeruf Bäcker in Bochum\nWas am Monatsende bleibt\n"
    "Wer neu anfängt, verdient als Bäcker in Bochum rund 2.300 Euro brutto im Monat. Nachts gibt es Zuschläge.\n"
)


class HeldEncoder(FakeEncoder):
    """The fake encoder, which takes in pages only while `go` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.go.set()

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        self.go.wait(60)
        return super().encode_passages(texts, progress)


class Visitor:
    """Looks at the corner as a browser without scripts does."""

    def __init__(self, operator: Operator, encoder: HeldEncoder) -> None:
        self.operator = operator
        self.encoder = encoder
        self.client = TestClient(Starlette(routes=operator_routes(operator, {"de": "/", "en": "/en/"})), headers=OWN_PAGE)

    def sign_in(self, password: str = PASSWORD) -> Response:
        """Fill in the password."""
        return self.client.post("/betreiber/anmelden", data={"password": password})

    def get(self, path: str) -> str:
        """A page of the corner."""
        answer = self.client.get(f"/betreiber{path}")
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def token(self) -> str:
        """What the forms of this session bring along."""
        (token, *_) = re.findall(r'name="token" value="([^"]+)"', self.get(""))
        return str(token)

    def send(self, path: str, **fields: str | list[str]) -> Response:
        """Fill in a form of this session."""
        return self.client.post(f"/betreiber{path}", data={"token": self.token, **fields})

    def upload(self, *files: tuple[str, bytes]) -> Response:
        """Choose files and send them."""
        return self.client.post("/betreiber/hinzufuegen", data={"token": self.token}, files=[("file", file) for file in files])

    def outcome(self) -> str:
        """The page about the change once it is done."""
        for thread in threading.enumerate():
            if thread.name.startswith("operator-"):
                thread.join(60)
        return self.get("/aenderung")


def visitor(library: Path, pages: Path, declined: Path | None = None) -> Visitor:
    """Somebody before the corner's door; the library is made of the pages."""
    encoder = HeldEncoder()
    changes.add(library, [pages], encoder)
    return Visitor(Operator(PasswordHash.of(PASSWORD), Assistant(library, encoder), library, encoder, declined), encoder)
