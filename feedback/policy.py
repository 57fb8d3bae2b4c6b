"""What may be shown, as a versioned value read from a file. Its hash stands on everything made under it.

The lattice is part of the policy: which periods and which breakdown at which level, fixed before any answer is
looked at. Nothing outside it is made, whatever is asked for.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class PeriodKind(StrEnum):
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial-year"


class Breakdown(StrEnum):
    DETAILED_WITHIN_BROAD = "detailed-within-broad"


@dataclass(frozen=True, slots=True)
class Lattice:
    """`breakdown` by a place's level. A level that is not in it is not published."""

    characteristics: tuple[str, ...]
    periods: tuple[PeriodKind, ...]
    breakdown: Mapping[str, Breakdown]


@dataclass(frozen=True, slots=True)
class Policy:
    """`threshold`: smallest count shown. `base`: counts are shown to the nearest. `share_from` and `options_from`: the
    smallest base of a percentage, and of one for every option. `k`: an outsider who can narrow a withheld count down
    to a range of this width or less has found it."""

    name: str
    version: int
    hash: str
    threshold: int
    base: int
    share_from: int
    options_from: int
    k: int
    end_percent: int
    dominance_percent: int
    low_number_below: int
    lattice: Lattice = field(hash=False)  # it holds a mapping; `hash` is of it too


def read_policy(text: str) -> Policy:
    """A policy ships with the product, so a bad one is a broken promise and not a refusal."""
    data = json.loads(text)
    lattice = data.pop("lattice")
    return Policy(**data, hash=_hash(text), lattice=_lattice(lattice))


def policy_text(policy: Policy) -> str:
    """As `read_policy` reads it, with the same hash."""
    own = {one.name: getattr(policy, one.name) for one in fields(policy) if one.name not in ("hash", "lattice")}
    lattice = {
        "characteristics": policy.lattice.characteristics,
        "periods": policy.lattice.periods,
        "breakdown": dict(policy.lattice.breakdown),
    }
    return json.dumps({**own, "lattice": lattice})


def _lattice(data: Mapping[str, Any]) -> Lattice:
    levels = {level: Breakdown(name) for level, name in data["breakdown"].items()}
    periods = tuple(PeriodKind(name) for name in data["periods"])
    return Lattice(tuple(data["characteristics"]), periods, MappingProxyType(levels))


def _hash(text: str) -> str:
    """Of the meaning, not of the spelling: spaces and the order of keys do not change it."""
    canonical = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
