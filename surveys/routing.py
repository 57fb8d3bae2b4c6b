"""Which questions stand, given what has been answered. Asking changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.answers import Answer, Chosen, Several
from surveys.definition import Question, Survey


@dataclass(frozen=True, slots=True)
class Route:
    """The questions to be asked, in order, and the answers that count: those of questions on the way, as far as they
    are still on offer."""

    asked: Mapping[str, Question]
    standing: Mapping[str, Answer]


def route(survey: Survey, answers: Mapping[str, Answer]) -> Route:
    return _onward(survey.questions, answers, {}, {})


def route_changed(survey: Survey, way: Route, changed: str, answers: Mapping[str, Answer]) -> Route:
    """The way after one answer was changed. Conditions look backward only: up to that question it stays as it was."""
    place = survey.place(changed)
    asked = {question.id: question for question in survey.questions[:place] if question.id in way.asked}
    standing = {id: way.standing[id] for id in asked if id in way.standing}
    return _onward(survey.questions[place:], answers, asked, standing)


def _onward(
    questions: Iterable[Question],
    answers: Mapping[str, Answer],
    asked: dict[str, Question],
    standing: dict[str, Answer],
) -> Route:
    """One pass in order is enough. An answer whose question is not asked any more decides nothing."""
    for question in questions:
        asked_if = question.asked_if
        if asked_if is not None and not asked_if(standing):
            continue
        asked[question.id] = question
        answer = answers.get(question.id)
        if answer is not None and (question.narrowing is None or _on_offer(question, answer, standing)):
            standing[question.id] = answer
    return Route(asked, standing)


def path(survey: Survey, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    return tuple(route(survey, answers).asked.values())


def standing_answers(survey: Survey, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    return route(survey, answers).standing


def offered(question: Question, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    if question.narrowing is None:
        return question.options
    broad = answers.get(question.narrowing.broad)
    return question.narrowing.offered(broad.option) if isinstance(broad, Chosen) else ()


def stands(question: Question, standing: Mapping[str, Answer]) -> bool:
    """Whether a question is asked, given the answers that stand before it."""
    return question.asked_if is None or question.asked_if(standing)


def _on_offer(question: Question, answer: Answer, standing: Mapping[str, Answer]) -> bool:
    """A second step can lose the option that was on offer when it was chosen."""
    match answer:
        case Chosen(option):
            return option in offered(question, standing)
        case Several(options):
            return set(options) <= set(offered(question, standing))
        case _:
            return True
