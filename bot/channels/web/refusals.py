"""Why a page of a survey cannot be had: it is over, it is too long ago, or the browser keeps no cookie."""

from aiohttp import web

from bot.channels.web.trail import DONE
from bot.channels.web.visit import Visit
from bot.channels.web.visitor import drop_tablet_token
from bot.web.errors import Problem, Way, problem_page
from bot.web.rendering import go_to


def not_begun(visit: Visit) -> web.Response:
    """To the beginning. On a tablet this is the next person, going back."""
    if not visit.trail.kiosk:
        return go_to(visit.trail.start())
    home = go_to(visit.trail.home())
    drop_tablet_token(home)
    return home


def closed(request: web.Request, visit: Visit) -> web.Response:
    if visit.trail.kiosk:
        return not_begun(visit)
    way = Way(visit.trail.page(DONE), "done.receipt-label")
    return _refused(request, visit, Problem(410, "closed", (way,)))


def expired(request: web.Request, visit: Visit) -> web.Response:
    if visit.trail.kiosk:
        return not_begun(visit)
    return _refused(request, visit, Problem(410, "expired", (_again(visit),)))


def no_cookie(request: web.Request, visit: Visit) -> web.Response:
    return _refused(request, visit, Problem(400, "cookies", (_again(visit),)))


def _again(visit: Visit) -> Way:
    return Way(visit.trail.start(), "start.again")


def _refused(request: web.Request, visit: Visit, problem: Problem) -> web.Response:
    return problem_page(request, problem, visit.trail.language)
