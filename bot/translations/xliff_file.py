"""A language as one XLIFF 1.2 file: the version that translation tools read best; 2.0 is still refused by several.

A plural is a group of `x-gettext-plurals`, as the OASIS guide for gettext has it: one unit for each form. Files come
from outside, so a document type is refused before anything is read: without one, no entity can unfold or reach
elsewhere.
"""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from bot.translations.exchange import (
    INTRODUCTION,
    Returned,
    TranslatorsFile,
    empty_forms,
    english_for,
    note_of_form,
    notes_of,
    repeated,
)
from bot.translations.faults import Fault
from bot.translations.units import Translation, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DEEPEST = 40  # a file of ours has five; tools put marks of their own inside
_FORM = re.compile(r"(.+)\[(\d)\]")
_UNSURE = frozenset({"needs-review-translation", "needs-translation", "needs-adaptation", "needs-l10n"})


def xliff_of(translation: Translation) -> str:
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_tag("xliff"), {"version": "1.2"})
    about = {"original": "heard", "source-language": "en", "target-language": translation.tag, "datatype": "plaintext"}
    file = ElementTree.SubElement(root, _tag("file"), {**about, _SPACE: "preserve"})
    _put(ElementTree.SubElement(file, _tag("header")), "note", INTRODUCTION)
    body = ElementTree.SubElement(file, _tag("body"))
    for unit in translation.units:
        _add(body, translation.tag, unit)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def read_translators_xliff(name: str, text: str) -> TranslatorsFile | tuple[Fault, ...]:
    seen = _looked_over(name, text)
    if isinstance(seen, Fault):
        return (seen,)
    if twice := tuple(repeated(seen.units, name)):
        return twice
    root = ElementTree.fromstring(text)  # noqa: S314 - it has no document type, hence no entities: see above
    file = root.find(_tag("file"))
    if root.tag != _tag("xliff") or file is None:
        return (Fault(name, "unreadable", {"why": "it is no XLIFF 1.2"}),)
    return TranslatorsFile(name, file.get("target-language"), _strings(root, dict(seen.units)))


def _add(body: ElementTree.Element, tag: str, unit: Unit) -> None:
    forms = empty_forms(tag, unit)
    if not unit.plural:
        _add_unit(body, unit.id, unit.english[0], forms[0], unit, [*notes_of(unit)])
        return
    group = ElementTree.SubElement(body, _tag("group"), {"id": unit.id, "restype": "x-gettext-plurals"})
    for form, text in enumerate(forms):
        notes = [*notes_of(unit), note_of_form(tag, form)]
        _add_unit(group, f"{unit.id}[{form}]", english_for(tag, unit, form), text, unit, notes)


def _add_unit(parent: ElementTree.Element, id: str, english: str, text: str, unit: Unit, notes: list[str]) -> None:
    limits = {} if unit.most is None else {"maxwidth": str(unit.most), "size-unit": "char"}
    element = ElementTree.SubElement(parent, _tag("trans-unit"), {"id": id, **limits})
    _put(element, "source", english)
    _put(element, "target", text)
    for note in notes:
        _put(element, "note", note)


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, _tag(name)).text = text


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _strings(root: ElementTree.Element, lines: dict[str, int]) -> dict[str, Returned]:
    """Forms of one plural, which are units of their own here, are put together again, in their order."""
    together: dict[str, dict[int, Returned]] = {}
    for unit in root.iter(_tag("trans-unit")):
        id = unit.get("id", "")
        form = _FORM.fullmatch(id)
        name, number = (form[1], int(form[2])) if form else (id, 0)
        together.setdefault(name, {})[number] = _returned(unit, lines.get(id, 0))
    return {name: _joined([forms[number] for number in sorted(forms)]) for name, forms in together.items()}


def _returned(unit: ElementTree.Element, line: int) -> Returned:
    target = unit.find(_tag("target"))
    unsure = target is not None and target.get("state") in _UNSURE
    return Returned(line, (_text(unit.find(_tag("source"))),), (_text(target),), unsure)


def _joined(forms: list[Returned]) -> Returned:
    return Returned(
        line=forms[0].line,
        english=tuple(text for form in forms for text in form.english),
        forms=tuple(text for form in forms for text in form.forms),
        unsure=any(form.unsure for form in forms),
    )


def _text(element: ElementTree.Element | None) -> str:
    """Marks that a tool put inside, such as <mrk>, say nothing to us; their words do."""
    return "" if element is None else "".join(element.itertext())


@dataclass(slots=True)
class _LookedOver:
    units: list[tuple[str, int]] = field(default_factory=list)


class _Refused(Exception):
    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code)
        self.code, self.why = code, why


def _looked_over(name: str, text: str) -> _LookedOver | Fault:
    """Every unit with its line, and a refusal of what no translation needs, before a tree is built of it."""
    seen, depth = _LookedOver(), 0
    parser = expat.ParserCreate()

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _Refused("unreadable", "it is nested too deep")
        if tag.rpartition(":")[2] == "trans-unit":
            seen.units.append((attributes.get("id", ""), parser.CurrentLineNumber))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise _Refused("declares-type")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begin, end, declared
    try:
        parser.Parse(text, True)
    except _Refused as refused:
        return Fault(f"{name}:{parser.CurrentLineNumber}", refused.code, {"why": refused.why})
    except expat.ExpatError as error:
        return Fault(f"{name}:{error.lineno}", "unreadable", {"why": expat.errors.messages[error.code]})
    return seen
