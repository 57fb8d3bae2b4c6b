"""Text size and colours: chosen on a page of its own, by a form, and back to where one was."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.visitor import language_of_page
from bot.web.display import Colours, Size, display_from, keep_display
from bot.web.forms import SMALL, field, read_form
from bot.web.frame import Frame, frame_of, way_back_from, with_query
from bot.web.rendering import go_to, render

CHOSEN = "display"  # in the address of a tablet's first page, which else takes the next person to have come


@dataclass(frozen=True, slots=True)
class DisplayView:
    action: str
    sizes: tuple[Size, ...] = tuple(Size)
    colours: tuple[Colours, ...] = tuple(Colours)


async def show_display(request: web.Request) -> web.Response:
    return render(request, "display.html", _frame(request), DisplayView(request.path_qs))


async def hear_display(request: web.Request) -> web.Response:
    form, frame = await read_form(request, SMALL), _frame(request)
    page = go_to(_back(way_back_from(request) or frame.home, frame))
    chosen = display_from(field(form, "size"), field(form, "colours"))
    keep_display(page, chosen, lasting=not frame.kiosk, secure=request.app[PAGES].public.secure)
    return page


def _back(address: str, frame: Frame) -> str:
    first = frame.kiosk and urlsplit(address).path == urlsplit(frame.home).path
    return with_query(address, {CHOSEN: "chosen"}) if first else address


def _frame(request: web.Request) -> Frame:
    return frame_of(request, language_of_page(request))
