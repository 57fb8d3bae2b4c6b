"""What every response tells the browser to refuse, and what we refuse of it: requests that another site caused."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

Prepare = Callable[[web.Request, web.StreamResponse], Awaitable[None]]

ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# Referrer-Policy is same-origin, not no-referrer: under no-referrer browsers send `Origin: null` with our own forms,
# too, and older ones would have nothing left to tell those from another site's. Other sites see no address either way.
UNLESS_SAID = {"Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
OVER_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_PORTS = {"http": 80, "https": 443}
Origin = tuple[str, str, int]
NOT_CROSS_SITE = frozenset({"same-origin", "none"})  # none: the person themselves, such as by sending a form again


def securing(public_url: str) -> Prepare:
    headers = ALWAYS | (OVER_HTTPS if public_url.startswith("https:") else {})

    async def secure(_: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers)
        for name, value in UNLESS_SAID.items():
            response.headers.setdefault(name, value)
        response.headers.pop("Server", None)

    return secure


def name_no_address(request: web.Request, page: web.Response) -> web.Response:
    """The address is a key: nothing that is asked for from this page may name it. Under no-referrer browsers send
    `Origin: null` with the form; those that do not say in another way that it is ours are let name this server."""
    says = "Sec-Fetch-Site" in request.headers
    page.headers["Referrer-Policy"] = "no-referrer" if says else "strict-origin"
    return page


def refusing_other_sites(public_url: str) -> Middleware:
    """In place of a token in each form: the browser itself says where a request comes from.

    Every browser sends Sec-Fetch-Site or, if old, Origin with a form. What sends neither, and no Referer, is no
    browser, and so carries nobody's cookie but its own.
    """

    @web.middleware
    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in HARMLESS and _from_elsewhere(request, public_url):
            raise web.HTTPForbidden
        return await handler(request)

    return refuse


def _from_elsewhere(request: web.Request, public_url: str) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in NOT_CROSS_SITE
    said = request.headers.get("Origin", request.headers.get("Referer"))
    return said is not None and not _is_ours(_origin(said), _origin(public_url), request.host)


def _is_ours(origin: Origin | None, public: Origin | None, asked_for: str) -> bool:
    """By the public name only as it is public: a page over http may have been put there by anybody on the way. A server
    that is asked for by another name cannot know how the browser speaks to it."""
    if origin is None or public is None:
        return False
    by_public_name = _origin(f"{public[0]}://{asked_for}") == public
    return origin == public or (not by_public_name and origin == _origin(f"{origin[0]}://{asked_for}"))


def _origin(address: str) -> Origin | None:
    """None where it is none: `null`, and whatever is malformed."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname and port else None
