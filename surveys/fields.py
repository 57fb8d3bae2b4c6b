"""Reading the keys of one table of a survey file, noting every mistake and going on."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from surveys.errors import Problem
from surveys.limits import LONGEST_ID
from surveys.tree import Listing, Node, Scalar, Table

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_RESERVED = frozenset({"and", "or", "not", "selected", "count", "check", "done", "stopped", "again", "delete"})


@dataclass(frozen=True, slots=True)
class Notebook:
    """Where the mistakes of one file are noted."""

    file: str
    problems: list[Problem]

    def note(self, line: int, code: str, **facts: str | int) -> None:
        self.problems.append(Problem(self.file, line, code, facts))

    def an_id(self, scalar: Scalar) -> str | None:
        if not _ID.fullmatch(scalar.text) or len(scalar.text) > LONGEST_ID:
            self.note(scalar.line, "bad-id", id=scalar.text[:LONGEST_ID], most=LONGEST_ID)
            return None
        if scalar.text in _RESERVED:
            self.note(scalar.line, "reserved-id", id=scalar.text)
            return None
        return scalar.text

    def short_enough(self, scalar: Scalar, key: str, most: int) -> None:
        if len(scalar.text) > most:
            self.note(scalar.line, "too-long", key=key, length=len(scalar.text), most=most)


@dataclass(frozen=True, slots=True)
class Fields:
    table: Table
    notebook: Notebook

    def only(self, known: Iterable[str]) -> None:
        """Notes keys that mean nothing here, and keys that stand twice."""
        known = tuple(known)
        seen: set[str] = set()
        for entry in self.table.entries:
            key, line = entry.key.text, entry.key.line
            if key in seen:
                self.notebook.note(line, "duplicate-key", key=key)
            elif key not in known:
                self.notebook.note(line, "unknown-key", key=key, known=listed(known))
            seen.add(key)

    def needed(self, key: str, example: str) -> Node | None:
        node = self.table.get(key)
        if node is None:
            self.notebook.note(self.table.line, "missing-key", key=key, example=example)
        return node

    def text(self, key: str, example: str | None = None) -> Scalar | None:
        """Required where an example is given."""
        node = self.needed(key, example) if example is not None else self.table.get(key)
        if not isinstance(node, Scalar):
            self._wrong_shape(node, key, "text")
            return None
        if not node.text.strip():
            self.notebook.note(node.line, "empty-text", key=key)
            return None
        return node

    def one_of(self, key: str, known: Collection[str], example: str | None = None) -> str | None:
        scalar = self.text(key, example)
        if scalar is None:
            return None
        if scalar.text not in known:
            self.notebook.note(scalar.line, "not-one-of", key=key, value=scalar.text, known=listed(known))
            return None
        return scalar.text

    def number(self, key: str, *, needed: bool = True) -> int | None:
        scalar = self.text(key, "1" if needed else None)
        if scalar is None:
            return None
        if not re.fullmatch(r"[1-9][0-9]{0,5}", scalar.text):
            self.notebook.note(scalar.line, "not-a-number", key=key, value=scalar.text)
            return None
        return int(scalar.text)

    def yes(self, key: str) -> bool:
        return self.one_of(key, ("yes", "no")) == "yes"

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """A list of short texts; () where the key is absent or is no such list."""
        node = self.table.get(key)
        return scalars(node, key, self.notebook) if node is not None else ()

    def inner(self, key: str, required: bool = False) -> Table | None:
        node = self.needed(key, "") if required else self.table.get(key)
        if not isinstance(node, Table):
            self._wrong_shape(node, key, "a table of keys and values")
            return None
        return node

    def _wrong_shape(self, node: Node | None, key: str, wanted: str) -> None:
        if node is not None:
            self.notebook.note(node.line, "wrong-shape", key=key, wanted=wanted)


def scalars(node: Node, key: str, notebook: Notebook) -> tuple[Scalar, ...]:
    if not isinstance(node, Listing) or not all(isinstance(item, Scalar) for item in node.items):
        notebook.note(node.line, "wrong-shape", key=key, wanted="a list, such as [yes, no]")
        return ()
    return tuple(item for item in node.items if isinstance(item, Scalar))


def listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "(none)"
