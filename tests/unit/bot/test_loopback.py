"""Which addresses lead to this machine alone, and which can be listened in on."""

import pytest

from bot.web.loopback import plain_http, serves_this_machine_alone


@pytest.mark.parametrize(
    ("url", "host", "alone"),
    [
        ("http://127.0.0.1:8080", "127.0.0.1", True),
        ("http://localhost:8080", "localhost", True),
        ("http://[::1]:8080", "::1", True),
        ("http://127.0.0.1:8080", "0.0.0.0", False),  # noqa: S104 - an address to be judged
        ("http://localhost:8080", "192.0.2.7", False),
        ("https://heard.trust.example", "127.0.0.1", False),
        ("http://localhost.trust.example", "127.0.0.1", False),
    ],
)
def test_this_machine_is_served_alone_where_both_addresses_are_its_own(url: str, host: str, alone: bool) -> None:
    assert serves_this_machine_alone(url, host) is alone


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://heard.trust.example", True),
        ("http://192.0.2.7:8080", True),
        ("https://heard.trust.example", False),
        ("http://127.0.0.1:8080", False),
        ("http://localhost", False),
    ],
)
def test_what_can_be_read_on_its_way(url: str, plain: bool) -> None:
    assert plain_http(url) is plain
