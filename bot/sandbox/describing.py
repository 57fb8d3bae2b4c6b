"""The API's methods that say what the bot is: its name, its commands, and what is told before the first message."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.commands import Scope, checked_commands, checked_language, checked_scope
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request
from bot.sandbox.server import Server

LONGEST = {"description": 512, "short_description": 120}


async def get_me(server: Server, _: Parameters) -> Any:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": server.reads_all_in_groups,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**server.world.me.as_json(), **abilities}


async def set_my_commands(server: Server, said: Parameters) -> Any:
    server.commands.put(*_whose(said), checked_commands(said.nested("commands")))
    server.world.changed.ring()
    return True


async def get_my_commands(server: Server, said: Parameters) -> Any:
    return [command.as_json() for command in server.commands.kept(*_whose(said))]


async def delete_my_commands(server: Server, said: Parameters) -> Any:
    server.commands.drop(*_whose(said))
    server.world.changed.ring()
    return True


def setting(which: str) -> Callable[[Server, Parameters], Awaitable[Any]]:
    async def put(server: Server, said: Parameters) -> Any:
        text = said.text(which)
        if len(text) > LONGEST[which]:
            raise bad_request(f"{which.replace('_', ' ')} is too long")
        server.descriptions[which, checked_language(said.text("language_code"))] = text
        server.world.changed.ring()
        return True

    return put


def telling(which: str) -> Callable[[Server, Parameters], Awaitable[Any]]:
    async def get(server: Server, said: Parameters) -> Any:
        return {which: described(server, which, checked_language(said.text("language_code")))}

    return get


def described(server: Server, which: str, language: str) -> str:
    """In that language, else in none in particular."""
    return server.descriptions.get((which, language)) or server.descriptions.get((which, "")) or ""


def _whose(said: Parameters) -> tuple[Scope, str]:
    return checked_scope(said.nested("scope")), checked_language(said.text("language_code"))
