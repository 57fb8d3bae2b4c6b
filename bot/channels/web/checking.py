"""The check page: every answer once more, each with a way to change it, before any of them counts."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.asking import hear, to_where_they_stand
from bot.channels.web.forms import check_reply, read_form
from bot.channels.web.refusals import closed, expired, not_begun
from bot.channels.web.tablet import cleared_when_left
from bot.channels.web.trail import CHECK, DONE
from bot.channels.web.views import Row, answer_row, questions_to_check
from bot.channels.web.visit import Standing, Visit, for_visitors
from bot.web.frame import frame_of
from bot.web.rendering import go_to, render
from surveys.answers import Nothing
from surveys.routing import standing_answers
from surveys.session import Stage
from surveys.text import Status


@dataclass(frozen=True, slots=True)
class CheckView:
    rows: tuple[Row, ...]
    answered: int
    action: str


@for_visitors
async def show_check(request: web.Request, visit: Visit) -> web.Response:
    match visit.standing:
        case Standing.NEW:
            return not_begun(visit)
        case Standing.UNUSED:
            return expired(request, visit)
        case Standing.OVER:
            return closed(request, visit)
        case Standing.OPEN if visit.session.stage is not Stage.CHECKING:
            return go_to(visit.trail.standing(visit.session))
    frame = frame_of(request, visit.trail.language, draft=visit.wording.status is Status.DRAFT)
    return cleared_when_left(render(request, "check.html", frame, _view(visit)), frame)


@for_visitors
async def hear_check(request: web.Request, visit: Visit) -> web.Response:
    match visit.standing:
        case Standing.NEW | Standing.UNUSED:
            return expired(request, visit)
        case Standing.OVER:
            return go_to(visit.trail.page(DONE))
    reply = check_reply(await read_form(request))
    if reply is None:
        return go_to(visit.trail.page(CHECK))
    return to_where_they_stand(visit, await hear(request, visit, reply))


def _view(visit: Visit) -> CheckView:
    survey, session, language = visit.edition.survey, visit.session, visit.trail.language
    answers = standing_answers(survey, session.answers)
    return CheckView(
        rows=tuple(
            answer_row(visit.edition, question, answers.get(question.id), language, visit.trail.page(question.id))
            for question in questions_to_check(visit.edition, session)
        ),
        answered=sum(not isinstance(answer, Nothing) for answer in answers.values()),
        action=visit.trail.page(CHECK),
    )
