"""What stands where on a sheet of A4, upright: values that the SVG and the PDF are both made of. All in millimetres."""

from dataclasses import dataclass
from enum import StrEnum

from bot.i18n import Language
from bot.posters.addresses import Way
from bot.posters.scripts import script_of
from bot.posters.symbol import Symbol
from surveys.text import SOURCE_LANGUAGE


class Ink(StrEnum):
    """Both are dark enough on white when they are printed in black and white."""

    BLACK = "#212b32"
    BLUE = "#005eb8"


class Role(StrEnum):
    TITLE = "h1"
    HEADING = "h2"
    TEXT = "p"


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


A4 = Box(0, 0, 210, 297)
ENGLISH = Language(SOURCE_LANGUAGE, "English", "ltr")  # of names and addresses


@dataclass(frozen=True, slots=True)
class Look:
    role: Role = Role.TEXT
    ink: Ink = Ink.BLACK
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """All its letters stand within `box`."""

    lines: tuple[str, ...]
    language: Language
    size: float
    look: Look
    box: Box

    @property
    def baselines(self) -> tuple[float, ...]:
        script = script_of(self.language)
        first = self.box.y + script.ascent * self.size
        return tuple(first + number * script.leading * self.size for number in range(len(self.lines)))


@dataclass(frozen=True, slots=True)
class Rule:
    box: Box


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; `symbol` has its quiet zone within `box`."""

    way: Way
    symbol: Symbol
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """`parts` in the order in which they are read."""

    title: str
    language: Language
    parts: tuple[Paragraph | Rule | Code, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(part for part in self.parts if isinstance(part, Code))
