"""Deleting one's answers: with the code typed in, or straight from the last page. A code never stands in an address."""

from dataclasses import dataclass
from enum import Enum

from aiohttp import web

from bot.channels.web.forms import button
from bot.channels.web.guesses import looked_up
from bot.channels.web.later import RESUME
from bot.channels.web.pages import PAGES
from bot.channels.web.refusals import not_begun
from bot.channels.web.trail import DELETE, DONE
from bot.channels.web.visit import Standing, Visit, for_visitors
from bot.channels.web.visitor import drop_tablet_token, language_of_page
from bot.web.clearing import clear_when_left
from bot.web.forms import SMALL, field, read_form
from bot.web.frame import Frame, frame_of
from bot.web.idling import SECONDS_TO_NOTE_THE_CODE
from bot.web.rendering import go_to, render
from feedback.receipts import normal, receipt_from
from feedback.records import Channel, Respondent

_LONGEST_TYPED = 200
_MISTYPED, _UNKNOWN, _EMPTY = "error.receipt-mistyped", "error.receipt-unknown", "error.receipt-empty"
_TO_CARRY_ON, _FINISHED = "error.receipt-to-carry-on", "error.resume-over"


@dataclass(frozen=True, slots=True)
class CodeView:
    """The form to type a code into. `error` names the phrase that says what is wrong with what was typed; `resume`:
    where it can be used instead."""

    typed: str
    error: str | None
    resume: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """`sent_along`: the code goes back with the form. On a tablet it may not: the next person could send it again."""

    receipt: str
    action: str
    sent_along: bool


async def show_withdraw(request: web.Request) -> web.Response:
    return _code_page(request, CodeView("", None))


async def hear_withdraw(request: web.Request) -> web.Response:
    """`delete` deletes; anything else is the code, to be looked up and asked about once more."""
    form = await read_form(request, SMALL)
    typed = field(form, "receipt").strip()[:_LONGEST_TYPED]
    receipt = normal(typed)
    if receipt is None:
        return _code_page(request, CodeView(typed, _MISTYPED if typed else _EMPTY))
    if button(form) == "keep":
        return go_to(_address(request, "/withdraw/kept"))
    if button(form) == "delete":
        return await _delete(request, receipt)
    match await looked_up(request, lambda: _behind(request, receipt)):
        case None:
            return _code_page(request, CodeView(typed, _UNKNOWN))
        case _CodeOf.OPEN:
            return _code_page(request, CodeView(typed, _TO_CARRY_ON, _way_to_resume(request)))
        case _CodeOf.FINISHED:
            return _code_page(request, CodeView(typed, _FINISHED))
    return _shown(
        request, "withdraw-confirm.html", ConfirmView(receipt, _address(request, "/withdraw"), sent_along=True)
    )


class _CodeOf(Enum):
    """What a code is for: deleting, or carrying on with answers that are open, or were until they were finished."""

    DELETING = "deleting"
    OPEN = "open"
    FINISHED = "finished"


async def _behind(request: web.Request, code: str) -> _CodeOf | None:
    """None: nobody has it. Whoever guesses is told no more here than where one carries on, and as seldom."""
    pages = request.app[PAGES]
    if await pages.receipts.known(code):
        return _CodeOf.DELETING
    if await pages.service.look(Respondent(Channel.WEB, code)) is not None:
        return _CodeOf.OPEN
    return _CodeOf.FINISHED if await pages.receipts.known(receipt_from(code)) else None


def _way_to_resume(request: web.Request) -> str | None:
    frame = _frame(request)
    return None if frame.shared else frame.to(RESUME)


async def show_withdrawn(request: web.Request) -> web.Response:
    return _shown(request, "withdrawn.html", "withdraw.done")


async def show_kept(request: web.Request) -> web.Response:
    return _shown(request, "withdrawn.html", "withdraw.kept")


@for_visitors
async def show_delete(request: web.Request, visit: Visit) -> web.Response:
    """On a tablet, for as long as its cookie is the one that the answers were given with."""
    if visit.standing is not Standing.OVER:
        return not_begun(visit)
    view = ConfirmView(receipt_from(visit.token), visit.trail.page(DELETE), sent_along=False)
    frame = frame_of(request, visit.trail.language)
    page = render(request, "withdraw-confirm.html", frame, view)
    clear_when_left(page, frame, SECONDS_TO_NOTE_THE_CODE)
    return page


@for_visitors
async def hear_delete(request: web.Request, visit: Visit) -> web.Response:
    form = await read_form(request, SMALL)
    if visit.standing in (Standing.NEW, Standing.OPEN):
        return not_begun(visit)
    if button(form) != "delete":
        return go_to(visit.trail.page(DONE))
    deleted = await _delete(request, receipt_from(visit.token))
    drop_tablet_token(deleted)
    return deleted


async def _delete(request: web.Request, receipt: str) -> web.Response:
    """The button is only shown with a code that was known: if it is so no longer, it was pressed twice."""
    await looked_up(request, lambda: request.app[PAGES].receipts.withdraw(receipt))
    return go_to(_address(request, "/withdraw/done"))


def _code_page(request: web.Request, view: CodeView) -> web.Response:
    return _shown(request, "withdraw.html", view, 422 if view.error else 200)


def _shown(request: web.Request, template: str, view: object, status: int = 200) -> web.Response:
    """Under the form's own address, which can be asked for again in another language."""
    return render(request, template, _frame(request), view, status)


def _frame(request: web.Request) -> Frame:
    return frame_of(request, language_of_page(request))


def _address(request: web.Request, path: str) -> str:
    return _frame(request).to(path)
