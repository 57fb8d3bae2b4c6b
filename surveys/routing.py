"""Which questions stand, given what has been answered. Asking changes nothing."""

from collections.abc import Mapping

from surveys.answers import Answer, Chosen, Several
from surveys.conditions import holds
from surveys.definition import EQUALITY, OPT_IN, YES, Question, Survey


def path(survey: Survey, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The questions to be asked, in order. An answer that its question no longer stands for decides nothing."""
    return tuple(standing for standing, _ in _walk(survey, answers))


def standing_answers(survey: Survey, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that count: those of questions on the path, as far as they are still on offer."""
    return {question.id: answer for question, answer in _walk(survey, answers) if answer is not None}


def offered(question: Question, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    if question.narrowing is None:
        return question.options
    broad = answers.get(question.narrowing.broad)
    return question.narrowing.offered(broad.option) if isinstance(broad, Chosen) else ()


def _walk(survey: Survey, answers: Mapping[str, Answer]) -> list[tuple[Question, Answer | None]]:
    """Conditions look backward only, so one pass in order is enough."""
    standing: dict[str, Answer] = {}
    walked: list[tuple[Question, Answer | None]] = []
    for question in survey:
        if not stands(question, standing):
            continue
        answer = answers.get(question.id)
        if answer is not None and not _on_offer(question, answer, standing):
            answer = None
        if answer is not None:
            standing[question.id] = answer
        walked.append((question, answer))
    return walked


def stands(question: Question, standing: Mapping[str, Answer]) -> bool:
    """Whether a question is asked, given the answers that stand before it."""
    if question.section == EQUALITY and question.id != OPT_IN and standing.get(OPT_IN) != Chosen(YES):
        return False
    if question.narrowing is not None and not offered(question, standing):
        return False
    return holds(question.condition, standing)


def _on_offer(question: Question, answer: Answer, standing: Mapping[str, Answer]) -> bool:
    match answer:
        case Chosen(option):
            return option in offered(question, standing)
        case Several(options):
            return set(options) <= set(offered(question, standing))
        case _:
            return True
