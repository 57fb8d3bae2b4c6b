"""How a survey is worded, language by language. A language is a rendering: ids never depend on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveys.definition import EQUALITY, OPT_IN, Survey

SOURCE_LANGUAGE = "en"


class Status(StrEnum):
    DRAFT = "draft"
    PROFESSIONALLY_CHECKED = "professionally-checked"
    COMMUNITY_CHECKED = "community-checked"


@dataclass(frozen=True, slots=True)
class Text:
    """One question in one language. `picture` names a symbol that stands beside it, as Easy Read has them;
    `why_needed` is there where the question cannot be skipped."""

    ask: str
    hint: str | None
    labels: Mapping[str, str]
    picture: str | None = None
    why_needed: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A survey in one language, with how far that wording has been checked and by whom."""

    language: str
    status: Status
    version: int
    checker: str | None
    title: str
    texts: Mapping[str, Text]

    def ask(self, question: str) -> str:
        return self.texts[question].ask

    def hint(self, question: str) -> str | None:
        return self.texts[question].hint

    def label(self, question: str, option: str) -> str:
        return self.texts[question].labels[option]


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a survey with its wording in every language that it has: what publishing freezes."""

    survey: Survey
    wordings: Mapping[str, Wording]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.wordings)

    def wording(self, language: str) -> Wording:
        """In this language, or in English: the wording says which it is."""
        return self.wordings.get(language) or self.wordings[SOURCE_LANGUAGE]


def followed_by(edition: Edition, section: Edition, items: frozenset[str]) -> Edition:
    """The survey with the equality section after it, cut down to the items that this trust asks.

    A language that only one of the two has is left out: half a conversation in it would be worse than none.
    """
    kept = tuple(question for question in section.survey if _asked(question.id, items))
    if len(kept) < 2:
        return edition
    survey = Survey(
        id=edition.survey.id,
        version=edition.survey.version,
        audience=edition.survey.audience,
        questions=edition.survey.questions + kept,
        section_version=section.survey.version,
    )
    both = (tag for tag in edition.wordings if tag in section.wordings)
    return Edition(survey, {tag: _joined(edition.wordings[tag], section.wordings[tag]) for tag in both})


def equality_items(section: Survey) -> frozenset[str]:
    """What is asked where a trust has chosen nothing: every item that is not marked as on request."""
    return frozenset(
        question.id
        for question in section
        if question.section == EQUALITY and question.id != OPT_IN and not question.on_request
    )


def _asked(question: str, items: frozenset[str]) -> bool:
    """A step of an item (`ethnicity-group`, `ethnicity-words`) goes with its item."""
    return question == OPT_IN or any(question == item or question.startswith(f"{item}-") for item in items)


def _joined(main: Wording, section: Wording) -> Wording:
    unchecked = Status.DRAFT in (main.status, section.status)
    return Wording(
        language=main.language,
        status=Status.DRAFT if unchecked else main.status,
        version=main.version,
        checker=main.checker,
        title=main.title,
        texts={**main.texts, **section.texts},
    )
