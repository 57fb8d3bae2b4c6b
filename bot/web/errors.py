"""Refusals and faults as pages, in the reader's language. What went wrong is logged without anybody's words."""

from collections.abc import Callable
from dataclasses import dataclass
from traceback import extract_tb

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.web.frame import frame_of, wanted_language
from bot.web.rendering import render
from feedback.errors import Away

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Way:
    """Out of a dead end: a link and the phrase on it."""

    href: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why somebody cannot have the page that they asked for. `name` finds its title and its text."""

    status: int
    name: str
    ways: tuple[Way, ...] = ()


_NOT_FOUND = Problem(404, "not-found")
_BY_STATUS = {
    403: Problem(403, "method"),
    404: _NOT_FOUND,
    405: Problem(405, "method"),
    413: Problem(413, "too-large"),
    429: Problem(429, "busy"),
}
_KEPT = ("Allow", "Retry-After")
_OURS = Problem(500, "server")
_AWAY = Problem(503, "server")  # in the same words: what was sent before is safe, and the page comes back
_SOON = "10"  # seconds


def problem_page(request: web.Request, problem: Problem, language: str | None = None) -> web.Response:
    frame = frame_of(request, language or wanted_language(request))
    return render(request, "problem.html", frame, problem, problem.status)


def telling(page_of: Callable[[web.Request, Problem], web.Response]) -> Middleware:
    """Whatever goes wrong becomes a page of the kind that its reader knows: a respondent's, or one for staff."""

    @web.middleware
    async def tell(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPRedirection:
            raise
        except web.HTTPException as refusal:
            problem = _BY_STATUS.get(refusal.status) or Problem(refusal.status, "method")
            return _refused(page_of(request, problem), refusal)
        except Away as away:
            _log(request, away)
            page = page_of(request, _AWAY)
            page.headers["Retry-After"] = _SOON
            return page
        except Exception as fault:  # noqa: BLE001 - the outermost edge: whatever it was, a person waits for a page
            _log(request, fault)
            return page_of(request, _OURS)

    return tell


telling_problems = telling(problem_page)


def _refused(page: web.Response, refusal: web.HTTPException) -> web.Response:
    for name in _KEPT:
        if name in refusal.headers:
            page.headers[name] = refusal.headers[name]
    return page


def _log(request: web.Request, fault: BaseException) -> None:
    """Type and place only. The message of an exception, or the address of the page, could hold what somebody wrote."""
    resource = request.match_info.route.resource
    log.error(
        "page failed",
        page=resource.canonical if resource else None,
        method=request.method,
        fault=type(fault).__name__,
        at=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(fault.__traceback__)],
    )
