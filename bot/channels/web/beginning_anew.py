"""Starting again: on a computer that people share, what was begun may be somebody else's."""

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.trail import AGAIN, DONE
from bot.channels.web.visit import Standing, Visit, channel_of, for_visitors
from bot.channels.web.visitor import give_token, new_token
from bot.web.rendering import go_to
from feedback.records import Respondent
from surveys.session import Session


def way_to_start_again(visit: Visit, session: Session) -> str | None:
    """Offered once there is something to leave."""
    return visit.trail.page(AGAIN) if session.answers else None


@for_visitors
async def hear_again(request: web.Request, visit: Visit) -> web.Response:
    """Whoever has finished keeps their code: a new token would lose it."""
    if visit.standing is Standing.OVER:
        return go_to(visit.trail.page(DONE))
    if visit.standing is Standing.OPEN:
        await request.app[PAGES].service.start_over(Respondent(channel_of(visit.trail), visit.token))
    beginning = go_to(visit.trail.start())
    give_token(request, beginning, visit.trail, new_token())
    return beginning
