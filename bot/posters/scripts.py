"""How each script is set: its fonts, and how much room its letters need. Pure.

All figures are in ems and of Debian's Noto fonts, the first of each list; the others stand for machines without them.
"""

from dataclasses import dataclass

from bot.i18n import Language


@dataclass(frozen=True, slots=True)
class Script:
    """`ascent` and `descent`: from the baseline to the top and bottom of its fonts. `leading`: from one baseline to the
    next."""

    fonts: tuple[str, ...]
    ascent: float
    descent: float
    leading: float

    @property
    def one_line(self) -> float:
        return self.ascent + self.descent

    def lines(self, count: int) -> float:
        return self.one_line + (count - 1) * self.leading


_SANS = ("Noto Sans", "Segoe UI", "Helvetica", "Arial", "sans-serif")
_LATIN = Script(_SANS, ascent=1.07, descent=0.30, leading=1.22)
_ARABIC = Script(("Noto Naskh Arabic", "Geeza Pro", *_SANS), ascent=1.07, descent=0.64, leading=1.6)
_NASTALIQ = Script(
    ("Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic", *_SANS),
    ascent=1.91,
    descent=0.60,
    leading=2.2,
)


def _indic(name: str) -> Script:
    return Script((f"Noto Sans {name}", "Nirmala UI", *_SANS), ascent=1.07, descent=0.42, leading=1.4)


def _chinese(*fonts: str) -> Script:
    return Script((*fonts, *_SANS), ascent=1.16, descent=0.30, leading=1.4)


_BY_LANGUAGE = {
    "ar": _ARABIC,
    "bn": _indic("Bengali"),
    "gu": _indic("Gujarati"),
    "hi": _indic("Devanagari"),
    "pa": _indic("Gurmukhi"),
    "ur": _NASTALIQ,
    "zh-Hans": _chinese("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei"),
    "zh-Hant": _chinese("Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei"),
}


def script_of(language: Language) -> Script:
    return _BY_LANGUAGE.get(language.tag, _LATIN)
