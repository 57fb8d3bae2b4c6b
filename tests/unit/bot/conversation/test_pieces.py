"""Long texts in pieces: nothing lost, none too long, no letter cut through, in any script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.pieces import pieces, units

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇵🇱"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
LETTERS = (
    "a",
    "é",
    "e\u0301",
    "क्षि",
    "ਪੰ",
    "ગુ",
    "র্ক",
    "اُ",
    "本",
    "👍🏽",
    FAMILY,
    FLAG,
    SCOTLAND,
    "1️⃣",
    " ",
    "\n",
    "\n\n",
)
WHOLE = [letter for letter in LETTERS if len(letter) > 1 and not letter.isspace()]


def bare(text: str) -> str:
    return "".join(text.split())


@given(st.text(), st.integers(2, 60))
def test_nothing_is_lost_but_space_at_the_cuts_and_no_piece_is_too_long(text: str, longest: int) -> None:
    cut = list(pieces(text, longest))
    assert bare("".join(cut)) == bare(text)
    assert all(units(piece) <= longest for piece in cut)


@given(st.lists(st.sampled_from(LETTERS), max_size=200), st.integers(40, 80))
def test_no_letter_is_cut_through(letters: list[str], longest: int) -> None:
    for piece in list(pieces("".join(letters), longest))[1:]:
        first = piece[0]
        assert unicodedata.category(first)[0] != "M", piece
        assert first != "\u200d"
        assert not "\U0001f3fb" <= first <= "\U0001f3ff"
        assert not "\U000e0020" <= first <= "\U000e007f"


@pytest.mark.parametrize("letter", WHOLE)
@pytest.mark.parametrize("before", ["", "x", "xy", "本"])
def test_a_letter_of_several_characters_stays_whole(letter: str, before: str) -> None:
    cut = list(pieces(before + letter * 200, 60))
    assert len(cut) > 1
    for piece in cut[1:]:
        assert piece.startswith(letter), piece
    for piece in cut[:-1]:
        assert piece.endswith(letter), piece


def test_lines_go_before_words_and_words_before_letters() -> None:
    assert list(pieces("one two\n\nthree four", 12)) == ["one two", "three four"]
    assert list(pieces("one two\nthree four", 12)) == ["one two", "three four"]
    assert list(pieces("one two three", 10)) == ["one two", "three"]
    assert list(pieces("x" * 25, 10)) == ["x" * 10, "x" * 10, "x" * 5]


@pytest.mark.parametrize(("length", "number"), [(9, 1), (10, 1), (11, 2)])
def test_what_just_fits_is_one_piece(length: int, number: int) -> None:
    assert len(list(pieces("x" * length, 10))) == number


def test_phones_count_an_emoji_as_two() -> None:
    assert list(pieces("😀" * 6, 10)) == ["😀" * 5, "😀"]


def test_no_piece_is_empty() -> None:
    assert list(pieces("", 10)) == []
    for text in (" " * 50 + "x", "\n" * 50 + "x", "x" + " " * 50 + "y"):
        assert all(piece.strip() for piece in pieces(text, 10)), repr(text)
