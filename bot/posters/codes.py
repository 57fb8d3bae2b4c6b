"""The QR codes, and the address of each for whoever has no camera. Pure."""

from bot.posters.addresses import Way
from bot.posters.measure import ADDRESS
from bot.posters.scripts import script_of
from bot.posters.sheet import ENGLISH, Box, Code, Look, Paragraph
from bot.posters.stack import Item, Sizes, stacked
from bot.posters.symbol import symbol

SMALLEST = 35.0  # millimetres with the quiet zone: smaller ones are hard to read for older phones
_BETWEEN = 6.0
_CAPTION = 5.0  # height of its letters


def codes(box: Box, ways: tuple[Way, ...], side: float) -> tuple[Code | Paragraph, ...] | None:
    """Side by side, with their addresses below. None: an address is too long for the paper."""
    width = (box.width - _BETWEEN * (len(ways) - 1)) / len(ways)
    parts: list[Code | Paragraph] = []
    for number, way in enumerate(ways):
        x = box.x + number * (width + _BETWEEN)
        square = Box(x + (width - side) / 2, box.y, side, side)
        said = _said(Box(x, square.bottom, width, box.height - side), way)
        if said is None:
            return None
        parts.extend((Code(way, symbol(way.address), square), *said))
    return tuple(parts)


def _said(box: Box, way: Way) -> tuple[Paragraph, ...] | None:
    """An address is easiest to type from one line, even of smaller letters."""
    line = _CAPTION * script_of(ENGLISH).one_line
    caption = Box(box.x, box.y, box.width, line)
    below = Box(box.x, caption.bottom, box.width, box.height - line)
    address = (Item(way.typed, Look(centred=True), breaks=(ADDRESS,)),)
    one_line = stacked(Box(below.x, below.y, below.width, line), ENGLISH, address, Sizes(_CAPTION, 3.6))
    named = stacked(caption, ENGLISH, (Item(way.by, Look(bold=True, centred=True)),), Sizes(_CAPTION, _CAPTION))
    typed = one_line or stacked(below, ENGLISH, address, Sizes(3.6, 2.8))
    return (*named, *typed) if named and typed else None
