"""A tapped button as the reply that it means at this point of the conversation. Pure."""

from typing import assert_never

from bot.conversation.asides import Do, Tapped
from surveys.definition import Question, Survey
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Tick
from surveys.routing import standing_answers
from surveys.session import Session


def reply_of(tap: Tapped, survey: Survey, session: Session) -> Reply | None:
    """A button of an earlier question opens it again: nobody changes an answer by a slip in an old message. A question
    without an answer is answered, whichever one stands. None: no button of ours."""
    match tap.do:
        case Do.STOP:
            return Stop()
        case Do.SEND:
            return Send()
    question = _question(tap, survey)
    if question is None:
        return Back() if tap.do is Do.BACK else None
    if tap.do is Do.BACK:
        return Back(question.id)
    earlier = question.id != session.at and question.id in standing_answers(survey, session.answers)
    if tap.do is Do.CHANGE or earlier:
        return Open(question.id)
    return _answer(tap, question)


def _answer(tap: Tapped, question: Question) -> Reply | None:
    match tap.do:
        case Do.SKIP:
            return Skip(question.id)
        case Do.DONE:
            return Done(question.id)
        case Do.PICK | Do.TICK:
            option = _at(question.options, tap.option)
            if option is None:
                return None
            return Tick(option, question.id) if tap.do is Do.TICK else Picked((option,), question.id)
        case Do.BACK | Do.CHANGE | Do.STOP | Do.SEND:
            return None
        case _:
            assert_never(tap.do)


def _question(tap: Tapped, survey: Survey) -> Question | None:
    known = tap.question is not None and 0 <= tap.question < len(survey.questions)
    return survey.questions[tap.question] if known and tap.question is not None else None


def _at(options: tuple[str, ...], place: int | None) -> str | None:
    return options[place] if place is not None and 0 <= place < len(options) else None
