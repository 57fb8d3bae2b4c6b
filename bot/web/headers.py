"""What every response tells the browser to refuse, and what we refuse of it: requests that another site caused."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

Prepare = Callable[[web.Request, web.StreamResponse], Awaitable[None]]

# Referrer-Policy is same-origin, not no-referrer: under no-referrer browsers send `Origin: null` with our own forms,
# too, and older ones would have nothing left to tell those from another site's. Other sites see no address either way.
ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
OVER_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
NOT_CROSS_SITE = frozenset({"same-origin", "none"})  # none: the person themselves, such as by sending a form again


def securing(public_url: str) -> Prepare:
    headers = ALWAYS | (OVER_HTTPS if public_url.startswith("https:") else {})

    async def secure(_: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.pop("Server", None)

    return secure


def refusing_other_sites(public_url: str) -> Middleware:
    """In place of a token in each form: the browser itself says where a request comes from.

    Every browser sends Sec-Fetch-Site or, if old, Origin with a form. What sends neither is no browser, and so carries
    nobody's cookie but its own.
    """
    public_host = urlsplit(public_url).netloc

    @web.middleware
    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in HARMLESS and _from_elsewhere(request, public_host):
            raise web.HTTPForbidden
        return await handler(request)

    return refuse


def _from_elsewhere(request: web.Request, public_host: str) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in NOT_CROSS_SITE
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc not in (public_host, request.host)
