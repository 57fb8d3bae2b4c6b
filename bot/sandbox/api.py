"""The Bot API over HTTP: which method a call means, what may go wrong on the way, and the shape of every answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias, assert_never

from aiohttp import web

from bot.sandbox import describing, messaging, receiving
from bot.sandbox.faults import AnswerLost, Broken, Fault, Throttled
from bot.sandbox.parameters import Parameters, read_parameters
from bot.sandbox.refusals import Refused, too_many
from bot.sandbox.server import Refusal, Request, Server

SERVER = web.AppKey("server", Server)
Method: TypeAlias = Callable[[Server, Parameters], Awaitable[Any]]
_WAITS = "getupdates"
METHODS: Mapping[str, Method] = {
    "getMe": describing.get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "getFile": receiving.get_file,
    "sendMessage": messaging.send_message,
    "editMessageText": messaging.edit_message_text,
    "editMessageReplyMarkup": messaging.edit_message_reply_markup,
    "deleteMessage": messaging.delete_message,
    "sendChatAction": messaging.send_chat_action,
    "answerCallbackQuery": messaging.answer_callback_query,
    "getChat": messaging.get_chat,
    "leaveChat": messaging.leave_chat,
    "setMyCommands": describing.set_my_commands,
    "getMyCommands": describing.get_my_commands,
    "deleteMyCommands": describing.delete_my_commands,
    "setMyDescription": describing.setting("description"),
    "getMyDescription": describing.telling("description"),
    "setMyShortDescription": describing.setting("short_description"),
    "getMyShortDescription": describing.telling("short_description"),
}
_BY_FOLDED_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}


def api_routes() -> list[web.RouteDef]:
    return [
        web.route("GET", "/bot{token}/{method}", _called),
        web.route("POST", "/bot{token}/{method}", _called),
        web.get("/file/bot{token}/{path:.+}", _downloaded),
    ]


async def _called(request: web.Request) -> web.StreamResponse:
    """A call is carried out even if its caller does not wait for the answer. Waiting for updates ends with them."""
    server = request.app[SERVER]
    if request.match_info["method"].lower() == _WAITS:
        response = await _answered(server, request)
    else:
        response = await asyncio.shield(asyncio.ensure_future(_answered(server, request)))
    return _dropped(request) if response is None or server.faults.is_unreachable else response


async def _answered(server: Server, request: web.Request) -> web.Response | None:
    """None where the answer is lost on its way."""
    try:
        return await _result(server, request)
    except Refused as refused:
        if server.faults.is_unreachable:
            return None
        name, _ = _BY_FOLDED_NAME.get(request.match_info["method"].lower(), (request.match_info["method"], None))
        server.refusals.append(Refusal(name, refused.code, refused.description, server.world.now()))
        return web.json_response(refused.as_json(), status=refused.code)


async def _result(server: Server, request: web.Request) -> web.Response | None:
    name, method = _known(server, request)
    said = await read_parameters(request)
    server.requests.append(Request(name, said.values, server.world.now()))
    server.called.ring()
    if server.faults.is_unreachable:
        return None
    await _delayed(server, name)
    fault = server.faults.next_for(name)
    _meets(fault)
    result = await method(server, said)
    return None if isinstance(fault, AnswerLost) else web.json_response({"ok": True, "result": result})


def _known(server: Server, request: web.Request) -> tuple[str, Method]:
    if request.match_info["token"] != server.token:
        raise Refused(HTTPStatus.UNAUTHORIZED, "Unauthorized")
    found = _BY_FOLDED_NAME.get(request.match_info["method"].lower())
    if found is None:
        raise Refused(HTTPStatus.NOT_FOUND, "Not Found: method not found")
    return found


async def _delayed(server: Server, name: str) -> None:
    await server.faults.until_released(name)
    if name.lower() != _WAITS and server.faults.seconds:
        await asyncio.sleep(server.faults.seconds)


def _meets(fault: Fault | None) -> None:
    match fault:
        case Broken(status):
            raise Refused(status, HTTPStatus(status).phrase)
        case Throttled(retry_after):
            raise too_many(retry_after)
        case AnswerLost() | None:
            return
        case _:
            assert_never(fault)


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _downloaded(request: web.Request) -> web.Response:
    server = request.app[SERVER]
    known = request.match_info["path"] in server.world.files.values()
    if request.match_info["token"] != server.token or not known:
        return web.json_response(Refused(HTTPStatus.NOT_FOUND, "Not Found").as_json(), status=HTTPStatus.NOT_FOUND)
    return web.Response(body=b"a stand-in for what somebody sent", content_type="application/octet-stream")
