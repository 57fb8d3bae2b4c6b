"""What somebody asks for, held against what this version can make safely. All that is wrong is said at once.

A board table is made of the whole trust alone, by what the policy publishes. A place below it stands beside its
siblings and its parent, and the team audience sees exact counts: both need the attack on all tables together before
anything is shown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from feedback.periods import Period, nearest, newest_over
from feedback.policy import PeriodKind, Policy
from feedback.records import Place
from feedback.tally import CHARACTERISTICS

PUBLIC = "public"
TEAM = "team"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Format(StrEnum):
    JSON = "json"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a command line, unread."""

    survey: str
    first: str | None
    last: str | None
    by: str
    audience: str
    format: str
    places: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to report on."""

    surveys: frozenset[str]
    characteristics: frozenset[str]
    root: Place
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Request:
    survey: str
    period: Period
    by: str
    format: Format
    root: Place


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that cannot be had: where it was asked for, why not, and what to ask for instead."""

    place: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def says(self) -> str:
        return CATALOGUE[self.code][0].format(**self.facts)

    @property
    def remedy(self) -> str:
        return CATALOGUE[self.code][1].format(**self.facts)

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.says} {self.remedy}"


_NOT_YET = "The check that nobody can be worked out from {what} is not in this version, so it prints none."

CATALOGUE: Mapping[str, tuple[str, str]] = {
    "unknown-survey": ("There is no survey `{given}`.", "Use one of: {known}."),
    "unknown-characteristic": ("`{given}` is not asked about.", "Use one of: {known}."),
    "characteristic-not-yet": (_NOT_YET, "Use one of: {known}."),
    "unknown-audience": ("There is no audience `{given}`.", "Use one of: public, team."),
    "audience-not-yet": (_NOT_YET, "Use --audience public."),
    "unknown-place": ("There is no place `{given}`.", "Leave --places out: the report is of {root}, the whole trust."),
    "places-not-yet": (_NOT_YET, "Leave --places out: the report is of {root}, the whole trust."),
    "level-not-published": ("The policy publishes no `{level}`.", "Make the root of the places a trust."),
    "cannot-be-made-safe": (
        "Somebody could work out what is withheld at {questions}, whatever else is withheld.",
        "Wait for more answers: a later quarter may be shown.",
    ),
    "unknown-format": ("`{given}` is not written by this version.", "Use one of: json, html."),
    "not-in-release": ("The release of this quarter has no table by `{given}`.", "Use one of: {known}."),
    "counts-move": ("Answers came in or were taken back as fast as this could count.", "Try again in a quiet hour."),
    "nobody-answered": ("Nobody answered in this quarter, so there is nothing to fix.", "Leave --publish out."),
    "release-altered": (
        "Release {given}, which holds these figures, is not what it was when it was published.",
        "See what `heard releases` says, and bring the database back from a backup.",
    ),
    "attack-finds": (
        "What is shown is safe, but the check for auditors could not prove it at {questions}: nothing is published.",
        "Tell the developers which survey and quarter this was.",
    ),
    "attack-undecided": (
        "The check that nobody can be worked out from these tables came to no end, so they are not published.",
        "Tell the developers which survey and quarter this was.",
    ),
    "unknown-language": ("There is no language `{given}`.", "Use one of: {known}."),
    "no-language-in-json": ("A report as JSON is the same in every language.", "Leave --language out, or use html."),
    "cannot-be-written": ("`{given}` cannot be written: {why}.", "Name another file, and ask again: nothing is lost."),
    "is-a-folder": ("`{given}` is a folder.", "Name a file in it."),
    "no-such-folder": ("There is no folder `{given}`.", "Make it first, or name another."),
    "not-a-day": ("`{given}` is no day.", "Write it like 2026-04-01."),
    "half-a-period": ("Only one end of the period is given.", "Give --from and --to, or neither."),
    "period-not-over": ("{given} is not over: its figures would change.", "Nearest that can be had: {near}."),
    "not-a-period": ("{given} is no period that the policy publishes.", "Nearest that can be had: {near}."),
}


def understand(asked: Asked, known: Known, policy: Policy, today: date) -> Request | tuple[Refusal, ...]:
    period = _period(asked, policy, today)
    refused = (*_refused(asked, known, policy), *(() if isinstance(period, Period) else period))
    if refused or not isinstance(period, Period):
        return refused
    return Request(asked.survey, period, asked.by, Format(asked.format), known.root)


def _refused(asked: Asked, known: Known, policy: Policy) -> Iterator[Refusal]:
    if asked.survey not in known.surveys:
        yield Refusal("--survey", "unknown-survey", _choice(asked.survey, sorted(known.surveys)))
    if asked.by not in known.characteristics:
        possible = [one for one in CHARACTERISTICS if one in known.characteristics]
        yield Refusal("--by", "unknown-characteristic", _choice(asked.by, possible))
    elif asked.by not in policy.lattice.characteristics:
        published = ", ".join(one for one in CHARACTERISTICS if one in policy.lattice.characteristics)
        yield Refusal("--by", "characteristic-not-yet", {"what": "two tables of one period", "known": published})
    if asked.audience == TEAM:
        yield Refusal("--audience", "audience-not-yet", {"what": "exact counts"})
    elif asked.audience != PUBLIC:
        yield Refusal("--audience", "unknown-audience", {"given": asked.audience})
    if asked.format not in tuple(Format):
        yield Refusal("--format", "unknown-format", {"given": asked.format})
    if known.root.level not in policy.lattice.breakdown:
        yield Refusal("places", "level-not-published", {"level": known.root.level})
    yield from _refused_places(asked, known)


def _refused_places(asked: Asked, known: Known) -> Iterator[Refusal]:
    for code in [] if asked.places is None else [part.strip() for part in asked.places.split(",")]:
        if code not in known.places:
            yield Refusal("--places", "unknown-place", {"given": code, "root": known.root.code})
        elif code != known.root.code:
            yield Refusal("--places", "places-not-yet", {"what": f"`{code}`", "root": known.root.code})


def _period(asked: Asked, policy: Policy, today: date) -> Period | tuple[Refusal, ...]:
    """The newest quarter that is over, where none is asked for."""
    if asked.first is None and asked.last is None:
        return newest_over(PeriodKind.QUARTER, today)
    given = {"--from": asked.first, "--to": asked.last}
    days = {place: _day(text) for place, text in given.items() if text is not None}
    wrong = [place for place, day in days.items() if day is None]
    if wrong:
        return tuple(Refusal(place, "not-a-day", {"given": str(given[place])}) for place in wrong)
    first, last = days.get("--from"), days.get("--to")
    if first is None or last is None:
        return (Refusal("--from" if first is None else "--to", "half-a-period"),)
    return _in_lattice(Period(first, last), policy, today)


def _in_lattice(wanted: Period, policy: Policy, today: date) -> Period | tuple[Refusal, ...]:
    possible = nearest(policy.lattice.periods, wanted, today)
    if wanted in possible:
        return wanted
    code = "period-not-over" if wanted.last >= today else "not-a-period"
    near = " or ".join(str(period) for period in possible)
    return (Refusal("--from, --to", code, {"given": str(wanted), "near": near}),)


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _choice(given: str, known: list[str]) -> dict[str, str]:
    return {"given": given, "known": ", ".join(known)}
