"""Who a request comes from: the other end, or whom a proxy of ours says it speaks for; nobody else is believed."""

from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict
from structlog.testing import capture_logs

from bot.web.senders import Senders

OURS = Senders([ip_network("10.0.0.0/8"), ip_network("::1"), ip_network("fd00::/8")])


def sender(far_end: str, *said: str, senders: Senders = OURS) -> str:
    headers = CIMultiDict([("X-Forwarded-For", hops) for hops in said])
    return senders.of(make_mocked_request("GET", "/", headers=headers).clone(remote=far_end))


@pytest.mark.parametrize(
    ("far_end", "said", "who"),
    [
        ("192.0.2.7", [], "192.0.2.7"),
        ("192.0.2.7", ["198.51.100.1"], "192.0.2.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["203.0.113.9, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
        ("10.0.0.1", ["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["203.0.113.9, nonsense"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9, nonsense, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", [", ,"], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("10.0.0.1", ["[2001:db8:1:2:3::4]:4711"], "2001:db8:1:2::/64"),
        ("::1", ["2001:db8:1:2:3::4"], "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("fe80::1%eth0", [], "fe80::/64"),
    ],
)
def test_the_last_hop_that_is_not_ours(far_end: str, said: list[str], who: str) -> None:
    assert sender(far_end, *said) == who


def test_one_household_is_one_sender() -> None:
    assert sender("2001:db8:1:2::1") == sender("2001:db8:1:2:ffff::9")
    assert sender("2001:db8:1:2::1") != sender("2001:db8:1:3::1")


def test_a_proxy_that_nobody_named_is_told_once_and_without_its_address() -> None:
    nobodys = Senders([])
    with capture_logs() as logs:
        for _ in range(3):
            assert sender("10.0.0.1", "198.51.100.1", senders=nobodys) == "10.0.0.1"
    [told] = logs
    assert (told["event"], told["setting"]) == ("proxy-not-named", "HEARD_PROXIES")
    assert "10.0.0.1" not in str(told)
    assert "198.51.100.1" not in str(told)
