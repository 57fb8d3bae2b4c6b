"""One chat that writes without end: what is kept of it is bounded, and nobody else notices."""

from time import monotonic

import pytest

from bot.app import Product
from bot.channels.telegram import bounds, pace
from bot.channels.telegram.pace import IN_A_CHAT
from bot.conversation import service
from bot.conversation.asides import Page, Show
from bot.conversation.messages import Incoming
from feedback.records import Channel, Respondent
from surveys.answers import Words
from tests.integration.telegram.test_answering import at_writing, sent_off
from tests.support.telegram import Chat, Talker

SOMEBODY = Respondent(Channel.TELEGRAM, "5")


async def test_it_is_told_once_and_what_came_before_is_kept(
    chat: Chat, amina: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "AT_ONCE", 20)
    monkeypatch.setattr(bounds, "SECONDS_EACH", 1e9)  # no more room while this test takes
    await at_writing(amina)  # three updates
    for number in range(40):
        amina.person.says(f"line {number}")
    await chat.sandbox.until_confirmed()
    for _ in range(17 + 1):
        await amina.hears()
    [told] = [said for said in amina.texts() if "Very many messages" in said]
    assert "116 123" in told
    monkeypatch.setattr(bounds, "AT_ONCE", 100)  # a few minutes later
    await amina.says("/done")
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["overall-why"] == Words("\n".join(f"line {number}" for number in range(17)))


async def test_it_is_told_in_the_language_of_the_conversation(
    chat: Chat, amina: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their phone speaks English, and they chose Urdu here."""
    urdu = chat.product.catalogues.phrases("ur")
    await amina.starts()
    await amina.says("/language")
    await amina.taps(urdu.language.name)
    monkeypatch.setattr(bounds, "AT_ONCE", 5)
    monkeypatch.setattr(bounds, "SECONDS_EACH", 1e9)
    for number in range(10):
        amina.person.says(f"line {number}")
    while urdu.text("chat.too-many") not in amina.last.text:
        assert "Very many messages" not in amina.last.text
        await amina.hears()


async def test_while_much_waits_to_be_told_to_somebody_the_rest_of_what_they_said_waits(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "LONGEST_LINE", 5)
    said = [Incoming(SOMEBODY, str(number), Show(Page.HELP), "en", None) for number in range(12)]
    await product.service.receive(said)
    assert await product.service.recover() == 12
    waiting = []
    while unheard := len(await product.conversations.unheard(SOMEBODY)):
        waiting.append(unheard)
        assert await product.outbox.waiting(Channel.TELEGRAM) == 5
        async for parcel in product.outbox.waiting_for(SOMEBODY):
            await product.outbox.delivered(parcel.id)
        await product.service.catch_up(SOMEBODY)
    assert waiting == [7, 2]


async def test_changes_of_a_message_keep_to_telegrams_pace_too(amina: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram counts them like new messages. A person who ticks as fast as they can is shown it a little later."""
    await amina.starts()
    await amina.chooses()
    while "need but not get" not in amina.last.text:
        await amina.taps("Skip this question")
    monkeypatch.setattr(pace, "IN_A_CHAT", IN_A_CHAT)
    begun = monotonic()
    for _ in range(pace.BURST + 1):
        await amina.ticks("A time or place to pray")
    assert monotonic() - begun >= pace.BURST * IN_A_CHAT
