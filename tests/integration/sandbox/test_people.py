"""What people do on their phones, and what the bot is told of it."""

import asyncio

import pytest
from telegram import Bot, Update
from telegram.constants import ChatMemberStatus

from bot.sandbox.attachments import KINDS
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox


async def _newest(bot: Bot) -> Update:
    return (await bot.get_updates(offset=-1))[0]


async def test_a_deep_link_comes_as_a_command(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.person(id=5, language_code="pa", name="Gurpreet").starts("p-WARD7")
    message = (await _newest(bot)).message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.chat_id, message.chat.type) == ("/start p-WARD7", 5, "private")
    assert (message.from_user.language_code, message.from_user.first_name) == ("pa", "Gurpreet")
    assert message.parse_entities(["bot_command"]) == {message.entities[0]: "/start"}


@pytest.mark.parametrize("kind", KINDS)
async def test_everything_that_is_no_text_can_be_sent(bot: Bot, amina: Person, kind: str) -> None:
    amina.sends(kind, caption="look")
    message = (await _newest(bot)).message
    assert message is not None
    assert message.text is None
    assert message[kind]
    assert message.caption == "look"


async def test_a_voice_can_be_fetched(bot: Bot, amina: Person) -> None:
    amina.sends("voice")
    message = (await _newest(bot)).message
    assert message is not None
    assert message.voice is not None
    file = await message.voice.get_file()
    assert await file.download_as_bytearray()


async def test_forwarded_replied_and_edited_messages_say_so(bot: Bot, amina: Person) -> None:
    amina.forwards("somebody else's words")
    forwarded = (await _newest(bot)).message
    assert forwarded is not None
    assert forwarded.forward_origin is not None
    amina.replies(amina.messages[0], "about that")
    reply = (await _newest(bot)).message
    assert reply is not None
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "/start"
    edited = amina.edits(amina.messages[0], "/stop")
    told = (await _newest(bot)).edited_message
    assert told is not None
    assert (told.message_id, told.text) == (edited.id, "/stop")
    assert amina.messages[0].text == "/stop"


async def test_blocking_and_coming_back_are_told(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    amina.blocks()
    amina.blocks()
    assert sandbox.unconfirmed == 2
    blocked = (await _newest(bot)).my_chat_member
    assert blocked is not None
    assert (blocked.chat.id, blocked.new_chat_member.status) == (amina.id, ChatMemberStatus.BANNED)
    with pytest.raises(ValueError, match="cannot write"):
        amina.says("hello?")
    amina.starts("p-WARD7")
    [back, start] = await bot.get_updates(offset=-2)
    assert back.my_chat_member is not None
    assert back.my_chat_member.new_chat_member.status == ChatMemberStatus.MEMBER
    assert start.message is not None
    assert start.message.text == "/start p-WARD7"


async def test_in_a_group_a_bot_hears_commands_for_itself(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    group = sandbox.group("Ward meeting", amina)
    group.says(amina, "/before")
    group.adds_bot(amina)
    for text in ("hello all", "/help", "/help@heard_sandbox_bot", "/help@somebody_else_bot", ""):
        group.says(amina, text)
    group.removes_bot(amina)
    group.says(amina, "/after")
    told = (await bot.get_updates())[1:]
    assert [update.message.text for update in told if update.message and update.message.text] == [
        "/help",
        "/help@heard_sandbox_bot",
    ]
    standings = [update.my_chat_member.new_chat_member.status for update in told if update.my_chat_member]
    assert standings == [ChatMemberStatus.MEMBER, ChatMemberStatus.BANNED]


async def test_a_bot_that_may_read_all_hears_all(sandbox: Sandbox, amina: Person) -> None:
    sandbox.server.reads_all_in_groups = True
    group = sandbox.group("Ward meeting", amina)
    group.adds_bot(amina)
    before = sandbox.unconfirmed
    group.says(amina, "hello all")
    assert sandbox.unconfirmed == before + 1


async def test_waiting_for_what_the_bot_does_and_how_it_fails(bot: Bot, amina: Person) -> None:
    waiting = asyncio.create_task(amina.until(lambda person: person.messages[-1].text == "edited"))
    sent = await bot.send_message(amina.id, "first")
    await bot.send_message(amina.id, "second")
    assert not waiting.done()
    await bot.delete_message(amina.id, sent.message_id)
    await bot.edit_message_text("edited", amina.id, sent.message_id + 1)
    assert await waiting
    assert [(await amina.next_message()).text for _ in range(2)] == ["first", "second"]
    with pytest.raises(TimeoutError, match=r"(?s)not within 0 s.*Heard \(sandbox\): 'edited'"):
        await amina.next_message(within=0)


async def test_only_so_much_is_kept(sandbox: Sandbox) -> None:
    small = Sandbox(sandbox.world.now, keep=3)
    person = small.person()
    for number in range(10):
        person.says(str(number))
    assert [message.text for message in person.messages] == ["7", "8", "9"]
    assert [event.message.text for event in person.history] == ["7", "8", "9"]
