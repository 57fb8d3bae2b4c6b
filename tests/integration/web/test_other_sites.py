"""Forms that another site sends are refused, whatever way a browser has of saying where they come from."""

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.app import Product
from bot.channels.web.app import make_app
from tests.support.web import pages_over

PUBLIC = "https://heard.trust.example"
EVIL = "https://evil.example"


async def status(product: Product, headers: dict[str, str]) -> int:
    """Of the page that answers the form: 403 where it is refused."""
    server = TestServer(make_app(pages_over(product, PUBLIC)))
    async with server, ClientSession() as browser:
        sent = browser.post(server.make_url("/withdraw"), data={"receipt": ""}, headers=headers)
        return (await sent).status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": PUBLIC},
        {"Origin": f"{PUBLIC}:443"},
        {"Origin": PUBLIC, "Host": "heard.trust.example"},
        {"Origin": "http://heard:8080", "Host": "heard:8080"},
        {"Origin": "https://other.trust.example", "Host": "other.trust.example"},
        {"Referer": f"{PUBLIC}/withdraw"},
        {"Referer": "http://heard:8080/withdraw", "Host": "heard:8080"},
    ],
)
async def test_our_own_forms_are_read(product: Product, headers: dict[str, str]) -> None:
    assert await status(product, headers) not in (403, 500)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": EVIL, "Referer": PUBLIC},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://[evil"},
        {"Origin": "https://heard.trust.example:99999"},
        {"Origin": "heard.trust.example"},
        {"Origin": "http://heard.trust.example"},
        {"Origin": "http://heard.trust.example", "Host": "heard.trust.example"},
        {"Origin": "https://heard.trust.example:8443", "Host": "heard.trust.example"},
        {"Origin": "https://other.trust.example", "Host": "[other"},
        {"Referer": f"{EVIL}/withdraw"},
        {"Referer": "http://heard.trust.example/withdraw", "Host": "heard.trust.example"},
        {"Referer": "https://[evil/"},
    ],
)
async def test_what_comes_from_elsewhere_or_is_malformed_is_refused(product: Product, headers: dict[str, str]) -> None:
    assert await status(product, headers) == 403
