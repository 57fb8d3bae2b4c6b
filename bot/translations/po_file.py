"""A language as one .po file: the string's name is its context, the English its msgid, as every tool shows them."""

import re
from io import StringIO

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from bot.translations.exchange import (
    INTRODUCTION,
    Returned,
    TranslatorsFile,
    empty_forms,
    note_of_form,
    notes_of,
    repeated,
)
from bot.translations.faults import Fault
from bot.translations.gathering import SAME, texts_of
from bot.translations.plurals import RULES, form_for, forms_of
from bot.translations.po_text import entry, quoted
from bot.translations.units import Translation, Unit

_CONTEXT = re.compile(r'^msgctxt "([^"\\]*)"', re.MULTILINE)
_STRING_LINE = re.compile(r'(?:msg[a-z_]+(?:\[\d\])?\s*)?".*')
_WHOLE_STRING_LINE = re.compile(r'[^"]*"(?:[^"\\]|\\.)*"\s*')
_FRAGMENT = re.compile(r'^"((?:[^"\\]|\\.)*)"\s*$', re.MULTILINE)
_FORMS = re.compile(r"nplurals=[1-9]; ?plural=[n0-9=!<>%&|?:() ]+;")


def po_of(translation: Translation) -> str:
    head = [*(f"# {line}" for line in INTRODUCTION.splitlines()), 'msgid ""', 'msgstr ""']
    head += [quoted(f"{name}: {value}\n") for name, value in _headers(translation)]
    return "\n".join([*head, "", *(_entry(translation.tag, unit) for unit in translation.units)])


def read_translators_po(name: str, text: str) -> TranslatorsFile | tuple[Fault, ...]:
    headers = _headers_in(text)
    rule = headers.get("Plural-Forms")
    if rule is not None and not _can_be_used(rule):
        return (Fault(name, "unreadable", {"why": "its Plural-Forms are none"}),)
    if torn := _torn_line(text):
        return (Fault(f"{name}:{torn}", "unreadable", {"why": "the line has no quotation mark at its end"}),)
    try:
        messages = [message for message in read_po(StringIO(text), abort_invalid=True) if message.id]
    except (PoFileError, ValueError, TypeError, IndexError) as error:  # Babel's reader lets all of these through
        return (Fault(name, "unreadable", {"why": str(error) or type(error).__name__}),)
    contexts = ((found[1], text.count("\n", 0, found.start()) + 1) for found in _CONTEXT.finditer(text))
    if twice := tuple(repeated(contexts, name)):
        return twice
    strings = {str(message.context or message.id): _returned(message) for message in messages}
    return TranslatorsFile(name, headers.get("Language"), strings, rule)


def _headers_in(text: str) -> dict[str, str]:
    """Tools break long ones over several lines."""
    head, _, _ = text.partition("\n\n")
    lines = "".join(_FRAGMENT.findall(head)).split("\\n")
    return {name: value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon}


def _can_be_used(rule: str) -> bool:
    if not _FORMS.fullmatch(rule):
        return False
    try:
        form_for(rule)(1)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _torn_line(text: str) -> int | None:
    """Babel takes the last letter of such a line for the quotation mark, and drops it."""
    lines = enumerate(text.split("\n"), start=1)
    torn = (n for n, line in lines if _STRING_LINE.fullmatch(line) and not _WHOLE_STRING_LINE.fullmatch(line))
    return next(torn, None)


def _headers(translation: Translation) -> tuple[tuple[str, str], ...]:
    return (
        ("Project-Id-Version", "heard"),
        ("Language", translation.tag),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", RULES[translation.tag]),
    )


def _entry(tag: str, unit: Unit) -> str:
    notes = [*notes_of(unit)]
    if unit.plural:
        notes += [note_of_form(tag, form) for form in range(forms_of(RULES[tag]))]
    flags = [SAME] if unit.same else []
    return entry(unit.english, empty_forms(tag, unit), unit.id, flags, notes)


def _returned(message: Message) -> Returned:
    english = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return Returned(message.lineno or 0, english, texts_of(message), bool(message.fuzzy))
