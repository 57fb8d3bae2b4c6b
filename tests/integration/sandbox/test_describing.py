"""What a bot says of itself: its commands by language and place, its descriptions."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest

from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox


def _menu(person: Person) -> list[str]:
    return [command.description for command in person.commands]


async def test_it_is_known_by_its_token(bot: Bot, sandbox: Sandbox) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (7_000_000_001, True, "heard_sandbox_bot")
    assert me.can_read_all_group_messages is False


async def test_everybody_sees_the_menu_in_their_language(bot: Bot, sandbox: Sandbox) -> None:
    urdu, polish, scripted = (sandbox.person(language_code=tag) for tag in ("ur", "pl", "zh-Hans"))
    assert _menu(urdu) == []
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("help", "مدد")], language_code="ur")
    await bot.set_my_commands([BotCommand("help", "帮助")], language_code="zh")
    assert [_menu(person) for person in (urdu, polish, scripted)] == [["مدد"], ["Help"], ["帮助"]]
    assert await bot.get_my_commands(language_code="ur") == (BotCommand("help", "مدد"),)

    await bot.set_my_commands([BotCommand("help", "Privately")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("help", "Yours")], scope=BotCommandScopeChat(polish.id))
    assert [_menu(person) for person in (urdu, polish)] == [["Privately"], ["Yours"]]
    await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert _menu(urdu) == ["مدد"]


@pytest.mark.parametrize(
    ("command", "language", "said"),
    [
        (("Help", "x"), "", "bot_command_invalid"),
        (("x" * 33, "x"), "", "bot_command_invalid"),
        (("help", " "), "", "bot_command_description_invalid"),
        (("help", "x" * 257), "", "bot_command_description_invalid"),
        (("help", "x"), "zh-Hans", "invalid language code"),
        (("help", "x"), "en-easyread", "invalid language code"),
    ],
)
async def test_a_menu_that_cannot_be_is_refused(bot: Bot, command: tuple[str, str], language: str, said: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){said}"):
        await bot.set_my_commands([command], language_code=language)


async def test_descriptions_are_kept_by_language_and_measured(bot: Bot) -> None:
    await bot.set_my_description("x" * 512)
    await bot.set_my_description("مدد", language_code="ur")
    await bot.set_my_short_description("x" * 120)
    assert (await bot.get_my_description("ur")).description == "مدد"
    assert (await bot.get_my_description("pl")).description == "x" * 512
    assert (await bot.get_my_short_description("pl")).short_description == "x" * 120
    with pytest.raises(BadRequest):
        await bot.set_my_description("x" * 513)
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)
