"""Published surveys, as the conversation needs them: parsed, with the trust's equality section after them."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from bot.survey_files import SurveyFile
from surveys.parse import Source, parse
from surveys.text import Edition, equality_items, followed_by
from surveys.tree import Listing, Plain, located

EQUALITY_SURVEY = "equality"


class Published(Protocol):
    """The store's side: definitions frozen when they were published."""

    async def load(self, survey: str, version: int) -> str | None: ...
    async def newest(self, survey: str) -> int | None: ...


class PublishedEditions:
    """A published version never changes, so one that was read once is kept."""

    def __init__(self, published: Published, equality: frozenset[str] | None) -> None:
        self._published = published
        self._equality = equality
        self._kept: dict[tuple[str, int, int | None], Edition] = {}

    async def edition(self, survey: str, version: int | None, section_version: int | None) -> Edition | None:
        """The newest version with the newest section where no version is asked for."""
        if version is None:
            version = await self._published.newest(survey)
            section_version = await self._published.newest(EQUALITY_SURVEY)
        if version is None or survey == EQUALITY_SURVEY:
            return None
        pins = survey, version, section_version
        if pins not in self._kept:
            edition = await self._composed(*pins)
            if edition is None:
                return None
            self._kept[pins] = edition
        return self._kept[pins]

    async def _composed(self, survey: str, version: int, section_version: int | None) -> Edition | None:
        main = await self._load(survey, version)
        section = await self._load(EQUALITY_SURVEY, section_version) if section_version else None
        if main is None or section is None:
            return main
        items = equality_items(section.survey) if self._equality is None else self._equality
        return followed_by(main, section, items)

    async def _load(self, survey: str, version: int) -> Edition | None:
        definition = await self._published.load(survey, version)
        return frozen_edition(survey, definition) if definition is not None else None


@dataclass(frozen=True, slots=True)
class Frozen:
    """What publishing stores of a survey file: its plain form as text, and the digest that guards it."""

    survey: str
    version: int
    section: str
    definition: str
    digest: str


def freeze(file: SurveyFile) -> Frozen:
    definition = json.dumps(file.definition, ensure_ascii=False, sort_keys=False, separators=(",", ":"))
    survey = file.edition.survey
    digest = hashlib.sha256(definition.encode()).hexdigest()
    return Frozen(survey.id, survey.version, survey.questions[0].section, definition, digest)


@lru_cache(maxsize=64)  # a version that was published never changes
def frozen_edition(survey: str, definition: str) -> Edition:
    held: dict[str, Plain] = json.loads(definition)
    wordings = located(held["wordings"])
    beside = wordings.items if isinstance(wordings, Listing) else ()
    edition = parse(Source(survey, located(held["survey"])), (Source(survey, node) for node in beside))
    if not isinstance(edition, Edition):
        raise DamagedEdition(survey, edition)
    return edition


class DamagedEdition(Exception):
    """A survey that was published without a problem no longer parses: the row was changed behind our back."""

    def __init__(self, survey: str, problems: object) -> None:
        super().__init__(f"the published survey {survey} cannot be read: {problems}")
