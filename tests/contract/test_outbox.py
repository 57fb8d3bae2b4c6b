"""Messages go out once, in the order in which they were said, whoever sends them and whenever they die."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import text
from structlog.testing import capture_logs

from feedback.records import Agreement, Channel, Conversation, Respondent
from feedback.store.conversations import Conversations
from feedback.store.database import Database, open_database
from feedback.store.keys import Keys
from feedback.store.names import respondent_hashes
from feedback.store.outbox import Outbox, Parcel, post
from tests.contract.examples import AMINA, BEN, KEYS, RECEIPT, a_conversation, today

NOW = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
LOST = Keys.from_secret(b"a made-up secret that somebody lost, 2")
BEN_TOO = Respondent(Channel.TELEGRAM, "4477003344")
HASH = respondent_hashes(KEYS, AMINA)[0]
ASKED: Conversation = replace(a_conversation(), agreed=frozenset({Agreement.REMINDERS}))


async def say(database: Database, respondent: Respondent, *bodies: str) -> None:
    async with database.writing() as connection:
        for body in bodies:
            await post(connection, KEYS, respondent, body, today())


async def claim(outbox: Outbox, at: datetime = NOW, limit: int = 10) -> list[Parcel]:
    return list(await outbox.claim(Channel.TELEGRAM, limit, now=at, seconds=60))


async def test_somebody_who_is_here_gets_all_that_waits_for_them(database: Database, outbox: Outbox) -> None:
    await say(database, AMINA, "one", "two")
    await say(database, BEN, "not for Amina")
    assert [parcel.body async for parcel in outbox.waiting_for(AMINA)] == ["one", "two"]
    async for parcel in outbox.waiting_for(AMINA):
        await outbox.delivered(parcel.id)
    assert [parcel.body async for parcel in outbox.waiting_for(AMINA)] == []
    assert [parcel.body async for parcel in outbox.waiting_for(BEN)] == ["not for Amina"]


async def test_a_claim_brings_the_address_and_the_first_message_of_each(database: Database, outbox: Outbox) -> None:
    chidi = Respondent(Channel.TELEGRAM, "447700999")
    await say(database, AMINA, "one", "two")
    await say(database, chidi, "three")
    await say(database, BEN, "by another channel")
    claimed = await claim(outbox)
    assert [(parcel.respondent, parcel.body) for parcel in claimed] == [(AMINA, "one"), (chidi, "three")]


async def test_the_next_message_follows_once_the_one_before_it_is_delivered(database: Database, outbox: Outbox) -> None:
    await say(database, AMINA, "one", "two")
    (first,) = await claim(outbox)
    assert await claim(outbox) == []
    await outbox.delivered(first.id)
    (second,) = await claim(outbox)
    assert second.body == "two"
    await outbox.delivered(second.id)
    assert await claim(outbox) == []


async def test_a_message_whose_holder_died_waits_again_when_the_time_is_up(database: Database, outbox: Outbox) -> None:
    await say(database, AMINA, "one", "two")
    await claim(outbox)
    assert await claim(outbox, NOW + timedelta(seconds=59)) == []
    (again,) = await claim(outbox, NOW + timedelta(seconds=60))
    assert again.body == "one"


async def test_a_postponed_message_holds_back_those_behind_it(database: Database, outbox: Outbox) -> None:
    await say(database, AMINA, "one", "two")
    (first,) = await claim(outbox)
    await outbox.postponed(first.id, LATER)
    assert await claim(outbox, LATER - timedelta(microseconds=1)) == []
    assert [parcel.body for parcel in await claim(outbox, LATER)] == ["one"]


async def test_a_moment_is_the_same_in_whatever_zone_it_is_told(database: Database, outbox: Outbox) -> None:
    await say(database, AMINA, "one")
    (first,) = await claim(outbox)
    await outbox.postponed(first.id, LATER.astimezone(timezone(timedelta(hours=5, minutes=30))))
    kabul = timezone(timedelta(hours=4, minutes=30))
    assert await claim(outbox, (LATER - timedelta(seconds=1)).astimezone(kabul)) == []
    assert len(await claim(outbox, LATER.astimezone(kabul))) == 1


async def test_a_claim_is_for_so_many(database: Database, outbox: Outbox) -> None:
    for address in ("1", "2", "3"):
        await say(database, Respondent(Channel.TELEGRAM, address), f"to {address}")
    assert [parcel.body for parcel in await claim(outbox, limit=1)] == ["to 1"]
    assert [parcel.body for parcel in await claim(outbox)] == ["to 2", "to 3"]


async def test_two_senders_never_take_the_same_message(database_url: str) -> None:
    databases = [await open_database(database_url) for _ in range(2)]
    for address in range(40):
        await say(databases[0], Respondent(Channel.TELEGRAM, str(address)), "hello")
    claims = [claim(Outbox(database, KEYS), limit=4) for database in databases for _ in range(5)]
    claimed = [parcel.id for parcels in await asyncio.gather(*claims) for parcel in parcels]
    assert len(claimed) == len(set(claimed))
    rest = await claim(Outbox(databases[0], KEYS), limit=40)
    assert len(claimed) + len(rest) == 40
    for database in databases:
        await database.close()


async def test_what_nobody_could_be_told_is_forgotten_after_a_while(database: Database, outbox: Outbox) -> None:
    """It leads from a chat to what was said there, and would stay for as long as the bot is off."""
    await say(database, AMINA, "your code is …")
    assert await outbox.forget(today()) == 0
    assert await outbox.forget(today() + timedelta(days=1)) == 1
    assert await outbox.waiting(Channel.TELEGRAM) == 0


async def test_a_message_that_was_damaged_is_set_aside_and_everything_else_goes_on(
    database: Database, outbox: Outbox
) -> None:
    await say(database, BEN_TOO, "before")
    await say(database, AMINA, "unreadable", "after")
    async with database.writing() as connection:
        await connection.execute(text("UPDATE outbox SET letter = :cut WHERE turn = 2"), {"cut": b"damaged"})
    with capture_logs() as told:
        await outbox.release(Channel.TELEGRAM)  # as a sender does that begins
        assert [parcel.body for parcel in await claim(outbox)] == ["before", "after"]
    [row] = await outbox.aside()
    [line] = told
    assert (line["event"], line["row"], line["log_level"]) == ("outbox-unread", row, "error")
    assert set(line) == {"event", "row", "why", "log_level"}
    assert await outbox.waiting(Channel.TELEGRAM) == 2
    assert await outbox.forget(today() + timedelta(days=1)) == 3
    assert await outbox.aside() == []


async def test_a_message_whose_key_is_not_here_waits_for_it_and_everything_else_goes_on(
    database: Database, outbox: Outbox
) -> None:
    async with database.writing() as connection:
        await post(connection, LOST, AMINA, "sealed elsewhere", today(), filed_under=HASH)
    await say(database, AMINA, "after")
    with capture_logs() as told:
        await outbox.release(Channel.TELEGRAM)  # as a sender does that begins
        [after] = await claim(outbox)
        assert await claim(outbox) == []
        assert [parcel.body async for parcel in outbox.waiting_for(AMINA)] == ["after"]
    assert after.body == "after"
    assert await outbox.aside() == []
    assert await outbox.shut() == 1
    [line] = told
    assert (line["event"], line["log_level"]) == ("outbox-key-missing", "error")
    assert set(line) == {"event", "row", "why", "log_level"}
    elsewhere = Outbox(database, LOST)
    assert [parcel.body for parcel in await claim(elsewhere)] == ["sealed elsewhere"]
    assert await elsewhere.aside() == []
    assert await outbox.forget(today() + timedelta(days=1)) == 2


async def test_somebody_who_is_here_is_told_the_rest(database: Database, outbox: Outbox) -> None:
    await say(database, AMINA, "one", "two")
    async with database.writing() as connection:
        await connection.execute(text("UPDATE outbox SET letter = :cut WHERE turn = 1"), {"cut": b"damaged"})
    assert [parcel.body async for parcel in outbox.waiting_for(AMINA)] == ["two"]
    assert [parcel.body async for parcel in outbox.waiting_for(AMINA)] == ["two"]
    assert len(await outbox.aside()) == 1


async def test_only_what_was_said_on_an_earlier_day_has_waited_for_long(database: Database, outbox: Outbox) -> None:
    await say(database, AMINA, "one")
    assert await outbox.waiting(Channel.TELEGRAM, said_before=today()) == 0
    assert await outbox.waiting(Channel.TELEGRAM, said_before=today() + timedelta(days=1)) == 1


async def test_what_was_deleted_after_it_was_claimed_is_said_no_more(
    database: Database, outbox: Outbox, conversations: Conversations
) -> None:
    await say(database, AMINA, "the next question")
    [claimed] = await claim(outbox)
    assert await outbox.stands(claimed.id)
    async with conversations.open_quietly(AMINA) as opened:
        await opened.fall_silent()
    assert not await outbox.stands(claimed.id)


async def test_nobody_is_reminded_of_what_is_over_however_it_ended(
    outbox: Outbox, conversations: Conversations, database: Database
) -> None:
    await reminded(conversations)
    [reminder] = await claim(outbox)
    assert await outbox.stands(reminder.id)
    async with database.writing() as connection:  # as a withdrawal by its code does
        await connection.execute(text("DELETE FROM conversations"))
    assert not await outbox.stands(reminder.id)


async def test_whoever_is_here_again_or_is_over_with_it_has_no_reminder_waiting(
    outbox: Outbox, conversations: Conversations
) -> None:
    for ends in (False, True):
        await reminded(conversations)
        async with conversations.open_quietly(AMINA) as opened:
            await (opened.close(None) if ends else opened.save(ASKED, RECEIPT))
        assert await outbox.waiting(Channel.TELEGRAM) == 0


async def reminded(conversations: Conversations) -> None:
    async with conversations.open_quietly(AMINA) as opened:
        await opened.save(ASKED, RECEIPT)
    [key] = await conversations.to_remind(0, today(), today())
    async with conversations.open_to_remind(key) as opened:
        await opened.say("you have begun")
        await opened.reminded(today())
