"""Signing in: a wait that grows with wrong passwords, sessions that end, names that nobody learns."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import ClassVar

import pytest
from structlog.testing import capture_logs

from ui.operator_password import PasswordHash
from ui.operator_people import People, Person
from ui.operator_sign_in import A_MINUTE, AT_ONCE, HOURS, WAITS, NobodyMayEnter, Session, SignIn, TooSoon, WrongPassword

RIGHT = "richtig und lang genug"


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Known(PasswordHash):
    """Recognises RIGHT without the work of a real hash."""

    __slots__ = ()

    def matches(self, password: str) -> bool:
        return password == RIGHT


class Counting(Known):
    """The same, which notes what it was asked; also where it stands for somebody who isn't there."""

    __slots__ = ()
    asked: ClassVar[list[str]] = []

    def matches(self, password: str) -> bool:
        self.asked.append(password)
        return super().matches(password)


class Crowded(Known):
    """The same, which notes how many are looked at in one moment: each look waits for as many as there are let in."""

    __slots__ = ()
    together: ClassVar[threading.Barrier] = threading.Barrier(AT_ONCE)
    inside: ClassVar[list[int]] = []
    seen: ClassVar[list[int]] = []

    def matches(self, password: str) -> bool:
        self.inside.append(1)
        self.together.wait(60)
        self.seen.append(len(self.inside))
        self.together.wait(60)
        self.inside.pop()
        return super().matches(password)


class Staff:
    """Who may sign in, as it is set."""

    def __init__(self, *names: str) -> None:
        self.people: People | None = staff(*names)

    def __call__(self) -> People | None:
        return self.people


def staff(*names: str, line: str = "a line") -> People:
    """Some people whose password is RIGHT; with another line it has been set anew."""
    return People(tuple(Person(name, Known(line)) for name in names))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(clock: Clock) -> SignIn:
    return SignIn(Staff(""), clock)


def test_who_knows_the_password_gets_a_session_of_their_own(door: SignIn) -> None:
    one, other = door.enter(RIGHT), door.enter(RIGHT)
    assert door.session(one.token) == one
    assert door.session(other.token) == other
    assert one.token != other.token and one.form_token != other.form_token
    assert one.allows(one.form_token) and not one.allows(other.form_token)


@pytest.mark.parametrize("token", [None, "", "guessed"])
def test_any_other_token_is_nobody(door: SignIn, token: str | None) -> None:
    door.enter(RIGHT)
    assert door.session(token) is None


def test_a_session_ends_after_its_hours_or_by_leaving(door: SignIn, clock: Clock) -> None:
    session = door.enter(RIGHT)
    clock.now += HOURS * 3600 - 1
    assert door.session(session.token) == session
    clock.now += 2
    assert door.session(session.token) is None
    again = door.enter(RIGHT)
    door.leave(again)
    assert door.session(again.token) is None


def test_wrong_passwords_make_an_address_wait_ever_longer(door: SignIn, clock: Clock) -> None:
    for wait in (*WAITS, WAITS[-1]):
        with pytest.raises(WrongPassword):
            door.enter("falsch")
        if wait:
            with pytest.raises(TooSoon) as told:
                door.enter(RIGHT)
            assert wait <= told.value.seconds <= wait + 1
        clock.now += wait
    assert isinstance(door.enter(RIGHT), Session)


def test_the_right_password_ends_the_wait(door: SignIn, clock: Clock) -> None:
    for wait in WAITS[:4]:
        with pytest.raises(WrongPassword):
            door.enter("falsch")
        clock.now += wait
    door.enter(RIGHT)
    with pytest.raises(WrongPassword):
        door.enter("falsch")
    door.enter(RIGHT)


def test_no_more_than_ten_passwords_are_looked_at_in_any_minute(door: SignIn, clock: Clock) -> None:
    looked: list[float] = []
    for _ in range(600):
        try:
            door.enter("falsch")
        except WrongPassword:
            looked.append(clock.now)
        except TooSoon:
            clock.now += 0.5
    assert max(sum(start <= at < start + 60 for at in looked) for start in looked) <= 10
    assert len(looked) > 10, "but trying never ends altogether"


def test_who_tries_does_not_keep_others_out(door: SignIn) -> None:
    for _ in range(4):
        with suppress(WrongPassword, TooSoon):
            door.enter("falsch", "192.0.2.1")
    with pytest.raises(TooSoon):
        door.enter(RIGHT, "192.0.2.1")
    assert isinstance(door.enter(RIGHT, "192.0.2.2"), Session)


def test_all_addresses_of_an_ipv6_line_wait_together(door: SignIn) -> None:
    for number in range(3):
        with pytest.raises(WrongPassword):
            door.enter("falsch", f"2001:db8::{number}")
    with pytest.raises(TooSoon):
        door.enter(RIGHT, "2001:db8::ffff")
    assert isinstance(door.enter(RIGHT, "2001:db8:0:1::1"), Session)


def test_from_ever_new_addresses_no_more_are_looked_at_than_a_minute_allows(door: SignIn, clock: Clock) -> None:
    for number in range(A_MINUTE):
        with pytest.raises(WrongPassword):
            door.enter("falsch", f"192.0.2.{number}")
    with pytest.raises(TooSoon) as told:
        door.enter(RIGHT, "198.51.100.1")
    assert told.value.seconds == 61
    clock.now += 60
    assert isinstance(door.enter(RIGHT, "198.51.100.1"), Session)


def test_no_more_than_a_few_passwords_are_worked_on_at_once_and_the_others_wait(clock: Clock) -> None:
    people = People((Person("anna", Crowded("a line")),))
    door = SignIn(lambda: people, clock)
    many = 4 * AT_ONCE
    with ThreadPoolExecutor(many) as threads:
        sessions = list(threads.map(lambda number: door.enter(RIGHT, f"192.0.2.{number}", "anna"), range(many)))
    assert Crowded.seen == [AT_ONCE] * many
    assert len({session.token for session in sessions}) == many


def test_a_password_of_any_length_is_only_wrong(door: SignIn) -> None:
    with pytest.raises(WrongPassword):
        door.enter("x" * 1_000_000)


def test_who_has_a_name_signs_in_with_it_however_it_is_typed(clock: Clock) -> None:
    door = SignIn(Staff("Anna", "Jürgen.W"), clock)
    assert door.asks_name
    for typed, name in (("Anna", "Anna"), ("ANNA ", "Anna"), ("ju\u0308rgen.w", "Jürgen.W")):
        session = door.enter(RIGHT, name=typed)
        assert session.name == name
        assert door.session(session.token) == session


def test_the_right_password_opens_nothing_to_a_name_that_is_not_there(clock: Clock) -> None:
    for name in ("", "berta", "an na", "anna:", "x" * 1_000_000, "\ud800"):
        with pytest.raises(WrongPassword):
            SignIn(Staff("anna"), clock).enter(RIGHT, name=name)


def test_a_name_that_is_not_there_costs_a_look_like_a_wrong_password(clock: Clock) -> None:
    people = People((Person("anna", Counting("a line")),))
    Counting.asked.clear()
    for name in ("anna", "berta", "no name"):
        with pytest.raises(WrongPassword):
            SignIn(lambda: people, clock).enter("falsch", name=name)
    assert Counting.asked == ["falsch"] * 3


def test_where_people_have_no_names_whatever_a_browser_sends_as_one_counts_for_nothing(door: SignIn) -> None:
    assert not door.asks_name
    assert door.enter(RIGHT, name="Berufslotse").name == ""


def test_who_is_removed_or_gets_another_password_is_signed_out_and_the_others_stay(clock: Clock) -> None:
    known = Staff("anna", "berta", "carl")
    door = SignIn(known, clock)
    anna, berta, carl = (door.enter(RIGHT, name=name) for name in ("anna", "berta", "carl"))
    known.people = People((*staff("berta", line="a new line").persons, *staff("carl").persons))
    assert [door.session(each.token) for each in (anna, berta, carl)] == [None, None, carl]
    with pytest.raises(WrongPassword):
        door.enter(RIGHT, name="anna")
    known.people = staff("anna", "berta", "carl")
    assert door.session(anna.token) is None, "who comes back signs in again"


def test_names_end_the_session_that_began_without_one(clock: Clock) -> None:
    known = Staff("")
    door = SignIn(known, clock)
    session = door.enter(RIGHT)
    known.people = staff("anna")
    assert door.session(session.token) is None


def test_while_nobody_knows_who_may_enter_nobody_does_and_sessions_wait(clock: Clock) -> None:
    known = Staff("anna")
    door = SignIn(known, clock)
    session = door.enter(RIGHT, name="anna")
    for unknown in (None, People()):
        known.people = unknown
        with pytest.raises(NobodyMayEnter):
            door.enter(RIGHT, name="anna")
    known.people = None
    with pytest.raises(NobodyMayEnter):
        _ = door.asks_name
    assert door.session(session.token) is None
    known.people = staff("anna")
    assert door.session(session.token) == session


def test_who_signed_in_is_logged_by_name_alone(clock: Clock) -> None:
    with capture_logs() as logs:
        SignIn(Staff("anna"), clock).enter(RIGHT, "192.0.2.1", "ANNA")
        SignIn(Staff(""), clock).enter(RIGHT, "192.0.2.1")
        with suppress(WrongPassword):
            SignIn(Staff("anna"), clock).enter("falsch", "192.0.2.1", "anna")
    assert logs == [{"event": "operator_signed_in", "operator": name, "log_level": "info"} for name in ("anna", None)]
