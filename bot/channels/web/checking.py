"""The check page: every answer once more, each with a way to change it, before any of them counts."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.asking import hear, to_the_end, to_where_they_stand
from bot.channels.web.beginning_anew import way_to_start_again
from bot.channels.web.changes import Changes, changes_of
from bot.channels.web.elsewhere import about_one_place
from bot.channels.web.forms import check_reply
from bot.channels.web.later import way_to_come_back
from bot.channels.web.refusals import closed, expired, not_begun
from bot.channels.web.trail import CHECK
from bot.channels.web.views import Row, answer_row, questions_to_check
from bot.channels.web.visit import Standing, Visit, for_visitors
from bot.web.forms import SMALL, read_form
from bot.web.frame import Frame, frame_of
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
    changes: Changes
    again: str | None
    later: str | None


@for_visitors
@about_one_place
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
    frame = frame_of(request, visit.trail.language, visit.trail.page(CHECK), visit.wording.status is Status.DRAFT)
    return render(request, "check.html", frame, _view(visit, frame, changes_of(request)))


@for_visitors
@about_one_place
async def hear_check(request: web.Request, visit: Visit) -> web.Response:
    if visit.standing is Standing.NEW:
        return expired(request, visit)
    form = await read_form(request, SMALL)
    if visit.standing is not Standing.OPEN:
        return to_the_end(visit, form)
    reply = check_reply(form)
    if reply is None:
        return go_to(visit.trail.page(CHECK))
    return await to_where_they_stand(request, visit, await hear(request, visit, reply), form)


def _view(visit: Visit, frame: Frame, changes: Changes) -> CheckView:
    survey, session = visit.edition.survey, visit.session
    answers = standing_answers(survey, session.answers)
    return CheckView(
        rows=tuple(
            answer_row(visit.edition, question, answers.get(question.id), frame.language, visit.trail.page(question.id))
            for question in questions_to_check(visit.edition, session)
        ),
        answered=sum(not isinstance(answer, Nothing) for answer in answers.values()),
        action=visit.trail.page(CHECK),
        changes=changes,
        again=way_to_start_again(visit, session),
        later=way_to_come_back(frame, visit, session),
    )
