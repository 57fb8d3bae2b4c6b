"""Numbers as people type them: 3, ٣, ۳, ३, 三, 十二, 3️⃣, 3.5, ٣٫٥."""

import re
import unicodedata
from decimal import Decimal

from surveys.folding import UNSEEN, folded

_WHOLE = re.compile(r"[\s(]*(\d{1,9})[\s.,:)\u3001\u3002]*")
_DECIMAL = re.compile(r"-?\d{1,9}(?:[.,٫]\d{1,6})?")
_CHINESE = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5}
_CHINESE |= {"六": 6, "七": 7, "八": 8, "九": 9}
_TEN = "十"


def whole_number(text: str) -> int | None:
    """A whole number that stands alone, whatever stops, brackets or spaces people put round it."""
    found = _WHOLE.fullmatch(_plain(text))
    return int(found[1]) if found else _chinese(folded(text))


def decimal_number(text: str) -> Decimal | None:
    plain = _plain(text).strip().replace("\u2212", "-")
    if _DECIMAL.fullmatch(plain):
        return Decimal(re.sub("[,٫]", ".", plain))
    whole = whole_number(text)
    return Decimal(whole) if whole is not None else None


def numbers(text: str) -> tuple[int, ...]:
    """Every run of digits in the text, in order."""
    return tuple(int(run) for run in re.findall(r"\d{1,9}", _plain(text)))


def _plain(text: str) -> str:
    """Without the marks that right-to-left text brings along unseen, and what makes an emoji of a digit."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _chinese(text: str) -> int | None:
    """Up to 99: lists are not longer."""
    if text in _CHINESE:
        return _CHINESE[text]
    tens, ten, ones = text.partition(_TEN)
    if not ten or any(part and part not in _CHINESE for part in (tens, ones)):
        return None
    return 10 * (_CHINESE[tens] if tens else 1) + (_CHINESE[ones] if ones else 0)
