"""A whole language in a folder of a test's own: the shipped files, free to be changed."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.translations.gathering import Folders, shipped_folders
from bot.translations.units import Translation, Unit


def copied(folder: Path) -> Folders:
    shipped = shipped_folders()
    shutil.copytree(shipped.phrases, folder / "locales")
    shutil.copytree(shipped.surveys, folder / "library")
    return Folders(folder / "locales", folder / "library")


def saying(whole: Translation, texts: dict[str, str]) -> Translation:
    """With other words for these strings."""
    assert texts.keys() <= {unit.id for unit in whole.units}
    return _changed(whole, lambda unit: replace(unit, forms=(texts[unit.id],)) if unit.id in texts else unit)


def _changed(whole: Translation, change: Callable[[Unit], Unit]) -> Translation:
    return replace(whole, units=tuple(map(change, whole.units)))
