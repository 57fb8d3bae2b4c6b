"""Updates by polling: handed out until they are confirmed, to one at a time, for a day."""

import asyncio
from random import Random

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from tests.integration.sandbox.conftest import NewBot
from tests.support.clock import Clock


def _texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_what_is_not_confirmed_comes_again_and_what_is_confirmed_never(bot: Bot, amina: Person) -> None:
    amina.says("one")
    amina.says("two")
    first = await bot.get_updates()
    assert _texts(first) == ["/start", "one", "two"]
    assert await bot.get_updates() == first
    assert _texts(await bot.get_updates(offset=first[1].update_id)) == ["one", "two"]
    assert _texts(await bot.get_updates()) == ["one", "two"]
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_no_update_of_a_new_sandbox_has_the_number_of_an_earlier_ones(
    bot: Bot, amina: Person, clock: Clock
) -> None:
    """A bot that keeps what it heard would take it for heard, and say nothing."""
    amina.says("one")
    earlier = await bot.get_updates()
    clock.move(minutes=1)
    later = Sandbox(clock)
    later.person().starts()
    [fresh] = later.world.pending.first(1)
    assert fresh.id > max(update.update_id for update in earlier)


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(bot: Bot, amina: Person) -> None:
    for text in ("one", "two", "three"):
        amina.says(text)
    assert _texts(await bot.get_updates(offset=-2)) == ["two", "three"]
    assert _texts(await bot.get_updates()) == ["two", "three"]
    assert _texts(await bot.get_updates(offset=-100)) == ["two", "three"]


async def test_an_offset_far_beyond_the_newest_confirms_nothing(bot: Bot, amina: Person) -> None:
    [start] = await bot.get_updates()
    assert _texts(await bot.get_updates(offset=start.update_id + 12)) == ["/start"]
    assert _texts(await bot.get_updates(offset=start.update_id + 11)) == []


@pytest.mark.parametrize(("limit", "given"), [(1, 1), (100, 100), (0, 1), (1000, 100), (None, 100)])
async def test_at_most_a_hundred_come_at_once(bot: Bot, amina: Person, limit: int | None, given: int) -> None:
    for number in range(101):
        amina.says(str(number))
    assert len(await bot.get_updates(limit=limit)) == given


async def test_waiting_ends_when_something_comes(bot: Bot, sandbox: Sandbox) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=50))
    await sandbox.until_called("getUpdates")
    sandbox.person().says("hello")
    assert _texts(await waiting) == ["hello"]


async def test_waiting_ends_with_nothing_when_nothing_comes(bot: Bot, sandbox: Sandbox) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_who_comes_second_ends_the_first(new_bot: NewBot, sandbox: Sandbox) -> None:
    first, second = await new_bot(), await new_bot()
    old = asyncio.create_task(first.get_updates(timeout=50))
    await sandbox.until_called("getUpdates")
    new = asyncio.create_task(second.get_updates(timeout=50))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await old
    sandbox.person().says("to the second")
    assert _texts(await new) == ["to the second"]


async def test_one_who_stops_waiting_takes_nothing_along(bot: Bot, new_bot: NewBot, sandbox: Sandbox) -> None:
    gone = asyncio.create_task(bot.get_updates(timeout=50))
    await sandbox.until_called("getUpdates")
    gone.cancel()
    await asyncio.wait([gone])
    await sandbox.until_nobody_polls()
    sandbox.person().says("still there?")
    assert _texts(await (await new_bot()).get_updates(timeout=50)) == ["still there?"]
    assert sandbox.refusals == ()


async def test_updates_are_kept_for_a_day(bot: Bot, amina: Person, clock: Clock) -> None:
    clock.move(hours=1)
    amina.says("an hour later")
    clock.move(hours=23)
    assert _texts(await bot.get_updates()) == ["/start", "an hour later"]
    clock.move(seconds=1)
    assert _texts(await bot.get_updates()) == ["an hour later"]
    clock.move(hours=1)
    assert await bot.get_updates() == ()


async def test_only_the_kinds_that_are_allowed_come_and_the_choice_is_remembered(bot: Bot, amina: Person) -> None:
    [start] = await bot.get_updates(allowed_updates=["message"])
    amina.edits(amina.says("hello"), "hello!")
    amina.blocks()
    amina.unblocks()
    assert _texts(await bot.get_updates(offset=start.update_id + 1)) == ["hello"]

    await bot.get_updates(offset=-1, allowed_updates=[])
    amina.edits(amina.says("again"), "again!")
    amina.reacts(amina.messages[0], "👍")
    assert [update.edited_message is None for update in await bot.get_updates()] == [True, True, False]


async def test_a_reaction_comes_only_where_it_is_asked_for(bot: Bot, amina: Person) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["message_reaction"])
    amina.reacts(amina.messages[0], "👍")
    last = (await bot.get_updates())[-1]
    assert last.message_reaction is not None
    assert last.message_reaction.message_id == amina.messages[0].id


async def test_updates_may_come_twice_and_in_any_order(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    for number in range(20):
        amina.says(str(number))
    in_order = [update.update_id for update in await bot.get_updates()]
    sandbox.faults.deliver_twice(Random(7))
    doubled = [update.update_id for update in await bot.get_updates()]
    assert doubled == sorted(doubled)
    assert set(doubled) == set(in_order)
    assert len(in_order) < len(doubled) < 2 * len(in_order)

    sandbox.faults.deliver_twice(None)
    sandbox.faults.deliver_shuffled(Random(7))
    shuffled = [update.update_id for update in await bot.get_updates()]
    assert shuffled != in_order
    assert sorted(shuffled) == in_order


async def test_the_bot_has_confirmed_all(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    confirmed = asyncio.create_task(sandbox.until_confirmed())
    [start] = await bot.get_updates()
    assert sandbox.unconfirmed == 1
    assert not confirmed.done()
    await bot.get_updates(offset=start.update_id + 1)
    await confirmed
    assert sandbox.unconfirmed == 0
