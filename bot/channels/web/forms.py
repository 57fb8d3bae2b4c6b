"""What a form says, as a reply. Fields that it does not know are ignored; a body that does not end is cut off."""

import asyncio
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.http_exceptions import BadHttpMessage
from multidict import MultiDict, MultiMapping

from bot.channels.web.views import Filled
from surveys.definition import Kind, Question
from surveys.replies import Back, Picked, Reply, Send, Skip, Stop, Typed

ANSWER, DO = "answer", "do"
SECONDS_TO_SEND = 60  # a long answer over a poor connection, and no more
MOST_FIELDS = 200  # no question has as many options
_FORM = "application/x-www-form-urlencoded"
Form = MultiMapping[str]


async def read_form(request: web.Request) -> Form:
    """Every form of ours is sent in one way. Other character sets can take seconds to read, and are nobody's."""
    if not _is_ours(request):
        raise web.HTTPBadRequest
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            body = (await request.read()).decode("utf-8")
            return MultiDict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, web.RequestPayloadError, BadHttpMessage):  # not in UTF-8, too many fields, or badly cut up
        raise web.HTTPBadRequest from None


def _is_ours(request: web.Request) -> bool:
    plain = "Content-Encoding" not in request.headers
    return plain and request.content_type == _FORM and (request.charset or "utf-8").lower() in ("utf-8", "utf8")


def button(form: Form) -> str:
    return field(form, DO)


def field(form: Form, name: str) -> str:
    return form.get(name, "")


def question_reply(form: Form, question: Question) -> Reply:
    match button(form):
        case "skip":
            return Skip(question.id)
        case "back":
            return Back(question.id)
        case "stop":
            return Stop()
        case _ if question.kind is Kind.TEXT:
            return Typed(_words(form), question.id)
        case _:
            return Picked(_ticked(form), question.id)


def check_reply(form: Form) -> Reply | None:
    match button(form):
        case "continue":
            return Send()
        case "back":
            return Back()
        case "stop":
            return Stop()
        case _:
            return None


def filled_in(form: Form) -> Filled:
    return Filled(options=frozenset(_ticked(form)), words=_words(form))


def _ticked(form: Form) -> tuple[str, ...]:
    return tuple(form.getall(ANSWER, ()))


def _words(form: Form) -> str:
    """Browsers send every line break as two characters; the same words must be the same answer in every channel."""
    return field(form, ANSWER).replace("\r\n", "\n")
