"""A bot of a few lines, to try the stand-in for Telegram with: it says back what it hears, and counts taps in place."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot, BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

ANSWERS = {
    "en": ("Very good", "Good", "Neither good nor poor", "I do not know"),
    "ur": ("بہت اچھا", "اچھا", "نہ اچھا نہ بُرا", "مجھے معلوم نہیں"),
}
DESCRIPTIONS = {"": "Says back what it hears.", "ur": "جو سنتا ہے وہی کہتا ہے۔"}
COMMANDS = {"": (("help", "Get help now"), ("stop", "Stop")), "ur": (("help", "ابھی مدد حاصل کریں"), ("stop", "رکیں"))}


@asynccontextmanager
async def echoing(token: str, address: str) -> AsyncIterator[None]:
    async with Bot(token, base_url=f"{address}/bot") as bot:
        for language, commands in COMMANDS.items():
            await bot.set_my_commands([BotCommand(*one) for one in commands], language_code=language)
            await bot.set_my_description(DESCRIPTIONS[language], language_code=language)
        echo = asyncio.create_task(_echo(bot))
        yield
        echo.cancel()
        await asyncio.wait([echo])
        if not echo.cancelled():
            echo.result()


async def _echo(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=50):
            offset = update.update_id + 1
            await _answer(bot, update)


async def _answer(bot: Bot, update: Update) -> None:
    match update:
        case Update(message=Message() as message):
            language = (message.from_user and message.from_user.language_code) or "en"
            said = message.text or "(no words)"
            await bot.send_message(message.chat_id, said, reply_markup=_keyboard(language, None))
        case Update(callback_query=CallbackQuery(message=Message() as message, data=str(data)) as tap):
            await tap.answer(f"You chose {data}")
            language = tap.from_user.language_code or "en"
            text = (message.text or "").removesuffix(" ✓") + " ✓"
            markup = _keyboard(language, int(data))
            await bot.edit_message_text(text, message.chat_id, message.message_id, reply_markup=markup)
        case _:
            return


def _keyboard(language: str, chosen: int | None) -> InlineKeyboardMarkup:
    labels = enumerate(ANSWERS.get(language, ANSWERS["en"]))
    rows = [
        [InlineKeyboardButton(f"✓ {label}" if number == chosen else label, callback_data=str(number))]
        for number, label in labels
    ]
    return InlineKeyboardMarkup(rows)
