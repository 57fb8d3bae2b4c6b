"""The stand-in, API and page, on a port of this machine, for as long as it is needed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.sandbox.api import SERVER, api_routes
from bot.sandbox.page import CLOSING, SANDBOX, page_routes
from bot.sandbox.sandbox import Sandbox
from bot.web.headers import refusing_other_sites, securing
from bot.web.logs import quiet_server_log
from bot.web.loopback import is_loopback

_LET_FINISH = 1.0  # seconds for calls under way, when it stops
_LARGEST = 1_000_000  # bytes
_OWN_NAME = "http://127.0.0.1"


def sandbox_app(sandbox: Sandbox) -> web.Application:
    app = web.Application(client_max_size=_LARGEST, middlewares=[refusing_other_sites(_OWN_NAME)])
    app[SERVER], app[SANDBOX], app[CLOSING] = sandbox.server, sandbox, asyncio.Event()
    app.on_response_prepare.append(securing(_OWN_NAME))
    app.add_routes([*api_routes(), *page_routes()])
    app.on_shutdown.append(_let_go)
    app.on_cleanup.append(_stop_delivering)
    return app


@asynccontextmanager
async def serving(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Gives its address, such as http://127.0.0.1:8081; port 0 takes any that is free."""
    if not is_loopback(host):
        raise ValueError(f"a stand-in is for this machine alone, and {host} is not")
    runner = web.AppRunner(
        sandbox_app(sandbox),
        access_log=None,
        logger=quiet_server_log(),
        shutdown_timeout=_LET_FINISH,
        handler_cancellation=True,  # who stops waiting for updates does not take them with them
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield f"http://{f'[{host}]' if ':' in host else host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _let_go(app: web.Application) -> None:
    """Whoever waits for updates, or looks at the page, would keep it from stopping."""
    app[CLOSING].set()
    app[SANDBOX].world.changed.ring()
    app[SERVER].faults.unreachable()
    app[SERVER].faults.release()


async def _stop_delivering(app: web.Application) -> None:
    await app[SERVER].webhook.remove()
    app[SERVER].faults.reachable()
