"""What a bot writes: the measure of texts and buttons, edits, taps and their answers, in Telegram's own words."""

from collections.abc import Awaitable

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, MessageEntity
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox.messages import Happened
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from tests.support.clock import Clock

YES_OR_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("ہاں", callback_data="y")], [InlineKeyboardButton("نہیں", callback_data="n")]]
)


async def _refused(call: Awaitable[object], said: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){said}"):
        await call


async def test_a_message_shows_in_the_chat_as_it_is_answered(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(
        amina.id, "  کیا حال ہے؟ \n", reply_markup=YES_OR_NO, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    assert sent.text == "کیا حال ہے؟"
    shown = await amina.next_message()
    assert (shown.id, shown.text, shown.labels, shown.from_bot) == (sent.message_id, sent.text, ("ہاں", "نہیں"), True)
    assert [[button.text for button in row] for row in shown.keyboard] == [["ہاں"], ["نہیں"]]
    assert [message.text for message in amina.messages] == ["/start", "کیا حال ہے؟"]
    assert [message.text for message in amina.from_bot] == ["کیا حال ہے؟"]


async def test_a_code_is_marked_and_a_mark_outside_of_the_text_is_refused(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(amina.id, "🙂 ABC", entities=[MessageEntity("code", 3, 3)])
    assert [sent.parse_entity(one) for one in sent.entities] == ["ABC"]
    await _refused(bot.send_message(amina.id, "ABC", entities=[MessageEntity("code", 1, 3)]), "outside of the text")
    await _refused(bot.send_message(amina.id, "ABC", entities=[MessageEntity("bold", 0, 3)]), "code only")
    same = bot.edit_message_text("🙂 ABC", amina.id, sent.message_id, entities=[MessageEntity("code", 3, 3)])
    await _refused(same, "message is not modified")
    plain = await bot.edit_message_text("🙂 ABC", amina.id, sent.message_id)
    assert isinstance(plain, Message)
    assert plain.entities == ()


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, " " + "x" * 4096 + "\n"])
async def test_the_longest_text_goes_through(bot: Bot, amina: Person, text: str) -> None:
    assert (await bot.send_message(amina.id, text)).text == text.strip()


@pytest.mark.parametrize("text", ["x" * 4097, "😀" * 2048 + "x"])
async def test_longer_is_refused(bot: Bot, amina: Person, text: str) -> None:
    await _refused(bot.send_message(amina.id, text), "message is too long")


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u202a"])
async def test_nothing_is_no_message(bot: Bot, amina: Person, text: str) -> None:
    await _refused(bot.send_message(amina.id, text), "message text is empty")


async def test_formatting_is_refused_rather_than_shown_wrong(bot: Bot, amina: Person) -> None:
    await _refused(bot.send_message(amina.id, "*x*", parse_mode="MarkdownV2"), "leave parse_mode out")


@pytest.mark.parametrize("data", ["x" * 64, "é" * 32])
async def test_a_button_carries_up_to_64_bytes(bot: Bot, amina: Person, data: str) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=data)]])
    await bot.send_message(amina.id, "x", reply_markup=markup)
    amina.presses("x")
    assert (await bot.get_updates())[-1].callback_query.data == data  # type: ignore[union-attr]  # it is a tap


async def test_a_hundred_buttons_and_no_more(bot: Bot, amina: Person) -> None:
    rows = [[InlineKeyboardButton(str(number), callback_data="x")] for number in range(101)]
    await bot.send_message(amina.id, "x", reply_markup=InlineKeyboardMarkup(rows[:100]))
    await _refused(bot.send_message(amina.id, "x", reply_markup=InlineKeyboardMarkup(rows)), "reply markup is too long")


async def test_nobody_is_written_to_who_never_wrote(bot: Bot, sandbox: Sandbox) -> None:
    stranger = sandbox.person()
    await _refused(bot.send_message(stranger.id, "x"), "chat not found")
    await _refused(bot.send_message(999, "x"), "chat not found")
    await _refused(bot.send_message("@nobody", "x"), "chat not found")
    stranger.says("hello")
    await bot.send_message(stranger.id, "x")


async def test_nor_who_blocked_the_bot_or_has_gone(bot: Bot, amina: Person) -> None:
    amina.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(amina.id, "x")
    amina.unblocks()
    await bot.send_message(amina.id, "x")
    amina.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(amina.id, "x")


async def test_a_group_that_was_upgraded_says_where_it_went(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    group = sandbox.group("Ward meeting", amina)
    group.adds_bot(amina)
    old = group.id
    group.becomes_supergroup(amina)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "x")
    assert moved.value.new_chat_id == group.id
    assert (await bot.send_message(group.id, "here")).chat.type == "supergroup"
    assert (await group.next_message()).text == "here"


async def test_an_edit_replaces_text_and_buttons_in_place(bot: Bot, amina: Person, clock: Clock) -> None:
    sent = await bot.send_message(amina.id, "one", reply_markup=YES_OR_NO)
    clock.move(seconds=5)
    edited = await bot.edit_message_text("two", amina.id, sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup, edited.edit_date) == ("two", None, clock())
    assert [(message.text, message.buttons) for message in amina.from_bot] == [("two", ())]
    await bot.edit_message_reply_markup(amina.id, sent.message_id, reply_markup=YES_OR_NO)
    assert [message.labels for message in amina.from_bot] == [("ہاں", "نہیں")]
    assert [(event.what, event.message.text) for event in amina.history[1:]] == [
        (Happened.SENT, "one"),
        (Happened.EDITED, "two"),
        (Happened.EDITED, "two"),
    ]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(amina.id, "same", reply_markup=YES_OR_NO)
    same = "message is not modified: specified new message content"
    await _refused(bot.edit_message_text(" same\u202c ", amina.id, sent.message_id, reply_markup=YES_OR_NO), same)
    await _refused(bot.edit_message_reply_markup(amina.id, sent.message_id, reply_markup=YES_OR_NO), same)
    await bot.edit_message_text("same", amina.id, sent.message_id)


async def test_only_the_bots_own_messages_can_be_edited(bot: Bot, amina: Person) -> None:
    await _refused(bot.edit_message_text("x", amina.id, amina.messages[0].id), "message can't be edited")
    await _refused(bot.edit_message_text("x", amina.id, 999), "message to edit not found")


async def test_messages_can_be_deleted_for_two_days(bot: Bot, amina: Person, clock: Clock) -> None:
    early, late = amina.messages[0], await bot.send_message(amina.id, "x")
    assert await bot.delete_message(amina.id, early.id)
    await _refused(bot.delete_message(amina.id, early.id), "message to delete not found")
    clock.move(hours=48, seconds=1)
    await _refused(bot.delete_message(amina.id, late.message_id), "can't be deleted")
    assert [message.text for message in amina.messages] == ["x"]


async def test_a_tap_is_answered_once_and_with_a_notice(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    await bot.send_message(amina.id, "?", reply_markup=YES_OR_NO)
    query = amina.presses("ہاں")
    [*_, update] = await bot.get_updates()
    tap = update.callback_query
    assert tap is not None
    assert (tap.id, tap.data, tap.from_user.language_code) == (query, "y", "ur")
    assert list(sandbox.waiting_taps) == [query]
    await tap.answer("شکریہ")
    assert amina.history[-1].notice == "شکریہ"
    assert amina.was_answered(query)
    assert list(sandbox.waiting_taps) == []
    await _refused(tap.answer(), "query is too old and response timeout expired or query id is invalid")


async def test_a_tap_is_answered_within_15_seconds_or_never(bot: Bot, amina: Person, clock: Clock) -> None:
    await bot.send_message(amina.id, "?", reply_markup=YES_OR_NO)
    in_time, too_late = amina.presses("y"), amina.presses("n")
    clock.move(seconds=15)
    await bot.answer_callback_query(in_time)
    clock.move(seconds=0.001)
    await _refused(bot.answer_callback_query(too_late), "query is too old")
    await _refused(bot.answer_callback_query("made-up"), "query id is invalid")


async def test_a_button_that_is_gone_may_still_have_been_tapped(bot: Bot, amina: Person) -> None:
    await bot.send_message(amina.id, "old", reply_markup=YES_OR_NO)
    held = await amina.next_message()
    await bot.edit_message_text("new", amina.id, held.id)
    amina.taps(held, "نہیں")
    with pytest.raises(LookupError):
        amina.presses("نہیں")
    [*_, update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "n"
    assert isinstance(update.callback_query.message, Message)
    assert update.callback_query.message.text == "new"

    amina.deletes(held)
    amina.taps(held, "ہاں")
    [*_, update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible


async def test_a_chat_action_needs_a_chat_that_may_be_written_in(bot: Bot, amina: Person) -> None:
    assert await bot.send_chat_action(amina.id, "typing")
    amina.blocks()
    with pytest.raises(Forbidden):
        await bot.send_chat_action(amina.id, "typing")


async def test_a_bot_leaves_a_group_and_may_not_write_there_again(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    group = sandbox.group("Ward meeting", amina)
    group.adds_bot(amina)
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "x")
    await _refused(bot.leave_chat(amina.id), "private chats")
    [*_, update] = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "left"
