"""Long texts in pieces that a chat takes: cut between lines, else between words, never inside a letter. Pure."""

import unicodedata
from collections.abc import Iterator
from itertools import accumulate

_JOINER = "\u200d"
_VIRAMA = 9  # Unicode's class of such signs
_FLAG_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))


def pieces(text: str, longest: int) -> Iterator[str]:
    """`longest` in UTF-16 units, as phones count."""
    text = text.strip()
    while units(text) > longest:
        cut = _cut(text, _within(text, longest))
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _within(text: str, longest: int) -> int:
    """How many characters fit."""
    lengths = accumulate(2 if character > "\uffff" else 1 for character in text)
    return sum(length <= longest for length in lengths)


def _cut(text: str, most: int) -> int:
    for between in ("\n\n", "\n", " "):
        found = text.rfind(between, 1, most)
        if found > most // 2:
            return found + len(between)
    return next((place for place in range(most, most // 2, -1) if not _belongs(text, place)), most)


def _belongs(text: str, place: int) -> bool:
    """Whether the character there goes with the one before it: marks, joined letters and emoji, tones and flags."""
    here, before = text[place], text[place - 1]
    if here == _JOINER or before == _JOINER or _joins_what_follows(before):
        return True
    if here in _FLAG_HALVES:
        halves = len(text[:place]) - len(text[:place].rstrip(_FLAG_HALVES))
        return halves % 2 == 1
    return unicodedata.category(here)[0] == "M" or "\U0001f3fb" <= here <= "\U0001f3ff" or _is_tag(here)


def _joins_what_follows(character: str) -> bool:
    """The sign that takes an Indic letter's vowel away makes one letter of it and the next."""
    return unicodedata.combining(character) == _VIRAMA


def _is_tag(character: str) -> bool:
    """Unseen, behind a black flag: which country's it is."""
    return "\U000e0020" <= character <= "\U000e007f"
