"""A language's catalogue with other words in it: its head, its comments and its order stay as they are."""

import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Message

from bot.translations.gathering import SAME, messages_in
from bot.translations.po_text import entry
from bot.translations.units import Standing, Unit

_STANDING = re.compile(r'^"X-Heard-(Status|Version|Checker): ?.*\\n"$', re.MULTILINE)
_RULE = re.compile(r'^"Plural-Forms: ?.*\\n"$', re.MULTILINE)


def catalogue_with(path: Path, units: Iterable[Unit], standing: Standing, plural_rule: str) -> str:
    """`units` in the order of the English file."""
    head, _, _ = path.read_text(encoding="utf-8").partition("\n\n")
    values = {"Status": standing.status.value, "Version": str(standing.version), "Checker": standing.checker or ""}
    head = _STANDING.sub(lambda found: f'"X-Heard-{found[1]}: {_plain(values[found[1]])}\\n"', head)
    head = _RULE.sub(lambda _: f'"Plural-Forms: {plural_rule}\\n"', head)
    known = messages_in(path)
    return "\n".join([f"{head}\n", *(_entry(unit, known.get(unit.key)) for unit in units)])


def _entry(unit: Unit, before: Message | None) -> str:
    ids = (unit.key, unit.key) if unit.plural else (unit.key,)
    comments = list(before.auto_comments) if before else [unit.note]
    own = list(before.user_comments) if before else []
    return entry(ids, unit.forms, flags=[SAME] if unit.same else [], comments=comments, own_comments=own)


def _plain(name: str) -> str:
    return name.replace("\\", "").replace('"', "'")
