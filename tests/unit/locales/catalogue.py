"""The phrase files as they lie on disk, for tests that look at every phrase of every language."""

from pathlib import Path

import polib

from bot.lexicon import listed_words

LOCALES = Path(__file__).parents[3] / "locales"
LANGUAGES = sorted(path.parent.name for path in LOCALES.glob("*/heard.po"))


def phrase_file(tag: str) -> polib.POFile:
    return polib.pofile(str(LOCALES / tag / "heard.po"))


def catalogue(tag: str) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in phrase_file(tag)}


def said(entry: polib.POEntry) -> list[str]:
    """Every form of a phrase."""
    return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]


def words(entry: polib.POEntry) -> list[str]:
    """The words that stand between the commas of a command."""
    return list(listed_words(said(entry)[0]))
