"""What a session amounts to once it is over: one answer a question, and for every question without one, why not."""

from collections.abc import Mapping

from surveys.answers import Answer, Chosen, Nothing, Several
from surveys.definition import EQUALITY, FEEDBACK, OPT_IN, YES, Question, Survey
from surveys.routing import path, route, standing_answers
from surveys.session import Session


def feedback_of(survey: Survey, session: Session) -> dict[str, Answer]:
    standing = standing_answers(survey, session.answers)
    passed_by = _passed_by(survey, session)
    return {
        question.id: standing.get(question.id) or _nothing(question, passed_by)
        for question in survey.section(FEEDBACK)
        if question.answerable
    }


def equality_of(survey: Survey, session: Session) -> dict[str, Answer]:
    """A key that is missing was not asked: nobody opted in, routing passed it by, or the trust does not ask it."""
    standing = standing_answers(survey, session.answers)
    if standing.get(OPT_IN) != Chosen(YES):
        return {}
    asked = (q.id for q in path(survey, session.answers) if q.section == EQUALITY and q.answerable and q.id != OPT_IN)
    return _steps_joined(survey, {id: standing.get(id) or Nothing.NOT_REACHED for id in asked})


def said_nothing(survey: Survey, session: Session) -> bool:
    answers = standing_answers(survey, session.answers).values()
    return all(isinstance(answer, Nothing) for answer in answers)


def _passed_by(survey: Survey, session: Session) -> frozenset[str]:
    """Questions that routing left out before the respondent's furthest point. What lies beyond was not reached."""
    way = route(survey, session.answers)
    questions = survey.section(FEEDBACK)
    waiting = next((q.id for q in questions if q.id in way.asked and q.id not in way.standing), None)
    if waiting is None:
        return frozenset(question.id for question in questions if question.id not in way.asked)
    furthest = max(place for place, q in enumerate(questions) if q.id == waiting or q.id in way.standing)
    return frozenset(question.id for question in questions[:furthest] if question.id not in way.asked)


def _nothing(question: Question, passed_by: frozenset[str]) -> Nothing:
    return Nothing.NOT_ASKED if question.id in passed_by else Nothing.NOT_REACHED


def _steps_joined(survey: Survey, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Two steps are one answer under the finer step's name: the finer where it was chosen, else the broader."""
    finer = {q.narrowing.broad: q for q in survey.section(EQUALITY) if q.narrowing is not None}
    joined: dict[str, Answer] = {}
    for id, answer in answers.items():
        if id in finer:
            joined[finer[id].id] = answer
        elif id not in joined or _finer_chosen(survey.question(id), answer):
            joined[id] = answer
    return joined


def _finer_chosen(question: Question, answer: Answer) -> bool:
    always = question.narrowing.always if question.narrowing else ()
    match answer:
        case Chosen(option):
            return option not in always
        case Several(options):
            return not set(options) <= set(always)
        case _:
            return False
