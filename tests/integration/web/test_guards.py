"""What every page tells the browser to refuse, and what the server itself refuses."""

import asyncio
import re
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.app import Product
from bot.channels.web.app import LARGEST_FORM, make_app
from bot.channels.web.pages import WebPages
from bot.web import forms
from bot.web.assets import load_assets
from bot.web.forms import MOST_FIELDS
from bot.web.logs import quiet_server_log
from tests.support.web import pages_over
from tests.support.web_person import WebPerson

START = "/s/patient?lang=en"
PAGES = ("/", START, "/withdraw", "/updates", "/help-now", "/privacy", "/kiosk/ward-7", "/nothing-here")
OUR_SCRIPTS = ("/static/", "/kiosk-scripts/")
NAMED_ELSEWHERE = re.compile(r"(?:https?|wss?)://|[\"'`]//", re.IGNORECASE)  # in scripts two slashes begin a comment
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/2000/svg)", re.IGNORECASE)


@pytest.mark.parametrize("address", PAGES)
async def test_every_page_forbids_what_it_does_not_need(person: WebPerson, address: str) -> None:
    headers = (await person.open(address)).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("address", PAGES)
async def test_no_page_names_another_host_or_has_a_script_or_a_style_in_it(person: WebPerson, address: str) -> None:
    page = await person.open(address)
    assert ELSEWHERE.search(page.tree.html or "") is None
    assert page.tree.css("style, [style], iframe") == []
    scripts = page.tree.css("script")
    assert all((script.attributes.get("src") or "").startswith(OUR_SCRIPTS) for script in scripts)
    assert "".join(script.text() for script in scripts) == ""


def test_no_style_sheet_asks_for_anything() -> None:
    for name, asset in load_assets().items():
        content = asset.body.decode()
        assert (NAMED_ELSEWHERE if name.endswith(".js") else ELSEWHERE).search(content) is None, name
        assert not re.search(r"url\(|@import|@font-face", content), name


def test_a_tick_is_not_mirrored() -> None:
    sheet = load_assets()["heard.rtl.css"].body.decode()
    [tick] = re.findall(r"\[dir=rtl\] \.nhsuk-checkboxes__label::after\{([^}]*)\}", sheet)
    assert "rotate(-45deg)" in tick
    assert "border-width:0 0 .25rem .25rem" in tick


async def test_style_sheets_are_kept_for_ever_and_named_by_their_content(person: WebPerson) -> None:
    page = await person.open("/?lang=ur")
    address = page.one("link[rel=stylesheet]").attributes["href"] or ""
    assert re.fullmatch(r"/static/heard\.rtl\.css\?v=[0-9a-f]{12}", address)
    sheet = await person.open(address)
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert sheet.headers["Cache-Control"].endswith("immutable")
    assert (await person.open("/static/nhsuk-frontend.LICENSE")).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_another_site_cannot_answer_for_anybody(
    person: WebPerson, browser: ClientSession, server: str, headers: dict[str, str]
) -> None:
    await person.open(START)
    address = f"{server}/s/patient/overall?lang=en"
    async with browser.post(address, data={"answer": "very-poor", "do": "continue"}, headers=headers) as refused:
        assert refused.status == 403
    assert (await person.open("/s/patient/overall-why?lang=en")).question is None


async def test_the_cookie_is_kept_from_scripts_and_other_sites(person: WebPerson) -> None:
    cookie = (await person.open(START)).headers["Set-Cookie"]
    assert re.match(r"heard-patient=[\w-]{19}; ", cookie)
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


async def test_over_https_the_browser_is_held_to_it(product: Product) -> None:
    app = make_app(pages_over(product, "https://heard.trust.example"))
    async with TestServer(app) as server, ClientSession() as browser:
        async with browser.get(server.make_url(START)) as page:
            assert "Secure" in page.headers["Set-Cookie"].split("; ")
            assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
        address, sent = server.make_url("/s/patient/overall"), {"Origin": "https://heard.trust.example"}
        async with browser.post(address, headers=sent, data={"do": "skip"}) as page:
            assert page.status == 400, "our own form is let in, behind a proxy that speaks another name to us"


async def test_an_answer_that_is_too_long(person: WebPerson, browser: ClientSession, server: str) -> None:
    page = await person.press(await person.open(START), "continue", "good")
    page = await person.press(page, "continue", "x" * 100_001)
    assert (page.status, page.words("#answer-error")) == (422, "Error: Your answer is too long. Please make it shorter")
    page = await person.press(page, "continue", "x" * LARGEST_FORM)
    assert (page.status, page.words("h1")) == (413, "Your answer is too long")
    assert (await person.open(START)).question == "overall-why"


async def test_a_body_that_is_no_form(person: WebPerson, browser: ClientSession, server: str) -> None:
    await person.open(START)
    address = f"{server}/s/patient/overall?lang=en"
    form = "application/x-www-form-urlencoded"
    for body, headers in (
        (b"\xff\xfe", {"Content-Type": form}),
        (b"a=1&" * (MOST_FIELDS + 1), {"Content-Type": form}),
        (b"--", {"Content-Type": "multipart/form-data"}),
        (b"--x\r\n\r\nbroken", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b"do=skip", {"Content-Type": "text/plain"}),
        (b"not compressed", {"Content-Type": form, "Content-Encoding": "gzip"}),
    ):
        async with browser.post(address, data=body, headers=headers) as page:
            assert page.status == 400
            assert "This page did not open" in await page.text()


@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-7", "unicode_escape", "utf-16", "no-such"])
async def test_a_body_in_another_character_set_is_not_read(browser: ClientSession, server: str, charset: str) -> None:
    kind = {"Content-Type": f"application/x-www-form-urlencoded; charset={charset}"}
    async with asyncio.timeout(5), browser.post(f"{server}/withdraw", data=b"a" * 400_000, headers=kind) as page:
        assert page.status == 400


async def test_a_request_for_another_server_is_refused(server: str) -> None:
    address = urlsplit(server)
    for line in ("CONNECT evil.example:443", "OPTIONS *"):
        incoming, outgoing = await asyncio.open_connection(address.hostname, address.port)
        outgoing.write(f"{line} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())
        assert re.match(rb"HTTP/1.1 4\d\d ", await incoming.readline())
        outgoing.close()


async def test_the_servers_own_log_tells_nothing_of_a_malformed_request(
    product: Product, caplog: pytest.LogCaptureFixture
) -> None:
    running = TestServer(make_app(pages_over(product)))
    await running.start_server(logger=quiet_server_log())
    try:
        incoming, outgoing = await asyncio.open_connection("127.0.0.1", running.port)
        outgoing.write(b"GET /s/fft?secret HTTP/1.1\r\nCookie: heard-fft=secret\r\nBad Header: secret\r\n\r\n")
        assert b" 400 " in await incoming.readline()
        outgoing.close()
    finally:
        await running.close()
    logged = [record for record in caplog.records if record.name == "aiohttp.server"]
    assert [record.getMessage() for record in logged] == ["request failed: BadHttpMessage"]
    assert [record.exc_info for record in logged] == [None]
    assert "secret" not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_a_body_that_never_ends_is_cut_off(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "SECONDS_TO_SEND", 0.05)
    address = urlsplit(server)
    incoming, outgoing = await asyncio.open_connection(address.hostname, address.port)
    head = "POST /withdraw HTTP/1.1\r\nHost: heard\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    outgoing.write(f"{head}Content-Length: 999\r\n\r\nreceipt=".encode())
    assert (await incoming.readline()).startswith(b"HTTP/1.1 408 ")
    outgoing.close()


@pytest.mark.parametrize("lang", ["en", "ur"])
async def test_an_unknown_address_is_told_in_the_readers_language(
    person: WebPerson, product: Product, lang: str
) -> None:
    page = await person.open(f"/nothing-here?lang={lang}")
    assert page.status == 404
    assert page.words("h1") == product.catalogues.phrases(lang).text("error.not-found-title")


async def test_an_unknown_method(browser: ClientSession, server: str) -> None:
    async with browser.delete(f"{server}/withdraw", headers={"Sec-Fetch-Site": "same-origin"}) as page:
        assert page.status == 405
        assert page.headers["Allow"] == "GET,HEAD,POST"
        assert "This page did not open" in await page.text()


@pytest.fixture
async def broken(product: Product) -> None:
    """A store that fails in the middle of somebody's words. Its own error message would hold what it was asked for."""
    async with product.database.writing() as connection:
        await connection.execute(text("DROP TABLE conversations"))


@pytest.mark.usefixtures("broken")
async def test_a_fault_of_ours_is_owned_and_logged_without_words(person: WebPerson, product: Product) -> None:
    with capture_logs() as logs:
        first = await person.open("/s/patient/overall-why?lang=ur")
        page = await person.press(first, "continue", "my secret words")
    assert (page.status, page.language) == (500, ("ur", "rtl"))
    assert page.words("h1") == product.catalogues.phrases("ur").text("error.server-title")
    [logged] = [entry for entry in logs if entry["event"] == "page failed"]
    assert (logged["page"], logged["method"]) == ("/s/{survey}/{question}", "POST")
    assert "conversations.py" in str(logged["at"])
    token = first.headers["Set-Cookie"].split("=")[1].split(";")[0]
    assert "secret words" not in str(logs)
    assert token not in str(logs)


@pytest.mark.usefixtures("broken")
async def test_help_is_there_when_the_database_is_not(person: WebPerson) -> None:
    await person.open(START)
    assert (await person.open("/")).status == 500
    for address in ("/help-now", "/privacy", "/updates"):
        assert (await person.open(address)).status == 200


async def test_the_machines_pages(person: WebPerson, server: str, browser: ClientSession) -> None:
    assert (await person.open("/healthz")).status == 200
    assert (await person.open("/readyz")).status == 200
    await person.open(START)
    async with browser.get(f"{server}/metrics") as metrics:
        assert 'heard_pages_total{method="GET",page="/s/{survey}",status="200"} 1.0' in await metrics.text()
    for name in ("X-Forwarded-For", "Forwarded", "Via"):
        async with browser.get(f"{server}/metrics", headers={name: "for=192.0.2.7"}) as metrics:
            assert metrics.status == 404
    async with browser.get(f"{server}/metrics", headers={"Host": "heard.trust.example"}) as metrics:
        assert metrics.status == 404


async def test_not_ready_says_why(product: Product) -> None:
    pages = pages_over(product)

    async def problems() -> tuple[str, ...]:
        return ("not-migrated: run `heard db upgrade`",)

    unready = WebPages(
        pages.service, pages.receipts, pages.places, pages.catalogues, pages.surveys, pages.public, problems
    )
    async with TestServer(make_app(unready)) as server, ClientSession() as browser:
        async with browser.get(server.make_url("/readyz")) as answer:
            assert (answer.status, await answer.text()) == (503, "not-migrated: run `heard db upgrade`\n")
        async with browser.get(server.make_url("/healthz")) as answer:
            assert answer.status == 200
