"""The same answer, however it is said."""

from pathlib import Path

import pytest

from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.events import Misread, Reason
from surveys.lexicon import Languages
from surveys.limits import LONGEST_WORDS
from surveys.reading import read_typed
from surveys.text import Edition
from tests.unit.surveys.builders import ward_alone


@pytest.fixture
def survey(tmp_path: Path) -> Edition:
    return ward_alone(tmp_path)


def read(edition: Edition, question: str, text: str) -> Answer | Misread:
    asked = edition.survey.question(question)
    return read_typed(asked, asked.options, Languages(tuple(edition.wordings.values())), text)


@pytest.mark.parametrize(
    "text",
    [
        "Yes, always",
        "yes, ALWAYS",
        "  yes, always.  ",
        "1",
        " 1. ",
        "١",
        "۱",
        "१",
        "yes, al",
        "جی ہاں، ہمیشہ",
        "جی ہاں",
    ],
)
def test_a_label_its_beginning_or_its_number_mean_the_option(survey: Edition, text: str) -> None:
    assert read(survey, "respect", text) == Chosen("always")


@pytest.mark.parametrize("text", ["I don't know", "I don\u2019t know", "i DON'T"])
def test_the_shape_of_an_apostrophe_does_not_matter(survey: Edition, text: str) -> None:
    assert read(survey, "respect", text) == Chosen("dont-know")


@pytest.mark.parametrize("text", ["0", "4", "99", "-1", "1.5", "sometimes", "?"])
def test_what_means_no_option_is_not_guessed(survey: Edition, text: str) -> None:
    assert read(survey, "respect", text) == Misread("respect", Reason.UNKNOWN)


def test_a_beginning_of_two_labels_is_asked_about(survey: Edition) -> None:
    assert read(survey, "unfair", "no") == Chosen("no"), "a whole label is no beginning"
    assert read(survey, "unfair", "n") == Misread("unfair", Reason.AMBIGUOUS, ("no", "not-sure"))


@pytest.mark.parametrize("text", ["food, a place to pray", "1 2", "1, 2", "١ ۲", "2,1", "a place;food", "کھانا، 2"])
def test_several_options_in_one_line(survey: Edition, text: str) -> None:
    assert read(survey, "needs", text) == Several(("food", "prayer"))


def test_one_piece_that_cannot_be_read_spoils_the_line(survey: Edition) -> None:
    assert read(survey, "needs", "food, sleep") == Misread("needs", Reason.UNKNOWN)


def test_words_are_kept_as_they_were_typed(survey: Edition) -> None:
    story = "  They never\n\nasked \u202eme\u202c 🙂 ~skipped\t!  "

    assert read(survey, "better", story) == Words(story.strip())


def test_characters_that_no_store_takes_are_dropped_from_words(survey: Edition) -> None:
    assert read(survey, "better", "a\0b\ud83dc") == Words("abc")


@pytest.mark.parametrize("text", ["", "   ", "\n", "\0"])
def test_no_words_are_the_wish_to_skip(survey: Edition, text: str) -> None:
    assert read(survey, "better", text) is Nothing.SKIPPED


def test_a_whole_narrative_is_taken_and_a_flood_is_not(survey: Edition) -> None:
    assert isinstance(read(survey, "better", "م" * LONGEST_WORDS), Words)
    assert read(survey, "better", "م" * (LONGEST_WORDS + 1)) == Misread("better", Reason.TOO_LONG)


def test_a_choice_needs_something_said(survey: Edition) -> None:
    assert read(survey, "respect", "  ") == Misread("respect", Reason.EMPTY)
