"""The small language of conditions, read once and never evaluated as code; and conditions written back in it.

    unfair = yes or unfair = not-sure
    not selected(needs-unmet, none) and count(needs-unmet) >= 2
    nights > 3 and arrived < 2026-04-01

What a comparison means depends on the kind of question: whoever reads a condition says so (`Meaning`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from surveys.conditions import (
    Always,
    Both,
    Compared,
    Condition,
    Counted,
    Either,
    Is,
    Not,
    Operator,
    Selected,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question against a piece of text, before anybody has looked at the kind of the question."""

    question: str
    operator: Operator
    text: str


Written: TypeAlias = Comparison | Selected | Counted
Meaning: TypeAlias = Callable[[Written], Condition]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Where reading stopped: the piece that does not fit, or "" at the end."""

    at: str


def parse_condition(text: str, meaning: Meaning) -> Condition | Unreadable:
    tokens: list[str] = []
    for found in _TOKEN.finditer(text):
        if found.lastgroup == "stray":
            return Unreadable(found.group("stray"))
        tokens.append(found.group("token"))
    return _Reader(tokens, meaning).whole()


_TOKEN = re.compile(r"\s*(?:(?P<token>-?[0-9]+\.[0-9]+|-[0-9]+|[a-z0-9][a-z0-9-]*|[!<>]=|[=<>(),])|(?P<stray>\S))")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_LITERAL = re.compile(r"-?[a-z0-9][a-z0-9.-]*")
_COUNT = re.compile(r"[0-9]{1,3}")
_WORDS = frozenset({"and", "or", "not", "selected", "count"})
_DEEPEST = 20  # brackets and nots inside each other: no author needs more, and recursion stays bounded
_MOST_TOKENS = 1_000  # a chain of ands nests its values as deep as it is long


class _Stray(Exception):
    """Carries the token that cannot stand here out of the recursion; never leaves this module."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


class _Reader:
    def __init__(self, tokens: list[str], meaning: Meaning) -> None:
        self._tokens = tokens[:_MOST_TOKENS]
        self._beyond = tokens[_MOST_TOKENS:]
        self._meaning = meaning
        self._next = 0
        self._depth = 0

    def whole(self) -> Condition | Unreadable:
        if self._beyond:
            return Unreadable(self._beyond[0])
        try:
            condition = self._either()
        except _Stray as stray:
            return Unreadable(stray.token)
        return condition if self._next == len(self._tokens) else Unreadable(self._peek())

    def _either(self) -> Condition:
        left = self._both()
        while self._accept("or"):
            left = Either(left, self._both())
        return left

    def _both(self) -> Condition:
        left = self._one()
        while self._accept("and"):
            left = Both(left, self._one())
        return left

    def _one(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Stray(self._peek())
        condition = self._inner()
        self._depth -= 1
        return condition

    def _inner(self) -> Condition:
        if self._accept("not"):
            return Not(self._one())
        if self._accept("("):
            condition = self._either()
            self._expect(")")
            return condition
        if self._accept("selected"):
            return self._selected()
        if self._accept("count"):
            return self._counted()
        return self._comparison()

    def _selected(self) -> Condition:
        self._expect("(")
        question = self._name()
        self._expect(",")
        option = self._name()
        self._expect(")")
        return self._meaning(Selected(question, option))

    def _counted(self) -> Condition:
        self._expect("(")
        question = self._name()
        self._expect(")")
        operator, opposite = self._operator()
        condition = self._meaning(Counted(question, operator, int(self._fitting(_COUNT))))
        return Not(condition) if opposite else condition

    def _comparison(self) -> Condition:
        question = self._name()
        operator, opposite = self._operator()
        condition = self._meaning(Comparison(question, operator, self._fitting(_LITERAL)))
        return Not(condition) if opposite else condition

    def _operator(self) -> tuple[Operator, bool]:
        """And whether its opposite is meant."""
        if self._accept("!="):
            return Operator.IS, True
        token = self._peek()
        if token not in tuple(Operator):
            raise _Stray(token)
        self._next += 1
        return Operator(token), False

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _accept(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._next += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._accept(token):
            raise _Stray(self._peek())

    def _name(self) -> str:
        return self._fitting(_NAME)

    def _fitting(self, pattern: re.Pattern[str]) -> str:
        token = self._peek()
        if not pattern.fullmatch(token) or token in _WORDS:
            raise _Stray(token)
        self._next += 1
        return token


def written(condition: Condition) -> str:
    """The way back: read again, it means the same. Brackets stand only where they are needed."""
    match condition:
        case Always():
            return ""
        case Is(question, option):
            return f"{question} = {option}"
        case Selected(question, option):
            return f"selected({question}, {option})"
        case Counted(question, operator, number):
            return f"count({question}) {operator} {number}"
        case Compared(question, operator, value):
            return f"{question} {operator} {value}"
        case Not(inner):
            return f"not {_within(inner, Both, Either)}"
        case Both(left, right):
            return f"{_within(left, Either)} and {_within(right, Both, Either)}"
        case Either(left, right):
            return f"{written(left)} or {_within(right, Either)}"
        case _:
            assert_never(condition)


def _within(condition: Condition, *looser: type) -> str:
    text = written(condition)
    return f"({text})" if isinstance(condition, looser) else text
