"""Whether an address leads to this machine alone."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_this_machine(url: str) -> bool:
    return is_loopback(urlsplit(url).hostname)
