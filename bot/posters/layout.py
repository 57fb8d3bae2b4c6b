"""Where everything stands on a poster: the place, the languages, the codes. Pure; what does not fit is said, by name.

Up to three languages each have a block as wide as the paper; more of them stand in rows, the request large and the
small print beside it. They share the height by what their scripts need, so that Nastaliq has room.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from bot.i18n import Language
from bot.posters.codes import codes
from bot.posters.measure import WORD
from bot.posters.poster import Poster, Words
from bot.posters.scripts import script_of
from bot.posters.sheet import A4, ENGLISH, Box, Ink, Look, Paragraph, Role, Rule, Sheet
from bot.posters.stack import Item, Sizes, stacked

_MARGIN = 14.0
_WIDTH = A4.width - 2 * _MARGIN
_BAR = Box(_MARGIN, 12, _WIDTH, 3)
_PLACE = Box(_MARGIN, 17, _WIDTH, 12)
_FOOT = Box(_MARGIN, 278, _WIDTH, 7)
_TOP, _BOTTOM = 30.5, 277.0  # of the words and the codes together
_BETWEEN = 4.0
_TEXT_OF_CODES = 15.0  # height
_REQUEST = 102.0  # width of the large part of a row
_MOST_BLOCKS = 3
_BOLD = Look(bold=True)


class Unfit(StrEnum):
    """Too long for the paper."""

    PLACE = "place"
    ADDRESS = "address"
    WORDS = "words"


def laid_out(poster: Poster) -> Sheet | tuple[Unfit, ...]:
    first, in_blocks = poster.words[0], len(poster.words) <= _MOST_BLOCKS
    side = _side_of_codes(len(poster.words))
    height = side + _TEXT_OF_CODES
    above = Box(_MARGIN, _TOP, _WIDTH, _BOTTOM - height - _TOP)
    below = Box(_MARGIN, _BOTTOM - height, _WIDTH, height)
    place = Item(poster.place, _BOLD, breaks=(WORD,))
    parts = (
        Rule(_BAR),
        *(stacked(_PLACE, ENGLISH, (place,), Sizes(8.5, 4.2)) or (Unfit.PLACE,)),
        *(_blocks if in_blocks else _rows)(above, poster.words),
        *(codes(below, poster.ways, side) or (Unfit.ADDRESS,)),
        *(_draft(poster.draft, first.language) if poster.draft else ()),
    )
    unfit = tuple(dict.fromkeys(part for part in parts if isinstance(part, Unfit)))
    fitting = tuple(part for part in parts if not isinstance(part, Unfit))
    return unfit or Sheet(f"{first.headline}: {poster.place}", first.language, fitting)


def _side_of_codes(languages: int) -> float:
    if languages == 1:
        return 78
    return 62 if languages <= _MOST_BLOCKS else 40


def _blocks(area: Box, words: tuple[Words, ...]) -> Iterable[Paragraph | Rule | Unfit]:
    for number, (box, one) in enumerate(zip(_shared(area, words), words, strict=True)):
        if number:
            yield _line_above(box)
        items = (
            Item(one.headline, _request(number)),
            Item(one.promise, _BOLD, 0.46),
            Item(one.scan, Look(), 0.42),
            Item(one.not_emergencies, Look(), 0.34),
        )
        yield from stacked(box, one.language, items, Sizes(21, 8)) or (Unfit.WORDS,)


def _rows(area: Box, words: tuple[Words, ...]) -> Iterable[Paragraph | Rule | Unfit]:
    """Where the small print would be too small to read with the promise, it is the crisis line alone, in all rows."""
    whole = tuple(_rows_with(area, words, promise=True))
    return whole if Unfit.WORDS not in whole else _rows_with(area, words, promise=False)


def _rows_with(area: Box, words: tuple[Words, ...], promise: bool) -> Iterator[Paragraph | Rule | Unfit]:
    for number, (box, one) in enumerate(zip(_shared(area, words), words, strict=True)):
        yield _line_above(box)
        beginning, end = _in_two(box, one.language)
        request = Item(one.headline, _request(number))
        yield from stacked(beginning, one.language, (request,), Sizes(11, 3.6)) or (Unfit.WORDS,)
        small = (*((Item(one.promise, _BOLD),) if promise else ()), Item(one.not_emergencies, Look()))
        yield from stacked(end, one.language, small, Sizes(3.8, 2.8)) or (Unfit.WORDS,)


def _request(number: int) -> Look:
    return Look(Role.HEADING if number else Role.TITLE, Ink.BLUE, bold=True)


def _shared(area: Box, words: tuple[Words, ...]) -> Iterator[Box]:
    """By the height of a line in each script."""
    needs = [script_of(one.language).one_line for one in words]
    between = _BETWEEN if len(words) <= _MOST_BLOCKS else _BETWEEN / 2
    y = area.y
    for need in needs:
        height = area.height * need / sum(needs)
        yield Box(area.x, y + between / 2, area.width, height - between)
        y += height


def _line_above(box: Box) -> Rule:
    return Rule(Box(box.x, box.y - _BETWEEN / 4, box.width, 0.3))


def _in_two(box: Box, language: Language) -> tuple[Box, Box]:
    """The part that is read first, and the other."""
    rest = box.width - _REQUEST - _BETWEEN
    if language.direction == "rtl":
        return Box(box.right - _REQUEST, box.y, _REQUEST, box.height), Box(box.x, box.y, rest, box.height)
    return Box(box.x, box.y, _REQUEST, box.height), Box(box.right - rest, box.y, rest, box.height)


def _draft(text: str, language: Language) -> tuple[Paragraph, ...] | tuple[Unfit]:
    return stacked(_FOOT, language, (Item(text, Look()),), Sizes(2.6, 1.9)) or (Unfit.WORDS,)
