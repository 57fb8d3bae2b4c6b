"""What stands in the column `type`, in the ways of writing that pyxform's own examples use."""

import re
from dataclasses import dataclass

from surveys.definition import Kind

SUPPORTED = (
    "select_one LIST",
    "select_multiple LIST",
    "text",
    "integer",
    "decimal",
    "date",
    "note",
    "begin group",
    "end group",
)
BEGIN, END = "begin group", "end group"
_KINDS = {
    "text": Kind.TEXT,
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "date": Kind.DAY,
    "note": Kind.STATEMENT,
}
_SELECT = re.compile(
    r"(?:(?P<one>select[_ ]one(?: from)?)|select[_ ]multiple(?: from)?|select all that apply from) "
    r"(?P<list>\S+)(?P<other> or_other| or specify other)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Type:
    word: str
    kind: Kind | None = None  # None: the beginning or the end of a group
    choices: str | None = None
    or_other: bool = False


def read_type(text: str) -> Type | None:
    text = " ".join(text.split())
    select = _SELECT.fullmatch(text)
    if select:
        kind = Kind.CHOICE if select["one"] else Kind.SEVERAL
        return Type(text, kind, select["list"], bool(select["other"]))
    word = text.lower().replace("_", " ")
    if word in (BEGIN, END):
        return Type(word)
    return Type(word, _KINDS[word]) if word in _KINDS else None
