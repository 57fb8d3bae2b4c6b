"""Paragraphs one below the other in a box, their letters as large as they can be there. Pure."""

from dataclasses import dataclass

from bot.i18n import Language
from bot.posters.measure import PROSE, Break, broken
from bot.posters.scripts import Script, script_of
from bot.posters.sheet import Box, Look, Paragraph

_STEP = 0.98
_GAP = 0.3  # below a paragraph, in ems of its own


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of the first paragraph's letters, in millimetres."""

    most: float
    least: float


@dataclass(frozen=True, slots=True)
class Item:
    """`scale`: how large its letters are beside the first paragraph's."""

    text: str
    look: Look
    scale: float = 1.0
    breaks: tuple[Break, ...] = PROSE


def stacked(box: Box, language: Language, items: tuple[Item, ...], sizes: Sizes) -> tuple[Paragraph, ...] | None:
    """In the middle of the height. None: even the smallest letters are too large."""
    script, size = script_of(language), sizes.most
    while size >= sizes.least:
        heights = [_height(one, box.width, script, size) for one in items]
        if None not in heights and _together(items, heights, size) <= box.height:
            return _placed(box, language, items, size)
        size *= _STEP
    return None


def _height(one: Item, width: float, script: Script, size: float) -> float | None:
    lines = broken(one.text, one.breaks, width / (size * one.scale))
    return script.lines(len(lines)) * size * one.scale if lines is not None else None


def _together(items: tuple[Item, ...], heights: list[float | None], size: float) -> float:
    return sum(height or 0 for height in heights) + sum(_GAP * one.scale * size for one in items[:-1])


def _placed(box: Box, language: Language, items: tuple[Item, ...], size: float) -> tuple[Paragraph, ...]:
    script, placed, y = script_of(language), [], 0.0
    for one in items:
        letters = size * one.scale
        lines = broken(one.text, one.breaks, box.width / letters) or ()
        height = script.lines(len(lines)) * letters
        placed.append((lines, letters, one.look, y, height))
        y += height + _GAP * letters
    spare = box.height - (y - _GAP * size * items[-1].scale)
    return tuple(
        Paragraph(lines, language, letters, look, Box(box.x, box.y + spare / 2 + above, box.width, height))
        for lines, letters, look, above, height in placed
    )
