"""The language that a report is written in, handed in: phrases by name, and how days, numbers and lists are written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Phrases(Protocol):
    """Whole sentences by name. What is put into one keeps its own direction, and turns no word round it."""

    def text(self, phrase: str, /, **values: str | int) -> str: ...
    def plural(self, phrase: str, count: int, /, **values: str | int) -> str: ...


@dataclass(frozen=True, slots=True)
class Speech:
    """`percent` takes 50 for a half. `either` and `both` list with the language's "or" and "and", `apart` lists things
    that may hold commas themselves. `draft`: nobody has checked these phrases yet."""

    tag: str
    direction: str
    draft: bool
    phrases: Phrases
    day: Callable[[date], str]
    number: Callable[[int], str]
    percent: Callable[[int], str]
    either: Callable[[Sequence[str]], str]
    both: Callable[[Sequence[str]], str]
    apart: Callable[[Sequence[str]], str]

    def text(self, phrase: str, /, **values: str | int) -> str:
        return self.phrases.text(phrase, **values)

    def plural(self, phrase: str, count: int, /, **values: str | int) -> str:
        return self.phrases.plural(phrase, count, **values)
