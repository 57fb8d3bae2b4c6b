"""What a person sent is kept from the moment it is acknowledged until it was worked on, once."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from feedback.records import Channel, Letter, Respondent
from feedback.store.conversations import Conversations, NeverReceived
from feedback.store.database import Database
from feedback.store.keys import Keys
from feedback.store.names import respondent_hashes
from feedback.store.opened import HeardBefore, Opened
from feedback.store.outbox import Outbox
from feedback.store.responses import Responses
from surveys.answers import Chosen
from tests.contract.examples import AMINA, BEN, KEYS, RECEIPT, TODAY, a_conversation, a_response, today

NEWER = Keys.from_secret(b"a made-up secret that came later, 22")
BEN_HASH = respondent_hashes(KEYS, BEN)[0]


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


async def deletes(opened: Opened) -> None:
    await opened.forget_aside()


async def finishes(opened: Opened) -> None:
    await opened.close(None)


@pytest.mark.parametrize("leaves", [deletes, finishes])
async def test_what_was_set_aside_is_its_persons_to_delete(
    conversations: Conversations, database: Database, leaves: Callable[[Opened], Awaitable[None]]
) -> None:
    """That something went wrong stays to be counted; what was said, and who said it, goes."""
    for who in (AMINA, BEN):
        await conversations.receive(Letter(who, "1", "cannot be worked on"))
        await conversations.set_aside(who, "1")
    assert await bodies(conversations) == []
    async with conversations.open_quietly(AMINA) as opened:
        await leaves(opened)
    assert await kept_of(database) == [(True, None, None), (True, BEN_HASH, b"sealed")]
    assert len(await conversations.aside()) == 2
    await conversations.receive(Letter(AMINA, "1", "cannot be worked on"))
    assert await bodies(conversations) == [], "brought again, it is known still"


async def test_after_the_key_was_renewed_it_is_still_theirs_to_delete(
    conversations: Conversations, database: Database
) -> None:
    await conversations.receive(Letter(AMINA, "1", "cannot be worked on"))
    await conversations.set_aside(AMINA, "1")
    renewed = Conversations(database, replace(NEWER, older=(KEYS.current,)), today)
    async with renewed.open_quietly(AMINA) as opened:
        await opened.forget_aside()
    assert await kept_of(database) == [(True, None, None)]


async def test_a_conversation_that_ends_by_age_takes_with_it_what_was_set_aside(
    conversations: Conversations, database: Database
) -> None:
    await conversations.receive(Letter(AMINA, "1", "cannot be worked on"))
    await conversations.set_aside(AMINA, "1")
    async with conversations.open_quietly(AMINA) as opened:
        await opened.save(a_conversation(), RECEIPT)
    [key] = await conversations.stale(TODAY.replace(day=4))
    async with conversations.open_stale(key) as opened:
        await opened.close(None)
    assert await kept_of(database) == [(True, None, None)]
    assert await conversations.forget(TODAY.replace(day=4)) == 1
    assert await conversations.aside() == []


async def test_whoever_sent_it_is_told_once(conversations: Conversations, outbox: Outbox) -> None:
    await conversations.receive(Letter(AMINA, "1", "cannot be worked on"))
    row = await conversations.set_aside(AMINA, "1", "could not be taken")
    assert row is not None
    assert await conversations.set_aside(AMINA, "1", "could not be taken") is None
    assert [parcel.body async for parcel in outbox.waiting_for(AMINA)] == ["could not be taken"]


async def test_an_update_that_was_damaged_is_set_aside_and_the_rest_is_heard(
    conversations: Conversations, database: Database
) -> None:
    await conversations.receive(Letter(AMINA, "1", "unreadable"))
    async with database.writing() as connection:
        await connection.execute(text("UPDATE inbox SET letter = :cut"), {"cut": b"damaged"})
    await conversations.receive(Letter(AMINA, "2", "hello"))
    with capture_logs() as told:
        assert await bodies(conversations) == ["hello"]
        assert await bodies(conversations, AMINA) == ["hello"]
    [row] = await conversations.aside()
    assert await conversations.shut() == 0
    [line] = told
    assert (line["event"], line["row"], line["log_level"]) == ("inbox-unread", row, "error")
    assert set(line) == {"event", "row", "why", "log_level"}


async def test_an_update_whose_key_is_not_here_waits_for_it_and_the_rest_is_heard(
    conversations: Conversations, database: Database
) -> None:
    """Another worker has another key for a while, or a wrong one was set."""
    elsewhere = Conversations(database, NEWER, today)
    await elsewhere.receive(Letter(AMINA, "1", "what she said"))
    await conversations.receive(Letter(AMINA, "2", "hello"))
    with capture_logs() as told:
        assert await bodies(conversations) == ["hello"]
        assert await bodies(conversations) == ["hello"]
    assert await conversations.aside() == []
    assert await conversations.shut() == 1
    [line] = told
    assert (line["event"], line["log_level"]) == ("inbox-key-missing", "error")
    assert set(line) == {"event", "row", "why", "log_level"}
    assert await bodies(elsewhere, AMINA) == ["what she said"]
    assert await elsewhere.aside() == []


async def test_what_waits_for_a_key_is_its_persons_to_delete_with_what_they_said_before(
    conversations: Conversations, database: Database
) -> None:
    for who, update in ((AMINA, "1"), (BEN, "1"), (AMINA, "/delete"), (AMINA, "later")):
        await conversations.receive(Letter(who, update, f"{who.channel} {update}"))
    async with database.writing() as connection:
        sealed_elsewhere = {"letter": b"none" + bytes(60)}
        await connection.execute(text("UPDATE inbox SET letter = :letter WHERE arrival = 1"), sealed_elsewhere)
    assert await conversations.shut() == 1
    async with conversations.open(AMINA, "/delete") as opened:
        await opened.forget_aside()
    assert await bodies(conversations) == ["web 1", "telegram later"]
    assert await conversations.shut() == 0


async def test_nothing_waits_for_its_key_for_longer_than_the_rest_is_kept(
    conversations: Conversations, database: Database
) -> None:
    await conversations.receive(Letter(AMINA, "1", "hello"))
    elsewhere = Conversations(database, NEWER, today)
    assert await elsewhere.forget(TODAY) == 0
    assert await elsewhere.forget(TODAY.replace(day=4)) == 1


async def test_answers_are_taken_back_with_the_turn_or_not_at_all(
    conversations: Conversations, responses: Responses
) -> None:
    await responses.add_all([(a_response(), RECEIPT)])
    await conversations.receive(Letter(AMINA, "1", "/delete"))

    async def turn(*, crashes: bool) -> None:
        async with conversations.open(AMINA, "1") as opened:
            assert await opened.withdraw(RECEIPT)
            if crashes:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await turn(crashes=True)
    assert await responses.known(RECEIPT)
    assert await bodies(conversations) == ["/delete"]
    await turn(crashes=False)
    assert not await responses.known(RECEIPT)
    assert await bodies(conversations) == []


async def kept_of(database: Database) -> list[tuple[bool, bytes | None, bytes | None]]:
    async with database.reading() as connection:
        rows = await connection.execute(text("SELECT aside, respondent_hash, letter FROM inbox ORDER BY arrival"))
        return [(bool(row[0]), row[1] and bytes(row[1]), row[2] and b"sealed") for row in rows]
