"""Passwords that whoever tries to get in tries first. Short ones are refused already: here are the long ones."""

import re
from collections.abc import Iterator

_FEWEST_DIFFERENT = 4  # characters: fewer are one key held down, or two or three in turn
_MOST_COMMON = frozenset(
    {
        "111222333444",
        "112233445566",
        "1q2w3e4r5t6y",
        "1q2w3e4r5t6y7u8i",
        "1qaz2wsx3edc",
        "1qaz2wsx3edc4rfv",
        "aabbccddeeff",
        "abc123abc123",
        "abcd12345678",
        "correcthorsebatterystaple",
        "letmeinletmein",
        "q1w2e3r4t5y6",
        "qazwsxedcrfv",
        "qwer1234asdf",
        "qwertyqwerty",
        "threerandomwords",
        "zaq12wsxcde3",
        "zaq1xsw2cde3",
    }
)
_IN_A_ROW = ("1234567890" * 20, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm", "9876543210" * 20)
_WORDS = (
    *("heard", "nhs", "nhsuk", "england", "trust", "hospital", "ward", "clinic", "patient", "patients", "carer"),
    *("feedback", "survey", "experience", "board", "staff", "team", "health", "care", "healthcare"),
    *("password", "passphrase", "passwort", "passcode", "pass", "secret", "login", "signin", "welcome", "changeme"),
    *("letmein", "iloveyou", "admin", "administrator", "administration", "user", "username", "guest", "test", "demo"),
    *("qwerty", "qwertyuiop", "asdfgh", "zxcvbn", "azerty", "abc", "default", "temporary", "computer", "internet"),
    *("football", "liverpool", "arsenal", "chelsea", "manchester", "united", "london", "monkey", "dragon", "sunshine"),
    *("princess", "superman", "starwars", "spring", "summer", "autumn", "winter", "monday", "january", "december"),
    *("my", "the", "is", "and", "our", "new"),
)
_WRITTEN_AS = str.maketrans("@$0135!", "asoiesi")
_NO_DIGITS = str.maketrans("", "", "0123456789")
_ADDED = "0123456789!?.,$@#*+-_ "
_LONGEST_ADDED = 6  # a day or a year; what has more besides the words is more than the words
_OF_SUCH_WORDS = re.compile(rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})+")


def guessable(password: str) -> bool:
    return len(set(password.casefold())) < _FEWEST_DIFFERENT or any(map(_common, _plain(password.casefold())))


def _common(plain: str) -> bool:
    return plain in _MOST_COMMON or _OF_SUCH_WORDS.fullmatch(plain) is not None or _in_a_row(plain)


def _plain(folded: str) -> Iterator[str]:
    """Without what people add to please a rule: `Passw0rd-2026!` is one word, a year and a mark."""
    yield _kept(folded)
    for written in (folded, folded.translate(_WRITTEN_AS), folded.rstrip(_ADDED).translate(_WRITTEN_AS)):
        letters = _kept(written).translate(_NO_DIGITS)
        if 2 * len(letters) >= len(folded) - _LONGEST_ADDED:
            yield letters


def _kept(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _in_a_row(plain: str) -> bool:
    return bool(plain) and any(plain in row or plain[::-1] in row for row in _IN_A_ROW)
