"""A survey file as a tree of located values, before it means anything. Every scalar is text: `no` stays `no`."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple["Node", ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True)
class Table:
    """Entries in file order; a key may still stand twice, which parsing refuses."""

    entries: tuple[Entry, ...]
    line: int = 0

    def get(self, key: str) -> "Node | None":
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


Node: TypeAlias = Scalar | Listing | Table
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def plain(node: Node) -> Plain:
    """Without lines: what a published survey is kept as, and what its digest is made of."""
    match node:
        case Scalar(text):
            return text
        case Listing(items):
            return [plain(item) for item in items]
        case Table(entries):
            return {entry.key.text: plain(entry.value) for entry in entries}


def located(value: Plain) -> Node:
    """The way back. Lines are gone; a published survey has no mistakes to point at."""
    match value:
        case str():
            return Scalar(value)
        case list():
            return Listing(tuple(located(item) for item in value))
        case dict():
            return Table(tuple(Entry(Scalar(key), located(item)) for key, item in value.items()))
