"""Whether an address leads to this machine alone, and whether a request comes from it."""

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

_PASSED_ON = frozenset({"forwarded", "via", "x-real-ip"})
_PASSED_ON_PREFIX = "x-forwarded-"


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_this_machine(url: str) -> bool:
    return is_loopback(urlsplit(url).hostname)


def plain_http(url: str) -> bool:
    """Whatever is sent there can be read on its way. Nothing is on its way where it stays on this machine."""
    return urlsplit(url).scheme == "http" and not is_this_machine(url)


def speaks_through_nobody(public_url: str, proxies: Sequence[object]) -> bool:
    """Heard itself speaks no https: where its address is https, something stands before it, and was not named."""
    return urlsplit(public_url).scheme == "https" and not proxies


def serves_this_machine_alone(public_url: str, host: str) -> bool:
    """What it is known by, and what it listens on: a server that all can reach may still be known as localhost."""
    return is_this_machine(public_url) and is_loopback(host)


def asked_from_this_machine(request: web.Request) -> bool:
    """As far as the request itself says: by this machine's name, and passed on by nobody."""
    passed_on = any(
        name.lower() in _PASSED_ON or name.lower().startswith(_PASSED_ON_PREFIX) for name in request.headers
    )
    return not passed_on and is_loopback(_name(request.host))


def by_this_machine_alone(request: web.Request, public_url: str) -> bool:
    """A proxy can make all the world look like this machine; so only where nothing but this machine is served."""
    return is_loopback(request.remote) and asked_from_this_machine(request) and is_this_machine(public_url)


def _name(host: str) -> str | None:
    """Without its port. A name that is none is nobody's."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
