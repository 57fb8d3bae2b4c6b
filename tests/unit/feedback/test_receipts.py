"""A receipt is read off a screen and typed in again, by anybody, on any keyboard."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.receipts import new_code, new_response_id, normal, receipt_from

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
receipts = st.text().map(receipt_from)


def test_a_receipt_is_sixteen_characters_in_fours() -> None:
    assert re.fullmatch(rf"([{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]{{4}}", receipt_from("a secret"))


def test_the_same_secret_gives_the_same_receipt_for_good() -> None:
    """People hold these on paper: the way they are made cannot change."""
    assert receipt_from("a secret") == "8QCM-58BG-YAX6-VEAY"
    assert receipt_from("another secret") != receipt_from("a secret")


def test_a_code_to_come_back_with_is_read_like_a_receipt_and_never_given_twice() -> None:
    codes = [new_code() for _ in range(500)]
    assert [normal(code.lower()) for code in codes] == codes
    assert len(set(codes)) == len(codes)
    assert set("".join(codes)) == {*ALPHABET, "-"}


@given(receipts)
def test_a_receipt_reads_back_as_itself(receipt: str) -> None:
    assert normal(receipt) == receipt


@given(receipts, st.sampled_from(["", " ", "-", "–", "—", "\u200f", "\xa0", "\t", "\u2212"]))
def test_spacing_dashes_and_case_do_not_matter(receipt: str, between: str) -> None:
    typed = between.join(receipt.replace("-", ""))
    assert normal(typed) == normal(typed.lower()) == receipt


@given(receipts)
def test_letters_that_look_like_digits_are_read_as_those(receipt: str) -> None:
    for one in "IiLl":
        assert normal(receipt.replace("1", one)) == receipt
    assert normal(receipt.replace("0", "O")) == normal(receipt.replace("0", "o")) == receipt


@given(receipts)
def test_letters_of_a_russian_or_greek_keyboard_are_read_by_their_shape(receipt: str) -> None:
    for keyboard in (str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ"), str.maketrans("ABEHKMNPTXYZ", "ΑΒΕΗΚΜΝΡΤΧΥΖ")):
        assert normal(receipt.translate(keyboard)) == normal(receipt.translate(keyboard).lower()) == receipt


@given(receipts)
def test_digits_may_be_those_of_the_persons_own_script(receipt: str) -> None:
    for zero in "٠۰०০０":
        assert normal("".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in receipt)) == receipt


@given(receipts, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(receipt: str, place: int, wrong: str) -> None:
    characters = list(receipt.replace("-", ""))
    right, characters[place] = characters[place], wrong
    assert normal("".join(characters)) == (receipt if right == wrong else None)


@given(receipts, st.integers(0, 15), st.integers(0, 15))
def test_every_exchange_of_two_characters_is_noticed(receipt: str, one: int, other: int) -> None:
    before = receipt.replace("-", "")
    after = list(before)
    after[one], after[other] = after[other], after[one]
    assert normal("".join(after)) == (receipt if "".join(after) == before else None)


@pytest.mark.parametrize(
    "typed", ["", "-", "hello", "8QCM-58BG-YAX6-VEA", "8QCM-58BG-YAX6-VEAYY", "8QCM-58BG-YAX6-VEAU"]
)
def test_what_is_no_receipt_is_none(typed: str) -> None:
    assert normal(typed) is None


@given(st.text())
def test_nothing_that_can_be_typed_is_too_much_for_it(typed: str) -> None:
    read = normal(typed)
    assert read is None or normal(read) == read


def test_response_ids_are_random_and_easy_to_read_out() -> None:
    ids = {new_response_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch(rf"r-[{ALPHABET.lower()}]{{12}}", id) for id in ids)
