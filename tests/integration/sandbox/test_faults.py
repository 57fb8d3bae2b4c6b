"""What can be made to go wrong, and that it goes wrong just so."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox


def _texts(person: Person) -> list[str]:
    return [message.text for message in person.from_bot]


async def test_unreachable_closes_connections_and_waits_end(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    last = (await bot.get_updates())[-1].update_id
    waiting = asyncio.create_task(bot.get_updates(offset=last + 1, timeout=50))
    await sandbox.until_called("getUpdates", 2)
    sandbox.faults.unreachable()
    with pytest.raises(NetworkError):
        await waiting
    with pytest.raises(NetworkError):
        await bot.send_message(amina.id, "lost")
    sandbox.faults.reachable()
    await bot.send_message(amina.id, "back")
    assert _texts(amina) == ["back"]
    assert sandbox.refusals == ()


async def test_an_answer_can_be_lost_after_the_message_was_sent(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    sandbox.faults.lose_answers(1)
    with pytest.raises(NetworkError):
        await bot.send_message(amina.id, "sent all the same")
    assert _texts(amina) == ["sent all the same"]
    await bot.send_message(amina.id, "and this")
    assert _texts(amina) == ["sent all the same", "and this"]


async def test_errors_of_the_server_do_nothing_and_end(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    sandbox.faults.fail(2, status=503, method="sendMessage")
    await bot.get_me()
    for _ in range(2):
        with pytest.raises(NetworkError, match="Service Unavailable"):
            await bot.send_message(amina.id, "x")
    await bot.send_message(amina.id, "x")
    assert _texts(amina) == ["x"]
    assert [(refusal.method, refusal.code) for refusal in sandbox.refusals] == [("sendMessage", 503)] * 2


async def test_being_throttled_says_for_how_long(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    sandbox.faults.throttle(1, retry_after=7)
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await bot.get_me()
    await bot.get_me()


async def test_a_call_can_be_held_and_is_carried_out_though_its_caller_left(
    bot: Bot, amina: Person, sandbox: Sandbox
) -> None:
    sandbox.faults.hold("sendMessage")
    sending = asyncio.create_task(bot.send_message(amina.id, "late"))
    await sandbox.until_called("sendMessage")
    await bot.get_me()
    assert _texts(amina) == []
    sending.cancel()
    await asyncio.wait([sending])
    sandbox.faults.release()
    assert (await amina.next_message()).text == "late"


async def test_slow_is_slow_for_all_but_waiting(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    loop = asyncio.get_running_loop()
    sandbox.faults.slow(0.05)
    began = loop.time()
    await bot.send_message(amina.id, "x")
    assert loop.time() - began >= 0.05
    sandbox.faults.slow(0)
    await bot.send_message(amina.id, "y")
    assert _texts(amina) == ["x", "y"]
