"""The survey sheet, row by row -> each question as a survey file would hold it, and its words in every language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.condition_text import Unreadable, written
from surveys.conditions import Both, Condition
from surveys.definition import MEASURED, WITH_OPTIONS, Kind
from surveys.fields import Notebook, listed
from surveys.text import SOURCE_LANGUAGE
from surveys.tree import Entry, Listing, Node, Scalar, Table
from surveys.xlsform.choices import Lists, broad, ids, labels, narrowed, options, read_filter
from surveys.xlsform.conditions import Doubtful, Known, Read, Unknown, read_condition, read_range
from surveys.xlsform.headers import LISTS, OWN, WORDS, Row
from surveys.xlsform.names import id_of
from surveys.xlsform.rows import Line, lines
from surveys.xlsform.words import OTHER, OTHER_ASK, OTHER_LABEL, needed, plainly_needed_or_not, words

# What XLSForm's own types allow: nobody's answer becomes wrong because a form says nothing.
_WIDEST = {
    Kind.NUMBER: ("-999999999", "999999999"),
    Kind.DAY: ("0001-01-01", "9999-12-31"),
    Kind.MONTH: ("0001-01", "9999-12"),
}
_EXAMPLES = {
    Kind.NUMBER: ". >= 0 and . <= 10",
    Kind.DAY: ". >= date('2020-01-01') and . <= date('2030-12-31')",
    Kind.MONTH: ". >= date('2020-01-01') and . <= date('2030-12-01')",
}
_MOST_PLACES = "6"
_NEAR = 20
_LONGEST_CONDITION = 10_000  # characters: more than a condition may have words, and all groups' come together
_LONGEST_PIECE = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One question, and its words by language."""

    structure: Table
    words: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Form:
    """What reading a row needs of the rest of the workbook, and the questions that were met before it."""

    lists: Lists
    languages: tuple[str, ...]
    notebook: Notebook
    known: dict[str, Known] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # in the form, by id
    read: dict[int, Read] = field(default_factory=dict)  # conditions by place: a group's is read once, where it stands
    worded: dict[tuple[str, str], Table] = field(default_factory=dict)  # labels by list and language

    def remember(self, name: str, known: Known) -> None:
        self.known[name] = known
        self.names[known.id] = name

    def nearest(self) -> str:
        """The last questions, for somebody who looks for the right name."""
        return listed(f"${{{name}}}" for name in list(self.known)[-_NEAR:])


def items(rows: tuple[Row, ...], form: Form) -> Iterator[Item]:
    for line in lines(rows, form.notebook):
        if isinstance(line, Row):
            form.remember(line.text("name"), Known(id_of(line.text("name")), None))
            continue
        name = _name(line.row, form)
        if name is None:
            continue
        yield _item(line, name, form)
        form.remember(line.row.text("name"), Known(name.text, line.kind))
        if line.type.or_other:
            yield from _other(line, name, form)


def _name(row: Row, form: Form) -> Scalar | None:
    name = row.text("name")
    if not name:
        form.notebook.note(row.at, "xlsform-name-missing")
        return None
    id = id_of(name)
    first = form.names.get(id)
    if first is not None:
        form.notebook.note(row.line("name"), "xlsform-name-twice", name=name, first=first, id=id)
        return None
    return Scalar(id, row.line("name"))


def _item(line: Line, name: Scalar, form: Form) -> Item:
    row = line.row
    choices = _choices(line, form)
    entries = [Entry(Scalar("id", name.line), name), _entry("kind", row.line("type"), line.kind.value)]
    entries += _options(line, choices, form)
    entries += _range(line, form) if line.kind in MEASURED else ()
    entries += _condition(line, form)
    entries += _needed(row, form)
    entries += _own(line, form)
    worded = {tag: words(row, tag, form.notebook) for tag in form.languages}
    if line.kind in WITH_OPTIONS:
        worded = {tag: _with_labels(line, each, choices, tag, form) for tag, each in worded.items()}
    return Item(Table(tuple(entries), row.at), {tag: Entry(name, Table(each, row.at)) for tag, each in worded.items()})


def _choices(line: Line, form: Form) -> tuple[Row, ...]:
    if line.type.choices is None:
        return ()
    found = form.lists.get(line.type.choices)
    if found is None:
        facts = {"list": line.type.choices, "known": listed(list(form.lists)[:_NEAR])}
        form.notebook.note(line.row.line("type"), "xlsform-list", **facts)
    return found or ()


def _options(line: Line, choices: tuple[Row, ...], form: Form) -> Iterator[Entry]:
    if not choices:
        return
    filtered = line.row.get("choice_filter")
    if filtered is None:
        held = options(choices)
        if line.type.or_other and OTHER not in [item.text for item in held.items if isinstance(item, Scalar)]:
            held = Listing((*held.items, Scalar(OTHER, line.row.line("type"))), held.line)
        yield _node("options", held)
        return
    filter = read_filter(filtered.text)
    if filter is None or line.type.or_other:
        form.notebook.note(filtered.line, "xlsform-filter", filter=filtered.text)
        return
    always = line.row.get(f"{OWN}always")
    yield _entry("narrows", filtered.line, broad(filter, form.known))
    yield _node("options", narrowed(choices, filter, ids(always) if always else None, form.notebook))


def _with_labels(
    line: Line, entries: tuple[Entry, ...], choices: tuple[Row, ...], language: str, form: Form
) -> tuple[Entry, ...]:
    key = line.type.choices or "", language
    if key not in form.worded:
        form.worded[key] = labels(choices, language, form.notebook)
    worded = form.worded[key]
    if line.type.or_other and worded.get(OTHER) is None:
        worded = Table((*worded.entries, _entry(OTHER, line.row.line("type"), OTHER_LABEL)), worded.line)
    return (*entries, _node("options", worded)) if worded.entries else entries


def _other(line: Line, asked: Scalar, form: Form) -> Iterator[Item]:
    """The question for own words that `or_other` stands for."""
    place = line.row.line("type")
    others = [tag for tag in form.languages if tag != SOURCE_LANGUAGE]
    if others:
        form.notebook.note(place, "xlsform-or-other", languages=listed(others))
        return
    id = Scalar(f"{asked.text}-{OTHER}", place)
    several = line.kind is Kind.SEVERAL
    condition = f"selected({asked.text}, {OTHER})" if several else f"{asked.text} = {OTHER}"
    structure = (Entry(Scalar("id", place), id), _entry("kind", place, Kind.TEXT.value), _entry("if", place, condition))
    form.remember(f"{line.row.text('name')}_{OTHER}", Known(id.text, Kind.TEXT))
    yield Item(Table(structure, place), {SOURCE_LANGUAGE: Entry(id, Table((_entry("ask", place, OTHER_ASK),), place))})


def _range(line: Line, form: Form) -> Iterator[Entry]:
    low, high = _WIDEST[line.kind]
    said = line.row.get("constraint")
    place = said.line if said else line.row.at
    if said is not None:
        ends = read_range(said.text, line.kind)
        if isinstance(ends, Unreadable):
            form.notebook.note(place, "xlsform-constraint", at=ends.at, example=_EXAMPLES[line.kind])
        else:
            low, high = (str(end or widest) for end, widest in zip(ends, (low, high), strict=True))
    yield _node("range", Listing((Scalar(low, place), Scalar(high, place)), place))
    if line.type.word == "decimal" and line.row.get(f"{OWN}places") is None:
        yield _entry("places", line.row.line("type"), _MOST_PLACES)


def _condition(line: Line, form: Form) -> Iterator[Entry]:
    whole: Condition | None = None
    for cell in line.conditions:
        if cell.line not in form.read:
            form.read[cell.line] = read_condition(cell.text, form.known)
            _tell(form.read[cell.line], cell, form)
        condition = form.read[cell.line]
        if not isinstance(condition, Unreadable | Unknown | Doubtful):
            whole = condition if whole is None else Both(whole, condition)
    if whole is not None:
        text, place = written(whole), line.conditions[-1].line
        if len(text) > _LONGEST_CONDITION:
            form.notebook.note(place, "too-long", key="relevant", length=len(text), most=_LONGEST_CONDITION)
        else:
            yield _entry("if", place, text)


def _tell(read: Read, cell: Scalar, form: Form) -> None:
    match read:
        case Unreadable(piece):
            form.notebook.note(cell.line, "xlsform-condition", at=piece[:_LONGEST_PIECE] or "its end")
        case Unknown(name):
            form.notebook.note(cell.line, "xlsform-condition-question", question=name, known=form.nearest())
        case _:
            return


def _needed(row: Row, form: Form) -> Iterator[Entry]:
    if needed(row):
        yield _entry("needed", row.line("required"), "yes")
    elif not plainly_needed_or_not(row):
        form.notebook.note(row.line("required"), "xlsform-required", value=row.text("required"))


def _own(line: Line, form: Form) -> Iterator[Entry]:
    """Our own columns, under the names that survey files have for them."""
    for name in WORDS:
        cell = line.row.get(f"{OWN}{name}")
        if cell is not None:
            yield _entry(name, cell.line, cell.text.strip())
    for name in LISTS:
        cell = line.row.get(f"{OWN}{name}")
        if cell is not None and name == "always" and line.row.get("choice_filter") is None:
            form.notebook.note(cell.line, "xlsform-column-unfit", column=f"{OWN}{name}", type=line.type.word)
        elif cell is not None:
            yield _node(name, ids(cell))


def _entry(key: str, line: int, text: str) -> Entry:
    return Entry(Scalar(key, line), Scalar(text, line))


def _node(key: str, node: Node) -> Entry:
    return Entry(Scalar(key, node.line), node)
