"""What is wrong with a translation, as far as that can be known without knowing the language. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from string import Formatter
from typing import TypeAlias

from bot.translations.faults import Fault
from bot.translations.plurals import RULES, forms_of, numbers_of
from bot.translations.scripts import (
    SCRIPTS,
    foreign_letters,
    foreign_marks,
    invisible_characters,
    latin_words,
    mixed_words,
    without_placeholders,
)
from bot.translations.units import CATALOGUES, PHRASES, Translation, Unit
from surveys.check import width
from surveys.text import SOURCE_LANGUAGE

# What people see on signs, hear on the telephone or must say there stays in English, beside its translation.
_NAMES = "NHS A&E PALS SHOUT Samaritans SignVideo Relay UK Childline BSL GP Muslim Sikh Gypsy Roma Telegram"
_TERMS = (
    "trust advocate cookie interpreter please carer's carer assessment complaints Patient Experience Team mental health"
)
_TERMS += " Church of England Irish Traveller Wilson Newcombe Benjamini Hochberg score test"
_LANGUAGES = "Arabic Bengali Gujarati Hindi Punjabi Polish Romanian Russian Somali Urdu Mandarin Cantonese"
SAME_EVERYWHERE = frozenset(_NAMES.casefold().split())
KEPT_IN_ENGLISH = SAME_EVERYWHERE | frozenset(f"{_TERMS} {_LANGUAGES}".casefold().split())
MOST_ENGLISH = 0.5
_SENTENCE = re.compile(r"(?<=[.?!。？！।۔؟])\s*")
_SHORTEST_TELLING_WORD = 3
_FEWEST_ENGLISH_WORDS = 2
Found: TypeAlias = Iterator[tuple[str, dict[str, str | int]]]
Check: TypeAlias = Callable[[Translation, Unit], Found]


def faults_of(translation: Translation) -> tuple[Fault, ...]:
    """In the order of the strings; places are their ids."""
    english = _vocabulary(translation)
    found = list(_of_the_rule(translation))
    for unit in translation.units:
        found += [Fault(unit.id, code, {"id": unit.id, **facts}) for code, facts in _of(translation, unit, english)]
    return tuple(found)


def _of(translation: Translation, unit: Unit, english: frozenset[str]) -> Found:
    if unit.english == ("",):
        yield "unknown-id", {}
    elif not unit.done:
        yield "missing", {"english": unit.english[-1]}
    else:
        yield from (found for check in _CHECKS for found in check(translation, unit))
        yield from _left_in_english(translation, unit, english)


def _of_the_rule(translation: Translation) -> Iterator[Fault]:
    wanted = RULES[translation.tag]
    if translation.plural_rule != wanted:
        place = f"{PHRASES}:Plural-Forms"
        yield Fault(place, "plural-rule", {"found": translation.plural_rule, "wanted": wanted})


def _placeholders(_: Translation, unit: Unit) -> Found:
    """A form that is for one number alone may leave the number out; `_plural_forms` looks after that."""
    wanted = _names_in(unit.english[-1])
    loose = {"n"} if unit.plural else set()
    for form in unit.forms:
        found = _names_in(form)
        if found is None or wanted is None or (found ^ wanted) - loose:
            yield "placeholder", {"found": _listed(found), "wanted": _listed(wanted)}


def _plural_forms(translation: Translation, unit: Unit) -> Found:
    if not unit.plural:
        if len(unit.forms) > 1:
            yield "plural-unexpected", {}
        return
    rule = RULES[translation.tag]
    if len(unit.forms) != forms_of(rule):
        yield "plural-count", {"found": len(unit.forms), "wanted": forms_of(rule)}
        return
    for form, (text, numbers) in enumerate(zip(unit.forms, numbers_of(rule), strict=True)):
        if len(numbers) > 1 and "{n}" in unit.english[-1] and "{n}" not in text:
            yield "number-missing", {"form": form}


def _width(_: Translation, unit: Unit) -> Found:
    if unit.most is not None:
        widest = max(width(without_placeholders(form)) for form in unit.forms)
        if widest > unit.most:
            yield "too-wide", {"found": widest, "most": unit.most}


def _characters(_: Translation, unit: Unit) -> Found:
    for form in unit.forms:
        if not unicodedata.is_normalized("NFC", form):
            yield "not-nfc", {}
        if invisible := invisible_characters(form):
            yield "invisible", {"found": ", ".join(invisible)}


def _script(translation: Translation, unit: Unit) -> Found:
    if unit.names:
        return
    for form in unit.forms:
        if mixed := mixed_words(form):
            yield "mixed-word", {"found": ", ".join(mixed)}
        if letters := foreign_letters(translation.tag, form):
            yield "foreign-letters", {"found": " ".join(letters)}
        if not unit.commands and (marks := foreign_marks(translation.tag, form)):
            yield "foreign-marks", {"found": " ".join(marks)}


_CHECKS: tuple[Check, ...] = (_placeholders, _plural_forms, _width, _characters, _script)


def _left_in_english(translation: Translation, unit: Unit, english: frozenset[str]) -> Found:
    if translation.tag == SOURCE_LANGUAGE or unit.names:
        return
    same = unit.forms == unit.english
    if unit.same and not same:
        yield "marked-same", {}
    elif same and not unit.same and not _may_be_the_same(translation, unit):
        yield "same-as-english", {"tag": translation.tag}
    elif not same and not unit.commands and not _is_english(translation.tag):
        for form in unit.forms:
            if words := _english_words(translation.tag, form, english):
                yield "english-words", {"found": ", ".join(words)}


def _may_be_the_same(translation: Translation, unit: Unit) -> bool:
    """Names alone; and what a survey says in plain English already, in Easy Read. Phrases carry a mark for that."""
    words = latin_words(unit.forms[0])
    return (_is_english(translation.tag) and unit.part not in CATALOGUES) or SAME_EVERYWHERE.issuperset(
        map(str.casefold, words)
    )


def _is_english(tag: str) -> bool:
    return tag.split("-")[0] == SOURCE_LANGUAGE


def _english_words(tag: str, text: str, english: frozenset[str]) -> list[str]:
    sentences = _SENTENCE.split(text)
    if SCRIPTS[tag].block == "LATIN":
        return [word for sentence in sentences for word in _mostly_english(sentence, english)]
    strange = [word for word in latin_words(text) if not _kept(word)]
    return strange or [word for sentence in sentences for word in _only_latin(sentence)]


def _only_latin(sentence: str) -> list[str]:
    """A sentence of nothing but allowed words is English all the same."""
    words = latin_words(sentence)
    return words if len(words) > 1 and without_placeholders(sentence).isascii() else []


def _mostly_english(sentence: str, english: frozenset[str]) -> list[str]:
    telling = [word for word in latin_words(sentence) if len(word) >= _SHORTEST_TELLING_WORD and not _kept(word)]
    known = [word for word in telling if word.casefold() in english]
    return known if len(known) >= _FEWEST_ENGLISH_WORDS and len(known) > MOST_ENGLISH * len(telling) else []


def _kept(word: str) -> bool:
    return word.replace("’", "'").casefold() in KEPT_IN_ENGLISH


def _vocabulary(translation: Translation) -> frozenset[str]:
    """The words of our own English: what a translation that was left in English is made of."""
    texts = (form for unit in translation.units if not unit.names for form in unit.english)
    return frozenset(word.casefold() for text in texts for word in latin_words(text))


def _names_in(text: str) -> set[str] | None:
    """None where the braces do not pair up."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _listed(names: set[str] | None) -> str:
    if names is None:
        return "a brace without its pair"
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"
