"""A language that is not offered any more: a chat goes on in the one that its person speaks, or in English."""

from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import Product
from bot.conversation.asides import Aside, Greet, Speak
from bot.conversation.bodies import read_message
from bot.conversation.messages import Incoming
from feedback.records import Channel, Respondent
from surveys.answers import Chosen
from surveys.replies import Picked, Reply
from tests.support.product import opened_product

AMINA = Respondent(Channel.TELEGRAM, "4477001122")
NUMBERS = count(1)


async def hears(product: Product, *said: Reply | Aside) -> str:
    """What she is told at last."""
    last = ""
    for each in said:
        await product.service.hear(Incoming(AMINA, str(next(NUMBERS)), each, "en", None, language_chosen=False))
        async for parcel in product.outbox.waiting_for(AMINA):
            last = read_message(parcel.body).text
            await product.outbox.delivered(parcel.id)
    return last


@pytest.fixture
async def begun(tmp_path: Path, sqlite_url: str) -> str:
    """Her conversation in Urdu, of which no translation was checked yet."""
    async with opened_product(tmp_path, sqlite_url) as product:
        await hears(product, Greet("ward-7"), Speak("ur"), Picked(("fft",)))
    return sqlite_url


async def test_in_the_middle_it_goes_on_in_the_language_that_was_spoken(tmp_path: Path, begun: str) -> None:
    async with opened_product(tmp_path, begun, HEARD_DRAFT_LANGUAGES="off") as product:
        assert product.catalogues.offered == ("en",)
        told = await hears(product, Speak("pl"))
        urdu, edition = product.catalogues.phrases("ur"), await product.editions.edition("fft", None, None)
        assert edition is not None
        assert told.startswith(urdu.text("chat.language-gone", language=urdu.language.name))
        assert edition.wording("ur").ask("overall") in told
        await hears(product, Picked(("good",)))
        conversation = await product.service.look(AMINA)
        assert conversation is not None
        assert (conversation.language, conversation.session.answers) == ("ur", {"overall": Chosen("good")})


async def test_of_a_language_whose_words_are_gone_it_goes_on_in_english(tmp_path: Path, begun: str) -> None:
    async with opened_product(tmp_path, begun) as product:
        async with product.database.writing() as connection:
            await connection.execute(text("UPDATE conversations SET language = 'cy'"))
        told = await hears(product, Speak("fr"))
        assert told.startswith("We do not offer that language at the moment. We go on in \u2068English\u2069.")
        assert "Thinking about our service" in told
        assert "why you gave that answer" in await hears(product, Picked(("good",)))


async def test_with_nothing_open_one_is_told_how_to_begin(product: Product) -> None:
    told = await hears(product, Speak("fr"))
    assert told.startswith("We do not offer that language")
    assert "no open questions here" in told
