"""`/delete` sent while the last message, with its code, is still on its way: Telegram can be slow."""

from bot.app import Product
from bot.conversation.asides import Delete, Greet
from surveys.replies import Picked, Send, Skip
from tests.integration.test_reminders import does, kept, product, told

__all__ = ["product"]


async def test_the_code_of_what_is_kept_is_still_told(product: Product) -> None:
    await does(product, Greet(), Picked(("fft",)), Picked(("good",)), Skip(), Skip(), Send(), Skip())
    await does(product, Delete())

    assert len(await kept(product)) == 1
    why = product.catalogues.phrases("ur").text("done.receipt-why")
    assert [text for text in await told(product) if why in text] != []


async def test_what_was_open_is_not_spoken_of_again(product: Product) -> None:
    await does(product, Greet(), Picked(("fft",)), Picked(("good",)))
    await does(product, Delete())
    assert len(await told(product)) == 1
