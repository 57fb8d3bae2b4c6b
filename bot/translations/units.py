"""What there is to translate: every phrase and survey wording, each with its English and what to know about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.text import Status

PHRASES, REPORT = "phrases", "report"  # the product's own parts; the others are named like their survey
CATALOGUES = {PHRASES: "heard", REPORT: "report"}  # in which file of the language's folder each lies


@dataclass(frozen=True, slots=True)
class Unit:
    """One string. With a number in it, it has as many forms as the language has; a missing one is empty."""

    part: str
    key: str
    english: tuple[str, ...]
    forms: tuple[str, ...]
    note: str = ""
    most: int | None = None  # how wide it may be shown
    same: bool = False  # stands as in English, on purpose

    @property
    def id(self) -> str:
        return f"{self.part}:{self.key}"

    @property
    def plural(self) -> bool:
        return len(self.english) > 1

    @property
    def done(self) -> bool:
        return bool(self.forms) and all(form.strip() for form in self.forms)

    @property
    def commands(self) -> bool:
        """Words to type, with commas between them: in any spelling that people use, Latin letters too."""
        return self.part == PHRASES and self.key.startswith("command.")

    @property
    def names(self) -> bool:
        """Languages by their own names, each in its own letters whatever the language of the page."""
        return ".main-language.options." in self.key or self.key == "page.name"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one part has been checked, and by whom."""

    status: Status
    version: int
    checker: str | None


@dataclass(frozen=True, slots=True)
class Translation:
    """One language, whole: what it says and where it stands."""

    tag: str
    units: tuple[Unit, ...]
    standings: Mapping[str, Standing]
    plural_rule: str

    @property
    def name(self) -> str:
        return next(unit.forms[0] for unit in self.units if unit.id == f"{PHRASES}:language.name")

    @property
    def status(self) -> Status:
        """The least checked of its parts."""
        return least_checked(standing.status for standing in self.standings.values())

    @property
    def checkers(self) -> tuple[str, ...]:
        return tuple(sorted({one.checker for one in self.standings.values() if one.checker}))

    def of(self, *parts: str) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.part in parts)


def least_checked(statuses: Iterable[Status]) -> Status:
    return min(statuses, key=tuple(Status).index, default=Status.DRAFT)
