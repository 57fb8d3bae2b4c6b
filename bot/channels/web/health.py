"""For the machines that look after this one: alive, ready, how busy. None of these pages tells about people."""

from ipaddress import ip_address
from time import perf_counter

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest

from bot.channels.web.pages import PAGES

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


async def alive(_: web.Request) -> web.Response:
    return web.Response(text="alive\n")


async def ready(request: web.Request) -> web.Response:
    problems = await request.app[PAGES].ready()
    return web.Response(text="\n".join([*problems, ""]) or "ready\n", status=503 if problems else 200)


class Metrics:
    """A registry of its own: two applications in one process, as in tests, must not count each other's pages."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._pages = Counter("heard_pages", "Pages sent.", ("page", "method", "status"), registry=self._registry)
        self._seconds = Histogram("heard_page_seconds", "Time to make a page.", ("page",), registry=self._registry)

    async def show(self, request: web.Request) -> web.Response:
        """To this machine alone. A request that was passed on by a proxy comes from the world, whatever its peer."""
        if not _from_this_machine(request):
            raise web.HTTPNotFound
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def counting(self) -> Middleware:
        @web.middleware
        async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
            began = perf_counter()
            response = await handler(request)
            resource = request.match_info.route.resource
            page = resource.canonical if resource else "none"
            self._pages.labels(page, request.method, response.status).inc()
            self._seconds.labels(page).observe(perf_counter() - began)
            return response

        return count


def _from_this_machine(request: web.Request) -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    return _is_loopback(request.remote) and _is_loopback(request.url.host)


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
