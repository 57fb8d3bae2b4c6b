"""The server is killed without warning between pages. What somebody saw confirmed is still there."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, CookieJar

from surveys.answers import Chosen, Several, Words
from tests.support.product import SECRET, opened_product
from tests.support.web_person import Page, WebPerson

ANSWERS = {"overall": "good", "access": "hard", "respect": "mostly", "listened": "never", "needs-unmet": "prayer"}
LIVES = 6
PAGES_BETWEEN = 3
WORDS = "The night nurse listened to me. رات کی نرس نے میری بات سنی۔"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@asynccontextmanager
async def server(folder: Path, url: str, port: int, **more: str) -> AsyncIterator[Process]:
    """Killed outright at the end of the block, however that comes about."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    environment |= {
        "HEARD_DATA_DIR": str(folder),
        "HEARD_DATABASE_URL": url,
        "HEARD_SECRET_KEY": SECRET,
        "HEARD_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        **more,
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "serve", stdout=PIPE, env=environment)
    assert process.stdout is not None
    try:
        while b"Heard is at" not in await process.stdout.readline():
            assert process.returncode is None, "the server did not start"
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()


async def answered(person: WebPerson, page: Page) -> Page:
    if page.question is None:
        return await person.press(page, "continue")
    if page.question in ANSWERS:
        return await person.press(page, "continue", ANSWERS[page.question])
    if page.question == "better":
        return await person.press(page, "continue", WORDS)
    return await person.press(page, "skip")


async def test_nothing_that_was_confirmed_is_lost(database_url: str, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with opened_product(tmp_path, database_url):
        pass
    lives = 0
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        person = WebPerson(browser, address)
        expected, receipt = "overall", None
        while receipt is None:
            async with server(tmp_path, database_url, port):
                lives += 1
                page = await person.open("/s/patient?place=ward-7&lang=en")
                assert (page.question or "check") == expected, "the person stands where the last page left them"
                for _ in range(PAGES_BETWEEN if lives < LIVES else 99):
                    page = await answered(person, page)
                    receipt = page.receipt
                    if receipt is not None:
                        break
                expected = page.question or "check"

    async with opened_product(tmp_path, database_url) as product:
        responses = [response async for response in product.responses.read()]
        assert lives == LIVES
        assert len(responses) == 1
        assert await product.responses.known(receipt)
        given = responses[0].answers
        assert given["better"] == Words(WORDS)
        assert given["needs-unmet"] == Several(("prayer",))
        for question in set(ANSWERS) - {"needs-unmet"}:
            assert given[question] == Chosen(ANSWERS[question])
        assert await product.counts.differences() == []
