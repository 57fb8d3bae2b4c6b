"""What state allows: a session that is live, a link that still leads in, one more attempt, a password that will do.

Pure, and apart from `permissions`: a person may have every right and yet be signed out.
"""

import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from bot.portal.guessable import guessable
from feedback.staff import Link, Person, StaffSession, normal_email

LONGEST_SESSION = timedelta(hours=12)  # a shift
LONGEST_IDLE = timedelta(minutes=30)  # somebody left the desk
SEEN_ANEW_AFTER = timedelta(minutes=1)  # not every page writes that somebody is still there
LINK_LASTS = timedelta(days=7)
ATTEMPTS = 5
ATTEMPTS_WITHIN = timedelta(minutes=15)
# The National Cyber Security Centre's advice: long enough, and no rules about kinds of characters.
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_MOST_PIECES = 4  # of which a keyboard may make one character, and no more: 800 pieces make at least 200


class PasswordFault(StrEnum):
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    IS_EMAIL = "is-email"
    GUESSABLE = "guessable"
    DIFFERENT = "different"


def session_expires(begun: datetime, now: datetime) -> datetime:
    return min(begun + LONGEST_SESSION, now + LONGEST_IDLE)


def session_live(session: StaffSession, now: datetime, this_machine: bool) -> bool:
    return now < session.expires and may_have_access(session.person, this_machine)


def seen_anew(session: StaffSession, now: datetime) -> bool:
    return now - session.seen >= SEEN_ANEW_AFTER


def may_have_access(person: Person, this_machine: bool) -> bool:
    """`this_machine`: asked from it, and served to nobody else. Only there do the demonstration's people exist."""
    return person.closed is None and (this_machine or not person.demonstration)


def link_live(link: Link, now: datetime) -> bool:
    return now < link.expires and link.person.closed is None


def counted_as(typed: str) -> str:
    """The address that is looked up, where one is: else each spelling of it had attempts of its own."""
    return normal_email(typed) or typed.strip().lower()


def must_wait(attempts: int) -> bool:
    """`attempts`: this one, and those before it within the time in which they count."""
    return attempts > ATTEMPTS


def first_to_wait(attempts: int) -> bool:
    """Told in the trail once, and not for every attempt after it."""
    return attempts == ATTEMPTS + 1


def first_of_window(attempts: int) -> bool:
    """So is a failure: else whoever tries could fill the trail."""
    return attempts == 1


def may_be_ended(person: Person, by: Person) -> bool:
    """Nobody shuts themselves out by a slip of the hand: another administrator does that, or whoever runs Heard."""
    return person.closed is None and person.id != by.id


def password_fault(password: str, again: str, email: str) -> PasswordFault | None:
    typed = normal_password(password)
    if len(typed) < SHORTEST_PASSWORD:
        return PasswordFault.TOO_SHORT
    if len(typed) > LONGEST_PASSWORD:
        return PasswordFault.TOO_LONG
    if typed.strip().casefold() == email.casefold():
        return PasswordFault.IS_EMAIL
    if guessable(typed):
        return PasswordFault.GUESSABLE
    return None if typed == normal_password(again) else PasswordFault.DIFFERENT


def normal_password(typed: str) -> str:
    """One keyboard sends a letter with its accent as one character, another as several: it is the same password.

    Cut before, because bringing marks into order takes quadratic time. What was cut is still too long to be anybody's.
    """
    return unicodedata.normalize("NFC", typed[: _MOST_PIECES * LONGEST_PASSWORD + 1])
