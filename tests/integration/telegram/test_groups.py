"""In a group everybody would read along: the bot says where to write to it, and hears nothing else."""

from tests.integration.telegram.test_answering import FFT
from tests.support.telegram import Chat, Talker, emptied

PRIVATE = "https://t.me/heard_sandbox_bot"


async def test_added_to_a_group_it_says_where_to_write(chat: Chat, amina: Talker) -> None:
    group = chat.sandbox.group("Ward meeting", amina.person)
    group.adds_bot(amina.person)
    said = await group.next_message()
    assert PRIVATE in said.text
    assert said.labels == ()
    group.says(amina.person, "/start p-ward-7")
    assert PRIVATE in (await group.next_message()).text
    group.says(amina.person, "hello all")
    await amina.starts()
    await amina.chooses(FFT)
    assert len([message for message in group.messages if message.from_bot]) == 2
    assert await chat.responses() == []


async def test_a_group_that_moved_is_left_in_peace(chat: Chat, amina: Talker) -> None:
    group = chat.sandbox.group("Ward meeting", amina.person)
    group.adds_bot(amina.person)
    await group.next_message()
    chat.sandbox.faults.hold("sendMessage")
    group.says(amina.person, "/help")
    await chat.sandbox.until_confirmed()
    group.becomes_supergroup(amina.person)
    chat.sandbox.faults.release()
    await amina.starts()
    await amina.chooses(FFT)
    await emptied(chat)
    group.says(amina.person, "/help")
    assert PRIVATE in (await group.next_message()).text


async def test_a_group_that_threw_it_out_is_not_written_to(chat: Chat, amina: Talker) -> None:
    group = chat.sandbox.group("Ward meeting", amina.person)
    group.adds_bot(amina.person)
    await group.next_message()
    group.removes_bot(amina.person)
    await amina.starts()
    assert len([message for message in group.messages if message.from_bot]) == 1
