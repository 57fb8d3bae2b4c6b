"""Elements of a FHIR resource, read one by one: each value with its place, each mistake noted, and going on.

A place is kept as a number that stands where a survey file's line does, so that the same parsing serves both.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeAlias

from surveys.errors import Problem
from surveys.fields import Notebook, listed
from surveys.tree import Scalar

MOST_VALUES = 1_000_000  # a survey of 1,000 questions in 14 languages has about 720,000
DEEPEST = 32  # a label in a group in a group has 16
LONGEST_TEXT = 10_000  # far beyond every text that a survey may have
MOST_PROBLEMS = 1_000  # nobody reads more, and a hostile file could make millions
_ROOT = "Questionnaire"
_SHOWN = 80  # of a value, in the words of a problem
_UNWELCOME = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LARGEST_NUMBER = 10**9


@dataclass(frozen=True, slots=True)
class Desk:
    notebook: Notebook
    places: list[str] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return len(self.notebook.problems) > MOST_PROBLEMS

    def at(self, place: str) -> int:
        self.places.append(place)
        return len(self.places)

    def note(self, place: str, code: str, /, **facts: str | int) -> None:
        told = len(self.notebook.problems)
        if told < MOST_PROBLEMS:
            self.notebook.note(self.at(place), code, **{key: _short(key, fact) for key, fact in facts.items()})
        elif told == MOST_PROBLEMS:
            self.notebook.note(0, "fhir-many", most=MOST_PROBLEMS)

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """In the order in which they were met, each once: some elements are looked at twice."""
        found: dict[tuple[str, str, str], Problem] = {}
        for problem in sorted(problems):
            place = self.places[problem.line - 1] if problem.line else _ROOT
            found.setdefault((place, problem.code, problem.says), replace(problem, line=0, place=place))
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Element:
    desk: Desk
    place: str
    held: Mapping[str, object]

    @property
    def line(self) -> int:
        return self.desk.at(self.place)

    def note(self, key: str, code: str, /, **facts: str | int) -> None:
        """`key` is "" for the element itself."""
        self.desk.note(f"{self.place}.{key}" if key else self.place, code, **facts)

    def only(self, known: Collection[str]) -> None:
        for key in self.held:
            if key == "modifierExtension":
                self.note(key, "fhir-modifier", url=_first_url(self.held[key]))
            elif key not in known:
                self.note(key[:_SHOWN], "fhir-element", key=key, known=listed(known))

    def text(self, key: str, *, needed: bool = False) -> Scalar | None:
        value = self.held.get(key)
        if value is None:
            if needed or key in self.held:
                self.note(key, "fhir-missing", key=key)
            return None
        if not isinstance(value, str) or not value.strip():
            self.note(key, "fhir-shape", key=key, wanted="text")
            return None
        return Scalar(value, self.desk.at(f"{self.place}.{key}"))

    def flag(self, key: str) -> bool:
        value = self.held.get(key, False)
        if not isinstance(value, bool):
            self.note(key, "fhir-shape", key=key, wanted="true or false")
        return value is True

    def number(self, key: str, *, decimal: bool = False) -> Scalar | None:
        value = self.held.get(key)
        fits = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST_NUMBER
        if not fits or not (decimal or isinstance(value, int)):
            wanted = "a number" if decimal else "a whole number"
            self.note(key, "fhir-shape", key=key, wanted=f"{wanted} of at most nine digits")
            return None
        return Scalar(f"{Decimal(str(value)):f}", self.desk.at(f"{self.place}.{key}"))

    def one(self, key: str) -> "Element | None":
        value = self.held.get(key)
        place = f"{self.place}.{key}"
        if isinstance(value, dict):
            return Element(self.desk, place, value)
        if key in self.held:
            self.desk.note(place, "fhir-shape", key=key, wanted="an object")
        return None

    def many(self, key: str) -> tuple["Element", ...]:
        value = self.held.get(key, ())
        if key in self.held and (not isinstance(value, list) or not value):
            self.note(key, "fhir-shape", key=key, wanted="a list with something in it")
        found: list[Element] = []
        for index, item in enumerate(value if isinstance(value, list) else ()):
            place = f"{self.place}.{key}[{index}]"
            if isinstance(item, dict):
                found.append(Element(self.desk, place, item))
            else:
                self.desk.note(place, "fhir-shape", key=key, wanted="a list of objects")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Extensions:
    """Those of one element, by their address."""

    by_url: Mapping[str, tuple[Element, ...]]

    def first(self, url: str) -> Element | None:
        return next(iter(self.by_url.get(url, ())), None)

    def text(self, url: str, key: str) -> Scalar | None:
        extension = self.first(url)
        return value_of(extension, key) if extension else None

    def flag(self, url: str) -> bool:
        extension = self.first(url)
        if extension is None:
            return False
        extension.only(("url", "valueBoolean"))
        return extension.flag("valueBoolean")

    def number(self, url: str, key: str) -> Scalar | None:
        extension = self.first(url)
        if extension is None:
            return None
        extension.only(("url", key))
        return extension.number(key, decimal=key == "valueDecimal")


def extensions(element: Element, once: Collection[str], many: Collection[str] = ()) -> Extensions:
    """Notes those that are not known here. `many` may stand more than once."""
    found: dict[str, list[Element]] = {}
    for extension in element.many("extension"):
        url = extension.text("url", needed=True)
        if url is None:
            continue
        if url.text not in once and url.text not in many:
            extension.note("", "fhir-extension", url=url.text, known=listed((*once, *many)))
        elif url.text in found and url.text in once:
            extension.note("", "fhir-extension-twice", url=url.text)
        else:
            found.setdefault(url.text, []).append(extension)
    return Extensions({url: tuple(each) for url, each in found.items()})


def parts(extension: Element, once: Collection[str], many: Collection[str] = ()) -> Extensions:
    """Of an extension that is made of others."""
    extension.only(("url", "extension"))
    return extensions(extension, once, many)


def value_of(extension: Element, key: str) -> Scalar | None:
    extension.only(("url", key))
    return extension.text(key, needed=True)


def whole_resource(value: object, unread: Collection[str], desk: Desk) -> Element | None:
    """The resource without what is not read, once it is sure that reading it is bounded work."""
    if not isinstance(value, dict) or value.get("resourceType") != _ROOT:
        found = value.get("resourceType") if isinstance(value, dict) else type(value).__name__
        desk.note(_ROOT, "fhir-resource", type=str(found))
        return None
    held = {key: item for key, item in value.items() if key not in unread}
    return Element(desk, _ROOT, held) if _within_limits(held, desk) else None


_Place: TypeAlias = "tuple[_Place | None, str]"  # linked, so that a million places share what they have in common


def _within_limits(value: object, desk: Desk) -> bool:
    """Stops at the first limit that is passed."""
    for count, (place, depth, each) in enumerate(_values(value), start=1):
        if count > MOST_VALUES:
            return _refused(place, desk, "fhir-size", what="values", most=MOST_VALUES)
        if depth > DEEPEST:
            return _refused(place, desk, "fhir-size", what="levels inside each other", most=DEEPEST)
        if isinstance(each, dict):
            if not all(_fits(key, place, desk) for key in each):
                return False
        elif each is not None and not isinstance(each, list | bool | int | float) and not _fits(each, place, desk):
            return False
    return True


def _values(value: object) -> Iterator[tuple[_Place, int, object]]:
    waiting: list[tuple[_Place, int, object]] = [((None, _ROOT), 1, value)]
    while waiting:
        place, depth, value = waiting.pop()
        yield place, depth, value
        if isinstance(value, dict):
            waiting.extend(((place, f".{key[:_SHOWN]}"), depth + 1, item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend(((place, f"[{index}]"), depth + 1, value[index]) for index in reversed(range(len(value))))


def _fits(value: object, place: _Place, desk: Desk) -> bool:
    if not isinstance(value, str):
        return _refused(place, desk, "fhir-shape", key=type(value).__name__, wanted="a JSON value")
    if len(value) > LONGEST_TEXT:
        return _refused(place, desk, "fhir-long", length=len(value), most=LONGEST_TEXT)
    unwelcome = _UNWELCOME.search(value)
    if unwelcome:
        return _refused(place, desk, "fhir-character", character=f"U+{ord(unwelcome.group()):04X}")
    return True


def _refused(place: _Place, desk: Desk, code: str, /, **facts: str | int) -> bool:
    steps: list[str] = []
    here: _Place | None = place
    while here is not None:
        here, step = here
        steps.append(step)
    desk.note("".join(reversed(steps)), code, **facts)
    return False


def _short(key: str, fact: str | int) -> str | int:
    return fact[:_SHOWN] if isinstance(fact, str) and key != "known" else fact


def _first_url(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    url = first.get("url") if isinstance(first, dict) else None
    return str(url)
