"""A password of the operator's corner, as it is kept: a line with its salted scrypt hash."""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass, replace
from typing import Self

COST, BLOCK, TIMES = 2**15, 8, 1
"""Of scrypt: 32 MB and about a tenth of a second for each password that is tried."""
MEMORY = 64 * 2**20
"""Bytes that scrypt may take; a little more than it needs."""
SHORTEST, LONGEST = 12, 1_000
"""Characters of a password."""
LINE = re.compile(r"scrypt\$([0-9]{1,7})\$([0-9]{1,2})\$([0-9]{1,2})\$([0-9a-f]{32})\$([0-9a-f]{64})")


class BadPasswordFile(ValueError):
    """A file that nobody can sign in by. line: where it is wrong, 1 and up; 0: as a whole."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A password that can be recognised and not be told."""

    cost: int
    block: int
    times: int
    salt: bytes
    digest: bytes

    def __post_init__(self) -> None:
        if not _scrypt_takes(self.cost, self.block, self.times):
            raise BadPasswordFile("its numbers are none that scrypt takes")

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

    @property
    def decoy(self) -> Self:
        """A hash that takes as long to try and is that of no password."""
        return replace(self, digest=bytes(len(self.digest)))

    def matches(self, password: str) -> bool:
        """Whether this is the password; takes as long either way."""
        return secrets.compare_digest(self.digest, _digest(password, self.cost, self.block, self.times, self.salt))


def _digest(password: str, cost: int, block: int, times: int, salt: bytes) -> bytes:
    # "ü" is one character on one keyboard and two on another.
    spelt = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(spelt, salt=salt, n=cost, r=block, p=times, maxmem=MEMORY, dklen=32)


def _scrypt_takes(cost: int, block: int, times: int) -> bool:
    """Whether a hash with these numbers can be made at all, by the rules of RFC 7914 and within the memory; found out without the work."""
    power_of_two = cost >= 2 and cost & (cost - 1) == 0
    return power_of_two and block >= 1 and times >= 1 and cost < 2 ** (16 * block) and 128 * block * (cost + 2 + times) <= MEMORY
