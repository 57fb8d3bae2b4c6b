"""Carrying on with a code, on whatever device it is typed or its link is opened.

Opening the link changes nothing, because programs that show previews open links by themselves: a button on its page
does. Not on a tablet that people share.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aiohttp import web

from bot.channels.web.forms import button
from bot.channels.web.guesses import looked_up
from bot.channels.web.later import RESUME
from bot.channels.web.pages import PAGES
from bot.channels.web.trail import DONE, Trail
from bot.channels.web.visitor import give_token, language_of_page, token_of
from bot.conversation.reminders import DAYS_TO_COME_BACK
from bot.web.errors import Problem, Way, problem_page
from bot.web.forms import SMALL, field, read_form
from bot.web.frame import Frame, frame_of
from bot.web.headers import name_no_address
from bot.web.rendering import go_to, render
from feedback.receipts import normal, receipt_from
from feedback.records import Channel, Conversation, Respondent

_LONGEST_TYPED = 200
_REPLACE = "replace"
_Handler = Callable[[web.Request], Awaitable[web.Response]]
_MISTYPED, _UNKNOWN, _EMPTY = "error.receipt-mistyped", "error.resume-unknown", "error.receipt-empty"


@dataclass(frozen=True, slots=True)
class CodeView:
    """The form to type a code into. `error` names the phrase that says what is wrong with what was typed."""

    typed: str
    error: str | None


@dataclass(frozen=True, slots=True)
class OpenView:
    """A code that was followed or typed, and a button. `here`: where the other answers on this device go on, if it has
    any; `days`: how long they are kept."""

    code: str
    action: str
    here: str | None = None
    days: int = DAYS_TO_COME_BACK


def on_ones_own_device(handle: _Handler) -> _Handler:
    """A tablet would lead the next person to the answers, for as long as they are open."""

    async def handler(request: web.Request) -> web.Response:
        if _frame(request).shared:
            refused = problem_page(request, Problem(403, "tablet"), language_of_page(request))
            return name_no_address(request, refused)
        return await handle(request)

    return handler


@on_ones_own_device
async def show_resume(request: web.Request) -> web.Response:
    return _code_page(request, CodeView("", None))


@on_ones_own_device
async def show_resume_link(request: web.Request) -> web.Response:
    """What stands in the address is looked up only when the button is pressed."""
    typed = request.match_info["code"][:_LONGEST_TYPED]
    code = normal(typed)
    if code is None:
        return name_no_address(request, _code_page(request, CodeView(typed, _MISTYPED)))
    return name_no_address(request, _page(request, "resume-open.html", OpenView(code, _action(request))))


@on_ones_own_device
async def hear_resume(request: web.Request) -> web.Response:
    form = await read_form(request, SMALL)
    typed = field(form, "code").strip()[:_LONGEST_TYPED]
    code = normal(typed)
    if code is None:
        return _code_page(request, CodeView(typed, _MISTYPED if typed else _EMPTY))
    found = await looked_up(request, lambda: _behind(request, code))
    match found:
        case None:
            return _code_page(request, CodeView(typed, _UNKNOWN))
        case Problem():
            return problem_page(request, found, language_of_page(request))
    here = await _other_answers(request, found, code)
    if here is not None and button(form) != _REPLACE:
        return _page(request, "resume-which.html", OpenView(code, _action(request), here), 409)
    return _opened(request, found, code)


def _opened(request: web.Request, conversation: Conversation, code: str) -> web.Response:
    """In the language that the answers were given in last: a new device cannot know better."""
    trail = Trail(conversation.survey, conversation.language)
    there = go_to(trail.standing(conversation.session))
    give_token(request, there, trail, code)
    return there


async def _behind(request: web.Request, code: str) -> Conversation | Problem | None:
    """The open answers that a code leads to; or why it leads to them no longer; or nothing, where nobody has it."""
    pages = request.app[PAGES]
    found = await pages.service.look(Respondent(Channel.WEB, code))
    if found is not None:
        return found
    if await pages.receipts.known(receipt_from(code)):
        return Problem(410, "resume-over", (Way(_frame(request).to("/withdraw"), "footer.withdraw"),))
    return None


async def _other_answers(request: web.Request, wanted: Conversation, code: str) -> str | None:
    """Where this device leads now, if it leads to other answers of the same survey: it can hold one code for each."""
    pages, trail = request.app[PAGES], Trail(wanted.survey, wanted.language)
    token = token_of(request, trail)
    if token is None or token == code:
        return None
    found = await pages.service.look(Respondent(Channel.WEB, token))
    if found is not None:
        return replace(trail, language=found.language).standing(found.session)
    return trail.page(DONE) if await pages.receipts.known(receipt_from(token)) else None


def _code_page(request: web.Request, view: CodeView) -> web.Response:
    return _page(request, "resume.html", view, 422 if view.error else 200)


def _page(request: web.Request, template: str, view: object, status: int = 200) -> web.Response:
    return render(request, template, _frame(request), view, status)


def _frame(request: web.Request) -> Frame:
    return frame_of(request, language_of_page(request))


def _action(request: web.Request) -> str:
    return _frame(request).to(RESUME)
