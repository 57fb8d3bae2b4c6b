"""The small fields that a number or a date is typed into."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.conversation.measures import example_of, spoken_measure
from bot.i18n import Phrases
from surveys.definition import Kind, Question

_PARTS = {Kind.NUMBER: ("number",), Kind.DAY: ("day", "month", "year"), Kind.MONTH: ("month", "year")}


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    value: str
    decimal: bool

    @property
    def width(self) -> int:
        return {"day": 2, "month": 2, "year": 4}.get(self.name, 10)


def range_text(question: Question, phrases: Phrases) -> str | None:
    """What can be typed, for questions that have a range."""
    if question.range is None:
        return None
    if question.kind is not Kind.NUMBER:
        return phrases.text("hint.date", example=example_of(question.range))
    low, high = (spoken_measure(phrases.language, end) for end in (question.range.low, question.range.high))
    return phrases.text("chat.number" if question.range.places else "hint.number", low=low, high=high)


def parts_of(question: Question, values: Sequence[str]) -> tuple[Part, ...]:
    names = _PARTS.get(question.kind, ())
    decimal = question.range is not None and question.range.places > 0
    return tuple(Part(name, value, decimal) for name, value in zip_longest(names, values[: len(names)], fillvalue=""))
