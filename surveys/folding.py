"""Texts made alike where people write the same thing in different ways. Vowel signs of Indic scripts are never lost."""

import re
import unicodedata

# Letters that look or sound the same to whoever types them: a phone's Arabic keyboard for an Urdu word, Latin letters
# without their accents, the Russian letter that is hardly ever written.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("يىئے", "ی"),
        **dict.fromkeys("هةۃۂھ", "ہ"),
        "ك": "ک",
        "ؤ": "و",
        "ँ": "ं",
        "ਁ": "ਂ",
        "ё": "е",
        "ł": "l",
        "đ": "d",
        "ø": "o",
    }
)
# Not written by everybody: Arabic vowel marks and the stretching line, dots under and beside Indic letters, joiners
# that change only how letters join, what makes an emoji of a digit, and apostrophes.
_UNWRITTEN = re.compile(
    "['\u2018\u2019\u02bc\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u0a3c\u0abc]"
)
UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\u20e3]")
_DECORATION = re.compile(
    r"[\s.,;:!?()\-\u2013\u2014\u00bf\u00a1\"\u201c-\u201e\u00ab\u00bb\u060c\u061b\u061f\u06d4\u0964"
    r"\u3001\u3002\u300c\u300d]+"
)


def folded(text: str) -> str:
    """What is left of a text when case, width, accents, spacing, marks and the shape of a letter do not count."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    plain = _UNWRITTEN.sub("", unicodedata.normalize("NFC", _unaccented(plain)).translate(_ALIKE))
    return _DECORATION.sub(" ", plain).strip()


def _unaccented(text: str) -> str:
    """Latin letters lose their accents; in other scripts, marks are letters."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        if 0x300 <= ord(character) <= 0x36F and kept and "a" <= kept[-1] <= "z":
            continue
        kept.append(character)
    return "".join(kept)
