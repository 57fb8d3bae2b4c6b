"""What a form says, as a reply. Fields that it does not know are ignored; a body that does not end is cut off."""

import asyncio

from aiohttp import web
from multidict import MultiMapping

from bot.channels.web.views import Filled
from surveys.definition import Kind, Question
from surveys.replies import Back, Picked, Reply, Send, Skip, Stop, Typed

ANSWER, DO = "answer", "do"
SECONDS_TO_SEND = 60  # a long answer over a poor connection, and no more
Form = MultiMapping[str | bytes | bytearray | web.FileField]


async def read_form(request: web.Request) -> Form:
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            return await request.post()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, LookupError):  # not a form, or in a character set that nobody knows
        raise web.HTTPBadRequest from None


def button(form: Form) -> str:
    return field(form, DO)


def field(form: Form, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


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
    return tuple(value for value in form.getall(ANSWER, ()) if isinstance(value, str))


def _words(form: Form) -> str:
    """Browsers send every line break as two characters; the same words must be the same answer in every channel."""
    return field(form, ANSWER).replace("\r\n", "\n")
