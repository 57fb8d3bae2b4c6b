"""The Telegram channel put together from the product's parts, where the settings name a bot."""

from prometheus_client import CollectorRegistry

from bot.app import Product, in_england, now
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import Brought, TelegramChannel, webhook_address
from bot.channels.telegram.figures import Figures
from bot.conversation.reminders import by_day
from feedback.store.solo import Solo

_NAME = "telegram"


def telegram_channel(product: Product, registry: CollectorRegistry) -> TelegramChannel | None:
    settings = product.settings.telegram
    if settings is None:
        return None
    brought = None
    if settings.webhook:
        secret = settings.secret or product.keys.hashes("telegram webhook", settings.token)[0].hex()
        brought = Brought(webhook_address(product.settings.public_url), secret)
    return TelegramChannel(
        api=Api(settings.token, settings.api),
        service=product.service,
        outbox=product.outbox,
        only_one=Solo(product.settings.database_url, _NAME),
        catalogues=product.catalogues,
        brought=brought,
        now=now,
        reminding=lambda: by_day(in_england()),
        figures=Figures(registry),
    )
