"""Whoever sends or takes so slowly that it never ends is hung up on, and keeps nobody waiting meanwhile."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from bot.app import Product
from bot.channels.web.app import LARGEST_FORM, make_app
from bot.web import forms, patience
from tests.support.web import pages_over
from tests.support.web_person import WebPerson

MANY = 300
FORM = "POST /withdraw HTTP/1.1\r\nHost: heard\r\nContent-Type: application/x-www-form-urlencoded\r\n"
SHEET = b"GET /static/heard.css HTTP/1.1\r\nHost: heard\r\n\r\n"
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(server: str) -> AsyncIterator[Connection]:
    address = urlsplit(server)
    incoming, outgoing = await asyncio.open_connection(address.hostname, address.port)
    try:
        yield incoming, outgoing
    finally:
        outgoing.transport.abort()


@asynccontextmanager
async def impatient(product: Product, silence: float) -> AsyncIterator[str]:
    """The server as `heard serve` runs it, with a shorter patience."""
    runner = web.AppRunner(make_app(pages_over(product)), access_log=None, keepalive_timeout=silence)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def dribbled(connection: Connection, drop: bytes) -> bytes:
    """A drop at a time until the server says something, or hangs up: then that is empty."""
    incoming, outgoing = connection
    while True:
        outgoing.write(drop)
        try:
            return await asyncio.wait_for(incoming.read(12), 0.01)
        except TimeoutError:
            continue
        except ConnectionError:
            return b""


async def test_headers_that_never_end_are_hung_up_on(product: Product) -> None:
    async with impatient(product, 0.2) as server, connected(server) as connection:
        connection[1].write(b"GET /?")
        assert await dribbled(connection, b"x") == b""


async def test_a_second_request_that_never_ends_is_hung_up_on(product: Product) -> None:
    async with impatient(product, 0.2) as server, connected(server) as connection:
        incoming, outgoing = connection
        outgoing.write(b"GET /healthz HTTP/1.1\r\nHost: heard\r\n\r\nGET /?")
        assert (await incoming.readuntil(b"alive\n")).startswith(b"HTTP/1.1 200 ")
        assert await dribbled(connection, b"x") == b""


@pytest.mark.parametrize(
    ("head", "drop"),
    [(f"Content-Length: {forms.SMALL}\r\n\r\n", b"x"), ("Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n")],
)
async def test_a_body_that_dribbles_is_cut_off(
    server: str, monkeypatch: pytest.MonkeyPatch, head: str, drop: bytes
) -> None:
    monkeypatch.setattr(forms, "SECONDS_TO_SEND", 0.1)
    async with connected(server) as connection:
        connection[1].write((FORM + head).encode())
        assert await dribbled(connection, drop) == b"HTTP/1.1 408"


async def test_a_body_in_pieces_may_not_be_larger_than_one_in_whole(server: str) -> None:
    async with connected(server) as (incoming, outgoing):
        outgoing.write(f"{FORM}Transfer-Encoding: chunked\r\n\r\n".encode())
        piece = b"x" * 50_000
        for _ in range(LARGEST_FORM // len(piece) + 1):
            outgoing.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        assert await incoming.read(12) == b"HTTP/1.1 413"


async def test_pieces_that_are_cut_up_badly_are_no_form(server: str) -> None:
    async with connected(server) as (incoming, outgoing):
        outgoing.write(f"{FORM}Transfer-Encoding: chunked\r\n\r\nnot-a-number\r\nx\r\n0\r\n\r\n".encode())
        assert (await incoming.read(12)).split()[1:] == [b"400"]


async def asked_for_often(server: str, times: int) -> bytes:
    """All that comes back on one connection with little room, read when everything has been asked for."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.setblocking(False)
    address = urlsplit(server)
    await asyncio.get_running_loop().sock_connect(narrow, (address.hostname, address.port))
    incoming, outgoing = await asyncio.open_connection(sock=narrow, limit=4096)
    outgoing.write(SHEET * (times - 1) + SHEET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    await outgoing.drain()
    came = bytearray()
    try:
        while some := await incoming.read(65_536):
            came += some
    except ConnectionError:
        return bytes(came)
    finally:
        outgoing.transport.abort()
    return bytes(came)


async def test_a_page_that_nobody_takes_is_given_up(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    times = 25  # more than the buffers between two programs hold
    async with impatient(product, 5) as server:
        whole = await asked_for_often(server, times)
        assert whole.count(b"HTTP/1.1 200") == times
        monkeypatch.setattr(patience, "SECONDS_TO_TAKE", 0)
        assert not (await asked_for_often(server, times)).endswith(whole[-50:]), "cut off in the middle of a page"


async def test_hundreds_who_dribble_keep_nobody_from_answering(person: WebPerson, server: str) -> None:
    address = urlsplit(server)
    held = [await asyncio.open_connection(address.hostname, address.port) for _ in range(2 * MANY)]
    for place, (_, outgoing) in enumerate(held):
        whole = f"{FORM}Content-Length: 999\r\n\r\nreceipt=" if place % 2 else "GET /s/fft?lang=en HTTP/1.1\r\nHo"
        outgoing.write(whole.encode())
        await outgoing.drain()
    page = await person.answer(await person.open("/s/fft?lang=en"), {"overall": "good"})
    page = await person.press(await person.press(page, "continue"), "continue", "no")
    assert page.receipt is not None
    for _, outgoing in held:
        outgoing.transport.abort()
