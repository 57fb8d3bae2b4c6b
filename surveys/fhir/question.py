"""One item that asks or says something -> the entries of a survey file that say what it is, apart from its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.definition import MEASURED, Kind
from surveys.fhir.conditions import ByLink, condition_of, option_of
from surveys.fhir.names import (
    DECIMAL_PLACES,
    ENABLE_WHEN,
    ENTRY_FORMAT,
    MAX_VALUE,
    MIN_VALUE,
    MONTH_FORMAT,
    id_of,
    own,
)
from surveys.fhir.options import Option, marked
from surveys.fhir.reading import Element, Extensions, extensions, parts
from surveys.fields import listed
from surveys.tree import Entry, Listing, Node, Scalar, Table

KINDS: Mapping[str, Kind] = {
    "choice": Kind.CHOICE,
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "date": Kind.DAY,
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "display": Kind.STATEMENT,
}
GROUP = "group"
_APART: Mapping[str, tuple[str, ...]] = {"choice": ("scale", "consent"), "date": ("month",)}
_EVERYWHERE = (ENABLE_WHEN, *map(own, ("competency", "on-request", "same-as")))
_SPOKEN = tuple(map(own, ("why-needed", "hint", "picture")))  # once for each language
_EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    "choice": (own("kind"), own("narrows")),
    "integer": (MIN_VALUE, MAX_VALUE),
    "decimal": (MIN_VALUE, MAX_VALUE, DECIMAL_PLACES),
    "date": (own("kind"), MIN_VALUE, MAX_VALUE, ENTRY_FORMAT),
    "display": (own("needed"),),
}
# What FHIR's own types allow: nobody's answer becomes wrong because a questionnaire says nothing.
_WIDEST = {
    Kind.NUMBER: ("-999999999", "999999999"),
    Kind.DAY: ("0001-01-01", "9999-12-31"),
    Kind.MONTH: ("0001-01", "9999-12"),
}
_VALUES = {"integer": "valueInteger", "decimal": "valueDecimal", "date": "valueDate"}
_MOST_PLACES = "6"


@dataclass(frozen=True, slots=True)
class Found:
    """An item, and what was learnt about it before its conditions could be read."""

    element: Element
    id: Scalar
    type: str
    enclosing: tuple[Element, ...]  # the groups round it
    instructions: Element | None
    options: tuple[Option, ...]

    def extensions(self) -> Extensions:
        if self.type == GROUP:
            return extensions(self.element, (ENABLE_WHEN,))
        once = (*_EVERYWHERE, *_EXTENSIONS.get(self.type, ()))
        return extensions(self.element, once, [url for url in _SPOKEN if url != own("hint") or self.type == "display"])

    @property
    def needed(self) -> bool:
        return self.element.held.get("required") is True


def structure(found: Found, held: Extensions, known: ByLink) -> Table:
    line = found.id.line
    kind = _kind(found, held)
    entries = [Entry(Scalar("id", line), found.id), _entry("kind", line, kind.value)]
    entries += _options(found, held)
    entries += marked(found.options, line)
    entries += _range(found, held, kind) if kind in MEASURED else ()
    condition = condition_of(found.enclosing, found.element, held, known)
    if condition is not None:
        entries.append(Entry(Scalar("if", condition.line), condition))
    entries += [_entry("needed", line, "yes")] if found.needed or held.flag(own("needed")) else []
    entries += [_entry("default", line, "off")] if held.flag(own("on-request")) else []
    for name, value in (
        ("competency", held.text(own("competency"), "valueCode")),
        ("same-as", held.number(own("same-as"), "valueInteger")),
    ):
        entries += [Entry(Scalar(name, line), value)] if value is not None else []
    return Table(tuple(entries), line)


def _kind(found: Found, held: Extensions) -> Kind:
    plain = KINDS.get(found.type, Kind.STATEMENT)
    if found.element.held.get("repeats") is True and found.type == "choice":
        plain = Kind.SEVERAL
    said = held.text(own("kind"), "valueCode")
    if said is None:
        return plain
    allowed = () if plain is Kind.SEVERAL else _APART.get(found.type, ())
    if said.text not in allowed:
        facts = {"kind": said.text, "type": found.type, "known": listed(allowed)}
        found.element.note("extension", "fhir-kind", **facts)
        return plain
    return Kind(said.text)


def _options(found: Found, held: Extensions) -> Iterator[Entry]:
    line = found.id.line
    narrows = held.first(own("narrows"))
    if narrows is not None:
        yield from _narrowed(narrows, line)
    elif found.options:
        yield Entry(Scalar("options", line), Listing(tuple(option.id for option in found.options), line))


def _narrowed(narrows: Element, line: int) -> Iterator[Entry]:
    said = parts(narrows, ("question",), ("offers", "always"))
    question = said.text("question", "valueString")
    if question is None:
        narrows.note("", "fhir-missing", key="question")
        return
    yield _entry("narrows", line, id_of(question.text))
    entries: list[Entry] = []
    for offers in said.by_url.get("offers", ()):
        each = parts(offers, ("answer",), ("option",))
        answer = each.text("answer", "valueCode")
        if answer is None:
            offers.note("", "fhir-missing", key="answer")
            continue
        entries.append(Entry(Scalar(id_of(answer.text), answer.line), _ids(each.by_url.get("option", ()), line)))
    yield Entry(Scalar("options", line), Table(tuple(entries), line))
    always = said.by_url.get("always", ())
    if always:
        yield Entry(Scalar("always", line), _ids(always, line))


def _ids(extensions: tuple[Element, ...], line: int) -> Listing:
    ids: list[Node] = []
    for extension in extensions:
        extension.only(("url", "valueCode"))
        code = extension.text("valueCode", needed=True)
        id = option_of(extension, code) if code is not None else None
        ids += [Scalar(id, code.line)] if code is not None and id is not None else []
    return Listing(tuple(ids), line)


def _range(found: Found, held: Extensions, kind: Kind) -> Iterator[Entry]:
    line = found.id.line
    low, high = _WIDEST[kind]
    key = _VALUES[found.type]
    ends: list[Node] = [
        _end(held, url, key) or Scalar(widest, line) for url, widest in ((MIN_VALUE, low), (MAX_VALUE, high))
    ]
    yield Entry(Scalar("range", line), Listing(tuple(ends), line))
    if found.type == "decimal":
        places = held.number(DECIMAL_PLACES, "valueInteger")
        yield Entry(Scalar("places", line), places or Scalar(_MOST_PLACES, line))
    format = held.text(ENTRY_FORMAT, "valueString")
    if format is not None and (kind is not Kind.MONTH or format.text != MONTH_FORMAT):
        found.element.note("extension", "fhir-extension", url=ENTRY_FORMAT, known=f"{MONTH_FORMAT} for a month")


def _end(held: Extensions, url: str, key: str) -> Scalar | None:
    return held.text(url, key) if key == "valueDate" else held.number(url, key)


def _entry(key: str, line: int, text: str) -> Entry:
    return Entry(Scalar(key, line), Scalar(text, line))
