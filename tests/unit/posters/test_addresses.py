"""Where a poster leads: what its codes hold, and what a person types."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.channels.telegram.reading import PLACE
from bot.posters.addresses import bot_username, leads_to_nobody_else, start_parameter, telegram_way, web_way


def test_the_web_page_of_a_place_is_typed_without_https() -> None:
    way = web_way("https://heard.trust.example", "ward-7")
    assert way.address == "https://heard.trust.example/?place=ward-7"
    assert way.typed == "heard.trust.example/?place=ward-7"
    assert web_way("http://heard.trust.example/h", "ward-7").typed == "http://heard.trust.example/h/?place=ward-7"


@pytest.mark.parametrize("code", ["ward 7", "Ward&7#a/b?c=d", "Stáin-7", "وارڈ-7", "a%20b", "100%"])
def test_any_code_comes_back_from_its_web_address(code: str) -> None:
    way = web_way("https://heard.trust.example", code)
    assert way.address.isascii()
    parts = urlsplit(way.address)
    assert (parts.path, parts.fragment) == ("/", "")
    assert parse_qs(parts.query) == {"place": [code]}


def test_an_address_that_was_encoded_before_is_not_encoded_twice() -> None:
    assert web_way("https://x.example/a%20b", "w").address == "https://x.example/a%20b/?place=w"
    assert web_way("https://x.example/é", "w").address == "https://x.example/%C3%A9/?place=w"


def test_telegram_passes_on_64_characters_of_its_own_alphabet() -> None:
    assert start_parameter("Ward_7-b") == "p-Ward_7-b"
    assert telegram_way("NorthTrustHeardBot", "p-w").address == "https://t.me/NorthTrustHeardBot?start=p-w"
    assert [start_parameter("w" * length) is not None for length in (0, 1, 61, 62, 63)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert [start_parameter(code) for code in ("ward 7", "ward.7", "wärd", "ward-7\n")] == [None] * 4


def test_the_bot_reads_a_place_where_the_poster_puts_it() -> None:
    assert start_parameter("ward-7") == f"{PLACE}ward-7"


def test_a_bots_name_is_read_with_or_without_its_sign() -> None:
    assert bot_username("@NorthTrustHeardBot") == bot_username(" NorthTrustHeardBot ") == "NorthTrustHeardBot"
    assert [bot_username(name) for name in ("", "@", "abc", "7bot", "north-trust", "a b_bot", "b" * 33)] == [None] * 7
    assert bot_username("b" * 32) == "b" * 32


@pytest.mark.parametrize(
    ("url", "nobody"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost:8080", True),
        ("https://heard.localhost", True),
        ("http://[::1]:8080", True),
        ("http://0.0.0.0:8080", True),
        ("http://[::]:8080", True),
        ("https://heard.trust.example", False),
        ("http://10.1.2.3", False),
    ],
)
def test_an_address_of_the_phone_itself_is_known(url: str, nobody: bool) -> None:
    assert leads_to_nobody_else(url) is nobody
