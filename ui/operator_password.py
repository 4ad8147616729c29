"""The operator's password: chosen on the terminal, kept in a file of one line as a salted scrypt hash."""

import hashlib
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Self

COST, BLOCK, TIMES = 2**15, 8, 1
"""Of scrypt: 32 MB and about a tenth of a second for each password that is tried."""
MEMORY = 64 * 2**20
"""Bytes that scrypt may take; a little more than it needs."""
SHORTEST, LONGEST = 12, 1_000
"""Characters of a password."""
LINE = re.compile(r"scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([0-9a-f]{32})\$([0-9a-f]{64})")


class BadPasswordFile(ValueError):
    """A file that holds no password hash."""


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A password that can be recognised and not be told."""

    cost: int
    block: int
    times: int
    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: str) -> Self:
        """The hash of a new password, with a salt of its own."""
        salt = secrets.token_bytes(16)
        return cls(COST, BLOCK, TIMES, salt, _digest(password, COST, BLOCK, TIMES, salt))

    @classmethod
    def parse(cls, line: str) -> Self:
        """What `line` gave. Raises BadPasswordFile for anything else."""
        found = LINE.fullmatch(line)
        if not found:
            raise BadPasswordFile("this is no line of a password hash")
        cost, block, times = (int(number) for number in found.groups()[:3])
        return cls(cost, block, times, bytes.fromhex(found[4]), bytes.fromhex(found[5]))

    @property
    def line(self) -> str:
        """As it is written to a file."""
        return f"scrypt${self.cost}${self.block}${self.times}${self.salt.hex()}${self.digest.hex()}"

    def matches(self, password: str) -> bool:
        """Whether this is the password; takes as long either way."""
        return secrets.compare_digest(self.digest, _digest(password, self.cost, self.block, self.times, self.salt))


def _digest(password: str, cost: int, block: int, times: int, salt: bytes) -> bytes:
    # "ü" is one character on one keyboard and two on another.
    spelt = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    try:
        return hashlib.scrypt(spelt, salt=salt, n=cost, r=block, p=times, maxmem=MEMORY, dklen=32)
    except ValueError as error:
        raise BadPasswordFile(f"its numbers are none that scrypt takes ({error})") from None


def read_password(path: Path) -> PasswordHash:
    """The hash in a file. Raises BadPasswordFile, or OSError where it can't be read."""
    try:
        text = path.read_bytes()[:1_000].decode("ascii")
    except UnicodeDecodeError:
        raise BadPasswordFile("it isn't a text") from None
    return PasswordHash.parse(text.strip())


def write_password(path: Path, password: str) -> None:
    """Writes the hash of a password to a file that only its owner can read; what was there is replaced. Raises OSError."""
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(PasswordHash.of(password).line + "\n")
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
