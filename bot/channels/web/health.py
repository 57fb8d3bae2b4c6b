"""For the machines that look after this one: alive, ready, how busy. None of these pages tells about people."""

import re
from hmac import compare_digest
from time import perf_counter

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from bot.channels.web.pages import PAGES, PublicSettings
from bot.web.loopback import by_this_machine_alone

# Those tell the second at which something first happened.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library annotates its other functions only
_INSIDE = re.compile(r"(\{survey\})/.+")


async def alive(_: web.Request) -> web.Response:
    return web.Response(text="alive\n")


async def ready(request: web.Request) -> web.Response:
    problems = await request.app[PAGES].ready()
    return web.Response(text="\n".join([*problems, ""]) or "ready\n", status=503 if problems else 200)


class Metrics:
    """`registry` is the application's own: two in one process, as in tests, must not count each other's pages."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self._pages = Counter("heard_pages", "Pages sent.", ("page", "method", "status"), registry=self._registry)
        self._seconds = Histogram("heard_page_seconds", "Time to make a page.", ("page",), registry=self._registry)

    async def show(self, request: web.Request) -> web.Response:
        """To whoever has the token; without one, to this machine, where only this machine is served."""
        if not _may_see(request, request.app[PAGES].public):
            raise web.HTTPNotFound
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def counting(self) -> Middleware:
        @web.middleware
        async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
            began = perf_counter()
            response = await handler(request)
            page = _page(request)
            self._pages.labels(page, request.method, response.status).inc()
            self._seconds.labels(page).observe(perf_counter() - began)
            return response

        return count


def _page(request: web.Request) -> str:
    """The kind of page, and no finer inside a survey: nobody should see in a graph when somebody finished."""
    resource = request.match_info.route.resource
    return _INSIDE.sub(r"\1/{page}", resource.canonical) if resource else "none"


def _may_see(request: web.Request, public: PublicSettings) -> bool:
    """A public address asks for the token."""
    if public.metrics_token is not None:
        given = request.headers.get("Authorization", "")
        return compare_digest(given.encode(), f"Bearer {public.metrics_token}".encode())
    return by_this_machine_alone(request, public.url)
