"""What was said is stored so that no kind of answer is ever read back as another."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback.store.codec import decoded, encoded
from feedback.store.keys import Cell, Keys
from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.definition import Kind, Question
from surveys.lexicon import Languages
from surveys.reading import read_typed

KEYS = Keys.from_secret(b"a made-up secret of good length, 1")
CELL = Cell("conversations", "answers", "one")
texts = st.text(st.characters(exclude_categories=["Cs"]))
options = texts.filter(lambda option: not option.startswith("~"))
answers: st.SearchStrategy[Answer] = st.one_of(
    options.map(Chosen),
    st.lists(options).map(tuple).map(Several),
    texts.map(Words),
    st.sampled_from(Nothing),
)


@given(st.dictionaries(texts, answers))
@example({"a": Words("~skipped"), "b": Chosen("words"), "c": Several(()), "d": Words('{"words":"x"}')})
@example({"nul": Words("be\0fore"), "emoji": Words("👩🏽‍🦱"), "urdu": Words("شکریہ")})
def test_what_goes_in_comes_out(given_answers: dict[str, Answer]) -> None:
    sealed = KEYS.seal(encoded(given_answers), CELL)
    assert decoded(KEYS.unseal(sealed, CELL)) == given_answers


@given(st.dictionaries(options, answers))
def test_the_same_answers_are_the_same_text_in_whatever_order_they_came(given_answers: dict[str, Answer]) -> None:
    assert encoded(dict(reversed(given_answers.items()))) == encoded(given_answers)


def test_an_option_that_would_read_as_nothing_said_is_refused() -> None:
    with pytest.raises(ValueError, match="~skipped"):
        encoded({"overall": Chosen("~skipped")})


def test_half_a_character_is_taken_out_where_words_are_read_and_refused_where_they_are_sealed() -> None:
    broken = "so good \ud83d"
    assert read_typed(Question("good", Kind.TEXT, "feedback"), (), Languages(), broken) == Words("so good")
    with pytest.raises(UnicodeEncodeError):
        KEYS.seal(encoded({"good": Words(broken)}), CELL)
