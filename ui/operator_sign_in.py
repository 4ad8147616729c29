"""Who is signed in to the operator's corner: sessions, and a wait that grows with wrong passwords. Kept in memory, so a restart signs everybody out."""

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from ui.operator_password import LONGEST, PasswordHash

HOURS = 8
"""After these a session ends, whatever is done in it."""
WAITS = (0, 0, 1, 2, 4, 8, 16, 30)
"""Seconds to wait after the first, second, … wrong password in a row, and after each further one the last: eight tries in the first minute, then two.

The wait is that of an address, so that nobody can keep the operator out by trying.
"""
A_MINUTE = 60
"""Passwords that are looked at in any minute, from all addresses together: addresses are easily changed, and each look is work."""
MOST_ADDRESSES = 10_000
"""Of which wrong passwords are remembered; then the longest unheard of is forgotten."""
MOST_SESSIONS = 20


class WrongPassword(Exception):
    """This is not the password."""


class TooSoon(Exception):
    """The next password is looked at after `seconds` (1 and up)."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in. token: what its cookie holds. form_token: what its forms must bring along. until: seconds of the clock."""

    token: str = field(repr=False)
    form_token: str = field(repr=False)
    until: float

    def allows(self, form_token: str) -> bool:
        """Whether a form was made for this session."""
        return secrets.compare_digest(self.form_token.encode(), form_token.encode("utf-8", "surrogatepass"))


class SignIn:
    """Lets in who knows the password. Safe to use from several threads."""

    def __init__(self, password: PasswordHash, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: seconds that only go forward."""
        self._password = password
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._waits: dict[str, tuple[int, float]] = {}
        """By address: wrong passwords in a row, and when the next one is looked at."""
        self._looks: deque[float] = deque(maxlen=A_MINUTE)

    def enter(self, password: str, address: str = "") -> Session:
        """A new session. Raises TooSoon without looking at the password, or WrongPassword. address: from where it comes."""
        with self._lock:
            # Counted as wrong before it is looked at, or many at once would all pass.
            self._count(address)
        if len(password) > LONGEST or not self._password.matches(password):
            raise WrongPassword
        with self._lock:
            self._waits.pop(address, None)
            return self._begin()

    def session(self, token: str | None) -> Session | None:
        """The session of a cookie, while it lasts."""
        with self._lock:
            found = self._sessions.get(token or "")
            return found if found and found.until > self._clock() else None

    def leave(self, session: Session) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(session.token, None)

    def _count(self, address: str) -> None:
        now = self._clock()
        wrong, ready = self._waits.get(address, (0, now))
        if len(self._looks) == A_MINUTE:
            ready = max(ready, self._looks[0] + 60)
        if ready > now:
            raise TooSoon(int(ready - now) + 1)
        self._looks.append(now)
        self._waits.pop(address, None)
        self._waits[address] = (wrong + 1, now + WAITS[min(wrong + 1, len(WAITS)) - 1])
        if len(self._waits) > MOST_ADDRESSES:
            del self._waits[next(iter(self._waits))]

    def _begin(self) -> Session:
        now = self._clock()
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32), now + HOURS * 3600)
        lasting = [one for one in self._sessions.values() if one.until > now]
        self._sessions = {one.token: one for one in [*lasting, session][-MOST_SESSIONS:]}
        return session
