"""The pages over the whole product, served to a test's client or browser."""

from bot.app import Product
from bot.channels.web.pages import PublicSettings, WebPages
from bot.offering import SURVEYS


def pages_over(product: Product, url: str = "http://127.0.0.1") -> WebPages:
    return WebPages(
        service=product.service,
        receipts=product.responses,
        places=product.places,
        catalogues=product.catalogues,
        surveys=SURVEYS,
        public=PublicSettings(url),
        ready=_nothing_wrong,
    )


async def _nothing_wrong() -> tuple[str, ...]:
    return ()
