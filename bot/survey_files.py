"""Survey files on disk -> located trees for `surveys.parse`. The only place that reads YAML.

Every scalar is read as text, so that `no` is an option and never "false". Anchors are refused: nobody who writes a
survey needs them, and they let a small file unfold into a huge one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import yaml

from surveys.errors import Problem
from surveys.parse import Source, parse
from surveys.text import Edition
from surveys.tree import Entry, Listing, Node, Plain, Scalar, Table, plain

_Loader = yaml.CSafeLoader  # ten times as fast as the one in Python, which every start would feel


class _Mark(Protocol):
    """Where PyYAML is in a file; its two parsers have a class each for it."""

    line: int


DEEPEST = 10  # the grammar needs five; a reader that goes on takes minutes over a file of brackets
LARGEST_FILE = 2_000_000  # bytes: a survey of 1,000 questions in one language has about 400 kB


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A survey that was read without a problem, and the plain form that publishing keeps."""

    edition: Edition
    definition: Plain


class BrokenLibrary(Exception):
    """A shipped survey does not parse: the installation is damaged, or a change went untested."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))


def load_survey(path: Path) -> SurveyFile | tuple[Problem, ...]:
    """The survey's own file, and the language files beside it (`NAME.TAG.yaml`)."""
    stem = path.name.removesuffix(path.suffix)
    beside = sorted(file for file in path.parent.glob(f"{stem}.*{path.suffix}") if file != path)
    return _load(path, beside)


@cache
def load_library() -> Mapping[str, SurveyFile]:
    """The shipped surveys by id, read once. They are checked by the tests; a problem here is a broken promise."""
    folder = files("surveys") / "library"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    loaded: dict[str, SurveyFile] = {}
    for name in (name for name in names if name.count(".") == 1):
        id = name.removesuffix(".yaml")
        beside = [folder / other for other in names if other.startswith(f"{id}.") and other != name]
        found = _load(folder / name, beside)
        if not isinstance(found, SurveyFile):
            raise BrokenLibrary(found)
        loaded[id] = found
    return MappingProxyType(loaded)


def _load(own: Path | Traversable, beside: list[Path] | list[Traversable]) -> SurveyFile | tuple[Problem, ...]:
    read = [_read(file) for file in (own, *beside)]
    problems = [problem for problem in read if isinstance(problem, Problem)]
    if problems:
        return tuple(sorted(problems))
    structure, *wordings = (source for source in read if isinstance(source, Source))
    edition = parse(structure, wordings)
    if not isinstance(edition, Edition):
        return edition
    definition: Plain = {
        "survey": plain(structure.root),
        "wordings": [plain(source.root) for source in wordings],
    }
    return SurveyFile(edition, definition)


def _read(file: Path | Traversable) -> Source | Problem:
    name = file.name
    if not file.is_file():
        return Problem(name, 0, "no-file")
    raw = file.read_bytes()
    if len(raw) > LARGEST_FILE:
        return Problem(name, 0, "too-large", {"most": LARGEST_FILE})
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(name, raw[: error.start].count(b"\n") + 1, "not-text")
    return _compose(name, text)


def _compose(name: str, text: str) -> Source | Problem:
    try:
        problem = _unwelcome(name, text)
        if problem is not None:
            return problem
        node = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        return Problem(name, _line(error.problem_mark), "not-yaml", {"why": error.problem or "it breaks off"})
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        return Problem(name, line, "not-yaml", {"why": f"it holds {error.character!r}, which YAML forbids"})
    return Source(name, _located(node) if node else Table((), 1))


def _unwelcome(name: str, text: str) -> Problem | None:
    """What YAML allows and a survey never needs: seen event by event, before anything is built of it."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            return Problem(name, _line(event.start_mark), "anchor")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return Problem(name, _line(event.start_mark), "not-yaml", {"why": "it is nested too deep"})
    return None


def _located(node: yaml.Node) -> Node:
    line = _line(node.start_mark)
    match node:
        case yaml.ScalarNode():
            return Scalar(node.value, line)
        case yaml.SequenceNode():
            return Listing(tuple(_located(item) for item in node.value), line)
        case yaml.MappingNode():
            return Table(tuple(Entry(_key(key), _located(value)) for key, value in node.value), line)
        case _:
            raise AssertionError(f"YAML has no other node than these: {node!r}")


def _key(node: yaml.Node) -> Scalar:
    return Scalar(str(node.value), _line(node.start_mark))


def _line(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 0
