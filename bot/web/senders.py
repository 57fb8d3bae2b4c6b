"""Where a request comes from, as far as that can be believed: the other end, or whom our own proxy says it speaks for.

Whoever is no proxy of ours can write anything into X-Forwarded-For, and is taken for themselves.
"""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import structlog
from aiohttp import web

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
_PASSED_ON = "X-Forwarded-For"
_HOUSEHOLD = 64  # bits: whoever has one IPv6 address has all that begin like it
_MOST_PROXIES = 256  # in one network: whoever runs more of them knows their addresses
log = structlog.get_logger(__name__)


class Senders:
    def __init__(self, proxies: Sequence[Network]) -> None:
        self._proxies = proxies
        self._told = False

    def of(self, request: web.Request) -> str:
        """One text for each sender. Those who cannot be told apart have one between them."""
        far_end = _read(request.remote or "")
        if far_end is None or not self._is_ours(far_end):
            self._tell_once(request)
            return str(_household(far_end))
        return str(_household(self._behind(request, far_end)))

    def _behind(self, request: web.Request, proxy: Address) -> Address:
        """The last hop that is not ours. Whatever stands before it was written by others."""
        last = proxy
        for hop in _hops(request):
            if hop is None:
                return last
            last = hop
            if not self._is_ours(hop):
                return hop
        return last

    def _is_ours(self, address: Address) -> bool:
        return any(address.version == proxy.version and address in proxy for proxy in self._proxies)

    def _tell_once(self, request: web.Request) -> None:
        """Behind a proxy that nobody named, all the world has one sender's share. Which address it was is not told."""
        if not self._told and _PASSED_ON in request.headers:
            self._told = True
            log.warning("proxy-not-named", setting="HEARD_PROXIES", why="all who come through it count as one sender")


def too_wide_for_proxies(networks: Sequence[Network]) -> tuple[Network, ...]:
    """Networks that hold others than proxies, who could then pass for anybody."""
    return tuple(network for network in networks if network.num_addresses > _MOST_PROXIES)


def _hops(request: web.Request) -> Iterator[Address | None]:
    """From the nearest on. None for one that is no address."""
    said = ",".join(request.headers.getall(_PASSED_ON, ()))
    return (_read(hop.strip()) for hop in reversed(said.split(",")) if hop.strip())


def _read(text: str) -> Address | None:
    """As proxies write them: some add a port, and the brackets that it needs."""
    bare = text[1:].partition("]")[0] if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def _household(address: Address | None) -> Address | IPv6Network | None:
    return IPv6Network((address, _HOUSEHOLD), strict=False) if isinstance(address, IPv6Address) else address
