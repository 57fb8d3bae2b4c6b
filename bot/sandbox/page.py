"""The page that plays the chat: what it is told as things happen, and what somebody does on it.

For a browser on this machine alone: it is asked by one of this machine's own names, and by no other site.
"""

import asyncio
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from aiohttp import web

from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.view import view_of
from bot.web.loopback import asked_from_this_machine

SANDBOX = web.AppKey("sandbox", Sandbox)
CLOSING = web.AppKey("closing", asyncio.Event)
_STATIC = {"sandbox.html": "text/html", "sandbox.css": "text/css", "sandbox.js": "text/javascript"}
_LONGEST_NAME = 40


def page_routes() -> list[web.RouteDef]:
    return [
        web.get("/", _shown),
        web.get("/sandbox.{kind:css|js}", _shown),
        web.get("/play/events", _events),
        web.post("/play/people", _add_person),
        web.post("/play/{do}", _played),
    ]


async def _shown(request: web.Request) -> web.Response:
    _for_this_machine(request)
    name = f"sandbox.{request.match_info.get('kind', 'html')}"
    body = (files("bot.sandbox") / "static" / name).read_bytes()
    return web.Response(body=body, content_type=_STATIC[name], charset="utf-8")


async def _events(request: web.Request) -> web.StreamResponse:
    """One person's phone, anew whenever anything happens, as server-sent events, for as long as somebody looks."""
    _for_this_machine(request)
    sandbox, person = request.app[SANDBOX], _person(request, request.query.get("person"))
    changed = sandbox.world.changed
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    while not request.app[CLOSING].is_set():
        rings = changed.rings
        await response.write(f"data: {json.dumps(view_of(sandbox, person))}\n\n".encode())
        await changed.rung_since(rings)
    return response


async def _add_person(request: web.Request) -> web.Response:
    said = await _said(request)
    name = str(said.get("name", "")).strip()[:_LONGEST_NAME]
    if not name:
        raise web.HTTPBadRequest
    sandbox = request.app[SANDBOX]
    person = sandbox.person(name=name, language_code=str(said.get("language", "")).strip().lower() or None)
    sandbox.world.changed.ring()
    return web.json_response({"person": person.id})


async def _played(request: web.Request) -> web.Response:
    said = await _said(request)
    person = _person(request, said.get("person"))
    try:
        _do(person, request.match_info["do"], said)
    except (LookupError, ValueError) as impossible:
        return web.json_response({"error": str(impossible)}, status=web.HTTPConflict.status_code)
    return web.json_response({})


def _do(person: Person, what: str, said: Mapping[str, Any]) -> None:
    match what:
        case "say":
            person.says(_text(said))
        case "start":
            person.starts(str(said.get("payload", "")).strip())
        case "send":
            person.sends(str(said.get("kind", "")))
        case "tap":
            _tap(person, int(said.get("message", 0)), str(said.get("data", "")))
        case "block":
            person.blocks()
        case "unblock":
            person.unblocks()
        case _:
            raise LookupError(f"nobody can {what}")


def _text(said: Mapping[str, Any]) -> str:
    text = str(said.get("text", "")).strip()
    if not text:
        raise ValueError("there is nothing to send")
    return text


def _tap(person: Person, id: int, data: str) -> None:
    """The button may have gone in the moment in which it was pressed: then it is one of the message as it was."""
    as_it_was = (event.message for event in reversed(person.history) if event.message.id == id)
    message = next((one for one in as_it_was if one.button(data)), None)
    if message is None:
        raise LookupError("this button is gone")
    person.taps(message, data)


async def _said(request: web.Request) -> Mapping[str, Any]:
    _for_this_machine(request)
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        said = await request.json()
    except ValueError as error:
        raise web.HTTPBadRequest from error
    if not isinstance(said, dict):
        raise web.HTTPBadRequest
    return said


def _person(request: web.Request, id: object) -> Person:
    """Without a number, the first of them."""
    people = request.app[SANDBOX].people
    wanted = id or next(iter(people), None)
    found = people.get(int(str(wanted))) if str(wanted).isdecimal() else None
    if found is None:
        raise web.HTTPNotFound
    return found


def _for_this_machine(request: web.Request) -> None:
    if not asked_from_this_machine(request):
        raise web.HTTPForbidden
