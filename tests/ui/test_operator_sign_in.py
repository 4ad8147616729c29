"""Signing in: a wait that grows with wrong passwords, sessions that end."""

from contextlib import suppress

import pytest

from ui.operator_password import PasswordHash
from ui.operator_sign_in import A_MINUTE, HOURS, WAITS, Session, SignIn, TooSoon, WrongPassword

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


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(clock: Clock) -> SignIn:
    return SignIn(Known(2, 1, 1, b"", b""), clock)


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


def test_from_ever_new_addresses_no_more_are_looked_at_than_a_minute_allows(door: SignIn, clock: Clock) -> None:
    for number in range(A_MINUTE):
        with pytest.raises(WrongPassword):
            door.enter("falsch", f"192.0.2.{number}")
    with pytest.raises(TooSoon) as told:
        door.enter(RIGHT, "198.51.100.1")
    assert told.value.seconds == 61
    clock.now += 60
    assert isinstance(door.enter(RIGHT, "198.51.100.1"), Session)


def test_a_password_of_any_length_is_only_wrong(door: SignIn) -> None:
    with pytest.raises(WrongPassword):
        door.enter("x" * 1_000_000)
