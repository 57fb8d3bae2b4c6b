"""The Bot API, as far as it is spoken to here: what came of a call is a value, and only what nobody expects raises."""

import json
import logging
import warnings
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias
from urllib.parse import urlencode

from telegram import Bot, BotCommand, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning

from bot.channels.telegram.reading import ALLOWED
from bot.channels.telegram.rendering import Shown

# Those write the address of each request into the log, and with it the bot's token.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)
logging.getLogger("telegram").setLevel(logging.CRITICAL)  # its errors can hold what was said; we tell them ourselves

LONG_POLL = 50  # seconds that Telegram waits for something to tell
AT_ONCE = 32  # calls under way
BROUGHT = 100  # updates brought at a time: as many as Telegram allows
_TIME_LIMIT = 20.0
_GONE = ("chat not found", "user not found", "peer_id_invalid", "bot was kicked")
_UNCHANGED = "message is not modified"
_NOT_TO_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class Done:
    pass


@dataclass(frozen=True, slots=True)
class Patience:
    seconds: float


@dataclass(frozen=True, slots=True)
class ChatGone:
    """Blocked, deleted or moved: nobody can be written to there."""


@dataclass(frozen=True, slots=True)
class NotEditable:
    """The message that was to be changed is not there any more."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer: what was asked for may have been done, or not."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram does not take this, and will not the next time: a mistake of ours."""

    why: str


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """Not our bot, or no longer: until the operator mends that, everything waits."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another program asks for the same bot's updates, or a webhook is set."""


Outcome: TypeAlias = Done | Patience | ChatGone | NotEditable | Unreachable | Refused | TokenRefused | Rival
Update: TypeAlias = dict[str, Any]


class _BotApi(HTTPXRequest):
    """What does not speak as the Bot API does is somebody else on the way, a filter or a proxy in trouble. The library
    would believe its status, and write what it says, which can be what a person wrote, into the log."""

    async def do_request(self, *asked: Any, **beside: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*asked, **beside)
        if not _is_answer(body):
            raise NetworkError("no answer of the Bot API")
        return status, body


class Api:
    def __init__(self, token: str, base: str) -> None:
        self._polling = _BotApi(connection_pool_size=1, read_timeout=LONG_POLL + _TIME_LIMIT)
        self.bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=_BotApi(connection_pool_size=AT_ONCE, pool_timeout=_TIME_LIMIT, read_timeout=_TIME_LIMIT),
            get_updates_request=self._polling,
        )

    async def introduce(self) -> Outcome:
        """Who the bot is. Until Telegram has told, nothing else can be done."""
        return await self._done(self.bot.initialize())

    async def close(self) -> None:
        await self.bot.shutdown()

    async def show(self, chat: str, shown: Shown) -> Outcome:
        if shown.on is not None:
            changed = await self._done(
                self.bot.edit_message_text(
                    shown.text,
                    chat_id=chat,
                    message_id=shown.on,
                    reply_markup=shown.keyboard,
                    entities=shown.codes or None,
                    link_preview_options=_NO_PREVIEW,
                )
            )
            if not isinstance(changed, NotEditable):
                return changed
        sending = self.bot.send_message(
            chat,
            shown.text,
            reply_markup=shown.keyboard,
            entities=shown.codes or None,
            link_preview_options=_NO_PREVIEW,
        )
        return await self._done(sending)

    async def tapped(self, query: str) -> Outcome:
        """Ends the waiting that a phone shows on the button."""
        return await self._done(self.bot.answer_callback_query(query))

    async def updates(self, offset: int | None, seconds: int) -> Sequence[Update] | Outcome:
        """As they came: a library that cannot read one of them must not keep us from the others. Whatever is below
        `offset` is thereby confirmed."""
        asked = {"timeout": seconds, "allowed_updates": json.dumps(ALLOWED)} | ({"offset": offset} if offset else {})
        try:
            found = await self._polling.post(f"{self.bot.base_url}/getUpdates?{urlencode(asked)}")
        except TelegramError as error:
            return _outcome(error)
        return found if isinstance(found, list) else Refused("getUpdates answered something else than a list")

    async def have_them_brought(self, address: str, secret: str) -> Outcome:
        """From many chats side by side, in each the next only when the one before it is safe. Of chats whose updates we
        cannot take, Telegram holds on to twice as many as there are connections, and brings nobody else's: with one
        connection, two people would hide all others' calls for help while the store is away."""
        wanted = self.bot.set_webhook(
            address, secret_token=secret, max_connections=BROUGHT, allowed_updates=ALLOWED, drop_pending_updates=False
        )
        return await self._done(wanted)

    async def ask_for_them(self) -> Outcome:
        return await self._done(self.bot.delete_webhook(drop_pending_updates=False))

    async def offer(self, commands: Mapping[str, str], description: str, language: str | None) -> Outcome:
        """The menu of commands, and what stands in an empty chat. None: for everybody whose language has none."""
        menu = [BotCommand(name, words) for name, words in commands.items()]
        listed = await self._done(self.bot.set_my_commands(menu, language_code=language))
        if not isinstance(listed, Done):
            return listed
        return await self._done(self.bot.set_my_description(description, language_code=language))

    async def _done(self, call: Awaitable[object]) -> Outcome:
        try:
            await call
        except TelegramError as error:
            return _outcome(error)
        return Done()


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _is_answer(body: bytes) -> bool:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(said, dict):
        return False
    return said.get("ok") is False or (said.get("ok") is True and "result" in said)


def _outcome(error: TelegramError) -> Outcome:
    """Of the library's errors the narrower first: a bad request is a network error to it."""
    match error:
        case RetryAfter():
            return Patience(_seconds(error))
        case Forbidden() | ChatMigrated():
            return ChatGone()
        case Conflict():
            return Rival()
        case InvalidToken():
            return TokenRefused()
        case BadRequest():
            return _refused(error.message)
        case NetworkError():
            return Unreachable()
        case _:
            return Refused(type(error).__name__)


def _refused(message: str) -> Outcome:
    why = message.lower()
    if _UNCHANGED in why:
        return Done()
    if any(known in why for known in _NOT_TO_EDIT):
        return NotEditable()
    if any(known in why for known in _GONE):
        return ChatGone()
    return Refused(message)


def _seconds(error: RetryAfter) -> float:
    """The library is about to give a duration where it gives a number, and warns of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
