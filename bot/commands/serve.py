"""`heard serve`: the web pages and the chat bot, until told to stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
import typer
from aiohttp import web
from prometheus_client import CollectorRegistry
from sqlalchemy.exc import OperationalError

from bot.app import Product, now, today
from bot.channels.web.pages import PublicSettings, WebPages
from bot.commands.outcomes import refuse, with_product
from bot.commands.report import sources_of
from bot.commands.stopping import told_to_stop
from bot.commands.tidying import tidied_every_hour
from bot.demo.sign_ins import password
from bot.offering import SURVEYS
from bot.portal.passwords import Passwords
from bot.portal.ports import Portal
from bot.portal.tables import BoardTables
from bot.site import make_site
from bot.telegram import telegram_channel
from bot.web.logs import quiet_server_log
from bot.web.loopback import plain_http, serves_this_machine_alone, speaks_through_nobody
from feedback.store.upgrade import is_current

_SILENCE = 75.0  # seconds that a connection may say nothing, between requests or in the middle of one
_LET_FINISH = 10.0  # seconds for requests under way, when told to stop
log = structlog.get_logger()


def serve() -> None:
    """Serve what patients and carers answer on, pages and bot, and the pages for staff, until Ctrl-C or SIGTERM."""
    with_product(_serve)


async def _serve(product: Product) -> None:
    if plain_http(product.settings.public_url):
        log.warning("plain-http", setting="HEARD_PUBLIC_URL", why="passwords and answers can be read on their way")
    if speaks_through_nobody(product.settings.public_url, product.settings.proxies):
        log.warning("proxy-not-named", setting="HEARD_PROXIES", why="all who come through it count as one sender")
    for survey in product.unlike:
        log.warning("survey-kept", survey=survey, why="published before with other content; it stays as it was")
    log.info("recovered", updates=await product.service.recover())
    registry = CollectorRegistry()
    stop, telegram = told_to_stop(), telegram_channel(product, registry)
    async with _serving(product, registry, telegram.route() if telegram else None), asyncio.TaskGroup() as group:
        await _announce(product)
        group.create_task(tidied_every_hour(product, stop))
        if telegram is not None:
            group.create_task(telegram.run(stop))


@asynccontextmanager
async def _serving(product: Product, registry: CollectorRegistry, webhook: web.RouteDef | None) -> AsyncIterator[None]:
    app = make_site(_pages(product, registry), portal(product, Passwords()), webhook)
    runner = web.AppRunner(
        app,
        access_log=None,
        logger=quiet_server_log(),
        shutdown_timeout=_LET_FINISH,
        keepalive_timeout=_SILENCE,
    )
    await runner.setup()
    try:
        await _listen(runner, product.settings.host, product.settings.port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        remedy = "Stop what uses it, or set HEARD_PORT to another number."
        refuse([f"HEARD_PORT: cannot-listen: {host}:{port} cannot be opened: {error.strerror}. {remedy}"])


def _pages(product: Product, registry: CollectorRegistry) -> WebPages:
    url = product.settings.database_url

    async def ready() -> tuple[str, ...]:
        try:
            current = await asyncio.to_thread(is_current, url)
        except OperationalError:
            return ("database-unreachable: check that the database runs",)
        return () if current else ("not-migrated: run `heard db upgrade`",)

    return WebPages(
        service=product.service,
        receipts=product.responses,
        places=product.places,
        catalogues=product.catalogues,
        surveys=SURVEYS,
        public=PublicSettings(
            product.settings.public_url,
            product.settings.metrics_token,
            kiosk_untouched=product.settings.kiosk_idle,
            proxies=product.settings.proxies,
        ),
        ready=ready,
        registry=registry,
    )


def portal(product: Product, passwords: Passwords) -> Portal:
    return Portal(
        people=product.staff,
        links=product.staff_links,
        sessions=product.staff_sessions,
        attempts=product.sign_in_attempts,
        trail=product.audit,
        tables=BoardTables(sources_of(product), today),
        passwords=passwords,
        phrases=product.staff_phrases,
        public_url=product.settings.public_url,
        host=product.settings.host,
        now=now,
        today=today,
    )


async def _announce(product: Product) -> None:
    address = product.settings.public_url
    typer.echo(f"Heard is at {address}")
    typer.echo(f"  start page          {address}/")
    typer.echo(f"  patients, in Urdu   {address}/s/patient?lang=ur")
    typer.echo(f"  a shared tablet     {address}/kiosk/trust")
    typer.echo(f"  delete by receipt   {address}/withdraw")
    typer.echo(f"  staff sign in       {address}/staff/")
    await _announce_sign_ins(product)


async def _announce_sign_ins(product: Product) -> None:
    """Passwords of invented people alone, and only where nobody but this machine can use them."""
    people = [person for person in await product.staff.all() if person.closed is None]
    invented = [person for person in people if person.demonstration]
    if invented and serves_this_machine_alone(product.settings.public_url, product.settings.host):
        typer.echo("Demonstration sign-ins: e-mail address, password, and what it is for")
        for person in invented:
            typer.echo(f"  {person.email:<27} {password(product.keys, person.role)}   {person.role.value}")
    elif not people:
        typer.echo("Sign-ins: none yet. Make one with `heard staff add EMAIL --role board`.")
