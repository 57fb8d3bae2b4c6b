"""The shape of calls and answers on the wire, whatever client sends them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from bot.sandbox.api import METHODS
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import serving
from tests.support.clock import Clock

_ASKED_FOR = (
    "getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage editMessageText editMessageReplyMarkup "
    "answerCallbackQuery setMyCommands getMyCommands deleteMyCommands setMyDescription setMyShortDescription "
    "sendChatAction getFile getChat leaveChat deleteMessage"
)


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


def test_the_methods_that_a_bot_needs_are_there() -> None:
    assert set(_ASKED_FOR.split()) <= set(METHODS)


def _button(**said: str) -> dict[str, Any]:
    return {"json": {"text": "x", "chat_id": 1, "reply_markup": {"inline_keyboard": [[said]]}}}


async def _call(client: ClientSession, address: str, **sent: Any) -> tuple[int, Any]:
    async with client.post(address, **sent) as response:
        assert response.content_type == "application/json"
        return response.status, await response.json()


async def test_a_wrong_token_and_an_unknown_method(client: ClientSession, address: str, sandbox: Sandbox) -> None:
    wrong = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await _call(client, f"{address}/bot1:x/getMe") == (401, wrong)
    unknown = {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert await _call(client, f"{address}/bot{sandbox.token}/sendPigeon") == (404, unknown)
    assert [(one.method, one.code) for one in sandbox.refusals] == [("getMe", 401), ("sendPigeon", 404)]


async def test_every_way_to_say_the_same(client: ClientSession, address: str, sandbox: Sandbox, amina: Person) -> None:
    said = {
        "chat_id": str(amina.id),
        "text": "سلام",
        "reply_markup": '{"inline_keyboard":[[{"text":"x","url":"tg://x"}]]}',
    }
    nested = {**said, "chat_id": amina.id, "reply_markup": {"inline_keyboard": [[{"text": "x", "url": "tg://x"}]]}}
    call = f"{address}/bot{sandbox.token}/sendMessage"
    form = FormData(said, default_to_multipart=True)
    for sent in ({"data": said}, {"data": form}, {"json": nested}, {"params": said}):
        status, body = await _call(client, call, **sent)
        assert (status, body["ok"], body["result"]["text"]) == (200, True, "سلام")
        assert body["result"]["reply_markup"] == nested["reply_markup"]
    async with client.get(call.lower().replace(sandbox.token.lower(), sandbox.token), params=said) as response:
        assert (await response.json())["ok"]
    assert len(amina.from_bot) == 5


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, "can't parse the request's JSON object"),
        ({"json": []}, "can't parse the request's JSON object"),
        ({"data": {"text": "x", "chat_id": "1", "reply_markup": "{"}}, "can't parse reply_markup JSON object"),
        ({"json": {"text": "x", "chat_id": 1, "reply_markup": [1]}}, "object expected as reply markup"),
        ({"json": {"text": "x", "reply_markup": {"inline_keyboard": [{}]}}}, "Array of Arrays expected"),
        ({"json": {"text": "x", "reply_markup": {"inline_keyboard": [["x"]]}}}, "must be an Object"),
        ({"json": {"text": "x", "reply_markup": {"keyboard": [["x"]]}}}, "inline keyboards only"),
        ({"data": {"text": "x"}}, "chat_id is empty"),
        (_button(text=" ", callback_data="x"), "text must be non-empty"),
        (_button(text="x", callback_data="é" * 33), "BUTTON_DATA_INVALID"),
        (_button(text="x", callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (_button(text="x", callback_data=""), "text buttons are unallowed"),
        (_button(text="x", url="http://localhost:8080/"), "Wrong HTTP URL"),
    ],
)
async def test_what_cannot_be_read_is_refused(
    client: ClientSession, address: str, sandbox: Sandbox, body: dict[str, Any], said: str
) -> None:
    status, answer = await _call(client, f"{address}/bot{sandbox.token}/sendMessage", **body)
    assert (status, answer["ok"], answer["error_code"]) == (400, False, 400)
    assert said in answer["description"]


async def test_every_call_is_on_record(client: ClientSession, address: str, sandbox: Sandbox, clock: Clock) -> None:
    await _call(client, f"{address}/bot{sandbox.token}/getMe")
    clock.move(seconds=3)
    await _call(client, f"{address}/bot{sandbox.token}/sendMessage", data={"chat_id": "1", "text": "x"})
    assert [(one.method, one.parameters) for one in sandbox.requests()] == [
        ("getMe", {}),
        ("sendMessage", {"chat_id": "1", "text": "x"}),
    ]
    [sent] = sandbox.requests("sendMessage")
    assert sent.at == clock()


async def test_it_serves_this_machine_alone(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="this machine alone"):
        async with serving(sandbox, "192.0.2.1"):
            raise AssertionError("it listened")
