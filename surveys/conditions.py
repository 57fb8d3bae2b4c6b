"""When a question is asked: a small expression language, parsed once and never evaluated as code.

    unfair = yes or unfair = not-sure
    not selected(needs-unmet, none) and overall != good

A comparison with a question that was skipped or not asked is false; `!=` is its opposite.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from surveys.answers import Answer, Chosen, Several


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


Condition: TypeAlias = Always | Is | Selected | Not | Both | Either
Mention: TypeAlias = Is | Selected
ALWAYS = Always()


def holds(condition: Condition, answers: Mapping[str, Answer]) -> bool:
    match condition:
        case Always():
            return True
        case Is(question, option):
            return answers.get(question) == Chosen(option)
        case Selected(question, option):
            given = answers.get(question)
            return isinstance(given, Several) and option in given.options
        case Not(inner):
            return not holds(inner, answers)
        case Both(left, right):
            return holds(left, answers) and holds(right, answers)
        case Either(left, right):
            return holds(left, answers) or holds(right, answers)
        case _:
            assert_never(condition)


def mentions(condition: Condition) -> Iterator[Mention]:
    """Every question and option that the condition looks at."""
    match condition:
        case Always():
            return
        case Is() | Selected():
            yield condition
        case Not(inner):
            yield from mentions(inner)
        case Both(left, right) | Either(left, right):
            yield from mentions(left)
            yield from mentions(right)
        case _:
            assert_never(condition)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Where reading stopped: the piece that does not fit, or "" at the end."""

    at: str


def parse_condition(text: str) -> Condition | Unreadable:
    tokens: list[str] = []
    for found in _TOKEN.finditer(text):
        if found.lastgroup == "stray":
            return Unreadable(found.group("stray"))
        tokens.append(found.group("token"))
    return _Reader(tokens).whole()


_TOKEN = re.compile(r"\s*(?:(?P<token>[a-z0-9][a-z0-9-]*|!=|=|\(|\)|,)|(?P<stray>\S))")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_WORDS = frozenset({"and", "or", "not", "selected"})
_DEEPEST = 20  # brackets and nots inside each other: no author needs more, and recursion stays bounded


class _Stray(Exception):
    """Carries the token that cannot stand here out of the recursion; never leaves this module."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def whole(self) -> Condition | Unreadable:
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
        question = self._name()
        if self._accept("!="):
            return Not(Is(question, self._name()))
        self._expect("=")
        return Is(question, self._name())

    def _selected(self) -> Condition:
        self._expect("(")
        question = self._name()
        self._expect(",")
        option = self._name()
        self._expect(")")
        return Selected(question, option)

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
        token = self._peek()
        if not _NAME.fullmatch(token) or token in _WORDS:
            raise _Stray(token)
        self._next += 1
        return token
