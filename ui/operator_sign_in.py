"""Who is signed in to the operator's corner: sessions, and a wait that grows with wrong passwords. Kept in memory, so a restart signs everybody out."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ui.operator_password import LONGEST, PasswordHash

HOURS = 8
"""After these a session ends, whatever is done in it."""
WAITS = (0, 0, 1, 2, 4, 8, 16, 30)
"""Seconds to wait after the first, second, … wrong password in a row, and after each further one the last: eight tries in the first minute, then two.

The wait is the server's, not one visitor's: addresses are easily changed. Who keeps trying makes the operator wait as well, 30 s at most.
"""
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

    token: str
    form_token: str
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
        self._wrong = 0
        self._next = 0.0

    def enter(self, password: str) -> Session:
        """A new session. Raises TooSoon without looking at the password, or WrongPassword."""
        with self._lock:
            wait = self._next - self._clock()
            if wait > 0:
                raise TooSoon(int(wait) + 1)
            # Counted as wrong before it is looked at, or many at once would all pass.
            self._wrong += 1
            self._next = self._clock() + WAITS[min(self._wrong, len(WAITS)) - 1]
        if len(password) > LONGEST or not self._password.matches(password):
            raise WrongPassword
        with self._lock:
            self._wrong, self._next = 0, 0.0
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

    def _begin(self) -> Session:
        now = self._clock()
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32), now + HOURS * 3600)
        lasting = [one for one in self._sessions.values() if one.until > now]
        self._sessions = {one.token: one for one in [*lasting, session][-MOST_SESSIONS:]}
        return session
