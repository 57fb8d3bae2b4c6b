"""A form that was sent in, read. A body that does not end, or is no form of ours, is cut off."""

import asyncio
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.http_exceptions import BadHttpMessage
from multidict import MultiDict, MultiMapping

SMALL = 20_000  # bytes: a code, a choice, or a hundred of them
SECONDS_TO_SEND = 60  # a long answer over a poor connection, and no more
MOST_FIELDS = 200  # no question has as many options
_FORM = "application/x-www-form-urlencoded"
Form = MultiMapping[str]


async def read_form(request: web.Request, largest: int | None = None) -> Form:
    """Every form of ours is sent in one way. Other character sets can take seconds to read, and are nobody's.
    `largest`: bytes, where a form is smaller than the application's largest."""
    if not _is_ours(request):
        raise web.HTTPBadRequest
    source = _at_most(request, largest) if largest is not None else request
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            body = (await source.read()).decode("utf-8")
            return MultiDict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, web.RequestPayloadError, BadHttpMessage):  # not in UTF-8, too many fields, or badly cut up
        raise web.HTTPBadRequest from None


def _at_most(request: web.Request, largest: int) -> web.Request:
    """Refused by what it says of itself before anything is read, and else as soon as it is more."""
    announced = request.content_length or 0
    if announced > largest:
        raise web.HTTPRequestEntityTooLarge(largest, announced)
    return request.clone(client_max_size=largest)


def _is_ours(request: web.Request) -> bool:
    plain = "Content-Encoding" not in request.headers
    return plain and request.content_type == _FORM and (request.charset or "utf-8").lower() in ("utf-8", "utf8")


def field(form: Form, name: str) -> str:
    return form.get(name, "")
