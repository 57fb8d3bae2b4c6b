"""Answers into exact counts, by question, group, option and team. Never shown: only `disclosure` reads them.

Margins are worked out here, once: everybody and every broad group from the leaves beneath it, `all`, `base` and
`positive` from the options. Versions of a survey are counted together by the ids of their questions, as far as a
version declares that a question means what it meant before.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from feedback.scheme import Grouping
from feedback.tally import ANSWERED, RESPONSES, WORDS, Sheet, TallyKey
from surveys.answers import Nothing
from surveys.conditions import ALWAYS
from surveys.definition import FEEDBACK, Kind, Question, Survey

ALL = "all"
BASE = "base"
POSITIVE = "positive"
NOT_POSITIVE = "not-positive"
NOTHINGS = tuple(nothing.value for nothing in Nothing)
_MARGINS = frozenset({ALL, BASE, POSITIVE, NOT_POSITIVE})

Team: TypeAlias = str


class Cell(NamedTuple):
    """A tuple, since cells are keys by the ten thousand and a tuple is hashed many times faster than a dataclass."""

    question: str
    group: str
    option: str


@dataclass(frozen=True, slots=True)
class Shape:
    """How one question's cells hang together: `counted` carry counts, `shared` percentages of the base.

    `tree` holds the sums that are true of every group. The options of a several-choice question overlap, so they
    stand in no sum. A question that was `asked_of_some` was asked because of an earlier answer: how many people it was
    asked is the count of that answer.
    """

    question: str
    counted: tuple[str, ...]
    shared: tuple[str, ...]
    tree: Mapping[str, tuple[str, ...]]
    asked_of_some: bool = False

    @property
    def measured(self) -> bool:
        return POSITIVE in self.shared

    @property
    def outside(self) -> tuple[str, ...]:
        """Answers that were given and are left out of the base of a percentage."""
        return self.tree.get(ALL, (BASE,))[1:]


@dataclass(frozen=True, slots=True)
class Exact:
    """True counts. `changed` questions mean different things in two versions of the period: they cannot be pooled."""

    shapes: tuple[Shape, ...]
    changed: tuple[str, ...]
    cells: Mapping[Cell, Mapping[Team, int]]

    def teams(self, cell: Cell) -> Mapping[Team, int]:
        return self.cells.get(cell, {})

    def count(self, cell: Cell) -> int:
        return sum(self.teams(cell).values())


class ReservedOption(ValueError):
    """A survey gives one of its options a name that stands for a sum."""


def aggregate(sheets: Iterable[tuple[TallyKey, Sheet]], surveys: Mapping[int, Survey], grouping: Grouping) -> Exact:
    """The newest of `surveys` stands for a period in which nobody answered."""
    folded = _folded(sheets, grouping)
    answered = {version for version, _, _ in folded} or {max(surveys)}
    spoken = [surveys[version] for version in sorted(answered, reverse=True)]
    by_version = {survey.version: {q.id: _shape(q) for q in _asked(survey)} for survey in spoken}
    changed = _reshaped(by_version.values()) | _redefined(spoken)
    cells: dict[Cell, Counter[Team]] = {}
    for (version, team, leaf), marks in folded.items():
        groups = grouping.upward(leaf)
        kept = (question for question in _asked(surveys[version]) if question.id not in changed)
        for question, option, count in _counted(kept, marks):
            for group in groups:
                cells.setdefault(Cell(question, group, option), Counter())[team] += count
    shapes = {id: shape for version in by_version.values() for id, shape in version.items() if id not in changed}
    return Exact(tuple(shapes.values()), tuple(sorted(changed)), cells)


def responses(sheets: Iterable[tuple[TallyKey, Sheet]]) -> int:
    return sum(count for _, sheet in sheets for (question, _), count in sheet.items() if question == RESPONSES)


def _folded(
    sheets: Iterable[tuple[TallyKey, Sheet]], grouping: Grouping
) -> dict[tuple[int, Team, str], Counter[tuple[str, str]]]:
    """Months and values of one leaf put together first: what follows is done once, not once a month."""
    folded: dict[tuple[int, Team, str], Counter[tuple[str, str]]] = {}
    for key, sheet in sheets:
        folded.setdefault((key.version, key.place, grouping.leaf(key.value)), Counter()).update(sheet)
    return folded


def _asked(survey: Survey) -> Iterator[Question]:
    return (question for question in survey.section(FEEDBACK) if question.answerable)


def _redefined(newest_first: Sequence[Survey]) -> frozenset[str]:
    """Asked in a version in which the question did not yet mean what it means in the newest one that asks it."""
    since: dict[str, int] = {}
    asked = ((survey.version, question) for survey in newest_first for question in _asked(survey))
    return frozenset(
        question.id for version, question in asked if since.setdefault(question.id, question.since) > version
    )


def _reshaped(versions: Iterable[Mapping[str, Shape]]) -> frozenset[str]:
    first: dict[str, Shape] = {}
    pairs = ((id, shape) for version in versions for id, shape in version.items())
    return frozenset(id for id, shape in pairs if first.setdefault(id, shape) != shape)


def _shape(question: Question) -> Shape:
    return replace(_shape_of_answers(question), asked_of_some=question.condition != ALWAYS)


def _shape_of_answers(question: Question) -> Shape:
    if reserved := _MARGINS.intersection(question.options):
        raise ReservedOption(f"{question.id}: {', '.join(sorted(reserved))}")
    match question.kind:
        case Kind.TEXT | Kind.NUMBER | Kind.DAY | Kind.MONTH | Kind.STATEMENT:
            return Shape(question.id, (ALL, *NOTHINGS), (), {})
        case Kind.SEVERAL:
            outside = _alone_outside(question)
            inside = tuple(option for option in question.options if option not in outside)
            return Shape(question.id, (ALL, BASE, *outside, *NOTHINGS), inside, {ALL: (BASE, *outside)})
        case Kind.CHOICE | Kind.SCALE | Kind.CONSENT:
            return _choice_shape(question)


def _alone_outside(question: Question) -> tuple[str, ...]:
    """Of several answers, one left out of the base can be told apart only where it is always given alone."""
    return tuple(option for option in question.options if option in question.outside_base & question.exclusive)


def _choice_shape(question: Question) -> Shape:
    outside = tuple(option for option in question.options if option in question.outside_base)
    inside = tuple(option for option in question.options if option not in question.outside_base)
    counted = (ALL, BASE, *outside, *NOTHINGS)
    if not question.positive:
        return Shape(question.id, counted, inside, {ALL: (BASE, *outside), BASE: inside})
    positive = tuple(option for option in inside if option in question.positive)
    negative = tuple(option for option in inside if option not in question.positive)
    halves = {BASE: (POSITIVE, NOT_POSITIVE), POSITIVE: positive, NOT_POSITIVE: negative}
    return Shape(question.id, counted, (POSITIVE, *inside), {ALL: (BASE, *outside), **halves})


def _counted(questions: Iterable[Question], marks: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str, int]]:
    for question in questions:
        yield from ((question.id, option, count) for option, count in _counts(question, marks) if count)


def _counts(question: Question, marks: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, int]]:
    for nothing in NOTHINGS:
        yield nothing, marks.get((question.id, nothing), 0)
    given = {option: marks.get((question.id, option), 0) for option in question.options}
    match question.kind:
        case Kind.TEXT:
            yield ALL, marks.get((question.id, WORDS), 0)
        case Kind.NUMBER | Kind.DAY | Kind.MONTH | Kind.STATEMENT:
            yield ALL, marks.get((question.id, ANSWERED), 0)
        case Kind.SEVERAL:
            answered = marks.get((question.id, ANSWERED), 0)
            outside = sum(given[option] for option in _alone_outside(question))
            yield from ((ALL, answered), (BASE, answered - outside), *given.items())
        case Kind.CHOICE | Kind.SCALE | Kind.CONSENT:
            yield from _choice_counts(question, given)


def _choice_counts(question: Question, given: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    outside = sum(given[option] for option in given if option in question.outside_base)
    positive = sum(given[option] for option in given if option in question.positive - question.outside_base)
    everything = sum(given.values())
    yield from ((ALL, everything), (BASE, everything - outside), (POSITIVE, positive), *given.items())
