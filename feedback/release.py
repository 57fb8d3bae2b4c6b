"""A release: the tables of one survey and period, checked together, numbered, and from then on as they are.

Each carries the hash of the one before it, so nobody can alter or take out one without all later ones telling. Answers
that come in afterwards count in the next period that is open: nothing is restated.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from feedback.periods import Period

BEFORE_THE_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Draft:
    """`received_to`: the day to whose answers it was cut off. `tables` as `frozen` writes them. `attacked`: how many
    figures the attack went for, and found none of."""

    survey: str
    period: Period
    received_to: date
    asked_by: str
    policy: str
    tables: str
    attacked: int


@dataclass(frozen=True, slots=True)
class Release:
    number: int
    draft: Draft
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """It is in the register now, for good."""

    release: Release


@dataclass(frozen=True, slots=True)
class AlreadyFrozen:
    """This survey and period were released before, and stay as they were."""

    release: Release


@dataclass(frozen=True, slots=True)
class Moved:
    """Answers came in or were taken back since the counts were read: nothing was frozen."""


Outcome: TypeAlias = Frozen | AlreadyFrozen | Moved


def released(draft: Draft, before: Release | None) -> Release:
    number, previous = (before.number + 1, before.hash) if before else (1, BEFORE_THE_FIRST)
    return Release(number, draft, previous, hash_of(number, draft, previous))


def hash_of(number: int, draft: Draft, previous: str) -> str:
    period, tables = draft.period, hashlib.sha256(draft.tables.encode()).hexdigest()
    head = [number, draft.survey, str(period.first), str(period.last), str(draft.received_to), draft.asked_by]
    held = [*head, draft.policy, tables, draft.attacked, previous]
    return hashlib.sha256(json.dumps(held, separators=(",", ":")).encode()).hexdigest()


def intact(release: Release) -> bool:
    return release.hash == hash_of(release.number, release.draft, release.previous)


def altered(register: Sequence[Release], told: Iterable[tuple[int, str]]) -> tuple[int, ...]:
    """Numbers under which the register is not what it was: in the order of their numbers, each must follow the last.
    And each of which the audit trail tells must be there: `told` are their numbers and hashes."""
    there = {(one.number, one.hash) for one in register}
    return tuple(sorted({*_broken(register), *(number for number, hash in told if (number, hash) not in there)}))


def _broken(register: Iterable[Release]) -> list[int]:
    wrong: list[int] = []
    number, previous = 0, BEFORE_THE_FIRST
    for one in register:
        number += 1
        if one.number != number or one.previous != previous or not intact(one):
            wrong.append(one.number)
        number, previous = one.number, one.hash
    return wrong


def counted_in(day: date, frozen: Collection[Period]) -> str | None:
    """The month in which an answer of that day counts; none where that is its own."""
    since = _after_all(day, frozen)
    return None if since == day else since.strftime("%Y-%m")


def _after_all(day: date, frozen: Collection[Period]) -> date:
    for period in frozen:
        if period.first <= day <= period.last:
            return _after_all(period.last + timedelta(days=1), frozen)
    return day
