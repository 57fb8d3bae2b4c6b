"""The conversation over the real store: what is heard twice, late, after a crash, or never finished."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.app import Product, today
from bot.commands.responses import purged
from bot.conversation.bodies import incoming_body
from bot.conversation.messages import Heard, Incoming, NobodyThere, Outcome, Repeated, Start
from feedback.receipts import receipt_from
from feedback.records import Channel, Letter, Respondent, Response, State
from surveys.answers import Chosen, Nothing
from surveys.replies import Picked, Reply, Send, Skip, Stop
from surveys.session import Stage
from tests.support.product import opened_product

SOMEBODY = Respondent(Channel.WEB, "a-browsers-token")
FFT = Start("fft", "ward-7")


@pytest.fixture
async def product(database_url: str, tmp_path: Path) -> AsyncIterator[Product]:
    async with opened_product(tmp_path, database_url) as whole:
        yield whole


def said(update: str, reply: Reply | None, start: Start | None = FFT, who: Respondent = SOMEBODY) -> Incoming:
    return Incoming(who, update, reply, "en", receipt_from(who.address), start)


async def say(product: Product, *replies: Reply, who: Respondent = SOMEBODY) -> Outcome:
    outcome: Outcome = NobodyThere()
    for reply in replies:
        outcome = await product.service.hear(said(uuid4().hex, reply, who=who))
    return outcome


async def kept(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


UP_TO_SENDING = (Picked(("good",)), Skip(), Picked(("yes",)), Send())


async def test_an_update_that_comes_twice_counts_once(product: Product) -> None:
    first = await product.service.hear(said("one", Picked(("good",))))
    again = await product.service.hear(said("one", Picked(("poor",))))

    assert isinstance(first, Heard)
    assert isinstance(again, Repeated)
    conversation = await product.service.look(SOMEBODY)
    assert conversation is not None
    assert conversation.session.answers == {"overall": Chosen("good")}


async def test_what_was_received_before_a_crash_is_worked_on_at_the_next_start(product: Product) -> None:
    lost = said("one", Picked(("good",)))
    await product.conversations.receive(Letter(lost.respondent, lost.update, incoming_body(lost)))

    assert await product.service.recover() == 1
    assert await product.service.recover() == 0
    conversation = await product.service.look(SOMEBODY)
    assert conversation is not None
    assert conversation.session.at == "overall-why"


async def test_what_waits_is_worked_on_before_the_same_persons_next_word(product: Product) -> None:
    waiting = said("one", Picked(("good",), "overall"))
    await product.conversations.receive(Letter(waiting.respondent, waiting.update, incoming_body(waiting)))

    await product.service.hear(said("two", Picked(("poor",), "overall")))

    conversation = await product.service.look(SOMEBODY)
    assert conversation is not None
    assert conversation.session.answers == {"overall": Chosen("poor")}


async def test_an_update_that_cannot_be_worked_on_stops_nobody(product: Product) -> None:
    poisoned = said("one", Picked(("good",)), Start("fft", "a-place-that-is-not-there"))
    other = Respondent(Channel.WEB, "another-token")
    for incoming in (poisoned, said("two", Picked(("poor",)), who=other)):
        await product.conversations.receive(Letter(incoming.respondent, incoming.update, incoming_body(incoming)))

    assert await product.service.recover() == 2
    assert await product.service.recover() == 0
    assert len(await product.conversations.aside()) == 1
    assert await product.service.look(other) is not None
    assert isinstance(await say(product, Picked(("good",))), Heard)
    await purged(product, today() + timedelta(days=15))
    assert len(await product.conversations.aside()) == 0


async def test_a_reply_to_nothing_begins_nothing(product: Product) -> None:
    assert isinstance(await product.service.hear(said("one", Skip(), start=None)), NobodyThere)
    assert isinstance(await product.service.hear(said("two", Skip(), Start("nothing", "trust"))), NobodyThere)
    assert await product.service.look(SOMEBODY) is None


async def test_the_end_writes_the_response_and_forgets_who_it_was(product: Product) -> None:
    outcome = await say(product, *UP_TO_SENDING, Picked(("no",)))

    assert isinstance(outcome, Heard)
    assert outcome.receipt == receipt_from(SOMEBODY.address)
    assert await product.service.look(SOMEBODY) is None
    [response] = await kept(product)
    assert (response.place, response.channel, response.day) == ("ward-7", Channel.WEB, today())
    assert (response.state, response.repeat, response.equality) == (State.FINISHED, False, {})
    assert await product.responses.known(outcome.receipt)


async def test_stopping_before_saying_anything_leaves_nothing(product: Product) -> None:
    outcome = await say(product, Skip(), Stop())

    assert isinstance(outcome, Heard)
    assert (outcome.session.stage, outcome.receipt) == (Stage.STOPPED, None)
    assert await kept(product) == []


async def test_stopping_on_the_way_keeps_what_was_said(product: Product) -> None:
    outcome = await say(product, Picked(("good",)), Stop())

    assert isinstance(outcome, Heard)
    assert outcome.receipt is not None
    [response] = await kept(product)
    assert response.state is State.STOPPED
    assert response.answers["quote"] is Nothing.NOT_REACHED


async def test_who_never_comes_back_leaves_nothing_unless_it_was_sent(product: Product) -> None:
    tablet, browser = Respondent(Channel.KIOSK, "a-tablets-token"), Respondent(Channel.WEB, "another-token")
    await say(product, Picked(("good",)), who=browser)
    await say(product, *UP_TO_SENDING, Picked(("yes",)), Picked(("asian",)), who=tablet)

    assert await purged(product, today() + timedelta(days=14)) == 0
    assert await purged(product, today() + timedelta(days=15)) == 2

    [response] = await kept(product)
    assert (response.channel, response.state) == (Channel.KIOSK, State.FINISHED)
    assert response.equality["ethnicity"] == Chosen("asian")
    assert response.equality["age"] is Nothing.NOT_REACHED
    assert response.day == today(), "the day on which it was said, not the one on which we tidied up"
    assert await product.responses.withdraw(receipt_from(tablet.address))
    assert await kept(product) == []
    assert await product.service.look(browser) is None
    assert await product.counts.differences() == []


async def test_starting_over_deletes_what_was_not_sent_and_keeps_what_was(product: Product) -> None:
    browser = Respondent(Channel.WEB, "another-token")
    await say(product, Picked(("good",)))
    await say(product, *UP_TO_SENDING, who=browser)
    for who in (SOMEBODY, browser, Respondent(Channel.WEB, "nobody")):
        await product.service.start_over(who)
        assert await product.service.look(who) is None

    [response] = await kept(product)
    assert (response.state, response.equality) == (State.FINISHED, {})
    assert await product.responses.known(receipt_from(browser.address))


async def test_a_survey_published_meanwhile_leaves_open_conversations_alone(product: Product) -> None:
    await say(product, Picked(("good",)))
    definition = await product.published.load("fft", 1)
    assert definition is not None
    second = definition.replace('"version":"1"', '"version":"2"', 1)
    await product.published.publish("fft", 2, "feedback", second, "another-digest", date(2026, 5, 3))

    await say(product, Skip(), Picked(("yes",)), Send(), Picked(("no",)))
    await say(product, *UP_TO_SENDING, Picked(("no",)), who=Respondent(Channel.WEB, "newcomer"))

    assert sorted(response.version for response in await kept(product)) == [1, 2]
