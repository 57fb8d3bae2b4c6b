"""The menu of commands and what the bot says of itself, each by language; which of them somebody is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.sandbox.messages import Json
from bot.sandbox.refusals import bad_request

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_LONGEST_DESCRIPTION = 256
_MOST = 100
_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"})
Scope: TypeAlias = tuple[str, str]  # its kind, and the chat that it is about
_DEFAULT: Scope = ("default", "")


@dataclass(frozen=True, slots=True)
class Command:
    command: str
    description: str

    def as_json(self) -> Json:
        return {"command": self.command, "description": self.description}


class Commands:
    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], tuple[Command, ...]] = {}

    def put(self, scope: Scope, language: str, commands: tuple[Command, ...]) -> None:
        self._lists[scope, language] = commands

    def drop(self, scope: Scope, language: str) -> None:
        self._lists.pop((scope, language), None)

    def kept(self, scope: Scope, language: str) -> tuple[Command, ...]:
        return self._lists.get((scope, language), ())

    def shown_to(self, chat: int, language: str) -> tuple[Command, ...]:
        """In a private chat: the narrowest scope that has a list, in one's language rather than in none."""
        scopes: list[Scope] = [("chat", str(chat)), ("all_private_chats", ""), _DEFAULT]
        wanted = [(scope, tag) for scope in scopes for tag in (language.split("-", maxsplit=1)[0], "")]
        return next((self._lists[one] for one in wanted if self._lists.get(one)), ())


def checked_commands(said: Any) -> tuple[Command, ...]:
    if not isinstance(said, list):
        raise bad_request("can't parse commands list: Array expected")
    if len(said) > _MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return tuple(_checked(one) for one in said)


def _checked(one: Any) -> Command:
    if not isinstance(one, Mapping):
        raise bad_request("can't parse commands list: expected an Object as BotCommand")
    command, description = str(one.get("command", "")).removeprefix("/"), str(one.get("description", "")).strip()
    if not _NAME.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= _LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return Command(command, description)


def checked_scope(said: Any) -> Scope:
    if said is None:
        return _DEFAULT
    kind = said.get("type") if isinstance(said, Mapping) else None
    if kind not in _SCOPES:
        raise bad_request("unsupported scope type specified")
    return (kind, str(said.get("chat_id", "")))


def checked_language(said: str) -> str:
    """Telegram knows two letters and no more: no scripts, no regions."""
    if not _LANGUAGE.fullmatch(said):
        raise bad_request("invalid language code specified")
    return said
