"""One person is taken through a survey, changes their mind, skips, goes back and stops."""

from dataclasses import replace
from pathlib import Path

import pytest

from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.engine import Turn, advance, begin
from surveys.events import (
    Finished,
    Misread,
    Noted,
    NotHere,
    NowhereBack,
    Reason,
    Restored,
    Stopped,
    Withdrawn,
)
from surveys.lexicon import Languages
from surveys.record import equality_of, feedback_of, said_nothing
from surveys.replies import Back, Open, Picked, Reply, Send, Skip, Stop, Typed
from surveys.session import Session, Stage
from surveys.text import Edition
from tests.unit.surveys.builders import ward


@pytest.fixture
def survey(tmp_path: Path) -> Edition:
    return ward(tmp_path)


def play(edition: Edition, *replies: Reply) -> Turn:
    turn = begin(edition.survey)
    for reply in replies:
        turn = advance(edition.survey, turn.session, reply, Languages(tuple(edition.wordings.values())))
    return turn


def pick(*options: str, question: str | None = None) -> Picked:
    return Picked(options, question)


TO_THE_CHECK = (pick("always"), pick("food"), pick("no"), Typed("More staff at night"))
SENT = (*TO_THE_CHECK, Send())


def test_a_survey_begins_with_its_first_question_and_nothing_said(survey: Edition) -> None:
    session = play(survey).session

    assert (session.stage, session.at, dict(session.answers)) == (Stage.GIVING, "respect", {})


def test_questions_whose_condition_does_not_hold_are_passed_by(survey: Edition) -> None:
    session = play(survey, pick("always"), pick("food")).session

    assert session.at == "unfair"


def test_a_chosen_other_is_asked_about_in_own_words(survey: Edition) -> None:
    assert play(survey, pick("always"), pick("food", "other")).session.at == "needs-other"


@pytest.mark.parametrize("answer", ["yes", "not-sure"])
def test_either_side_of_an_or_opens_the_follow_up(survey: Edition, answer: str) -> None:
    assert play(survey, pick("always"), pick("none"), pick(answer)).session.at == "unfair-who"


def test_after_the_last_question_comes_the_check(survey: Edition) -> None:
    session = play(survey, *TO_THE_CHECK).session

    assert (session.stage, session.at) == (Stage.CHECKING, None)


def test_a_change_from_the_check_returns_there(survey: Edition) -> None:
    turn = play(survey, *TO_THE_CHECK, Open("respect"), pick("never"))

    assert turn.session.stage is Stage.CHECKING
    assert turn.session.answers["respect"] == Chosen("never")


def test_a_change_that_opens_a_follow_up_leads_to_it(survey: Edition) -> None:
    assert play(survey, *TO_THE_CHECK, pick("yes", question="unfair")).session.at == "unfair-who"


def test_an_answer_that_no_longer_applies_is_withdrawn_and_said(survey: Edition) -> None:
    turn = play(survey, pick("always"), pick("none"), pick("yes"), pick("staff"), pick("no", question="unfair"))

    assert Withdrawn(("unfair-who",)) in turn.events
    assert feedback_of(survey.survey, turn.session)["unfair-who"] is Nothing.NOT_ASKED


def test_changing_back_restores_it_until_sending(survey: Edition) -> None:
    changed = (pick("no", question="unfair"), pick("yes", question="unfair"))
    turn = play(survey, pick("always"), pick("none"), pick("yes"), pick("staff"), *changed)

    assert Restored(("unfair-who",)) in turn.events
    assert feedback_of(survey.survey, turn.session)["unfair-who"] == Chosen("staff")


def test_back_leads_one_question_back_and_keeps_the_answer(survey: Edition) -> None:
    session = play(survey, pick("always"), pick("food"), Back()).session

    assert (session.at, session.answers["needs"]) == ("needs", Several(("food",)))


def test_a_double_tap_on_back_goes_back_once(survey: Edition) -> None:
    session = play(survey, pick("always"), pick("food"), Back("unfair"), Back("unfair")).session

    assert session.at == "needs"


def test_there_is_nothing_before_the_first_question(survey: Edition) -> None:
    turn = play(survey, Back())

    assert (turn.session.at, turn.events) == ("respect", (NowhereBack(),))


def test_back_from_the_check_leads_to_the_last_question(survey: Edition) -> None:
    assert play(survey, *TO_THE_CHECK, Back()).session.at == "better"


def test_what_cannot_be_read_changes_nothing(survey: Edition) -> None:
    turn = play(survey, Typed("perhaps"))

    assert turn.events == (Misread("respect", Reason.UNKNOWN),)
    assert replace(turn.session, misses=0) == play(survey).session


def test_an_exclusive_option_stands_alone(survey: Edition) -> None:
    turn = play(survey, pick("always"), pick("none", "food"))

    assert turn.events == (Misread("needs", Reason.EXCLUSIVE, ("none",)),)


def test_options_are_kept_in_the_surveys_order(survey: Edition) -> None:
    assert play(survey, pick("always"), pick("prayer", "food")).session.answers["needs"] == Several(("food", "prayer"))


def test_an_option_of_another_question_is_no_answer(survey: Edition) -> None:
    assert play(survey, pick("food")).events == (Misread("respect", Reason.UNKNOWN),)


def test_sending_leads_to_the_opt_in_and_closes_the_feedback(survey: Edition) -> None:
    turn = play(survey, *SENT)

    assert (turn.session.stage, turn.session.at) == (Stage.SENT, "equality-opt-in")
    assert play(survey, *SENT, Open("respect")).events == (NotHere(),)
    assert play(survey, *SENT, Back()).events == (NowhereBack(),)


def test_sending_too_early_does_nothing(survey: Edition) -> None:
    assert play(survey, pick("always"), Send()).events == (NotHere(),)


def test_who_does_not_opt_in_is_done(survey: Edition) -> None:
    for reply in (pick("no"), Skip()):
        turn = play(survey, *SENT, reply)
        assert turn.session.stage is Stage.FINISHED
        assert isinstance(turn.events[-1], Finished)
        assert equality_of(survey.survey, turn.session) == {}


def test_the_second_step_offers_what_belongs_to_the_first(survey: Edition) -> None:
    turn = play(survey, *SENT, pick("yes"), pick("asian"), pick("irish"))

    assert turn.events == (Misread("ethnicity", Reason.UNKNOWN),)


def test_another_group_withdraws_the_finer_answer(survey: Edition) -> None:
    turn = play(survey, *SENT, pick("yes"), pick("asian"), pick("indian"), pick("white", question="ethnicity-group"))

    assert turn.session.at == "ethnicity"
    assert Withdrawn(("ethnicity",)) in turn.events


def test_a_new_finer_answer_is_noted_and_not_called_restored(survey: Edition) -> None:
    steps = (
        pick("yes"),
        pick("asian"),
        pick("indian"),
        pick("white", question="ethnicity-group"),
        pick("irish"),
    )

    assert play(survey, *SENT, *steps).events == (Noted("ethnicity", Chosen("irish")),)


@pytest.mark.parametrize(
    ("steps", "stored"),
    [
        ((pick("asian"), pick("indian")), Chosen("indian")),
        ((pick("asian"), Skip()), Chosen("asian")),
        ((pick("asian"), pick("prefer-not-to-say")), Chosen("asian")),
        ((pick("prefer-not-to-say"),), Chosen("prefer-not-to-say")),
        ((Skip(),), Nothing.SKIPPED),
    ],
)
def test_two_steps_are_one_answer(survey: Edition, steps: tuple[Reply, ...], stored: Answer) -> None:
    turn = play(survey, *SENT, pick("yes"), *steps, pick("under-65"))

    assert turn.session.stage is Stage.FINISHED
    assert equality_of(survey.survey, turn.session) == {"ethnicity": stored, "age": Chosen("under-65")}


def test_own_words_about_ethnicity_are_asked_for_and_kept(survey: Edition) -> None:
    turn = play(survey, *SENT, pick("yes"), pick("white"), pick("white-other"), Typed("Welsh Romani"), Skip())

    assert equality_of(survey.survey, turn.session) == {
        "ethnicity": Chosen("white-other"),
        "ethnicity-words": Words("Welsh Romani"),
        "age": Nothing.SKIPPED,
    }


def test_items_that_the_trust_has_switched_off_are_never_asked(survey: Edition) -> None:
    assert survey.survey.find("migrant") is None
    assert survey.survey.find("ethnicity-group") is not None


def test_stopping_keeps_what_was_said_and_says_what_was_not_reached(survey: Edition) -> None:
    turn = play(survey, pick("always"), Skip(), Stop())

    assert (turn.session.stage, turn.events) == (Stage.STOPPED, (Stopped(),))
    assert feedback_of(survey.survey, turn.session) == {
        "respect": Chosen("always"),
        "needs": Nothing.SKIPPED,
        "needs-other": Nothing.NOT_ASKED,
        "unfair": Nothing.NOT_REACHED,
        "unfair-who": Nothing.NOT_REACHED,
        "better": Nothing.NOT_REACHED,
    }


def test_stopping_among_the_equality_questions_keeps_the_feedback_as_finished(survey: Edition) -> None:
    turn = play(survey, *SENT, pick("yes"), pick("asian"), pick("indian"), Stop())

    assert turn.session.stage is Stage.FINISHED
    assert equality_of(survey.survey, turn.session) == {
        "ethnicity": Chosen("indian"),
        "age": Nothing.NOT_REACHED,
    }


def test_nothing_can_be_said_after_the_end(survey: Edition) -> None:
    for reply in (pick("always"), Stop(), Send(), Back(), Open("respect"), Skip(), Typed("1")):
        turn = play(survey, pick("always"), Stop(), reply)
        assert turn.events == (NotHere(),)
        assert turn.session.stage is Stage.STOPPED


def test_who_only_skipped_has_said_nothing(survey: Edition) -> None:
    def stopped_after(*replies: Reply) -> Session:
        return play(survey, *replies, Stop()).session

    assert said_nothing(survey.survey, stopped_after(Skip(), Skip()))
    assert not said_nothing(survey.survey, stopped_after(Skip(), pick("none")))
