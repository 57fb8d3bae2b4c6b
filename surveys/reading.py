"""One reply read as one answer, or why not. The language of a typed reply does not matter."""

import unicodedata
from collections.abc import Iterable, Sequence

from surveys.answers import Answer, Chosen, Measured, Nothing, Number, Several, Words
from surveys.definition import Kind, Question
from surveys.events import Misread, Reason
from surveys.folding import folded
from surveys.lexicon import Languages, Lexicon
from surveys.limits import LONGEST_TYPED, LONGEST_WORDS
from surveys.meaning import meant, meant_together
from surveys.numerals import decimal_number
from surveys.typed_dates import typed_day, typed_month


def read_picked(question: Question, offered: Sequence[str], picked: Iterable[str]) -> Answer | Misread:
    chosen = frozenset(picked)
    if not chosen:
        return Misread(question.id, Reason.EMPTY)
    if not chosen <= set(offered):
        return Misread(question.id, Reason.UNKNOWN)
    if question.kind is not Kind.SEVERAL:
        return Chosen(next(iter(chosen))) if len(chosen) == 1 else Misread(question.id, Reason.ONE_ONLY)
    return _several(question, offered, chosen)


def read_tick(question: Question, offered: Sequence[str], ticked: Answer | None, option: str) -> Several | Misread:
    """What is ticked after one more tap. "None of these" and whatever it excludes take each other's ticks away."""
    if option not in offered:
        return Misread(question.id, Reason.UNKNOWN)
    before = frozenset(ticked.options) if isinstance(ticked, Several) else frozenset()
    if option in before:
        now = before - {option}
    elif option in question.exclusive:
        now = frozenset({option})
    else:
        now = (before - question.exclusive) | {option}
    return Several(tuple(one for one in offered if one in now))


def read_typed(question: Question, offered: Sequence[str], languages: Languages, text: str) -> Answer | Misread:
    match question.kind:
        case Kind.TEXT:
            return read_words(question, text)
        case _ if len(text) > LONGEST_TYPED:
            return Misread(question.id, Reason.TOO_LONG)
        case _ if not text.strip():
            return Misread(question.id, Reason.EMPTY)
        case Kind.STATEMENT:
            went_on = folded(text) in languages.lexicon.go_on
            return Nothing.SKIPPED if went_on else Misread(question.id, Reason.UNKNOWN)
        case Kind.NUMBER | Kind.DAY | Kind.MONTH:
            return _within(question, _measured(question.kind, languages.lexicon, text))
        case Kind.SEVERAL:
            return _read_several(question, offered, languages, text)
        case Kind.CHOICE | Kind.SCALE | Kind.CONSENT:
            found = meant(question, offered, languages, text)
            return Chosen(found[0]) if len(found) == 1 else _not_one(question, found)


def read_words(question: Question, text: str) -> Words | Nothing | Misread:
    """Kept as typed, but for NUL, which no text column takes, and the halves of broken characters."""
    if len(text) > LONGEST_WORDS:
        return Misread(question.id, Reason.TOO_LONG)
    lines = text.replace("\r\n", "\n")  # what a browser makes of a line's end, whoever typed it
    kept = "".join(character for character in lines if character != "\0" and not _half(character)).strip()
    return Words(kept) if kept else Nothing.SKIPPED


def _half(character: str) -> bool:
    return unicodedata.category(character) == "Cs"


def _measured(kind: Kind, lexicon: Lexicon, text: str) -> Measured | None:
    if kind is Kind.DAY:
        return typed_day(text, lexicon.months)
    if kind is Kind.MONTH:
        return typed_month(text, lexicon.months)
    value = decimal_number(text)
    return Number(value) if value is not None else None


def _within(question: Question, answer: Measured | None) -> Answer | Misread:
    if answer is None:
        return Misread(question.id, Reason.UNKNOWN)
    range = question.range
    if range is not None and not range.holds(answer):
        return Misread(question.id, Reason.OUT_OF_RANGE)
    if range is not None and isinstance(answer, Number) and answer.value != round(answer.value, range.places):
        return Misread(question.id, Reason.UNKNOWN)
    return answer


def _read_several(question: Question, offered: Sequence[str], languages: Languages, text: str) -> Answer | Misread:
    """The first piece that could mean several options, or none, is asked about."""
    chosen: set[str] = set()
    for options in meant_together(question, offered, languages, text):
        if len(options) != 1:
            return _not_one(question, options)
        chosen.update(options)
    return _several(question, offered, frozenset(chosen)) if chosen else Misread(question.id, Reason.UNKNOWN)


def _several(question: Question, offered: Sequence[str], chosen: frozenset[str]) -> Answer | Misread:
    excluding = tuple(option for option in offered if option in chosen & question.exclusive)
    if excluding and len(chosen) > 1:
        return Misread(question.id, Reason.EXCLUSIVE, excluding)
    return Several(tuple(option for option in offered if option in chosen))


def _not_one(question: Question, found: tuple[str, ...]) -> Misread:
    return Misread(question.id, Reason.AMBIGUOUS if found else Reason.UNKNOWN, found)
