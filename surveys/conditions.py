"""When a question is asked: conditions as values, and when one holds. `condition_text` reads them.

A comparison with a question that was skipped or not asked is false; `!=` is the opposite of `=`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import eq, ge, gt, le, lt
from typing import TypeAlias, assert_never

from surveys.answers import Answer, Chosen, Day, Measured, Month, Number, Several


class Operator(StrEnum):
    IS = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Always:
    pass


@dataclass(frozen=True, slots=True)
class Is:
    question: str
    option: str


@dataclass(frozen=True, slots=True)
class Selected:
    question: str
    option: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many options were selected."""

    question: str
    operator: Operator
    number: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A number, a day or a month, against one of its own kind."""

    question: str
    operator: Operator
    value: Measured


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Both:
    left: "Condition"
    right: "Condition"


@dataclass(frozen=True, slots=True)
class Either:
    left: "Condition"
    right: "Condition"


Leaf: TypeAlias = Is | Selected | Counted | Compared
Holds: TypeAlias = Callable[[Mapping[str, Answer]], bool]
Condition: TypeAlias = Always | Leaf | Not | Both | Either
ALWAYS = Always()
_COMPARE = {Operator.IS: eq, Operator.LESS: lt, Operator.AT_MOST: le, Operator.MORE: gt, Operator.AT_LEAST: ge}


def compiled(condition: Condition) -> Holds:
    """Whether the condition holds, as a function of the answers: a turn asks it of every question."""
    match condition:
        case Always():
            return lambda _: True
        case Not(inner):
            opposite = compiled(inner)
            return lambda answers: not opposite(answers)
        case Both(left, right):
            first, second = compiled(left), compiled(right)
            return lambda answers: first(answers) and second(answers)
        case Either(left, right):
            first, second = compiled(left), compiled(right)
            return lambda answers: first(answers) or second(answers)
        case Is(question, option):
            return lambda answers: isinstance(given := answers.get(question), Chosen) and given.option == option
        case Selected(question, option):
            return lambda answers: isinstance(given := answers.get(question), Several) and option in given.options
        case Counted(question, operator, number):
            return lambda answers: _counted(operator, answers.get(question), number)
        case Compared(question, operator, value):
            return lambda answers: _compared(operator, answers.get(question), value)
        case _:
            assert_never(condition)


def _counted(operator: Operator, answer: Answer | None, number: int) -> bool:
    return isinstance(answer, Several) and bool(_COMPARE[operator](len(answer.options), number))


def _compared(operator: Operator, answer: Answer | None, value: Measured) -> bool:
    if not isinstance(answer, Number | Day | Month) or type(answer) is not type(value):
        return False
    return bool(_COMPARE[operator](answer.value, value.value))


def leaves(condition: Condition) -> Iterator[Leaf]:
    match condition:
        case Always():
            return
        case Not(inner):
            yield from leaves(inner)
        case Both(left, right) | Either(left, right):
            yield from leaves(left)
            yield from leaves(right)
        case _:
            yield condition


def mentions(condition: Condition) -> frozenset[str]:
    """Every question that the condition looks at."""
    return frozenset(leaf.question for leaf in leaves(condition))
