"""One reply moves one session one step: begin, answer, add, tick, done, skip, back, change, send, stop. Pure.

After an answer the next question is always the first that stands and has none. So a change far back leads at once to
whatever it opened, or to where the respondent had been.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from surveys.answers import Answer, Nothing, Several, Words
from surveys.definition import EQUALITY, FEEDBACK, Kind, Question, Survey
from surveys.events import (
    Added,
    Began,
    Event,
    Finished,
    Misread,
    Noted,
    NotHere,
    NowhereBack,
    Reason,
    Reopened,
    Restored,
    Sent,
    Stopped,
    Ticked,
    Withdrawn,
)
from surveys.lexicon import Languages
from surveys.reading import read_picked, read_tick, read_typed, read_words
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Tick, Typed
from surveys.routing import Route, offered, path, route, route_changed
from surveys.session import Session, Stage

_SECTION = {Stage.GIVING: FEEDBACK, Stage.CHECKING: FEEDBACK, Stage.SENT: EQUALITY}
_MISSES_BEFORE_HELP = 2
_NO_LANGUAGE = Languages()
_Answering: TypeAlias = Typed | Picked | Tick | Done | Skip


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the respondent now stands, and what happened on the way there."""

    session: Session
    events: tuple[Event, ...]


def begin(survey: Survey) -> Turn:
    session = Session(survey.id, survey.version, Stage.GIVING, None, {})
    return Turn(_moved_on(route(survey, {}), session), (Began(),))


def advance(survey: Survey, session: Session, reply: Reply, languages: Languages = _NO_LANGUAGE) -> Turn:
    """`languages`: those in which a typed answer is looked for."""
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
        case Typed() | Picked() | Tick() | Done() | Skip():
            return _answer(survey, session, reply, languages)
        case _:
            assert_never(reply)


def open_questions(survey: Survey, session: Session) -> tuple[Question, ...]:
    """The questions that can be looked at and changed now. What was sent is closed."""
    section = _SECTION.get(session.stage)
    return tuple(question for question in path(survey, session.answers) if question.section == section)


def _answer(survey: Survey, session: Session, reply: _Answering, languages: Languages) -> Turn:
    before = route(survey, session.answers)
    question = _open_now(before, session, reply.question or session.at)
    if question is None:
        return Turn(session, (NotHere(),))
    if isinstance(reply, Tick) and question.kind is Kind.SEVERAL:
        return _ticked(survey, before, session, question, reply.option)
    composed = _composed(session, question)
    answer = _read(question, before, reply, composed, languages)
    if isinstance(answer, Misread):
        return _missed(session, answer)
    answered = session.answering(question.id, answer)
    after = _route_after(survey, before, question, answered)
    knock_on = _knock_on(before, after, question.id)
    if _goes_on(question, reply):
        return Turn(_composing(answered, question), (Added(question.id, again=composed is not None), *knock_on))
    moved = _moved_on(after, answered)
    closing = (Finished(),) if moved.closed else ()
    return Turn(moved, (Noted(question.id, answer), *knock_on, *closing))


def _ticked(survey: Survey, before: Route, session: Session, question: Question, option: str) -> Turn:
    """Whoever takes the last tick away has not answered."""
    ticked = read_tick(question, offered(question, before.standing), before.standing.get(question.id), option)
    if isinstance(ticked, Misread):
        return _missed(session, ticked)
    answered = session.answering(question.id, ticked) if ticked.options else session.without(question.id)
    after = route_changed(survey, before, question.id, answered.answers)
    return Turn(_composing(answered, question), (Ticked(question.id), *_knock_on(before, after, question.id)))


def _read(
    question: Question,
    before: Route,
    reply: _Answering,
    composed: Words | Several | None,
    languages: Languages,
) -> Answer | Misread:
    said = _said(question, before, reply, composed, languages)
    unmet = said is Nothing.SKIPPED and question.needed and question.answerable
    return Misread(question.id, Reason.NEEDED) if unmet else said


def _said(
    question: Question,
    before: Route,
    reply: _Answering,
    composed: Words | Several | None,
    languages: Languages,
) -> Answer | Misread:
    """Whoever skips in the middle of an answer wants to go on, not to lose what they gave. Ticks that stand from before
    are an answer, too; own words are written anew."""
    match reply:
        case Skip():
            return composed or Nothing.SKIPPED
        case Done():
            ticked = before.standing.get(question.id)
            standing = ticked if isinstance(ticked, Several) else None
            return composed or standing or Misread(question.id, Reason.EMPTY)
        case Tick(option):
            return read_picked(question, offered(question, before.standing), (option,))
        case Picked(options):
            return read_picked(question, offered(question, before.standing), options)
        case Typed(text) if _goes_on(question, reply):
            return _with_more(question, composed if isinstance(composed, Words) else None, text)
        case Typed(text):
            return read_typed(question, offered(question, before.standing), languages, text)
        case _:
            assert_never(reply)


def _goes_on(question: Question, reply: Reply) -> bool:
    return isinstance(reply, Typed) and question.kind is Kind.TEXT and not reply.whole


def _composed(session: Session, question: Question) -> Words | Several | None:
    so_far = session.answers.get(question.id) if session.composing and question.id == session.at else None
    return so_far if isinstance(so_far, Words | Several) else None


def _with_more(question: Question, composed: Words | None, text: str) -> Answer | Misread:
    if read_words(question, text) is Nothing.SKIPPED:
        return Misread(question.id, Reason.EMPTY)
    return read_words(question, f"{composed.text}\n{text}" if composed else text)


def _composing(session: Session, question: Question) -> Session:
    return replace(session.standing(_asking(session), question.id), composing=True)


def _missed(session: Session, misread: Misread) -> Turn:
    """A miss at another question than the one that stands leads there, and begins the count of misses anew."""
    there = session if session.at == misread.question else session.standing(_asking(session), misread.question)
    missed = replace(there, misses=there.misses + 1)
    return Turn(missed, (replace(misread, again=missed.misses >= _MISSES_BEFORE_HELP),))


def _back(survey: Survey, session: Session, looking_at: str | None) -> Turn:
    """One question back from the one that the respondent was looking at, so that a double tap is no double step."""
    here = looking_at or session.at
    section = [question.id for question in survey.section(_SECTION[session.stage])]
    if here is not None and here not in section:
        return Turn(session, (NotHere(),))
    earlier = section[: section.index(here)] if here else section
    open_now = {question.id for question in open_questions(survey, session)}
    before = [id for id in earlier if id in open_now]
    if not before:
        return Turn(session, (NowhereBack(),))
    return Turn(session.standing(_asking(session), before[-1]), (Reopened(before[-1]),))


def _open(survey: Survey, session: Session, id: str) -> Turn:
    if _open_now(route(survey, session.answers), session, id) is None:
        return Turn(session, (NotHere(),))
    return Turn(session.standing(_asking(session), id), (Reopened(id),))


def _send(survey: Survey, session: Session) -> Turn:
    if session.stage is not Stage.CHECKING:
        return Turn(session, (NotHere(),))
    moved = _moved_on(route(survey, session.answers), session.standing(Stage.SENT))
    return Turn(moved, (Sent(), Finished()) if moved.closed else (Sent(),))


def _stop(session: Session) -> Turn:
    """What was sent counts as finished, whatever of the equality questions came after it."""
    if session.stage is Stage.SENT:
        return Turn(session.standing(Stage.FINISHED), (Finished(),))
    return Turn(session.standing(Stage.STOPPED), (Stopped(),))


def _moved_on(way: Route, session: Session) -> Session:
    section = _SECTION[session.stage]
    waiting = (id for id, question in way.asked.items() if id not in way.standing and question.section == section)
    unanswered = next(waiting, None)
    if unanswered is not None:
        return session.standing(_asking(session), unanswered)
    return session.standing(Stage.FINISHED if session.stage is Stage.SENT else Stage.CHECKING)


def _route_after(survey: Survey, before: Route, question: Question, answered: Session) -> Route:
    """The way is looked for anew only where the answer decides about other questions."""
    if question.id in survey.deciding:
        return route_changed(survey, before, question.id, answered.answers)
    return Route(before.asked, {**before.standing, question.id: answered.answers[question.id]})


def _open_now(way: Route, session: Session, id: str | None) -> Question | None:
    question = way.asked.get(id or "")
    return question if question and question.section == _SECTION.get(session.stage) else None


def _asking(session: Session) -> Stage:
    return Stage.GIVING if session.stage is Stage.CHECKING else session.stage


def _knock_on(before: Route, after: Route, changed: str) -> tuple[Event, ...]:
    """Other answers that the change took out of the count, or brought back into it."""
    if before.asked is after.asked:
        return ()
    gone = tuple(id for id in before.standing if id not in after.standing and id != changed)
    back = tuple(id for id in after.standing if id not in before.standing and id != changed)
    events: list[Event] = [Withdrawn(gone)] if gone else []
    return (*events, Restored(back)) if back else tuple(events)
