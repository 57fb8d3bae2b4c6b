"""What a poster says: about which place, in which languages, and where it leads. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.i18n import Language, Phrases, isolated
from bot.posters.addresses import Way
from surveys.text import Status

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The same for every language: what we ask for, what we promise, how to begin, and what this is not for."""

    language: Language
    headline: str
    promise: str
    scan: str
    not_emergencies: str


@dataclass(frozen=True, slots=True)
class Poster:
    """`draft`: which of the words nobody has checked, said in the first language."""

    place: str
    words: tuple[Words, ...]
    ways: tuple[Way, ...]
    draft: str | None


def poster_of(place: str, spoken: Iterable[Phrases], ways: tuple[Way, ...]) -> Poster:
    chosen = tuple(spoken)
    return Poster(" ".join(_CONTROLS.sub(" ", place).split()), tuple(map(_words, chosen)), ways, _draft(chosen))


def _words(phrases: Phrases) -> Words:
    return Words(
        language=phrases.language,
        headline=phrases.text("start.title"),
        promise=phrases.text("poster.promise"),
        scan=phrases.text("poster.scan"),
        not_emergencies=phrases.text("poster.not-emergencies"),
    )


def _draft(spoken: tuple[Phrases, ...]) -> str | None:
    drafts = [isolated(phrases.language.name) for phrases in spoken if phrases.status is Status.DRAFT]
    between = spoken[0].language.between
    return spoken[0].text("poster.draft", languages=between.join(drafts)) if drafts else None
