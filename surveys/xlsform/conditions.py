"""The XPath of `relevant` and `constraint`, as far as we have its meaning -> a Condition or a range. Nothing is run.

What is left of XPath is refused by the piece at which reading stopped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from surveys.answers import Measured
from surveys.condition_text import Unreadable
from surveys.conditions import Both, Compared, Condition, Counted, Either, Is, Not, Operator, Selected
from surveys.definition import MEASURED, ONE_OF, Kind
from surveys.parse_condition import read_measured
from surveys.xlsform.names import id_of, nothing_fits


@dataclass(frozen=True, slots=True)
class Known:
    """A question above the one that is being read. One that could not be read itself has no kind."""

    id: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """The condition looks at a question that is not above."""

    name: str


class Doubtful:
    """The condition looks at a question that could not be read: nothing can be said about it until that is mended."""


Read = Condition | Unreadable | Unknown | Doubtful
_TOKEN = re.compile(
    r"""\s*(?:(?P<token>\$\{[^{}]*\}|'[^']*'|"[^"]*"|-?[0-9]+(?:\.[0-9]+)?|[a-z][a-z-]*|[!<>]=|[=<>(),])|(?P<stray>\S+))"""
)
_DEEPEST = 60  # our own conditions nest at most 20 deep, and take two steps here for one there
_MOST_TOKENS = 3_000
_OPPOSITE = {
    Operator.IS: Operator.MORE,  # of `= 0`, the only one that is met by nothing
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.MORE,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
}


def read_condition(text: str, known: Mapping[str, Known]) -> Read:
    tokens: list[str] = []
    for found in _TOKEN.finditer(text.rstrip()):
        if found.lastgroup == "stray" or len(tokens) >= _MOST_TOKENS:
            return Unreadable(found[0].strip())
        tokens.append(found["token"])
    try:
        return _Reader(tokens, known).whole()
    except _Stop as stop:
        return stop.why


class _Stop(Exception):
    """Carries out of the recursion why reading ends; never leaves this module."""

    def __init__(self, why: Unreadable | Unknown | Doubtful) -> None:
        super().__init__(why)
        self.why = why


class _Reader:
    def __init__(self, tokens: list[str], known: Mapping[str, Known]) -> None:
        self._tokens = tokens
        self._known = known
        self._next = 0
        self._depth = 0

    def whole(self) -> Condition:
        condition = self._either()
        if self._next < len(self._tokens):
            raise self._stop()
        return condition

    def _either(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._stop()
        left = self._both()
        while self._accept("or"):
            left = Either(left, self._both())
        self._depth -= 1
        return left

    def _both(self) -> Condition:
        left = self._one()
        while self._accept("and"):
            left = Both(left, self._one())
        return left

    def _one(self) -> Condition:
        match self._take():
            case "not":
                return Not(self._bracketed())
            case "(":
                self._next -= 1
                return self._bracketed()
            case "selected":
                return self._selected()
            case "count-selected":
                question = self._counted_question()
                return self._counted(question, answered=False)
            case token:
                self._next -= 1
                return self._answered_and_counted() or self._comparison(token)

    def _bracketed(self) -> Condition:
        self._expect("(")
        condition = self._either()
        self._expect(")")
        return condition

    def _selected(self) -> Condition:
        self._expect("(")
        asked = self._peek()
        question = self._question()
        self._expect(",")
        option = self._quoted()
        self._expect(")")
        if question.kind is Kind.SEVERAL:
            return Selected(question.id, option)
        if question.kind not in ONE_OF:
            raise _Stop(Unreadable(asked))
        return Is(question.id, option)

    def _answered_and_counted(self) -> Condition | None:
        """`${q} != '' and count-selected(${q}) < 2`: a count that does not hold where nothing was answered."""
        start = self._next
        asked = self._peek()
        if self._tokens[start + 1 : start + 5] not in (
            ["!=", "''", "and", "count-selected"],
            ["!=", '""', "and", "count-selected"],
        ):
            return None
        self._next += 5
        question = self._counted_question()
        if self._tokens[self._next - 2] != asked:
            raise self._stop(back=2)
        return self._counted(question, answered=True)

    def _counted_question(self) -> Known:
        self._expect("(")
        question = self._question()
        if question.kind is not Kind.SEVERAL:
            raise self._stop(back=1)
        self._expect(")")
        return question

    def _counted(self, question: Known, *, answered: bool) -> Condition:
        operator, opposite = self._operator()
        number = self._take()
        if not re.fullmatch("[0-9]{1,3}", number):
            raise self._stop(back=1)
        condition: Condition = Counted(question.id, operator, int(number))
        if not answered and nothing_fits(operator, int(number)):
            condition = Not(Counted(question.id, _OPPOSITE[operator], int(number)))
        return Not(condition) if opposite else condition

    def _comparison(self, token: str) -> Condition:
        question = self._question()
        operator, opposite = self._operator()
        condition: Condition
        if question.kind in MEASURED:
            condition = Compared(question.id, operator, self._measured(question.kind))
        elif question.kind in ONE_OF and operator is Operator.IS:
            condition = Is(question.id, self._quoted())
        else:
            raise _Stop(Unreadable(f"{token} {operator} {self._peek()}"))
        return Not(condition) if opposite else condition

    def _measured(self, kind: Kind) -> Measured:
        start = self._next
        in_date = self._accept("date") and self._accept("(")
        text = self._take()
        if in_date:
            self._expect(")")
        value = measured(kind, text)
        if value is None:
            raise _Stop(Unreadable("".join(self._tokens[start : self._next])))
        return value

    def _operator(self) -> tuple[Operator, bool]:
        """And whether its opposite is meant."""
        if self._accept("!="):
            return Operator.IS, True
        token = self._take()
        if token not in tuple(Operator):
            raise self._stop(back=1)
        return Operator(token), False

    def _question(self) -> Known:
        token = self._take()
        if not token.startswith("$"):
            raise self._stop(back=1)
        question = self._known.get(token[2:-1].strip())
        if question is None:
            raise _Stop(Unknown(token))
        if question.kind is None:
            raise _Stop(Doubtful())
        return question

    def _quoted(self) -> str:
        """The name of a choice; numbers that stand for choices are often written without quotes."""
        token = self._take()
        if not re.fullmatch(r"'[^']+'|\"[^\"]+\"|[0-9]+", token):
            raise self._stop(back=1)
        return id_of(token.strip("'\""))

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        if self._next == len(self._tokens):
            raise self._stop()
        self._next += 1
        return self._tokens[self._next - 1]

    def _accept(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._next += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._accept(token):
            raise self._stop()

    def _stop(self, back: int = 0) -> _Stop:
        self._next -= back
        return _Stop(Unreadable(self._peek()))


def measured(kind: Kind, text: str) -> Measured | None:
    """A number without quotes, a day in them; a month is written as its first day."""
    quoted = text[:1] in ("'", '"') and text.strip("'\"")
    match kind:
        case Kind.NUMBER:
            return None if quoted else read_measured(kind, text)
        case Kind.MONTH:
            return read_measured(kind, quoted[:-3]) if quoted and quoted.endswith("-01") else None
        case _:
            return read_measured(kind, quoted) if quoted else None


_CLAUSE = re.compile(r"""\s*\.\s*(?P<end>[<>]=)\s*(?:date\s*\(\s*(?P<date>[^()]*?)\s*\)|(?P<bare>[^\s()]+))\s*""")


def read_range(text: str, kind: Kind) -> tuple[Measured | None, Measured | None] | Unreadable:
    """The smallest and the largest, each where it is said."""
    ends: dict[str, Measured] = {}
    for clause in re.split(r"\band\b", text):
        found = _CLAUSE.fullmatch(clause)
        value = measured(kind, found["date"] or found["bare"]) if found else None
        if found is None or value is None or found["end"] in ends:
            return Unreadable(clause.strip())
        ends[found["end"]] = value
    return ends.get(">="), ends.get("<=")
