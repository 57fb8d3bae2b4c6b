"""Numbers, days, statements, questions that must be answered, words in several messages, and misses in a row."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.i18n import load_catalogues
from bot.lexicon import lexicon
from bot.survey_files import SurveyFile, load_survey
from surveys.answers import Chosen, Day, Nothing, Number, Words
from surveys.engine import Turn, advance, begin
from surveys.events import Added, Finished, Misread, Noted, NotHere, Reason, Reopened, Restored, Withdrawn
from surveys.lexicon import Languages
from surveys.limits import LONGEST_WORDS
from surveys.record import feedback_of
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Typed
from surveys.session import Stage
from surveys.text import Edition
from tests.unit.surveys.builders import written

STAY = """\
survey: stay
version: 3
same-as: 2
section: feedback
audience: patient
questions:
  - id: welcome
    kind: statement
  - id: agree
    kind: consent
    options: [yes, no]
    needed: yes
  - id: nights
    kind: number
    range: [0, 365]
  - id: moved
    kind: day
    range: [2020-01-01, 2030-12-31]
    if: nights >= 2
  - id: story
    kind: text
    same-as: 1
  - id: feeling
    kind: scale
    options: [good, poor, dont-know]
    off-scale: [dont-know]
    positive: [good]
    outside-base: [dont-know]
"""
STAY_EN = """\
language: en
status: draft
wording-version: 1
title: Your stay
questions:
  welcome: {ask: "Some questions about your stay."}
  agree: {ask: "May we begin?", why-needed: "Without a yes we may not ask.", options: {"yes": "Yes", "no": "No"}}
  nights: {ask: "How many nights?"}
  moved: {ask: "When were you moved?"}
  story: {ask: "What happened?"}
  feeling: {ask: "How was it?", options: {good: Good, poor: Poor, dont-know: "I don't know"}}
"""
LEXICON = lexicon(load_catalogues())


@pytest.fixture
def stay(tmp_path: Path) -> Edition:
    loaded = load_survey(written(tmp_path, stay=STAY, stay_en=STAY_EN))
    assert isinstance(loaded, SurveyFile), loaded
    return loaded.edition


def play(edition: Edition, *replies: Reply) -> Turn:
    turn = begin(edition.survey)
    for reply in replies:
        turn = advance(edition.survey, turn.session, reply, Languages(tuple(edition.wordings.values()), LEXICON))
    return turn


def part(text: str) -> Typed:
    return Typed(text, whole=False)


TO_NIGHTS = (Typed("ok"), Typed("yes"))
TO_THE_STORY = (*TO_NIGHTS, Typed("1"))


def test_a_statement_is_read_and_leaves_no_record(stay: Edition) -> None:
    assert play(stay).session.at == "welcome"
    assert play(stay, Typed("ok")).session.at == "agree"
    assert play(stay, Skip()).session.at == "agree"
    assert "welcome" not in feedback_of(stay.survey, play(stay, Skip()).session)


def test_a_question_that_must_be_answered_is_not_skipped(stay: Edition) -> None:
    turn = play(stay, Skip(), Skip())

    assert turn.events == (Misread("agree", Reason.NEEDED),)
    assert turn.session.at == "agree"
    assert stay.wording("en").texts["agree"].why_needed == "Without a yes we may not ask."


def test_whoever_will_not_answer_it_can_still_stop(stay: Edition) -> None:
    assert play(stay, Skip(), Stop()).session.stage is Stage.STOPPED


@pytest.mark.parametrize(("nights", "asked"), [("1", "story"), ("2", "moved"), ("٣", "moved")])
def test_a_number_decides_what_is_asked_next(stay: Edition, nights: str, asked: str) -> None:
    assert play(stay, *TO_NIGHTS, Typed(nights)).session.at == asked


def test_a_changed_number_takes_later_answers_along_and_brings_them_back(stay: Edition) -> None:
    answered = (*TO_NIGHTS, Typed("5"), Typed("27 3 2026"), Open("nights"))

    assert play(stay, *answered, Typed("1")).events[1:] == (Withdrawn(("moved",)),)
    assert play(stay, *answered, Typed("1"), Open("nights"), Typed("2")).events[1:] == (Restored(("moved",)),)
    assert play(stay, *answered).session.answers["moved"] == Day(date(2026, 3, 27))


def test_words_of_several_messages_are_one_answer(stay: Edition) -> None:
    turn = play(stay, *TO_THE_STORY, part("I came at night."), part("Nobody spoke to me."))
    assert turn.events == (Added("story", again=True),)
    assert (turn.session.at, turn.session.composing) == ("story", True)

    done = play(stay, *TO_THE_STORY, part("I came at night."), part("Nobody spoke to me."), Done())
    assert done.events == (Noted("story", Words("I came at night.\nNobody spoke to me.")),)
    assert done.session.at == "feeling"


@pytest.mark.parametrize("ending", [Skip(), Back(), Stop(), Open("nights"), Typed("three", "nights")])
def test_whatever_comes_next_keeps_what_was_written(stay: Edition, ending: Reply) -> None:
    session = play(stay, *TO_THE_STORY, part("I came at night."), ending).session

    assert session.answers["story"] == Words("I came at night.")
    assert not session.composing


def test_whoever_comes_back_to_their_words_begins_them_anew(stay: Edition) -> None:
    turn = play(stay, *TO_THE_STORY, part("Bad."), Done(), Back(), part("It was good, really."), Done())

    assert turn.session.answers["story"] == Words("It was good, really.")


def test_done_with_nothing_written_is_no_answer(stay: Edition) -> None:
    assert play(stay, *TO_THE_STORY, Done()).events == (Misread("story", Reason.EMPTY),)
    assert play(stay, *TO_THE_STORY, part("  ")).events == (Misread("story", Reason.EMPTY),)


def test_a_message_too_many_is_refused_and_what_came_before_it_is_kept(stay: Edition) -> None:
    long = "x" * (LONGEST_WORDS - 1)
    turn = play(stay, *TO_THE_STORY, part(long), part("one more"))

    assert turn.events == (Misread("story", Reason.TOO_LONG),)
    assert turn.session.answers["story"] == Words(long)
    assert turn.session.composing


def test_help_is_offered_after_the_second_miss_in_a_row(stay: Edition) -> None:
    misses = [Misread("nights", Reason.UNKNOWN, again=again) for again in (False, True, True)]
    for count, miss in enumerate(misses, start=1):
        assert play(stay, *TO_NIGHTS, *[Typed("lots")] * count).events == (miss,)


@pytest.mark.parametrize("between", [Typed("5"), Back(), Open("agree")])
def test_anything_understood_in_between_begins_the_count_anew(stay: Edition, between: Reply) -> None:
    turn = play(stay, *TO_NIGHTS, Typed("lots"), between, Open("nights"), Typed("lots"))

    assert turn.events == (Misread("nights", Reason.UNKNOWN),)


def test_a_miss_at_another_question_leads_there(stay: Edition) -> None:
    turn = play(stay, *TO_THE_STORY, Typed("lots", "nights"))

    assert turn.events == (Misread("nights", Reason.UNKNOWN),)
    assert turn.session.at == "nights"
    assert turn.session.answers["nights"] == Number(Decimal(1))


def test_a_scale_has_an_order_without_what_stands_outside_it(stay: Edition) -> None:
    assert stay.survey.question("feeling").scale == ("good", "poor")
    assert play(stay, *TO_THE_STORY, Skip(), Typed("😡")).session.answers["feeling"] == Chosen("poor")


def test_a_version_says_since_when_its_questions_mean_what_they_mean(stay: Edition) -> None:
    assert {question.id: question.since for question in stay.survey} == {
        "welcome": 2, "agree": 2, "nights": 2, "moved": 2, "story": 1, "feeling": 2,
    }  # fmt: skip


def test_the_whole_way_to_the_end(stay: Edition) -> None:
    turn = play(stay, *TO_NIGHTS, Typed("7"), Skip(), part("Well."), Done(), Picked(("good",)), Send())

    assert turn.events[-1:] == (Finished(),)
    assert feedback_of(stay.survey, turn.session) == {
        "agree": Chosen("yes"),
        "nights": Number(Decimal(7)),
        "moved": Nothing.SKIPPED,
        "story": Words("Well."),
        "feeling": Chosen("good"),
    }
    assert play(stay, Stop(), Typed("ok")).events == (NotHere(),)
    assert play(stay, Skip(), Back()).events == (Reopened("welcome"),)
