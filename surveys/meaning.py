"""Which options a typed text can mean: by number, face, label, yes or no, a part of a label, or its beginning.

The respondent's own language decides alone where the text means anything in it. Beyond it all languages count alike:
two options that could be meant are both named, never guessed between.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from surveys.definition import Kind, Question
from surveys.faces import by_face
from surveys.folding import folded
from surveys.lexicon import Languages, Lexicon
from surveys.numerals import whole_number

_BETWEEN_OPTIONS = re.compile(r"[,;،؛、，；\n]+")
_Found = tuple[str, ...]
_TELLING_ELSEWHERE = 4


def meant(question: Question, offered: Sequence[str], languages: Languages, text: str) -> _Found:
    numbered = _by_number(offered, text)
    if numbered:
        return numbered
    if question.kind is Kind.SCALE and (faced := by_face(question.scale, text)):
        return faced
    said = folded(text)
    if not said:
        return ()
    return (
        _by_label(question, offered, languages, lambda label: folded_label(label) == said)
        or tuple(option for option in offered if folded_label(option) == said)
        or _by_yes_or_no(offered, languages.lexicon, said)
        or _by_label(question, offered, languages, lambda label: said in _parts(label))
        or _by_beginning(question, offered, languages, said)
    )


def meant_together(question: Question, offered: Sequence[str], languages: Languages, text: str) -> Iterator[_Found]:
    """A whole label first (some hold commas), then numbers with spaces, then pieces between commas."""
    whole = meant(question, offered, languages, text)
    if len(whole) == 1:
        yield whole
        return
    pieces = text.split() if _only_numbers(text) else _BETWEEN_OPTIONS.split(text)
    for piece in pieces:
        if piece.strip():
            yield meant(question, offered, languages, piece)


def _by_beginning(question: Question, offered: Sequence[str], languages: Languages, said: str) -> _Found:
    """One letter is too little where it can be a word: 不 begins many an answer, and may be all that is meant. Yes and
    no are answers, never the beginnings of others; and in a language that is not the respondent's own a few letters
    mean too little."""
    lexicon, begins = languages.lexicon, lambda label: folded_label(label).startswith(said)
    if said in lexicon.yes | lexicon.no or (len(said) < 2 and not said.isascii()):
        return ()
    own = Languages(languages.wordings[:1], lexicon)
    found = _by_label(question, offered, own, begins)
    tells = len(said) >= _TELLING_ELSEWHERE or not said[:1].isascii()
    return found or (_by_label(question, offered, languages, begins) if tells else ())


def _by_number(offered: Sequence[str], text: str) -> _Found:
    number = whole_number(text)
    return (offered[number - 1],) if number is not None and 1 <= number <= len(offered) else ()


def _by_yes_or_no(offered: Sequence[str], lexicon: Lexicon, said: str) -> _Found:
    for words, answer in ((lexicon.yes, "yes"), (lexicon.no, "no")):
        if said in words:
            return tuple(option for option in offered if option == answer or option.startswith(f"{answer}-"))
    return ()


def _by_label(question: Question, offered: Sequence[str], languages: Languages, fits: Callable[[str], bool]) -> _Found:
    fitting: set[str] = set()
    for place, wording in enumerate(languages.wordings):
        labels = wording.texts[question.id].labels
        fitting.update(option for option in offered if fits(labels[option]))
        if fitting and place == 0:
            break
    return tuple(option for option in offered if option in fitting)


@lru_cache(maxsize=8_192)  # every label of every shipped survey in every language, folded once
def folded_label(label: str) -> str:
    return folded(label)


@lru_cache(maxsize=8_192)
def _parts(label: str) -> frozenset[str]:
    """“Yes, always” has two: people type either."""
    return frozenset(map(folded, _BETWEEN_OPTIONS.split(label)))


def _only_numbers(text: str) -> bool:
    return all(whole_number(piece) is not None for piece in text.split())
