"""What a person sent is kept from the moment it is acknowledged until it was worked on, once."""

import pytest

from feedback.records import Channel, Letter, Respondent
from feedback.store.conversations import Conversations, NeverReceived
from feedback.store.database import Database
from feedback.store.opened import HeardBefore
from surveys.answers import Chosen
from tests.contract.examples import AMINA, BEN, RECEIPT, TODAY, a_conversation, a_response


async def bodies(conversations: Conversations, respondent: Respondent | None = None) -> list[str]:
    return [unheard.body for unheard in await conversations.unheard(respondent)]


async def test_what_was_received_waits_in_the_order_in_which_it_came(conversations: Conversations) -> None:
    await conversations.receive(Letter(AMINA, "2", "first"))
    await conversations.receive(Letter(BEN, "9", "second"))
    await conversations.receive(Letter(AMINA, "1", "third"))
    assert await bodies(conversations) == ["first", "second", "third"]
    assert await bodies(conversations, AMINA) == ["first", "third"]
    (waiting,) = await conversations.unheard(BEN)
    assert (waiting.respondent, waiting.update, waiting.body) == (BEN, "9", "second")


async def test_an_update_that_comes_in_twice_waits_once(conversations: Conversations) -> None:
    await conversations.receive(Letter(AMINA, "1", "said once"))
    await conversations.receive(Letter(AMINA, "1", "said once, delivered twice"))
    assert await bodies(conversations) == ["said once"]


async def test_updates_of_two_channels_may_have_one_name(conversations: Conversations) -> None:
    await conversations.receive(Letter(AMINA, "1", "by chat"))
    await conversations.receive(Letter(BEN, "1", "by web"))
    assert await bodies(conversations) == ["by chat", "by web"]


async def test_whatever_bytes_a_channel_brings_are_kept_as_they_came(conversations: Conversations) -> None:
    odd = Respondent(Channel.WEB, "half \ud83d and \0")
    await conversations.receive(Letter(odd, "\0\udc00", "half \ud83d and \0"))
    (waiting,) = await conversations.unheard(odd)
    assert (waiting.respondent, waiting.update, waiting.body) == (odd, "\0\udc00", "half \ud83d and \0")


async def test_what_was_heard_waits_no_more_and_does_not_come_back(conversations: Conversations) -> None:
    await conversations.receive(Letter(AMINA, "1", "hello"))
    async with conversations.open(AMINA, "1") as opened:
        assert not opened.repeated
    await conversations.receive(Letter(AMINA, "1", "hello"))
    assert await bodies(conversations) == []
    async with conversations.open(AMINA, "1") as opened:
        assert opened.repeated


async def test_an_update_that_was_heard_before_can_change_nothing(conversations: Conversations) -> None:
    await conversations.receive(Letter(AMINA, "1", "hello"))
    async with conversations.open(AMINA, "1") as opened:
        await opened.save(a_conversation(safe=Chosen("always")), RECEIPT)
    async with conversations.open(AMINA, "1") as opened:
        with pytest.raises(HeardBefore):
            await opened.save(a_conversation(safe=Chosen("never")), RECEIPT)
        with pytest.raises(HeardBefore):
            await opened.close(a_response(), None)
        with pytest.raises(HeardBefore):
            await opened.say("again")
    assert await conversations.look(AMINA) == a_conversation(safe=Chosen("always"))


async def test_work_that_fails_leaves_the_update_waiting_and_nothing_done(conversations: Conversations) -> None:
    async def turn() -> None:
        async with conversations.open(AMINA, "1") as opened:
            await opened.save(a_conversation(), RECEIPT)
            await opened.say("thank you")
            raise ZeroDivisionError

    await conversations.receive(Letter(AMINA, "1", "hello"))
    with pytest.raises(ZeroDivisionError):
        await turn()
    assert await bodies(conversations) == ["hello"]
    assert await conversations.look(AMINA) is None


async def test_nothing_is_worked_on_that_was_not_received(conversations: Conversations) -> None:
    with pytest.raises(NeverReceived):
        async with conversations.open(AMINA, "1"):
            raise AssertionError("the block must not be entered")


async def test_a_heard_update_is_remembered_until_its_day_is_forgotten(
    conversations: Conversations, database: Database
) -> None:
    await conversations.receive(Letter(AMINA, "heard", "hello"))
    await conversations.receive(Letter(AMINA, "waiting", "are you there?"))
    async with conversations.open(AMINA, "heard"):
        pass
    assert await conversations.forget(TODAY) == 0
    async with conversations.open(AMINA, "heard") as opened:
        assert opened.repeated
    assert await conversations.forget(TODAY.replace(day=4)) == 1
    assert await bodies(conversations) == ["are you there?"]
