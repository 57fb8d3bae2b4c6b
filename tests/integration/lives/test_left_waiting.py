"""What was received just before the store went away, from somebody who never came back to the page."""

import asyncio
from pathlib import Path

from bot.app import today
from bot.commands.tidying import tidied_every_hour
from bot.conversation.messages import Incoming, Start
from feedback.receipts import receipt_from
from feedback.records import Channel, Respondent
from surveys.replies import Picked
from tests.support.product import opened_product
from tests.support.telegram import until

SOMEBODY = Respondent(Channel.WEB, "a-browsers-token")


async def test_it_is_worked_on_within_the_hour_and_waits_for_no_restart(tmp_path: Path, database_url: str) -> None:
    said = Incoming(SOMEBODY, "one", Picked(("good",)), "en", receipt_from("a-token"), Start("fft", "ward-7"))
    async with opened_product(tmp_path, database_url) as product:
        await product.service.receive([said])

        async def heard() -> bool:
            return await product.service.look(SOMEBODY) is not None

        stop = asyncio.Event()
        tidying = asyncio.create_task(tidied_every_hour(product, stop))
        await until(heard)
        stop.set()
        await tidying
        assert await product.conversations.unheard() == []
        assert await product.conversations.stale(today()) == []
