"""Survey files -> an Edition, or every problem at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.definition import EQUALITY, FEEDBACK, OPT_IN, Kind, Question, Survey
from surveys.errors import Problem
from surveys.fields import Fields, Notebook
from surveys.limits import MOST_QUESTIONS
from surveys.parse_question import Versions, parse_options, parse_question, same_as
from surveys.parse_wording import parse_wording
from surveys.text import SOURCE_LANGUAGE, Edition, Wording
from surveys.tree import Listing, Node, Scalar, Table

_KEYS = ("survey", "version", "same-as", "section", "audience", "options", "questions", "wording")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has been read: the name by which its author knows it, and what is in it."""

    file: str
    root: Node


def parse(structure: Source, wordings: Iterable[Source]) -> Edition | tuple[Problem, ...]:
    """`wordings` are the language files beside the survey's own; wording may also stand inside that."""
    notebook = Notebook(structure.file, [])
    if not isinstance(structure.root, Table):
        notebook.note(structure.root.line, "wrong-shape", key=structure.file, wanted="a table of keys and values")
        return tuple(notebook.problems)
    fields = Fields(structure.root, notebook)
    fields.only(_KEYS)
    survey = _survey(fields)
    worded = _wordings(survey, fields, wordings)
    if notebook.problems:
        return tuple(sorted(notebook.problems))
    return Edition(survey, worded)


def _survey(fields: Fields) -> Survey:
    id = fields.text("survey", "my-survey")
    name = fields.notebook.an_id(id) if id else None
    section = fields.one_of("section", (FEEDBACK, EQUALITY), FEEDBACK) or FEEDBACK
    audience = fields.one_of("audience", ("patient", "carer", "everyone"), "patient")
    version = fields.number("version")
    this = version or 1
    questions = _questions(fields, section, (this, same_as(fields, (this, this))))
    if section == EQUALITY:
        _opt_in_first(questions, fields)
    return Survey(name or "", version or 0, audience or "", questions)


def _questions(fields: Fields, section: str, versions: Versions) -> tuple[Question, ...]:
    lists = parse_options(fields.inner("options"), fields.notebook)
    node = fields.needed("questions", "[...]")
    if node is None:
        return ()
    if not isinstance(node, Listing):
        fields.notebook.note(node.line, "wrong-shape", key="questions", wanted="a list of questions")
        return ()
    if not node.items:
        fields.notebook.note(node.line, "no-questions")
    if len(node.items) > MOST_QUESTIONS:
        facts: dict[str, str | int] = {"what": "questions", "count": len(node.items), "most": MOST_QUESTIONS}
        fields.notebook.note(node.line, "too-many", **facts)
        return ()
    return _in_order(node.items, section, versions, lists, fields.notebook)


def _in_order(
    items: Iterable[Node], section: str, versions: Versions, lists: Mapping[str, tuple[str, ...]], notebook: Notebook
) -> tuple[Question, ...]:
    items = tuple(items)
    earlier: dict[str, Question] = {}
    lines: dict[str, int] = {}
    every_id = frozenset(_id_of(item) for item in items)
    for item in items:
        question = parse_question(item, section, versions, lists, earlier, every_id, notebook)
        if question is None:
            continue
        if question.id in earlier:
            notebook.note(item.line, "duplicate-question", id=question.id, first=lines[question.id])
            continue
        earlier[question.id] = question
        lines[question.id] = item.line
    return tuple(earlier.values())


def _id_of(item: Node) -> str:
    id = item.get("id") if isinstance(item, Table) else None
    return id.text if isinstance(id, Scalar) else ""


def _opt_in_first(questions: tuple[Question, ...], fields: Fields) -> None:
    if not questions or questions[0].id != OPT_IN or questions[0].kind is not Kind.CONSENT:
        fields.notebook.note(fields.table.line, "opt-in-missing", id=OPT_IN)


def _wordings(survey: Survey, fields: Fields, beside: Iterable[Source]) -> dict[str, Wording]:
    worded: dict[str, Wording] = {}
    for notebook, table in _wording_tables(fields, beside):
        wording = parse_wording(survey, table, notebook)
        if wording is None:
            continue
        if wording.language in worded:
            notebook.note(table.line, "language-twice", language=wording.language)
        worded[wording.language] = wording
    if SOURCE_LANGUAGE not in worded and not fields.notebook.problems:
        wanted = f"{survey.id}.{SOURCE_LANGUAGE}.yaml, or `wording:` with `language: {SOURCE_LANGUAGE}`"
        fields.notebook.note(fields.table.line, "wording-missing", wanted=wanted)
    return worded


def _wording_tables(fields: Fields, beside: Iterable[Source]) -> list[tuple[Notebook, Table]]:
    inside = fields.table.get("wording")
    found: list[tuple[Notebook, Node]] = []
    if isinstance(inside, Listing):
        found.extend((fields.notebook, item) for item in inside.items)
    elif inside is not None:
        found.append((fields.notebook, inside))
    found.extend((Notebook(source.file, fields.notebook.problems), source.root) for source in beside)
    tables: list[tuple[Notebook, Table]] = []
    for notebook, node in found:
        if isinstance(node, Table):
            tables.append((notebook, node))
        else:
            notebook.note(node.line, "wrong-shape", key="wording", wanted="a table for each language")
    return tables
