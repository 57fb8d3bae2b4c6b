"""The database is away for a while: its disk takes nothing more, or it restarts. People are told, nothing that was
acknowledged is lost, and everything goes on without hands."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import Random

import pytest
from aiohttp import ClientSession, CookieJar

from bot.sandbox.sandbox import Sandbox
from feedback.records import Channel
from feedback.store.upgrade import upgrade
from tests.support.answering import WITHIN, BrowserPerson, ChatPerson
from tests.support.lives import Server
from tests.support.outages import no_more_room
from tests.support.postgres import restartable_postgres
from tests.support.product import opened_product
from tests.support.script import Offer, Script, faults, offer
from tests.support.web_person import WebPerson

Outage = Callable[[Server], AbstractContextManager[None]]


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[tuple[str, Outage]]:
    """A database, and what keeps a server from it."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url"), no_more_room
        return
    with restartable_postgres() as postgres:

        @contextmanager
        def stopped(_: Server) -> Iterator[None]:
            postgres.stop()
            try:
                yield
            finally:
                postgres.start()

        upgrade(postgres.url)
        yield postgres.url, stopped


async def test_whoever_answers_meanwhile_is_told_and_loses_nothing(
    tmp_path: Path,
    store: tuple[str, Outage],
    sandbox: Sandbox,
    bot: Mapping[str, str],
    servers: list[Server],
) -> None:
    url, outage = store
    async with opened_product(tmp_path, url) as product:
        fft = await offer(product, "fft", "en")
    server = Server(tmp_path, url, bot)
    servers.append(server)
    await server.starts()
    chat, browser = await both_answer_around(outage, server, fft, sandbox)
    assert await server.stops() == 0
    assert "Traceback" not in server.log
    async with opened_product(tmp_path, url) as product:
        responses = [response async for response in product.responses.read()]
        channels = {chat.name: Channel.TELEGRAM, browser.name: Channel.WEB}
        assert faults([chat, browser], responses, channels) == []
        assert await product.counts.differences() == []
        assert await product.conversations.unheard() == []
        assert len(await product.conversations.aside()) == 0


async def both_answer_around(outage: Outage, server: Server, fft: Offer, sandbox: Sandbox) -> tuple[Script, Script]:
    chat = ChatPerson(Script("chat", fft, Random(1)), sandbox.person())
    page_script = Script("browser", fft, Random(2))
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        person = WebPerson(session, server.address)
        browser = BrowserPerson(page_script, server, "")
        page = await browser.sent(person, await person.open("/s/fft?place=ward-7&lang=en"))
        chat.begins()
        chat.hears(await chat.person.next_message(WITHIN))
        asked = await chat.person.next_message(WITHIN)
        with outage(server):
            chat.hears(asked)
            told = await chat.person.next_message(WITHIN)
            assert told.text.startswith(fft.say("chat.trouble-tap"))
            do, answers = browser.form(page)
            refused = await person.press(page, do, *answers)
            assert refused.status == 503
            assert int(refused.headers["Retry-After"]) > 0
            assert fft.say("error.server") in refused.text
            await server.says("store-away")
        chat.hears(await chat.person.next_message(WITHIN))
        await chat.goes_on()
        while page.receipt is None:
            page = await browser.sent(person, page)
    return chat.script, page_script
