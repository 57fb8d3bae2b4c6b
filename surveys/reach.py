"""Whether a question can be asked at all: looks for answers to earlier questions that lead to it.

Only answers that a condition on the way can tell apart are tried, so a search that finds none is a proof. It gives up
after a bounded number of tries and says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from typing import TypeAlias

from surveys.answers import Answer, Chosen, Day, Measured, Month, Nothing, Number, Several
from surveys.conditions import Compared, Counted, Is, Leaf, Selected, leaves
from surveys.definition import EQUALITY, ONE_OF, OPT_IN, Kind, Question, Survey
from surveys.limits import MOST_TRIES
from surveys.measures import Range, month_of
from surveys.routing import offered, stands


@dataclass(frozen=True, slots=True)
class Reached:
    """Answers after which the question is asked."""

    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answers lead there."""


@dataclass(frozen=True, slots=True)
class Unproven:
    """Too many combinations to try them all, and none of those tried leads there."""


_OVER = object()
Reach: TypeAlias = Reached | Unreachable | Unproven


def reach(survey: Survey, question: Question) -> Reach:
    """Depth first: `trying` holds what is left to try at each deciding question, `standing` what is being tried."""
    deciding = _before(survey, question)
    sight = _Sight.of((*deciding, question))
    standing: dict[str, Answer] = {}
    trying: list[Iterator[Answer | None]] = [iter((None,))]
    tries = MOST_TRIES
    while trying:
        asked = deciding[len(trying) - 2] if len(trying) > 1 else None
        if asked is not None:
            standing.pop(asked.id, None)
        answer = next(trying[-1], _OVER)
        if answer is _OVER:
            trying.pop()
            continue
        tries -= 1
        if not tries:
            return Unproven()
        if asked is not None and isinstance(answer, Answer):
            standing[asked.id] = answer
        if len(trying) <= len(deciding):
            trying.append(_ways(deciding[len(trying) - 1], standing, sight))
        elif stands(question, standing):
            return Reached(dict(standing))
    return Unreachable()


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the conditions can see: of each question what is said of it, and whether another is a step finer."""

    leaves: Mapping[str, list[Leaf]]
    broad: frozenset[str]

    @classmethod
    def of(cls, questions: Iterable[Question]) -> "_Sight":
        by_question: dict[str, list[Leaf]] = {}
        broad: set[str] = set()
        for question in questions:
            for leaf in leaves(question.condition):
                by_question.setdefault(leaf.question, []).append(leaf)
            if question.narrowing:
                broad.add(question.narrowing.broad)
        return cls(by_question, frozenset(broad))


def _ways(asked: Question, standing: Mapping[str, Answer], sight: _Sight) -> Iterator[Answer | None]:
    """Past one question: every answer that makes a difference, or None where it is not asked at all."""
    if not stands(asked, standing):
        yield None
        return
    yield from _answers(asked, standing, sight.leaves.get(asked.id, []), asked.id in sight.broad)
    yield from _unanswered(asked)


def _before(survey: Survey, question: Question) -> list[Question]:
    """The questions that decide about this one, and about those, in the survey's order."""
    wanted = _decided_by(question)
    found: list[Question] = []
    for earlier in reversed(survey.questions[: survey.place(question.id)]):
        if earlier.id in wanted:
            found.append(earlier)
            wanted |= _decided_by(earlier)
    return found[::-1]


def _decided_by(question: Question) -> set[str]:
    broad = {question.narrowing.broad} if question.narrowing else set()
    opt_in = {OPT_IN} if question.section == EQUALITY and question.id != OPT_IN else set()
    return {leaf.question for leaf in leaves(question.condition)} | broad | opt_in


def _unanswered(question: Question) -> tuple[Answer, ...]:
    return () if question.needed else (Nothing.SKIPPED,)


def _answers(question: Question, standing: Mapping[str, Answer], about: list[Leaf], broad: bool) -> tuple[Answer, ...]:
    """One answer for every way in which the conditions can see this question."""
    if question.kind in ONE_OF:
        options = offered(question, standing)
        named = {leaf.option for leaf in about if isinstance(leaf, Is)} | ({*options} if broad else set())
        named |= {"yes"} if question.id == OPT_IN else set()
        return tuple(map(Chosen, _named_and_one_more(options, named)))
    if question.kind is Kind.SEVERAL:
        return tuple(_choices(question, about))
    return tuple(_values(question.range, about)) if question.range else ()


def _named_and_one_more(options: Iterable[str], named: set[str]) -> tuple[str, ...]:
    others = [option for option in options if option not in named]
    return (*(option for option in options if option in named), *others[:1])


def _choices(question: Question, about: list[Leaf]) -> Iterator[Several]:
    """Every set of the options that are named, alone and with as many others as a count could ask for."""
    named = [option for option in question.options if Selected(question.id, option) in about]
    others = [option for option in question.options if option not in named and option not in question.exclusive]
    most = len(others) if any(isinstance(leaf, Counted) for leaf in about) else 1
    for size in range(len(named) + 1):
        for chosen in combinations(named, size):
            for more in range(min(most, len(others)) + 1):
                several = {*chosen, *others[:more]}
                if several and (len(several) == 1 or not several & question.exclusive):
                    yield Several(tuple(option for option in question.options if option in several))
    yield from (Several((option,)) for option in question.options if option in question.exclusive)


def _values(range: Range, about: list[Leaf]) -> Iterator[Measured]:
    """The ends of the range, and on both sides of whatever is compared with."""
    compared = [leaf.value for leaf in about if isinstance(leaf, Compared)]
    for value in (*compared, range.low, range.high):
        yield from (near for near in _near(value, range.places) if near is not None and range.holds(near))


def _near(value: Measured, places: int) -> tuple[Measured | None, ...]:
    match value:
        case Number(number):
            step = Decimal(1).scaleb(-places)
            rounded = round(number, places)
            return tuple(Number(rounded + step * by) for by in (-1, 0, 1))
        case Day(day):
            return tuple(Day(day + timedelta(days=by)) for by in (-1, 0, 1))
        case Month((year, month)):
            months = [year * 12 + month - 1 + by for by in (-1, 0, 1)]
            return tuple(month_of(count // 12, count % 12 + 1) for count in months)
