"""Codes that people write down, and the random ids of responses: Crockford's alphabet, which has no I, L, O or U to
mistake.

A code is fifteen characters and a check character, shown in fours. The check is a remainder over the field of
32 elements: it finds every single wrong character and every exchange of two, so that a slip of the pen is told
apart from a code that nobody has.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LONGEST_TYPED = 100  # bringing marks into order takes quadratic time: nobody waits for what is no code anyway
_READ_AS = str.maketrans("OIL", "011")
# The same shapes on a Russian or a Greek keyboard: whoever typed the right code must not be told that it is wrong.
_LOOKALIKES = str.maketrans("АВСЕНКМРТХУОІΑΒΕΗΚΜΝΡΤΧΥΖΟΙ", "ABCEHKMPTXYOIABEHKMNPTXYZOI")
_DATA = 15
_WHOLE = _DATA + 1
_GROUP = 4
_ID_CHARACTERS = 12
_REDUCTION = 0b100101  # x^5 + x^2 + 1 is primitive: sixteen places get sixteen different weights


def new_code() -> str:
    """Random, for somebody to come back with: 75 bits, in the shape of a receipt and read like one."""
    return _shown(_checked([secrets.randbelow(32) for _ in range(_DATA)]))


def receipt_from(secret: str) -> str:
    """The same receipt for the same secret, and no way back. Whoever can guess the secret can withdraw."""
    digest = hashlib.sha256(b"heard receipt\0" + secret.encode()).digest()
    number = int.from_bytes(digest[:10])
    return _shown(_checked([number >> 5 * place & 31 for place in range(_DATA)]))


def normal(text: str) -> str | None:
    """A typed code as it was shown, whatever its case, spacing, dashes and digits. None where it is mistyped."""
    if len(text) > _LONGEST_TYPED:
        return None
    characters = "".join(_read(character) for character in unicodedata.normalize("NFKC", text))
    if len(characters) != _WHOLE or not set(characters) <= set(_ALPHABET):
        return None
    values = [_ALPHABET.index(character) for character in characters]
    return _shown(values) if _remainder(values) == 0 else None


def new_response_id() -> str:
    """Random: an id that counted upward would tell in which order people answered."""
    return "r-" + "".join(secrets.choice(_ALPHABET) for _ in range(_ID_CHARACTERS)).lower()


def _checked(values: list[int]) -> list[int]:
    return [*values, _doubled(_remainder(values))]


def _shown(values: Iterable[int]) -> str:
    characters = "".join(_ALPHABET[value] for value in values)
    return "-".join(characters[start : start + _GROUP] for start in range(0, _WHOLE, _GROUP))


def _read(character: str) -> str:
    """Dashes, spaces and the invisible marks that right-to-left text brings along are no part of a code."""
    category = unicodedata.category(character)
    if category in ("Pd", "Zs", "Cc", "Cf") or character == "\N{MINUS SIGN}":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character.upper().translate(_LOOKALIKES).translate(_READ_AS)


def _remainder(values: Iterable[int]) -> int:
    remainder = 0
    for value in values:
        remainder = _doubled(remainder) ^ value
    return remainder


def _doubled(value: int) -> int:
    return value << 1 ^ (_REDUCTION if value & 16 else 0)
