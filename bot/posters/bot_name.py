"""The bot's name, asked of Telegram's Bot API: nothing else leaves the machine for a poster."""

import asyncio
from dataclasses import dataclass

from telegram import Bot
from telegram.error import Forbidden, InvalidToken, TelegramError

from bot.posters.addresses import bot_username

_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No name came. It never says the token, which stands in the address that was asked and in the library's errors."""

    code: str
    says: str


async def ask_bot_name(token: str, api: str, seconds: float = _SECONDS) -> str | Unanswered:
    try:
        async with asyncio.timeout(seconds), Bot(token, base_url=f"{api}/bot") as bot:
            name = bot_username(bot.username or "")
    except (InvalidToken, Forbidden):
        return Unanswered("token-refused", "Telegram does not know the bot's token.")
    except TimeoutError:
        return Unanswered("no-answer", f"Telegram did not say the bot's name within {seconds:g} seconds.")
    except TelegramError as error:
        return Unanswered("no-answer", f"Telegram could not be asked for the bot's name ({type(error).__name__}).")
    return name or Unanswered("no-answer", "What answers for Telegram gave no name that a bot can have.")
