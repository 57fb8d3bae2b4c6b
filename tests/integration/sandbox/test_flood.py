"""Flood control over HTTP: refused with a time to wait, refused again until it is over, and counted."""

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.sandbox.flood import Limits, Rate
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from tests.support.clock import Clock


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return Sandbox(clock, limits=Limits(overall=Rate(3, 1.0)))


async def test_a_second_message_within_a_second_is_refused(
    bot: Bot, amina: Person, sandbox: Sandbox, clock: Clock
) -> None:
    await bot.send_message(amina.id, "one")
    for wait in (0.0, 0.9):
        clock.move(seconds=wait)
        with pytest.raises(RetryAfter, match="Retry in 0:00:01"):
            await bot.send_message(amina.id, "two")
    clock.move(seconds=0.1)
    await bot.send_message(amina.id, "two")
    assert [message.text for message in amina.from_bot] == ["one", "two"]
    assert sandbox.flood.refused == 2
    assert [refusal.code for refusal in sandbox.refusals] == [429, 429]


async def test_all_chats_together_have_a_limit_of_their_own(bot: Bot, sandbox: Sandbox) -> None:
    people = [sandbox.person() for _ in range(4)]
    for person in people:
        person.starts()
    for person in people[:3]:
        await bot.send_message(person.id, "hello")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[3].id, "hello")
    assert people[3].from_bot == ()


async def test_edits_and_answers_are_not_counted(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    sent = await bot.send_message(amina.id, "0")
    for number in range(1, 6):
        await bot.edit_message_text(str(number), amina.id, sent.message_id)
        await bot.send_chat_action(amina.id, "typing")
    assert sandbox.flood.refused == 0
    assert amina.from_bot[0].text == "5"
