"""What state allows: a session that is live, a link that still leads in, one more attempt, a password that will do.

Pure, and apart from `permissions`: a person may have every right and yet be signed out.
"""

import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from feedback.staff import Link, Person, StaffSession

LONGEST_SESSION = timedelta(hours=12)  # a shift
LONGEST_IDLE = timedelta(minutes=30)  # somebody left the desk
SEEN_ANEW_AFTER = timedelta(minutes=1)  # not every page writes that somebody is still there
LINK_LASTS = timedelta(days=7)
ATTEMPTS = 5
ATTEMPTS_WITHIN = timedelta(minutes=15)
# The National Cyber Security Centre's advice: long enough, and no rules about kinds of characters.
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


class PasswordFault(StrEnum):
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    IS_EMAIL = "is-email"
    DIFFERENT = "different"


def session_expires(begun: datetime, now: datetime) -> datetime:
    return min(begun + LONGEST_SESSION, now + LONGEST_IDLE)


def session_live(session: StaffSession, now: datetime, this_machine: bool) -> bool:
    return now < session.expires and may_have_access(session.person, this_machine)


def seen_anew(session: StaffSession, now: datetime) -> bool:
    return now - session.seen >= SEEN_ANEW_AFTER


def may_have_access(person: Person, this_machine: bool) -> bool:
    """`this_machine`: Heard is served to nobody else. Only there do the demonstration's people exist."""
    return person.closed is None and (this_machine or not person.demonstration)


def link_live(link: Link, now: datetime) -> bool:
    return now < link.expires and link.person.closed is None


def must_wait(attempts: int) -> bool:
    """`attempts`: this one, and those before it within the time in which they count."""
    return attempts > ATTEMPTS


def first_to_wait(attempts: int) -> bool:
    """Told in the trail once, and not for every attempt after it."""
    return attempts == ATTEMPTS + 1


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
    return None if typed == normal_password(again) else PasswordFault.DIFFERENT


def normal_password(typed: str) -> str:
    """One keyboard sends a letter with its accent as one character, another as two: it is the same password."""
    return unicodedata.normalize("NFC", typed)
