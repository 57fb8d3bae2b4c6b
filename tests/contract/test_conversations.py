"""A conversation stands open between two words of one person, and leaves nothing behind when it closes."""

import asyncio
from datetime import date, timedelta

import pytest

from feedback.records import Conversation, Letter, Respondent
from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import Database
from feedback.store.keys import Keys
from feedback.store.opened import NobodyToTell
from feedback.store.outbox import Outbox
from feedback.store.responses import Responses
from surveys.answers import Chosen, Nothing, Several, Words
from surveys.session import Stage
from tests.contract.examples import AMINA, BEN, KEYS, RECEIPT, TODAY, a_conversation, a_response

TOMORROW = TODAY + timedelta(days=1)


async def saved(conversations: Conversations, respondent: Respondent, conversation: Conversation, update: str) -> None:
    await conversations.receive(Letter(respondent, update, ""))
    async with conversations.open(respondent, update) as opened:
        await opened.save(conversation, RECEIPT)


async def test_a_conversation_is_found_as_it_was_left(conversations: Conversations) -> None:
    left = a_conversation(
        Stage.SENT,
        None,
        overall=Chosen("good"),
        why=Words("be\0fore"),
        unmet=Several(("food",)),
        safe=Nothing.SKIPPED,
    )
    await saved(conversations, AMINA, left, "1")
    assert await conversations.look(AMINA) == left
    assert await conversations.look(BEN) is None
    await conversations.receive(Letter(AMINA, "2", ""))
    async with conversations.open(AMINA, "2") as opened:
        assert opened.conversation == left
        await opened.save(a_conversation(overall=Chosen("poor")), RECEIPT)
    assert await conversations.look(AMINA) == a_conversation(overall=Chosen("poor"))


async def test_closing_turns_the_conversation_into_a_counted_response(
    conversations: Conversations, responses: Responses, counts: Counts
) -> None:
    await saved(conversations, AMINA, a_conversation(), "1")
    await conversations.receive(Letter(AMINA, "2", ""))
    async with conversations.open(AMINA, "2") as opened:
        await opened.close(a_response(), RECEIPT)
    assert await conversations.look(AMINA) is None
    assert [response async for response in responses.read()] == [a_response()]
    assert await responses.known(RECEIPT)
    ((_, everybody),) = await counts.load("patient", None, ["2026-05"], ["all"])
    assert everybody["overall", "good"] == 1


async def test_closing_with_nothing_leaves_nothing(
    conversations: Conversations, responses: Responses, counts: Counts
) -> None:
    await saved(conversations, AMINA, a_conversation(), "1")
    await conversations.receive(Letter(AMINA, "2", ""))
    async with conversations.open(AMINA, "2") as opened:
        await opened.close(None, RECEIPT)
    assert await conversations.look(AMINA) is None
    assert await responses.empty()
    assert not await responses.known(RECEIPT)
    assert await counts.load("patient", None, ["2026-05"], ["all"]) == []


async def test_somebody_who_answers_twice_under_one_receipt_is_not_turned_away(
    conversations: Conversations, responses: Responses
) -> None:
    for update in ("1", "2"):
        await conversations.receive(Letter(AMINA, update, ""))
        async with conversations.open(AMINA, update) as opened:
            await opened.close(a_response(f"r-{update}"), RECEIPT)
    assert [response.id async for response in responses.read()] == ["r-1", "r-2"]
    assert await responses.withdraw(RECEIPT)
    assert await responses.empty()


async def test_what_is_said_waits_in_the_outbox(conversations: Conversations, outbox: Outbox) -> None:
    await conversations.receive(Letter(AMINA, "1", ""))
    async with conversations.open(AMINA, "1") as opened:
        await opened.say("Thank you.")
        await opened.say("How was your stay?")
    assert [parcel.body async for parcel in outbox.waiting_for(AMINA)] == ["Thank you.", "How was your stay?"]


async def test_a_turn_that_is_cancelled_halfway_is_as_if_it_had_not_begun(conversations: Conversations) -> None:
    await saved(conversations, AMINA, a_conversation(overall=Chosen("good")), "1")
    await conversations.receive(Letter(AMINA, "2", ""))
    halfway = asyncio.Event()

    async def turn() -> None:
        async with conversations.open(AMINA, "2") as opened:
            await opened.save(a_conversation(overall=Chosen("poor")), RECEIPT)
            halfway.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(turn())
    await halfway.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await conversations.look(AMINA) == a_conversation(overall=Chosen("good"))
    async with conversations.open(AMINA, "2") as opened:
        assert not opened.repeated


async def test_a_stale_conversation_can_be_ended_by_somebody_who_does_not_know_whose_it_is(
    conversations: Conversations, responses: Responses
) -> None:
    await saved(conversations, AMINA, a_conversation(), "1")
    assert await conversations.stale(TODAY) == []
    (key,) = await conversations.stale(TOMORROW)
    async with conversations.open_stale(key) as opened:
        assert opened.conversation == a_conversation()
        await opened.close(a_response(), None)
    assert await conversations.look(AMINA) is None
    assert [response async for response in responses.read()] == [a_response()]


async def test_whoever_came_back_is_not_ended_by_a_key_from_before(database: Database) -> None:
    day = TODAY
    conversations = Conversations(database, KEYS, lambda: day)
    await saved(conversations, AMINA, a_conversation(overall=Chosen("good")), "1")
    (key,) = await conversations.stale(TOMORROW)
    day = TOMORROW
    await saved(conversations, AMINA, a_conversation(overall=Chosen("poor")), "2")
    async with conversations.open_stale(key) as opened:
        assert opened.conversation is None
    assert await conversations.look(AMINA) == a_conversation(overall=Chosen("poor"))


async def test_nobody_can_be_told_that_their_conversation_expired(conversations: Conversations) -> None:
    await saved(conversations, AMINA, a_conversation(), "1")
    (key,) = await conversations.stale(date.max)
    with pytest.raises(NobodyToTell):
        async with conversations.open_stale(key) as opened:
            await opened.say("Are you still there?")


async def test_under_a_new_key_people_are_still_known(database: Database, conversations: Conversations) -> None:
    await saved(conversations, AMINA, a_conversation(overall=Chosen("good")), "1")
    await conversations.receive(Letter(AMINA, "2", "under the old key"))
    ring = Keys.from_secret(b"a made-up secret for tests alone, 2", b"a made-up secret for tests alone, 1")
    after = Conversations(database, ring, lambda: TODAY)
    await after.receive(Letter(AMINA, "1", "heard before"))
    assert [unheard.body for unheard in await after.unheard(AMINA)] == ["under the old key"]
    async with after.open(AMINA, "2") as opened:
        assert opened.conversation == a_conversation(overall=Chosen("good"))
        await opened.save(a_conversation(overall=Chosen("poor")), RECEIPT)
    assert await after.look(AMINA) == a_conversation(overall=Chosen("poor"))
    assert len(await after.stale(TOMORROW)) == 1
