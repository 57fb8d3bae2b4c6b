"""Nothing about anybody stands in clear where it does not belong: not in the log, not in the database, in no file of
the data folder, in no figure about the server. Neither while people answer and things go wrong, nor afterwards."""

from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from random import Random

from aiohttp import ClientSession, CookieJar

from bot.sandbox.sandbox import Sandbox
from tests.contract.secrets_planted import in_clear
from tests.contract.test_secrecy import every_value
from tests.support.answering import WITHIN, BrowserPerson, ChatPerson
from tests.support.calls import further_calls
from tests.support.lives import Server
from tests.support.outages import no_more_room
from tests.support.product import opened_product
from tests.support.script import Offer, Script, offer
from tests.support.web_person import WebPerson

CHAT, NAME, USER_NAME, SENDER = 7_399_120_044, "Zebedee Quillfeather", "zq_quill_1957", "198.51.100.77"
METRICS_TOKEN = "made-up-token-for-those-who-watch-over-it"


async def test_nothing_stands_in_clear(
    tmp_path: Path, database_url: str, sandbox: Sandbox, bot: Mapping[str, str], servers: list[Server]
) -> None:
    async with opened_product(tmp_path, database_url) as product:
        fft = await offer(product, "fft", "en")
    settings = {**bot, "HEARD_PROXIES": "127.0.0.1", "HEARD_METRICS_TOKEN": METRICS_TOKEN}
    server = Server(tmp_path, database_url, settings)
    servers.append(server)
    await server.starts()
    chat, browser = people(sandbox, server, fft)
    planted = [str(CHAT), NAME, USER_NAME, SENDER, chat.script.name, browser.script.name]
    planted += await everything_goes_wrong(sandbox, server, chat, disk=database_url.startswith("sqlite"))
    assert await found(server, planted) == [], "in the middle, with letters that wait"
    await chat.goes_on()
    planted += await answered_in_a_browser(browser, server)
    planted += [code for receipt in (chat.receipt, browser.receipt) for code in (receipt, receipt.replace("-", ""))]
    assert await found(server, planted) == []
    assert await server.stops() == 0
    assert await found(server, planted) == [], "afterwards"


def people(sandbox: Sandbox, server: Server, fft: Offer) -> tuple[ChatPerson, BrowserPerson]:
    person = sandbox.person(CHAT, name=NAME)
    person.user = replace(person.user, username=USER_NAME)
    chat = ChatPerson(Script("the night nurse was unkind", fft, Random(1)), person)
    return chat, BrowserPerson(Script("nobody told my sister", fft, Random(2)), server, SENDER)


async def everything_goes_wrong(sandbox: Sandbox, server: Server, chat: ChatPerson, *, disk: bool) -> list[str]:
    """A disk that is full, if there is one, an update that nobody can read, a Telegram that cannot be reached; in the
    end a message waits. Gives what else must not be found."""
    chat.begins()
    message = await chat.person.next_message(WITHIN)
    with no_more_room(server) if disk else nullcontext():
        chat.hears(message)
        chat.person.says("the night nurse was unkind, and /help")
        if disk:
            await server.says("store-away")
    chat.person.sends("contact")
    sandbox.world.pending.add("message", {"message_id": NAME, "chat": {"id": CHAT}, "text": NAME}, CHAT)
    await sandbox.until_confirmed(WITHIN)
    sandbox.faults.fail(1, method="sendMessage")
    chat.person.says("/privacy")
    await further_calls(sandbox, 1, "sendMessage")
    return ["and /help"]


async def answered_in_a_browser(browser: BrowserPerson, server: Server) -> list[str]:
    """And what a browser sends that nobody should send. Gives the cookie by which it is known."""
    await browser.answers()
    jar = CookieJar(unsafe=True)
    async with ClientSession(cookie_jar=jar, headers={"X-Forwarded-For": SENDER}) as session:
        person = WebPerson(session, server.address)
        await browser.sent(person, await person.open(f"/s/fft?place=ward-7&lang=en&name={USER_NAME}"))
        assert (await person.open(f"/{USER_NAME}")).status == 404
        assert (await person.open(f"/s/fft?place={USER_NAME}")).status == 404
    return [cookie.value for cookie in jar]


async def found(server: Server, planted: list[str]) -> list[str]:
    """Where something of it stands, and what."""
    held = [("log", server.log.encode()), *files(server.folder)]
    held += [one async for one in values(server)]
    if server.runs:
        held.append(("metrics", await metrics(server)))
    return [f"{where}: {text}" for where, what in held for text in in_clear(what, planted)]


def files(folder: Path) -> list[tuple[str, bytes]]:
    """SQLite's log and shared memory among them."""
    return [(file.name, file.read_bytes()) for file in sorted(folder.rglob("*")) if file.is_file()]


async def values(server: Server) -> AsyncIterator[tuple[str, bytes]]:
    async with opened_product(server.folder, server.database_url) as product:
        async for table, value in every_value(product.database):
            yield table, value


async def metrics(server: Server) -> bytes:
    headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    async with ClientSession() as session, session.get(f"{server.address}/metrics", headers=headers) as response:
        assert response.status == 200
        return await response.read()
