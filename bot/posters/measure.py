"""How wide a text is at most, and where it is broken into lines. Pure: it knows no font, so it estimates high.

A line that is thought too wide costs a smaller letter; one that is thought too narrow would run off the paper. The
widths are of bold letters, by kinds of characters; the tests hold them against a browser's.
"""

import re
import unicodedata
from functools import cache
from typing import TypeAlias

_NARROWER = 0.97
_NARROW = frozenset("iljftrI.,:;'!|()[]/-·")
_BROAD = frozenset("mwMWЖЩШЮжшщюыМФф@%—…‘’“”خسشصض")  # quotation marks: as wide as Chinese fonts draw them
_LETTERS = (("\u0600", "\u06ff", 0.6), ("\u0900", "\u0dff", 0.82))  # of Arabic, and of the Indic scripts
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSES = "、。，：；？！）」』》”’…"
_OPENS = "（「『《“‘"

Break: TypeAlias = re.Pattern[str]
SENTENCE: Break = re.compile(r".+?(?:[.!?।۔](?:\s+|$)|[。？！]\s*|$)")
CLAUSE: Break = re.compile(r".+?(?:[,:;،؛](?:\s+|$)|[，：；]\s*|$)")
WORD: Break = re.compile(rf"[{_OPENS}]*[{_CJK}][{_CLOSES}]*\s*|[^\s{_CJK}]+[{_CLOSES}]*\s*")
# Behind its own marks, and a long part of it anywhere: no hyphen may be added to an address.
ADDRESS: Break = re.compile(r"[^/?&=._-]{1,10}[/?&=._-]?|[/?&=._-]")
PROSE = (SENTENCE, CLAUSE, WORD)


def width(text: str) -> float:
    """In ems."""
    return sum(map(_width, text))


def broken(text: str, breaks: tuple[Break, ...], widest: float) -> tuple[str, ...] | None:
    """Broken where that hurts least: a sentence, then a clause, then a word stays whole where it can. None: something
    that may not be broken is too wide alone."""
    lines = _broken(" ".join(text.split()), breaks, widest)
    return tuple(line.rstrip() for line in lines) if lines is not None else None


def _broken(text: str, breaks: tuple[Break, ...], widest: float) -> tuple[str, ...] | None:
    """Each line with the space behind it, which it needs when more follows."""
    lines: list[str] = []
    for found in breaks[0].finditer(text):
        unit = found[0]
        if lines and _fits(lines[-1] + unit, widest):
            lines[-1] += unit
        elif _fits(unit, widest):
            lines.append(unit)
        elif (within := _broken_within(unit, breaks[1:], widest)) is not None:
            lines.extend(within)
        else:
            return None
    return tuple(lines)


def _broken_within(unit: str, breaks: tuple[Break, ...], widest: float) -> tuple[str, ...] | None:
    """The last break is the finest: lines of like length look best there."""
    if not breaks:
        return None
    lines = _broken(unit, breaks, widest)
    return _evened(unit, breaks, widest, lines) if lines and len(breaks) == 1 else lines


def _evened(unit: str, breaks: tuple[Break, ...], widest: float, lines: tuple[str, ...]) -> tuple[str, ...]:
    narrower: tuple[str, ...] | None = lines
    while narrower is not None and len(narrower) == len(lines):
        lines, widest = narrower, widest * _NARROWER
        narrower = _broken(unit, breaks, widest)
    return lines


def _fits(text: str, widest: float) -> bool:
    return width(text.rstrip()) <= widest


@cache
def _width(character: str) -> float:
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf"):  # marks above and below, and what steers direction: they take no room
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.46
    if character in _BROAD:
        return 1.0
    if kind == "Lo":
        return next((ems for first, last, ems in _LETTERS if first <= character <= last), 1.0)
    return {"Zs": 0.28, "Mc": 0.58, "Nd": 0.6, "Lu": 0.78}.get(kind, 0.66)
