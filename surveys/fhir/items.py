"""The items of a Questionnaire -> each question as a survey file would hold it, and its words.

A group has no meaning of its own here, as in XLSForm: its condition goes to each question in it, and its text, which
people would have seen before them, becomes a statement.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.fhir.conditions import CHOICE, Known
from surveys.fhir.names import DISPLAY_CATEGORIES, DISPLAY_CATEGORY, INSTRUCTIONS, id_of, own
from surveys.fhir.options import options_of
from surveys.fhir.question import GROUP, KINDS, Found, structure
from surveys.fhir.reading import Element, Extensions, extensions
from surveys.fhir.words import Asked, Said, own_words, words
from surveys.fields import listed
from surveys.limits import LONGEST_ID, MOST_QUESTIONS
from surveys.tree import Scalar, Table

_HINT_KEYS = ("linkId", "extension", "text", "_text", "type")
_KEYS = (*_HINT_KEYS, "enableWhen", "enableBehavior", "required", "repeats", "readOnly")
_TYPES = (*KINDS, GROUP)


@dataclass(frozen=True, slots=True)
class Item:
    """One question, and its words."""

    structure: Table
    asked: Asked


def items(root: Element) -> tuple[Item, ...]:
    """In two steps, because a condition may look at an item that stands anywhere."""
    known: dict[str, Known] = {}
    found: list[Found] = []
    for each in _flat(root, ()):
        if len(found) == MOST_QUESTIONS:
            root.note("item", "fhir-size", what="questions", most=MOST_QUESTIONS)
            return ()
        if _unheard(each, known):
            found.append(each)
    return tuple(_item(each, known) for each in found if each.type != GROUP or _worded(each.element))


def _flat(parent: Element, enclosing: tuple[Element, ...]) -> Iterator[Found]:
    for element in parent.many("item"):
        if _instructs(element) and parent.held.get("type") == GROUP and _worded(parent):
            continue
        found = _found(element, enclosing)
        if found is not None:
            yield found
        if element.held.get("type") == GROUP:
            yield from _flat(element, (*enclosing, element))


def _found(element: Element, enclosing: tuple[Element, ...]) -> Found | None:
    type, link = element.text("type", needed=True), element.text("linkId", needed=True)
    if type is None or link is None:
        return None
    if type.text not in _TYPES:
        element.note("type", "fhir-type", type=type.text, known=listed(_TYPES))
        return None
    _fits(element, type.text)
    id = id_of(link.text)
    if not id:
        element.note("linkId", "fhir-id", value=link.text)
        return None
    scalar = Scalar(id[: LONGEST_ID + 1], link.line)
    options = options_of(element) if type.text == CHOICE else ()
    return Found(element, scalar, type.text, enclosing, _instructions(element, type.text), options)


def _fits(element: Element, type: str) -> None:
    """The elements that mean something for an item of this type."""
    own = {CHOICE: ("answerOption", "item"), "display": ()}.get(type, ("item",))
    element.only((*_KEYS, *own))
    if type == GROUP and "item" not in element.held:
        element.note("item", "fhir-missing", key="item")
    never = {CHOICE: ("readOnly",), "display": ("readOnly", "required", "repeats"), GROUP: ("required", "repeats")}
    for key in ("required", "repeats", "readOnly"):
        if element.flag(key) and key in never.get(type, ("repeats", "readOnly")):
            element.note(key, "fhir-element", key=f"{key}: true", known="false")


def _instructions(element: Element, type: str) -> Element | None:
    """What stands inside a question: its instructions, once, and nothing else."""
    if type == "display" or (type == GROUP and not _worded(element)):
        return None
    inside = element.many("item")
    instructions = [each for each in inside if _instructs(each)]
    others = [each for each in inside if type != GROUP and not _instructs(each)]
    for each in (*instructions[1:], *others):
        each.note("", "fhir-nested")
    return instructions[0] if instructions else None


def _instructs(element: Element) -> bool:
    held = element.held.get("extension")
    listing = held if isinstance(held, list) else []
    return element.held.get("type") == "display" and any(
        isinstance(each, dict) and each.get("url") == DISPLAY_CATEGORY for each in listing
    )


def _worded(element: Element) -> bool:
    return "text" in element.held or "_text" in element.held


def _unheard(found: Found, known: dict[str, Known]) -> bool:
    """Notes its name for conditions, unless another item has it."""
    link = str(found.element.held["linkId"])
    first = next((other for other, each in known.items() if each.id == found.id.text), None)
    if first is not None:
        found.element.note("linkId", "fhir-link-twice", link=link, first=first, id=found.id.text)
        return False
    repeats = found.element.held.get("repeats") is True
    systems = frozenset(option.system for option in found.options if option.system is not None)
    known[link] = Known(found.id.text, found.type, repeats, tuple(option.id.text for option in found.options), systems)
    return True


def _item(found: Found, known: dict[str, Known]) -> Item:
    held = found.extensions()
    asked = Asked(
        id=found.id,
        ask=words(found.element, "text"),
        hint=_hint(found, held),
        why=own_words(held, "why-needed"),
        pictures=own_words(held, "picture"),
        labels={option.id.text: option.words for option in found.options},
        needed=found.needed or held.flag(own("needed")),
    )
    return Item(structure(found, held, known), asked)


def _hint(found: Found, held: Extensions) -> Said:
    if found.type == "display":
        return own_words(held, "hint")
    if found.instructions is None:
        return {}
    found.instructions.only(_HINT_KEYS)
    category = extensions(found.instructions, (DISPLAY_CATEGORY,)).first(DISPLAY_CATEGORY)
    if category is not None and not _are_instructions(category):
        known = f"{DISPLAY_CATEGORIES}#{INSTRUCTIONS}"
        category.note("", "fhir-extension", url=DISPLAY_CATEGORY, known=known)
    return words(found.instructions, "text").said


def _are_instructions(category: Element) -> bool:
    category.only(("url", "valueCodeableConcept"))
    concept = category.one("valueCodeableConcept")
    if concept is None:
        return False
    concept.only(("coding", "text"))
    codes = [(each.held.get("system"), each.held.get("code")) for each in concept.many("coding")]
    return codes == [(DISPLAY_CATEGORIES, INSTRUCTIONS)]
