"""What is sealed opens with its key, in its place, unchanged; and in no other case does anything come out."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback.store.keys import Cell, Key, KeyMissing, Keys, ShortSecret, Unreadable

SECRET = b"a made-up secret of good length, 1"
OTHER = b"a made-up secret of good length, 2"
KEYS = Keys.from_secret(SECRET)
CELL = Cell("comments", "words", "r-1 good")
words = st.text(st.characters(exclude_categories=["Cs"]))


@given(words)
def test_words_come_back_as_they_were(text: str) -> None:
    assert KEYS.unseal(KEYS.seal(text, CELL), CELL) == text


def test_the_same_words_never_look_the_same_twice() -> None:
    assert KEYS.seal("the food", CELL) != KEYS.seal("the food", CELL)


def test_sealed_words_do_not_hold_the_words() -> None:
    assert b"the food" not in KEYS.seal("the food", CELL)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Cell("equality", "words", "r-1 good"),
        Cell("comments", "answers", "r-1 good"),
        Cell("comments", "words", "r-2 good"),
    ],
)
def test_words_that_were_moved_do_not_open(elsewhere: Cell) -> None:
    with pytest.raises(Unreadable, match=f"{elsewhere.table}.{elsewhere.column} of {elsewhere.row}"):
        KEYS.unseal(KEYS.seal("the food", CELL), elsewhere)


@given(st.integers(0, len(KEYS.seal("the food", CELL)) - 1), st.integers(1, 255))
def test_one_changed_byte_anywhere_is_noticed(place: int, change: int) -> None:
    sealed = bytearray(KEYS.seal("the food", CELL))
    sealed[place] ^= change
    with pytest.raises(Unreadable, match=r"comments\.words of r-1 good"):
        KEYS.unseal(bytes(sealed), CELL)


@given(st.integers(0, len(KEYS.seal("the food", CELL)) - 1))
def test_a_value_cut_short_is_noticed(length: int) -> None:
    with pytest.raises(Unreadable, match=r"comments\.words of r-1 good"):
        KEYS.unseal(KEYS.seal("the food", CELL)[:length], CELL)


@pytest.mark.parametrize(
    "damaged",
    [KEYS.seal("the food", CELL)[:-1], KEYS.seal("the food", CELL)[:20], b"damaged", b""],
    ids=["short", "beginning", "other", "nothing"],
)
def test_what_was_damaged_is_not_waited_for(damaged: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        KEYS.unseal(damaged, CELL)
    assert not isinstance(raised.value, KeyMissing)


def test_another_key_opens_nothing_and_says_which_key_it_took() -> None:
    with pytest.raises(KeyMissing, match=f"key that is not here .*{KEYS.current.id.hex()}"):
        Keys.from_secret(OTHER).unseal(KEYS.seal("the food", CELL), CELL)


def test_a_ring_opens_what_its_older_keys_sealed_and_seals_with_the_new_one() -> None:
    ring = Keys.from_secret(OTHER, SECRET)
    assert ring.unseal(KEYS.seal("the food", CELL), CELL) == "the food"
    assert Keys.from_secret(OTHER).unseal(ring.seal("the staff", CELL), CELL) == "the staff"


def test_a_value_is_filed_under_the_new_key_and_still_found_under_the_old() -> None:
    ring = Keys.from_secret(OTHER, SECRET)
    assert ring.hashes("receipt", "AB3D") == (
        *Keys.from_secret(OTHER).hashes("receipt", "AB3D"),
        *KEYS.hashes("receipt", "AB3D"),
    )


def test_equal_texts_of_different_kinds_are_filed_apart() -> None:
    assert KEYS.hashes("respondent", "7") != KEYS.hashes("receipt", "7")


@given(st.text(st.characters(exclude_categories=[])))
@example("\ud83d")
def test_any_address_at_all_can_be_filed(address: str) -> None:
    """Half a character is no text that UTF-8 knows, but a browser can send it before anybody has looked."""
    (filed,) = KEYS.hashes("respondent", address)
    assert len(filed) == 32


def test_a_secret_that_lost_its_content_is_refused() -> None:
    with pytest.raises(ShortSecret, match="31 bytes"):
        Key.from_secret(SECRET[:31])
    assert Key.from_secret(SECRET[:32]).id != KEYS.current.id


def test_keys_do_not_show_themselves() -> None:
    assert repr(KEYS) == f"Keys(current=Key(id={KEYS.current.id!r}), older=())"
