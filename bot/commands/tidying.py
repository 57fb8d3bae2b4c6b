"""What a running service does by itself every hour: it ends what is stale, and reminds those who asked for it."""

import asyncio

import structlog

from bot.app import Product, in_england, today
from bot.commands.responses import purged
from feedback.waiting import told_within

_HOUR = 3600.0
log = structlog.get_logger()


async def tidied_every_hour(product: Product, stop: asyncio.Event) -> None:
    """Until told to stop. Two processes that tidy at once do no harm: each conversation is worked on under its lock."""
    while not stop.is_set():
        await _tidied(product)
        await told_within(stop, _HOUR)


async def _tidied(product: Product) -> None:
    """A database that is away for a while, or a row that cannot be read, must not end the service: the next hour tries
    again."""
    try:
        await product.service.recover()  # what came in when the store went away in the middle, and nobody came back to
        log.info("tidied", conversations=await purged(product, today()))
        log.info("reminded", people=await product.service.remind(in_england()))
    except Exception as error:  # noqa: BLE001 - told by its kind alone: its message may hold what was said
        log.warning("not-tidied", error=type(error).__name__)
