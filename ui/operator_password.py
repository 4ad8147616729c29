"""A password of the operator's corner, as it is kept: a line with its salted Argon2id hash, made and tried by argon2-cffi."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Self

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
"""64 MiB, three times over, in four lanes: 0.2 s of a processor for each password that is tried (docs/decisions/0013-passwords.md)."""
SHORTEST, LONGEST = 12, 1_000
"""Characters of a password."""
NUMBER, BASE64 = r"[1-9][0-9]{0,14}", r"[A-Za-z0-9+/]"
FORM = re.compile(rf"\$argon2id\$v=19\$m={NUMBER},t={NUMBER},p={NUMBER}\${BASE64}{{21}}[AQgw]\${BASE64}{{42}}[AEIMQUYcgkosw048]")
"""What the library can decode with a salt of 16 bytes and a hash of 32, which it looks at only once it tries a password. Last letters have no bits to spare."""
NO_HASH = "A" * 43
"""32 bytes of zero."""


class BadPasswordFile(ValueError):
    """A file that nobody can sign in by. line: where it is wrong, 1 and up; 0: as a whole."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A password that can be recognised and not be told. line: as it is written to a file."""

    line: str = field(repr=False)

    @classmethod
    def of(cls, password: str) -> Self:
        """The hash of a new password, with a salt of its own."""
        return cls(HASHER.hash(_spelt(password)))

    @classmethod
    def parse(cls, line: str) -> Self:
        """What `line` gave. Raises BadPasswordFile for anything else.

        A hash that costs more or less than those of `of` is refused before any of its work is done: more may take all memory, less tells who has another one.
        """
        if line.startswith("scrypt$"):
            raise BadPasswordFile("its hash is of an earlier version (scrypt); set the password anew")
        if not FORM.fullmatch(line):
            raise BadPasswordFile("this is no line of a password hash")
        if HASHER.check_needs_rehash(line):
            raise BadPasswordFile("its hash costs more or less than those that are written here; set the password anew")
        return cls(line)

    @property
    def decoy(self) -> Self:
        """A hash that takes as long to try and is that of no password."""
        return replace(self, line=f"{self.line.rpartition('$')[0]}${NO_HASH}")

    def matches(self, password: str) -> bool:
        """Whether this is the password; takes as long either way."""
        try:
            return HASHER.verify(self.line, _spelt(password))
        except VerifyMismatchError:
            return False


def _spelt(password: str) -> bytes:
    # "ü" is one character on one keyboard and two on another.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
