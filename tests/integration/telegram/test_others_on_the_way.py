"""A filter or a proxy that answers in Telegram's place: nobody is taken for gone, nothing is thrown away, and nothing
of what was said gets into the log."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.telegram.api import Api, Unreachable
from bot.channels.telegram.rendering import Shown

WORDS = "The night nurse ignored me"
ANSWERS = [
    (403, "<html>blocked by the filter: chat_id=42&text=The night nurse ignored me</html>"),
    (400, "bad gateway: The night nurse ignored me"),
    (200, "<html>maintenance</html>"),
    (200, '{"error":"maintenance"}'),
    (200, '{"ok":true}'),
    (502, "[]"),
    (404, ""),
]


@asynccontextmanager
async def answering(status: int, body: str) -> AsyncIterator[Api]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text=body)

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", answer)
    async with TestServer(app) as server:
        api = Api("1:x", str(server.make_url("")).rstrip("/"))
        yield api
        await api.close()


@pytest.mark.parametrize(("status", "body"), ANSWERS)
async def test_it_is_silence(status: int, body: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with answering(status, body) as api:
        assert await api.introduce() == Unreachable()
        assert await api.show("42", Shown(WORDS, (), None, None)) == Unreachable()
        assert await api.show("42", Shown(WORDS, (), None, 7)) == Unreachable()
        assert await api.updates(None, 0) == Unreachable()
    logged = "".join(one.getMessage() for one in caplog.records if one.name != "aiohttp.access")  # the filter's own log
    assert WORDS not in logged
    assert "1:x" not in logged
