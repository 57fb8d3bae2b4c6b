"""A FHIR R4 Questionnaire -> an Edition, or every problem at once. `docs/authoring.md` says what is read.

The items become what a survey file would hold, and are then parsed as one: there is one set of rules for what a survey
may be. `export` is the way back.
"""

from collections.abc import Iterable
from dataclasses import replace

from surveys.errors import Problem
from surveys.fhir.items import Item, items
from surveys.fhir.names import id_of, own
from surveys.fhir.reading import Desk, Element, Extensions, extensions, whole_resource
from surveys.fhir.words import Words, described, wordings, words
from surveys.fields import Notebook
from surveys.limits import LONGEST_ID
from surveys.parse import Source, parse
from surveys.text import SOURCE_LANGUAGE, Edition
from surveys.tree import Entry, Listing, Scalar, Table

# About the file and whoever keeps it, and nothing about what is asked: docs/authoring.md says that they stay behind.
_UNREAD = frozenset({"meta", "text", "date", "publisher", "contact", "experimental", "subjectType"})
_KEYS = ("resourceType", "id", "extension", "url", "version", "name", "title", "_title", "status", "language", "item")
_KEYS_ARE_OURS = frozenset({"unknown-key"})  # it is told of the words of a question whose id was refused
_FOLLOWS = _KEYS_ARE_OURS | frozenset(
    {"no-questions", "options-missing", "option-unknown", "wording-missing", "wording-question", "wording-unknown"}
)


def read_questionnaire(file: str, value: object) -> Edition | tuple[Problem, ...]:
    """`value` is what the file holds, read as JSON; `file` its name, as its author knows it."""
    desk = Desk(Notebook(file, []))
    root = whole_resource(value, _UNREAD, desk)
    if root is None:
        return desk.placed(desk.notebook.problems)
    root.only(_KEYS)
    held = extensions(root, (own("section"), own("audience")), (own("wording"),))
    _status(root)
    _in_english(root)
    found = items(root)
    structure = _structure(root, held, found)
    worded = tuple(wordings(_title(root), tuple(item.asked for item in found), described(held), desk))
    parsed = parse(Source(file, structure), (Source(file, each) for each in worded))
    return _whole(parsed, desk)


def _whole(parsed: Edition | tuple[Problem, ...], desk: Desk) -> Edition | tuple[Problem, ...]:
    """What parsing misses because it could not be read is no problem of its own."""
    noted = desk.notebook.problems
    if isinstance(parsed, Edition):
        return parsed if not noted else desk.placed(noted)
    follows = _FOLLOWS if noted else _KEYS_ARE_OURS
    return desk.placed([*noted, *(problem for problem in parsed if problem.code not in follows)])


def _status(root: Element) -> None:
    status = root.text("status", needed=True)
    if status is not None and status.text not in ("active", "draft"):
        root.note("status", "fhir-status", status=status.text)


def _in_english(root: Element) -> None:
    language = root.text("language")
    if language is not None and language.text.split("-")[0] != SOURCE_LANGUAGE:
        root.note("language", "fhir-language", language=language.text)


def _title(root: Element) -> Words:
    """Without a title, the name that programs use stands in for it."""
    title = words(root, "title")
    name = root.text("name") if SOURCE_LANGUAGE not in title.said else None
    return title if name is None else replace(title, said={SOURCE_LANGUAGE: name, **title.said})


def _structure(root: Element, held: Extensions, found: Iterable[Item]) -> Table:
    here = root.line
    said = {
        "survey": _id(root),
        "version": root.text("version") or Scalar("1", here),
        "section": held.text(own("section"), "valueCode") or Scalar("feedback", here),
        "audience": held.text(own("audience"), "valueCode") or Scalar("everyone", here),
    }
    entries = [Entry(Scalar(key, each.line), each) for key, each in said.items()]
    questions = Listing(tuple(item.structure for item in found), here)
    return Table((*entries, Entry(Scalar("questions", here), questions)), here)


def _id(root: Element) -> Scalar:
    """From the id, else from the end of the address, else from the name."""
    for key in ("id", "url", "name"):
        said = root.text(key)
        if said is not None:
            last = said.text.replace(":", "/").rstrip("/").rpartition("/")[2]
            return Scalar(id_of(last)[: LONGEST_ID + 1], said.line)
    root.note("id", "fhir-missing", key="id")
    return Scalar("survey", root.line)
