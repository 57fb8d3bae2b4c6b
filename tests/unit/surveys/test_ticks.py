"""Several answers tapped one after another in a chat: each tap counts at once, and "done" ends the answer."""

import pytest

from bot.survey_files import load_library
from surveys.answers import Nothing, Several
from surveys.engine import Turn, advance, begin
from surveys.events import Misread, Noted, Reason, Ticked
from surveys.record import feedback_of
from surveys.replies import Back, Done, Open, Picked, Reply, Skip, Stop, Tick, Typed
from surveys.session import Session

PATIENT = load_library()["patient"].edition.survey
NEEDS = PATIENT.question("needs-unmet")
ONE, TWO, NONE = NEEDS.options[0], NEEDS.options[1], next(iter(NEEDS.exclusive))


def there() -> Session:
    session = begin(PATIENT).session
    while session.at != NEEDS.id:
        session = advance(PATIENT, session, Skip()).session
    return session


def play(*replies: Reply) -> Turn:
    turn = Turn(there(), ())
    for reply in replies:
        turn = advance(PATIENT, turn.session, reply)
    return turn


def ticked(turn: Turn) -> tuple[str, ...]:
    given = turn.session.answers.get(NEEDS.id)
    return given.options if isinstance(given, Several) else ()


def test_each_tap_counts_and_the_question_stays() -> None:
    turn = play(Tick(TWO), Tick(ONE))
    assert ticked(turn) == (ONE, TWO)
    assert (turn.session.at, turn.events) == (NEEDS.id, (Ticked(NEEDS.id),))


def test_a_second_tap_takes_the_tick_away_and_the_last_one_leaves_no_answer() -> None:
    assert ticked(play(Tick(ONE), Tick(TWO), Tick(ONE))) == (TWO,)
    assert NEEDS.id not in play(Tick(ONE), Tick(ONE)).session.answers


def test_none_of_these_and_the_others_take_each_other_away() -> None:
    assert ticked(play(Tick(ONE), Tick(NONE))) == (NONE,)
    assert ticked(play(Tick(NONE), Tick(ONE))) == (ONE,)
    assert ticked(play(Tick(ONE), Tick(NONE), Tick(NONE))) == ()


@pytest.mark.parametrize("ending", [Done(), Skip()])
def test_done_ends_the_answer_and_so_does_going_on(ending: Reply) -> None:
    turn = play(Tick(ONE), ending)
    assert turn.events == (Noted(NEEDS.id, Several((ONE,))),)
    assert turn.session.at != NEEDS.id


def test_done_without_a_tick_is_no_answer() -> None:
    assert play(Done()).events == (Misread(NEEDS.id, Reason.EMPTY),)
    assert play(Tick(ONE), Tick(ONE), Done()).events == (Misread(NEEDS.id, Reason.EMPTY),)


def test_ticks_stand_when_one_goes_away_in_the_middle() -> None:
    assert feedback_of(PATIENT, play(Tick(ONE), Stop()).session)[NEEDS.id] == Several((ONE,))
    assert ticked(play(Tick(ONE), Back(), Open(NEEDS.id))) == (ONE,)


def test_whoever_comes_back_goes_on_from_their_ticks() -> None:
    again = (Tick(ONE), Done(), Open(NEEDS.id))
    assert ticked(play(*again, Tick(TWO))) == (ONE, TWO)
    assert play(*again, Done()).events == (Noted(NEEDS.id, Several((ONE,))),)
    assert play(*again, Skip()).events[0] == Noted(NEEDS.id, Nothing.SKIPPED)


def test_a_typed_answer_takes_the_place_of_ticks() -> None:
    assert ticked(play(Tick(ONE), Typed("2", whole=False))) == (TWO,)
    assert ticked(play(Tick(ONE), Picked((TWO,)))) == (TWO,)


def test_a_tick_of_what_is_not_offered_changes_nothing() -> None:
    turn = play(Tick(ONE), Tick("nonsense"))
    assert turn.events == (Misread(NEEDS.id, Reason.UNKNOWN),)
    assert ticked(turn) == (ONE,)


def test_one_of_many_ticked_is_that_answer() -> None:
    first = PATIENT.questions[0]
    turn = advance(PATIENT, begin(PATIENT).session, Tick(first.options[1]))
    assert turn.session.at != first.id
    assert isinstance(turn.events[0], Noted)
