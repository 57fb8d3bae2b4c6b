"""Deleting one's answers: with the code typed in, or straight from the last page. A code never stands in an address."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.forms import button, field, read_form
from bot.channels.web.pages import PAGES
from bot.channels.web.tablet import cleared_when_left
from bot.web.frame import Frame, frame_of, wanted_language
from bot.web.rendering import go_to, render
from feedback.receipts import normal

_LONGEST_TYPED = 200
_MISTYPED, _UNKNOWN, _EMPTY = "error.receipt-mistyped", "error.receipt-unknown", "error.receipt-empty"


@dataclass(frozen=True, slots=True)
class CodeView:
    """The form to type a code into. `error` names the phrase that says what is wrong with what was typed."""

    typed: str
    error: str | None


@dataclass(frozen=True, slots=True)
class ConfirmView:
    receipt: str


async def show_withdraw(request: web.Request) -> web.Response:
    return _code_page(request, CodeView("", None))


async def hear_withdraw(request: web.Request) -> web.Response:
    """`delete` deletes; anything else is the code, to be looked up and asked about once more."""
    form = await read_form(request)
    typed = field(form, "receipt").strip()[:_LONGEST_TYPED]
    receipt = normal(typed)
    if receipt is None:
        return _code_page(request, CodeView(typed, _MISTYPED if typed else _EMPTY))
    if button(form) == "keep":
        return go_to(_address(request, "/withdraw/kept"))
    if button(form) == "delete":
        return await _delete(request, receipt, typed)
    if not await request.app[PAGES].receipts.known(receipt):
        return _code_page(request, CodeView(typed, _UNKNOWN))
    return _shown(request, "withdraw-confirm.html", ConfirmView(receipt))


async def show_withdrawn(request: web.Request) -> web.Response:
    return _shown(request, "withdrawn.html", "withdraw.done")


async def show_kept(request: web.Request) -> web.Response:
    return _shown(request, "withdrawn.html", "withdraw.kept")


async def _delete(request: web.Request, receipt: str, typed: str) -> web.Response:
    if await request.app[PAGES].receipts.withdraw(receipt):
        return go_to(_address(request, "/withdraw/done"))
    return _code_page(request, CodeView(typed, _UNKNOWN))


def _code_page(request: web.Request, view: CodeView) -> web.Response:
    return _shown(request, "withdraw.html", view, 422 if view.error else 200)


def _shown(request: web.Request, template: str, view: object, status: int = 200) -> web.Response:
    """Under the form's own address, which can be asked for again in another language."""
    frame = _frame(request)
    return cleared_when_left(render(request, template, frame, view, status), frame)


def _frame(request: web.Request) -> Frame:
    return frame_of(request, wanted_language(request))


def _address(request: web.Request, path: str) -> str:
    return _frame(request).to(path)
