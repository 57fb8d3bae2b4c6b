"""Templates to responses. Every template is compiled at the start: a mistake in one stops the start, not a patient."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from jinja2 import PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from bot.web.assets import ASSETS, address
from bot.web.clearing import clear_when_left
from bot.web.frame import Frame
from bot.web.modules import module_address

# A text number cannot be called. Numbers of two digits are ages.
_NUMBER = re.compile(r"(?<!\d)(\d{3,5}(?: \d{3,4})*)(?!\d)")
_TEXT_ONLY = frozenset({"85258"})
EASY_READ = "en-easyread"
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])[”\u2069]*\s+")


def set_up_rendering(app: web.Application) -> None:
    environment = aiohttp_jinja2.setup(
        app,
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        enable_async=False,
        trim_blocks=True,
        lstrip_blocks=True,
        filters=_FILTERS,
    )
    assets = app[ASSETS]
    environment.globals.update(asset=lambda name: address(assets, name), say=_say, plural=_plural)
    environment.globals.update(kiosk_module=lambda name: module_address(assets, name))
    for name in environment.list_templates():
        environment.get_template(name)


def render(request: web.Request, template: str, frame: Frame, view: object = None, status: int = 200) -> web.Response:
    page = aiohttp_jinja2.render_template(template, request, {"frame": frame, "view": view}, status=status)
    clear_when_left(page, frame)
    return page


def go_to(address: str) -> web.Response:
    """After a form: the next page is asked for anew, so that reloading it sends nothing twice."""
    return web.Response(status=303, headers={"Location": address})


def callable_numbers(text: str, here: bool = True) -> Markup:
    """Telephone numbers as links, where one can call. Each keeps its own direction: in Urdu, `116 123` would else be
    read as 123 116."""
    mark = _link if here else _number
    pieces = _NUMBER.split(text)
    return Markup("").join(mark(piece) if place % 2 else piece for place, piece in enumerate(pieces))


def a_line_each(text: str, language: str) -> str:
    """Easy Read has one idea a sentence, and one sentence a line; other languages keep their paragraphs."""
    sentences = _sentences(text)
    if language != EASY_READ or len(sentences) == 1:
        return text
    safe = (Markup(one) if isinstance(text, Markup) else escape(one) for one in sentences)  # noqa: S704 - safe before
    return Markup(" ").join(Markup('<span class="heard-sentence">{}</span>').format(one) for one in safe)


def _sentences(text: str) -> list[str]:
    ends = [0, *(found.end() for found in _BETWEEN_SENTENCES.finditer(text)), len(text)]
    return [str(text)[first:last].rstrip() for first, last in pairwise(ends)]


def _number(number: str) -> Markup:
    return Markup('<span class="heard-call" dir="ltr">{}</span>').format(number)


def _link(number: str) -> Markup:
    scheme = "sms" if number in _TEXT_ONLY else "tel"
    link = Markup('<a class="heard-call" href="{}:{}" dir="ltr">{}</a>')
    return link.format(scheme, number.replace(" ", ""), number)


@pass_context
def _say(context: Context, phrase: str, **values: Any) -> str:
    return _frame(context).phrases.text(phrase, **values)


@pass_context
def _plural(context: Context, phrase: str, count: int, **values: Any) -> str:
    return _frame(context).phrases.plural(phrase, count, **values)


def _frame(context: Context) -> Frame:
    frame: Frame = context["frame"]
    return frame


_FILTERS: Mapping[str, Callable[..., str]] = {"callable": callable_numbers, "a_line_each": a_line_each}
