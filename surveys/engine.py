"""One reply moves one session one step: begin, answer, skip, back, change, send, stop. Pure.

After an answer the next question is always the first that stands and has none. So a change far back leads at once to
whatever it opened, or to where the respondent had been.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from surveys.answers import Answer, Nothing
from surveys.definition import EQUALITY, FEEDBACK, Question, Survey
from surveys.events import (
    Began,
    Event,
    Finished,
    Misread,
    Noted,
    NotHere,
    NowhereBack,
    Reopened,
    Restored,
    Sent,
    Stopped,
    Withdrawn,
)
from surveys.reading import read_picked, read_typed
from surveys.replies import Back, Open, Picked, Reply, Send, Skip, Stop, Typed
from surveys.routing import offered, path, standing_answers
from surveys.session import Session, Stage
from surveys.text import Wording

_SECTION = {Stage.GIVING: FEEDBACK, Stage.CHECKING: FEEDBACK, Stage.SENT: EQUALITY}


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the respondent now stands, and what happened on the way there."""

    session: Session
    events: tuple[Event, ...]


def begin(survey: Survey) -> Turn:
    session = Session(survey.id, survey.version, Stage.GIVING, None, {})
    return Turn(_moved_on(survey, session), (Began(),))


def advance(survey: Survey, session: Session, reply: Reply, wordings: Iterable[Wording] = ()) -> Turn:
    """`wordings` are the languages in which a typed answer is looked for, the respondent's own first."""
    if session.closed:
        return Turn(session, (NotHere(),))
    match reply:
        case Stop():
            return _stop(session)
        case Send():
            return _send(survey, session)
        case Back():
            return _back(survey, session, reply.question)
        case Open():
            return _open(survey, session, reply.question)
        case Typed() | Picked() | Skip():
            return _answer(survey, session, reply, tuple(wordings))
        case _:
            assert_never(reply)


def open_questions(survey: Survey, session: Session) -> tuple[Question, ...]:
    """The questions that can be looked at and changed now. What was sent is closed."""
    section = _SECTION.get(session.stage)
    return tuple(question for question in path(survey, session.answers) if question.section == section)


def _answer(survey: Survey, session: Session, reply: Typed | Picked | Skip, wordings: tuple[Wording, ...]) -> Turn:
    question = _open_question(survey, session, reply.question or session.at)
    if question is None:
        return Turn(session, (NotHere(),))
    answer = _read(question, session, reply, wordings)
    if isinstance(answer, Misread):
        return Turn(session.standing(_asking(session), question.id), (answer,))
    answered = session.answering(question.id, answer)
    moved = _moved_on(survey, answered)
    closing = (Finished(),) if moved.closed else ()
    return Turn(moved, (Noted(question.id, answer), *_knock_on(survey, session, answered, question.id), *closing))


def _read(
    question: Question, session: Session, reply: Typed | Picked | Skip, wordings: tuple[Wording, ...]
) -> Answer | Misread:
    match reply:
        case Skip():
            return Nothing.SKIPPED
        case Picked(options):
            return read_picked(question, offered(question, session.answers), options)
        case Typed(text):
            return read_typed(question, offered(question, session.answers), wordings, text)
        case _:
            assert_never(reply)


def _back(survey: Survey, session: Session, looking_at: str | None) -> Turn:
    """One question back from the one that the respondent was looking at, so that a double tap is no double step."""
    questions = [question.id for question in open_questions(survey, session)]
    here = looking_at or session.at
    before = questions[: questions.index(here)] if here in questions else questions
    if not before:
        return Turn(session, (NowhereBack(),))
    return Turn(session.standing(_asking(session), before[-1]), (Reopened(before[-1]),))


def _open(survey: Survey, session: Session, id: str) -> Turn:
    if _open_question(survey, session, id) is None:
        return Turn(session, (NotHere(),))
    return Turn(session.standing(_asking(session), id), (Reopened(id),))


def _send(survey: Survey, session: Session) -> Turn:
    if session.stage is not Stage.CHECKING:
        return Turn(session, (NotHere(),))
    moved = _moved_on(survey, session.standing(Stage.SENT))
    return Turn(moved, (Sent(), Finished()) if moved.closed else (Sent(),))


def _stop(session: Session) -> Turn:
    """What was sent counts as finished, whatever of the equality questions came after it."""
    if session.stage is Stage.SENT:
        return Turn(session.standing(Stage.FINISHED), (Finished(),))
    return Turn(session.standing(Stage.STOPPED), (Stopped(),))


def _moved_on(survey: Survey, session: Session) -> Session:
    unanswered = _first_unanswered(survey, session)
    if unanswered is not None:
        return session.standing(_asking(session), unanswered)
    return session.standing(Stage.FINISHED if session.stage is Stage.SENT else Stage.CHECKING)


def _first_unanswered(survey: Survey, session: Session) -> str | None:
    answered = standing_answers(survey, session.answers)
    waiting = (question.id for question in open_questions(survey, session) if question.id not in answered)
    return next(waiting, None)


def _open_question(survey: Survey, session: Session, id: str | None) -> Question | None:
    return next((question for question in open_questions(survey, session) if question.id == id), None)


def _asking(session: Session) -> Stage:
    return Stage.GIVING if session.stage is Stage.CHECKING else session.stage


def _knock_on(survey: Survey, before: Session, after: Session, changed: str) -> tuple[Event, ...]:
    """Other answers that the change took out of the count, or brought back into it."""
    stood, stands = (standing_answers(survey, session.answers) for session in (before, after))
    gone = tuple(id for id in stood if id not in stands)
    back = tuple(id for id in stands if id not in stood and id != changed)
    events: list[Event] = [Withdrawn(gone)] if gone else []
    return (*events, Restored(back)) if back else tuple(events)
