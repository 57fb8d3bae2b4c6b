"""The people who sign in: values that cross the store's edge, and how an e-mail address is written."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

LONGEST_EMAIL = 254  # what mail itself allows
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Role(StrEnum):
    BOARD = "board"
    PATIENT_EXPERIENCE = "patient-experience"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to have access. `demonstration`: invented with the demonstration's data."""

    email: str
    role: Role
    place: str | None = None
    password_hash: str | None = field(default=None, repr=False)
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """`password_hash` is empty until they set one; `closed` is the day on which their access ended."""

    id: int
    email: str
    role: Role
    place: str | None
    password_hash: str | None = field(repr=False)
    demonstration: bool
    added: date
    closed: date | None


@dataclass(frozen=True, slots=True)
class StaffSession:
    person: Person
    begun: datetime
    seen: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """With which its person may set a password, once."""

    person: Person
    expires: datetime


def normal_email(typed: str) -> str | None:
    """As it is kept, or nothing where it can be nobody's address."""
    email = typed.strip().lower()
    fits = len(email) <= LONGEST_EMAIL and email.isprintable() and _EMAIL.fullmatch(email)
    return email if fits else None
