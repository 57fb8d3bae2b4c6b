"""What the moment allows, just before, at, and just after each limit."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from unicodedata import normalize

import pytest

from bot.portal import policies
from bot.portal.policies import PasswordFault, password_fault
from feedback.staff import Link, Person, Role, StaffSession

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
AMINA = Person(1, "amina@trust.example", Role.BOARD, None, "a hash", False, date(2026, 5, 1), None)
GONE = replace(AMINA, closed=date(2026, 5, 3))
INVENTED = replace(AMINA, demonstration=True)
SECOND = timedelta(seconds=1)


def session(person: Person = AMINA) -> StaffSession:
    return StaffSession(person, NOON, NOON, policies.session_expires(NOON, NOON))


@pytest.mark.parametrize(("more", "live"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
def test_a_session_ends_after_half_an_hour_without_a_click(more: timedelta, live: bool) -> None:
    assert policies.session_live(session(), NOON + timedelta(minutes=30) + more, True) is live


@pytest.mark.parametrize(("more", "live"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
def test_a_session_ends_after_twelve_hours_however_busy(more: timedelta, live: bool) -> None:
    clicked = NOON + timedelta(hours=11, minutes=59)
    busy = replace(session(), seen=clicked, expires=policies.session_expires(NOON, clicked))
    assert policies.session_live(busy, NOON + timedelta(hours=12) + more, True) is live


def test_somebody_whose_access_ended_has_no_session() -> None:
    assert not policies.session_live(session(GONE), NOON, True)


@pytest.mark.parametrize(
    ("person", "this_machine", "access"),
    [
        (AMINA, True, True),
        (AMINA, False, True),
        (INVENTED, True, True),
        (INVENTED, False, False),
        (GONE, True, False),
    ],
)
def test_invented_people_exist_where_nobody_else_can_come(person: Person, this_machine: bool, access: bool) -> None:
    assert policies.may_have_access(person, this_machine) is access
    assert policies.session_live(session(person), NOON, this_machine) is access


@pytest.mark.parametrize(("after", "anew"), [(59, False), (60, True), (61, True)])
def test_that_somebody_is_there_is_written_once_a_minute(after: int, anew: bool) -> None:
    assert policies.seen_anew(session(), NOON + timedelta(seconds=after)) is anew


@pytest.mark.parametrize(("left", "live"), [(SECOND, True), (timedelta(), False), (-SECOND, False)])
def test_a_link_leads_in_until_its_moment(left: timedelta, live: bool) -> None:
    assert policies.link_live(Link(AMINA, NOON + left), NOON) is live
    assert not policies.link_live(Link(GONE, NOON + left), NOON)


@pytest.mark.parametrize(("attempts", "wait"), [(0, False), (4, False), (5, False), (6, True), (7, True)])
def test_after_five_attempts_one_waits(attempts: int, wait: bool) -> None:
    assert policies.must_wait(attempts) is wait
    assert policies.first_to_wait(attempts) is (attempts == 6)


def test_the_first_failure_of_a_window_is_told() -> None:
    assert [policies.first_of_window(attempts) for attempts in (1, 2, 6)] == [True, False, False]


def test_nobody_ends_their_own_access_or_one_that_has_ended() -> None:
    administrator = replace(AMINA, id=2, role=Role.ADMINISTRATOR)
    assert policies.may_be_ended(AMINA, administrator)
    assert not policies.may_be_ended(administrator, administrator)
    assert not policies.may_be_ended(GONE, administrator)


@pytest.mark.parametrize(
    ("length", "fault"),
    [
        (0, PasswordFault.TOO_SHORT),
        (11, PasswordFault.TOO_SHORT),
        (12, None),
        (13, None),
        (199, None),
        (200, None),
        (201, PasswordFault.TOO_LONG),
    ],
)
def test_the_length_of_a_password(length: int, fault: PasswordFault | None) -> None:
    typed = ("quiet river moss " * 20)[:length]
    assert password_fault(typed, typed, AMINA.email) is fault


@pytest.mark.parametrize("letter", ["\u1f82", "\ud55c", "\u1ead"])
def test_the_longest_password_fits_however_a_keyboard_sends_it(letter: str) -> None:
    apart = normalize("NFD", letter * 196 + "quay")
    assert len(apart) > 3 * 196 - 1
    assert password_fault(apart, letter * 196 + "quay", AMINA.email) is None
    longer = f"{apart}s"
    assert password_fault(longer, longer, AMINA.email) is PasswordFault.TOO_LONG


def test_marks_out_of_order_are_cut_before_they_are_brought_into_order(monkeypatch: pytest.MonkeyPatch) -> None:
    normalised: list[int] = []

    def counting(form: Literal["NFC"], text: str) -> str:
        normalised.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", counting)
    flood = "a" + "\u0301\u0316" * 60_000

    assert password_fault(flood, flood, AMINA.email) is PasswordFault.TOO_LONG
    assert password_fault("three small words", flood, AMINA.email) is PasswordFault.DIFFERENT
    assert normalised
    assert max(normalised) == 4 * 200 + 1


@pytest.mark.parametrize("password", ["amina@trust.example", "Amina@Trust.example", " amina@trust.example "])
def test_the_address_is_no_password(password: str) -> None:
    assert password_fault(password, password, AMINA.email) is PasswordFault.IS_EMAIL


@pytest.mark.parametrize(
    "password", ["three small words", "پاس ورڈ یاد رہے گا", "🐘🐕🐈🐎🐘🐕🐈🐎🐘🐕🐈🐎", "!?&%$+*#~-_=", "480351629736"]
)
def test_no_kind_of_character_is_asked_for_or_refused(password: str) -> None:
    assert password_fault(password, password, AMINA.email) is None


@pytest.mark.parametrize(
    "password",
    [
        " " * 12,
        "\u2003 \t" * 4,
        "aaaaaaaaaaaa",
        "🐘" * 12,
        "abcabcabcabc",
        "123456789012",
        "zyxwvutsrqponm",
        "qwertyuiopas",
        "Correct Horse Battery Staple",
        "Three Random Words",
        "Password1234!",
        "P@55w0rd-2026",
        "HeardHeard26",
        "nhs123456789",
        "NHS password!",
        "Patient-Experience-Team",
    ],
)
def test_what_many_try_first_is_no_password(password: str) -> None:
    assert password_fault(password, password, AMINA.email) is PasswordFault.GUESSABLE


@pytest.mark.parametrize(
    "password", ["patient kettle sings", "my nhs badge is mauve", "heard 7 owls at dusk", "trust no teapot 1907"]
)
def test_such_words_among_others_are_a_password(password: str) -> None:
    assert password_fault(password, password, AMINA.email) is None


def test_both_fields_hold_the_same() -> None:
    assert password_fault("three small words", "three small word", AMINA.email) is PasswordFault.DIFFERENT
    assert password_fault("cafe\u0301 au lait please", "caf\u00e9 au lait please", AMINA.email) is None
