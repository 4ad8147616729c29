"""Who is signed in to the operator's corner: sessions, and a wait that grows with wrong passwords. Kept in memory, so a restart signs everybody out.

A session also ends when who began it may no longer sign in, or has another password by now.
"""

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from ui.operator_password import LONGEST, PasswordHash
from ui.operator_people import People, PeopleNow, Person
from ui.visitor_network import visitor_network

HOURS = 8
"""After these a session ends, whatever is done in it."""
WAITS = (0, 0, 1, 2, 4, 8, 16, 30)
"""Seconds to wait after the first, second, … wrong password in a row, and after each further one the last: eight tries in the first minute, then two.

The wait is that of an address, so that nobody can keep the operator out by trying; all of an IPv6 line count as one.
"""
A_MINUTE = 60
"""Passwords that are looked at in any minute, from all addresses together: addresses are easily changed, and each look is work."""
AT_ONCE = 2
"""Passwords that are worked on at the same time, since each takes 64 MiB until it is done. The others wait some seconds: more than those of a minute there never are."""
MOST_ADDRESSES = 10_000
"""Of which wrong passwords are remembered; then the longest unheard of is forgotten."""
MOST_SESSIONS = 20

log = structlog.get_logger(__name__)


class WrongPassword(Exception):
    """This is not the password, or there is nobody of this name: which of both, nobody is told."""


class NobodyMayEnter(Exception):
    """It can't be told just now who may sign in."""


class TooSoon(Exception):
    """The next password is looked at after `seconds` (1 and up)."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in. token: what its cookie holds. form_token: what its forms must bring along. until: seconds of the clock.

    name: of who signed in; "" where people have none.
    """

    token: str = field(repr=False)
    form_token: str = field(repr=False)
    until: float
    name: str = ""

    def allows(self, form_token: str) -> bool:
        """Whether a form was made for this session."""
        return secrets.compare_digest(self.form_token.encode(), form_token.encode("utf-8", "surrogatepass"))


class SignIn:
    """Lets in who knows a password. Safe to use from several threads."""

    def __init__(self, people: PeopleNow, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: seconds that only go forward."""
        self._people = people
        self._clock = clock
        self._lock = threading.Lock()
        self._working = threading.Semaphore(AT_ONCE)
        self._sessions: dict[str, tuple[Session, PasswordHash]] = {}
        """By token, with the password that began it."""
        self._waits: dict[str, tuple[int, float]] = {}
        """By address: wrong passwords in a row, and when the next one is looked at."""
        self._looks: deque[float] = deque(maxlen=A_MINUTE)

    @property
    def asks_name(self) -> bool:
        """Whether a password needs a name beside it. Raises NobodyMayEnter."""
        return self._known().named

    def enter(self, password: str, address: str = "", name: str = "") -> Session:
        """A new session. Raises NobodyMayEnter or TooSoon without looking at the password, or WrongPassword.

        address: from where it comes. name: whose password it is; told for nothing where people have no names.
        """
        people = self._known()
        address = visitor_network(address) or address
        with self._lock:
            # Counted as wrong before it is looked at, or many at once would all pass.
            self._count(address)
        person = people.find(name if people.named else "")
        # A name that isn't there takes as long as a wrong password.
        tried = person.password if person else people.persons[0].password.decoy
        if len(password) > LONGEST or not self._is(tried, password) or person is None:
            raise WrongPassword
        with self._lock:
            self._waits.pop(address, None)
            session = self._begin(person)
        log.info("operator_signed_in", operator=person.name or None)
        return session

    def session(self, token: str | None) -> Session | None:
        """The session of a cookie, while it lasts and who began it may sign in by the same password."""
        with self._lock:
            session, began_with = self._sessions.get(token or "", (None, None))
        if session is None or session.until <= self._clock():
            return None
        people = self._people()
        if people is None:
            return None
        person = people.find(session.name)
        if person is None or person.password != began_with:
            self.leave(session)
            return None
        return session

    def leave(self, session: Session) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(session.token, None)

    def _is(self, tried: PasswordHash, password: str) -> bool:
        with self._working:
            return tried.matches(password)

    def _known(self) -> People:
        people = self._people()
        if people is None or not people.persons:
            raise NobodyMayEnter
        return people

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

    def _begin(self, person: Person) -> Session:
        now = self._clock()
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32), now + HOURS * 3600, person.name)
        lasting = [(one, began_with) for one, began_with in self._sessions.values() if one.until > now]
        self._sessions = {one.token: (one, began_with) for one, began_with in [*lasting, (session, person.password)][-MOST_SESSIONS:]}
        return session
