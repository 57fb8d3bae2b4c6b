"""The options of a choice item, each with its code, its words and what it is marked as."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.fhir.conditions import option_of
from surveys.fhir.names import EXCLUSIVE, own
from surveys.fhir.reading import Element, extensions
from surveys.fhir.words import Words, words
from surveys.tree import Entry, Listing, Scalar

_MARKS = {
    "exclusive": EXCLUSIVE,
    "positive": own("positive"),
    "outside-base": own("outside-base"),
    "off-scale": own("off-scale"),
}
_DERIVED = own("national-code")  # follows from the option's id, and is worked out anew on the way out


@dataclass(frozen=True, slots=True)
class Option:
    id: Scalar
    words: Words
    marks: frozenset[str]
    system: str | None


def options_of(item: Element) -> tuple[Option, ...]:
    return tuple(option for each in item.many("answerOption") if (option := _option(each)) is not None)


def _option(element: Element) -> Option | None:
    element.only(("extension", "valueCoding", *(key for key in element.held if key.startswith("value"))))
    held = extensions(element, (*_MARKS.values(), _DERIVED))
    marks = frozenset(name for name, url in _MARKS.items() if held.flag(url))
    coding = element.one("valueCoding")
    if coding is None or any(key.startswith("value") and key != "valueCoding" for key in element.held):
        element.note("", "fhir-option")
        return None
    coding.only(("system", "code", "display", "_display"))
    code, system = coding.text("code", needed=True), coding.text("system")
    id = option_of(coding, code) if code is not None else None
    if code is None or id is None:
        return None
    return Option(Scalar(id, code.line), words(coding, "display"), marks, system.text if system else None)


def marked(options: tuple[Option, ...], line: int) -> Iterator[Entry]:
    for name in _MARKS:
        named = tuple(option.id for option in options if name in option.marks)
        if named:
            yield Entry(Scalar(name, line), Listing(named, line))
