"""A small library with its real assistant and a fake encoder, and a browser without scripts that is signed in to its operator's corner."""

import re
import threading
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from fake_encoder import FakeEncoder
from httpx import Response
from numpy.typing import NDArray
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from index import changes
from index.library import Library
from ui.operator_password import PasswordHash
from ui.operator_people import People, PeopleNow, Person
from ui.operator_routes import operator_routes
from ui.operator_visit import Operator

PASSWORD = "ein langes Kennwort"
QUICK = PasswordHasher.from_parameters(replace(CHEAPEST, salt_len=16, hash_len=32))
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


class HeldLibrary:
    """A library whose review goes on beyond `koch-essen.txt` only while `go` is set, and fails while `torn` is."""

    def __init__(self, library: Library, assistant: "HeldAssistant") -> None:
        self._library, self._assistant = library, assistant

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def passages_of(self, document: str) -> tuple[int, ...]:
        if document == "koch-essen.txt":
            self._assistant.reached.set()
            self._assistant.go.wait(60)
        if self._assistant.torn.is_set():
            raise OSError("secret detail")
        return self._library.passages_of(document)


class HeldAssistant(Assistant):
    """The real assistant. While `go` isn't set, a review of its library stops at `koch-essen.txt` and sets `reached`; questions are answered."""

    def __init__(self, library: Path, encoder: FakeEncoder) -> None:
        super().__init__(library, encoder)
        self.go, self.reached, self.torn = threading.Event(), threading.Event(), threading.Event()
        self.go.set()

    @property
    def library(self) -> Library:
        return cast(Library, HeldLibrary(super().library, self))


class Visitor:
    """Looks at the corner as a browser without scripts does."""

    def __init__(self, operator: Operator, assistant: HeldAssistant, encoder: HeldEncoder) -> None:
        self.operator = operator
        self.assistant = assistant
        self.encoder = encoder
        self.client = TestClient(Starlette(routes=operator_routes(operator, {"de": "/", "en": "/en/"})), headers=OWN_PAGE)

    def sign_in(self, password: str = PASSWORD, name: str = "") -> Response:
        """Fill in the password, and a name where one is asked for."""
        return self.client.post("/betreiber/anmelden", data={"name": name, "password": password})

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
        _wait_for("operator-")
        return self.get("/aenderung")

    def review(self) -> str:
        """The review's page once the review is made."""
        self.get("/pruefung")
        _wait_for("review")
        return self.get("/pruefung")


def quick_hash(password: str) -> PasswordHash:
    """The hash of a password as cheap as Argon2 makes one; what a real one costs is nothing that the corner's pages show. In a file it would be refused."""
    return PasswordHash(QUICK.hash(password, salt=bytes(16)))


def kept_hash(salt: bytes, digest: bytes = b"") -> PasswordHash:
    """A hash as a file may hold it, of a password that nobody knows: made without the work that one of a known password takes."""
    salt_text, digest_text = (b64encode(part.ljust(length, b"\0")).decode().rstrip("=") for part, length in ((salt, 16), (digest, 32)))
    return PasswordHash.parse(f"$argon2id$v=19$m=65536,t=3,p=4${salt_text}${digest_text}")


def _wait_for(thread_name: str) -> None:
    for thread in threading.enumerate():
        if thread.name.startswith(thread_name):
            thread.join(60)


def nameless() -> People:
    """The one password that is everybody's: PASSWORD."""
    return People((Person("", quick_hash(PASSWORD)),))


def visitor(library: Path, pages: Path | None = None, declined: Path | None = None, people: PeopleNow = nameless) -> Visitor:
    """Somebody before the corner's door; the library is made of the pages, or is there where none are told."""
    encoder = HeldEncoder()
    if pages:
        changes.add(library, [pages], encoder)
    assistant = HeldAssistant(library, encoder)
    return Visitor(Operator(people, assistant, library, encoder, declined), assistant, encoder)
