"""The `heard` command: one sub-command a module of `bot.commands`, imported when it is asked for. Together they would
take two seconds of each start."""

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

# Name -> the function, or the group of commands, in `bot.commands`; and what a group is about.
_COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serve.serve", ""),
    "chat": ("chat.chat", ""),
    "demo": ("demo.demo", ""),
    "withdraw": ("responses.withdraw", ""),
    "purge": ("responses.purge", ""),
    "doctor": ("doctor.doctor", ""),
    "db": ("database.app", "The database: upgrade."),
    "locales": ("locales.app", "Languages: list them, export one for a translator, import it back."),
    "survey": ("survey.app", "Surveys: list, check, publish, import, export."),
    "place": ("place.app", "Places: list them, import them, make a poster for one."),
    "staff": ("staff.app", "Who may sign in: add, link, list, remove."),
    "telegram": ("telegram.app", "The Telegram bot: try it out without Telegram."),
    "report": ("report.app", "Reports that are safe to show."),
    "counts": ("counts.app", "The counts behind every report: rebuild."),
    "releases": ("releases.releases", ""),
    "attack": ("releases.attack", ""),
    "export": ("responses.exports", "Take data out."),
}


class _Commands(TyperGroup):
    """Typer has the classes of its commands under private names alone: hence `Any`."""

    def list_commands(self, _: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        found, about = _COMMANDS[cmd_name]
        module, name = found.split(".")
        return _command(cmd_name, getattr(import_module(f"bot.commands.{module}"), name), about)


# Exceptions are not made pretty: that prints local variables, which hold patients' words.
app = typer.Typer(
    name="heard",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def about() -> None:
    """Heard: patient and carer feedback for PCREF Part 3."""


def main() -> None:
    os.umask(0o077)  # what Heard makes, the database above all, is its owner's alone
    app()


def _command(name: str, found: typer.Typer | Callable[..., Any], about: str) -> Any:
    if isinstance(found, typer.Typer):
        group = get_group(found)
        group.name, group.help, group.short_help = name, about, about
        return group
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name)(found)
    return get_command(alone)
