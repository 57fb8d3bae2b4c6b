"""The menu of commands and the words in an empty chat, in every language that Telegram can tell apart."""

import asyncio

import structlog

from bot.channels.telegram.api import Api, Done, Patience
from bot.channels.telegram.reading import COMMANDS
from bot.i18n import Catalogues, Phrases
from feedback.waiting import told_within
from surveys.text import SOURCE_LANGUAGE

_WORDS = {
    "start": "start.title",
    "language": "language.label",
    "back": "button.back",
    "skip": "button.skip",
    "stop": "button.stop",
    "delete": "button.delete",
    "help": "page.help-link",
    "privacy": "footer.privacy",
}
_PAUSE = 60.0  # seconds: without menus a chat works just as well
log = structlog.get_logger()


async def offer_menus(api: Api, catalogues: Catalogues, ended: asyncio.Event) -> None:
    """The first is for everybody whose language has none."""
    everybody: list[tuple[str | None, str]] = [(None, SOURCE_LANGUAGE)]
    for code, tag in [*everybody, *languages(catalogues).items()]:
        while not ended.is_set():
            phrases = catalogues.phrases(tag)
            outcome = await api.offer(menu(phrases), phrases.text("intro.text"), code)
            if isinstance(outcome, Done):
                break
            log.warning("telegram-menu", language=tag, outcome=type(outcome).__name__)
            await told_within(ended, outcome.seconds if isinstance(outcome, Patience) else _PAUSE)


def languages(catalogues: Catalogues) -> dict[str, str]:
    """By the two letters that Telegram knows. Of two ways to write a language it can offer one."""
    two_letters: dict[str, str] = {}
    for tag in catalogues.offered:
        two_letters.setdefault(tag.split("-")[0], tag)
    return two_letters


def menu(phrases: Phrases) -> dict[str, str]:
    return {command: phrases.text(_WORDS[command]) for command in COMMANDS}
