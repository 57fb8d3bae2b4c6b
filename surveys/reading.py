"""One reply read as one answer, or why not. The language of a typed reply does not matter."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.definition import Kind, Question
from surveys.events import Misread, Reason
from surveys.limits import LONGEST_WORDS
from surveys.text import Wording

_BETWEEN_OPTIONS = re.compile(r"[,;،؛、\n]+")
_NUMBER = re.compile(r"\s*(\d{1,4})\s*[.)]?\s*")
_DECORATION = re.compile(r"[\s.!?。؟۔]+")


def read_picked(question: Question, offered: Sequence[str], picked: Iterable[str]) -> Answer | Misread:
    chosen = frozenset(picked)
    if not chosen:
        return Misread(question.id, Reason.EMPTY)
    if not chosen <= set(offered):
        return Misread(question.id, Reason.UNKNOWN)
    if question.kind is not Kind.SEVERAL:
        return Chosen(next(iter(chosen))) if len(chosen) == 1 else Misread(question.id, Reason.ONE_ONLY)
    return _several(question, offered, chosen)


def read_typed(question: Question, offered: Sequence[str], wordings: Iterable[Wording], text: str) -> Answer | Misread:
    if question.kind is Kind.TEXT:
        return _read_words(question, text)
    if not text.strip():
        return Misread(question.id, Reason.EMPTY)
    labels = tuple(wording.texts[question.id].labels for wording in wordings)
    if question.kind is Kind.SEVERAL:
        return _read_several(question, offered, labels, text)
    meant = _meant(offered, labels, text)
    return Chosen(meant[0]) if len(meant) == 1 else _not_one(question, meant)


def _read_words(question: Question, text: str) -> Answer | Misread:
    """Kept as typed, but for NUL, which no text column takes, and the halves of broken characters."""
    if len(text) > LONGEST_WORDS:
        return Misread(question.id, Reason.TOO_LONG)
    lines = text.replace("\r\n", "\n")  # what a browser makes of a line's end, whoever typed it
    kept = "".join(character for character in lines if character != "\0" and not _half(character)).strip()
    return Words(kept) if kept else Nothing.SKIPPED


def _half(character: str) -> bool:
    return unicodedata.category(character) == "Cs"


def _read_several(
    question: Question, offered: Sequence[str], labels: Sequence[Mapping[str, str]], text: str
) -> Answer | Misread:
    """A whole label first (some hold commas), then numbers with spaces, then pieces between commas."""
    whole = _meant(offered, labels, text)
    if len(whole) == 1:
        return _several(question, offered, frozenset(whole))
    pieces = text.split() if _only_numbers(text) else [piece for piece in _BETWEEN_OPTIONS.split(text) if piece.strip()]
    chosen: set[str] = set()
    for piece in pieces:
        meant = _meant(offered, labels, piece)
        if len(meant) != 1:
            return _not_one(question, meant)
        chosen.update(meant)
    return _several(question, offered, frozenset(chosen)) if chosen else Misread(question.id, Reason.UNKNOWN)


def _only_numbers(text: str) -> bool:
    return all(_number(piece) is not None for piece in text.split())


def _several(question: Question, offered: Sequence[str], chosen: frozenset[str]) -> Answer | Misread:
    excluding = tuple(option for option in offered if option in chosen & question.exclusive)
    if excluding and len(chosen) > 1:
        return Misread(question.id, Reason.EXCLUSIVE, excluding)
    return Several(tuple(option for option in offered if option in chosen))


def _not_one(question: Question, meant: tuple[str, ...]) -> Misread:
    return Misread(question.id, Reason.AMBIGUOUS if meant else Reason.UNKNOWN, meant)


def _meant(offered: Sequence[str], labels: Sequence[Mapping[str, str]], text: str) -> tuple[str, ...]:
    """The options that a text can mean: by number, by whole label, or by the beginning of one.

    The languages come in the respondent's order of likelihood; the first in which the text means anything decides.
    """
    number = _number(text)
    if number is not None:
        return (offered[number - 1],) if 1 <= number <= len(offered) else ()
    said = folded(text)
    if not said:
        return ()
    for matches in (str.__eq__, str.startswith):
        for label in labels:
            meant = tuple(option for option in offered if matches(folded(label[option]), said))
            if meant:
                return meant
    return ()


def _number(text: str) -> int | None:
    """A whole number in any script's digits: 3, ٣, ۳, ३."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def folded(text: str) -> str:
    """What is left of a label when case, width, spacing, end marks and the shape of an apostrophe do not count."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    return _DECORATION.sub(" ", plain).strip().casefold()
