"""Everything in an output that could hold a number, with whose figure it would be: read by somebody or not."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedback.labels import Labels
from feedback.report import Report
from tests.support.figures import NOBODYS, Owner, Sighting

_CAPTIONS = ("caption.answered", "caption.brief", "caption.full", "caption.options", "caption.left")


def in_json(text: str) -> Iterator[Sighting]:
    """Numbers as they are written, not as they are read."""
    held = json.loads(text, parse_int=str, parse_float=str)
    for cell in held.pop("cells"):
        yield from _leaves(cell, "/cells", (cell["question"], cell["group"], cell["option"]))
    for measure in held.pop("measures"):
        yield from _leaves(measure, "/measures", (measure["question"], measure["group"]))
    yield from _leaves(held, "", NOBODYS)


def in_frozen(text: str) -> Iterator[Sighting]:
    kept = json.loads(text, parse_int=str, parse_float=str)
    assert kept.pop("format") == "heard-release/1"
    for held in kept.pop("tables"):
        for part in ("counts", "shares"):
            for question, group, option, *figures in held.pop(part):
                yield from _leaves(figures, f"/{part}", (question, group, option))
        yield from _leaves(held, "", NOBODYS)
    yield from _leaves(kept, "", NOBODYS)


def _leaves(value: Any, where: str, owner: Owner) -> Iterator[Sighting]:
    match value:
        case dict():
            for key, held in value.items():
                yield Sighting(f"{where}/{key} key", NOBODYS, key)
                yield from _leaves(held, f"{where}/{key}", owner)
        case list():
            for held in value:
                yield from _leaves(held, where, owner)
        case str():
            yield Sighting(where, owner, value)


def in_page(text: str, report: Report, labels: Labels) -> Iterator[Sighting]:
    """Text, attributes, the title, the style, comments."""
    parsed = LexborHTMLParser(text)
    assert parsed.root is not None
    owners = dict(_rows(parsed, report, labels))
    for node in parsed.root.traverse(include_text=True):
        owner = next((owners[one.mem_id] for one in _upward(node) if one.mem_id in owners), NOBODYS)
        yield from _of_node(node, owner)


def digits(page: str) -> int:
    """How many a page has, but for its headings' tags."""
    return len(re.findall(r"\d", unescape(re.sub(r"</?h[1-6]\b", "", page))))


def _of_node(node: LexborNode, owner: Owner) -> Iterator[Sighting]:
    tag = node.tag or ""
    if tag == "-comment":
        yield Sighting("comment", NOBODYS, node.comment_content or "")
    elif tag == "-text":
        inside = node.parent.tag if node.parent and node.parent.tag else ""
        yield Sighting(inside, owner, node.text(deep=False))
    elif not tag.startswith("-"):
        for name, value in node.attributes.items():
            drawn = tag in ("svg", "rect") and owner != NOBODYS
            yield Sighting(f"{tag}@{name}", owner, value or "", drawn)


def _upward(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


def _rows(parsed: LexborHTMLParser, report: Report, labels: Labels) -> Iterator[tuple[int, Owner]]:
    """The rows of all tables, by whose figures stand in them: a table of one question names it in its caption."""
    groups = {labels.group(group): group for group in {cell.group for cell in report.table.counts}}
    asked = {labels.question(shape.question): shape.question for shape in report.table.shapes}
    captions = {labels.speech.text(one, question=said): id for one in _CAPTIONS for said, id in asked.items()}
    for table in parsed.css("table"):
        question = captions.get(_text(table, "caption"))
        for row in table.css("tbody tr"):
            head = _text(row, "th")
            owner = (question, groups.get(head)) if question else (asked.get(head), groups.get(_text(row, "td")))
            yield row.mem_id, tuple(part for part in owner if part)


def _text(node: LexborNode, selector: str) -> str:
    found = node.css_first(selector)
    assert found is not None
    return found.text()
