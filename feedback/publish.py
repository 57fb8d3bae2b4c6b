"""The shell round the pure half: loads counts, has them protected and measured. It reads counts, never answers.

This version makes no release: nothing is attacked together with what was shown before, so it makes the one table that
stands alone, of the whole trust for people outside it.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Protocol

from feedback.aggregate import aggregate, responses
from feedback.disclosure import Unsafe, protect
from feedback.export.report_html import report_html
from feedback.export.report_json import report_json
from feedback.export.speech import Speech
from feedback.labels import Labels, labels
from feedback.policy import Policy, read_policy
from feedback.records import Place
from feedback.report import Report, make_report
from feedback.request import PUBLIC, Format, Known, Refusal, Request
from feedback.safe_table import Subject
from feedback.scheme import Grouping, plain_grouping, read_scheme
from feedback.tally import CHARACTERISTICS, REPEATS, Sheet, TallyKey
from surveys.definition import EQUALITY
from surveys.text import Edition

_POLICY = "policies/ten-thirty.json"
_SCHEME = "schemes/census-2021.json"
_ETHNICITY = "ethnicity"


class Counts(Protocol):
    async def load(
        self, survey: str, versions: Sequence[int] | None, months: Sequence[str], characteristic: str
    ) -> Iterable[tuple[TallyKey, Sheet]]: ...


class Places(Protocol):
    async def all(self) -> Sequence[Place]: ...


class Editions(Protocol):
    """Every published version of a survey, by number."""

    async def names(self) -> frozenset[str]: ...
    async def versions(self, survey: str) -> Mapping[int, Edition]: ...


@dataclass(frozen=True, slots=True)
class Sources:
    counts: Counts
    places: Places
    editions: Editions


def shipped_policy() -> Policy:
    return read_policy(_shipped(_POLICY))


async def known(sources: Sources) -> Known:
    """What can be asked for at all: the shipped policy publishes the root of the tree."""
    places = await sources.places.all()
    (root,) = (place for place in places if place.parent is None)
    asked = {question.id for question in (await _equality(sources)).survey}
    surveys = await sources.editions.names() - {EQUALITY}
    codes = frozenset(place.code for place in places)
    return Known(surveys, frozenset(CHARACTERISTICS) & asked, root, codes)


async def board_report(sources: Sources, request: Request, policy: Policy, speech: Speech) -> str | Refusal:
    made = await board_table(sources, request, policy, speech)
    return made if isinstance(made, Refusal) else written(made.report, made.words, request.format)


@dataclass(frozen=True, slots=True)
class BoardTable:
    """A report that is safe to show, and what its parts are called."""

    report: Report
    words: Labels


async def board_table(sources: Sources, request: Request, policy: Policy, speech: Speech) -> BoardTable | Refusal:
    """The counting takes a second or more: in a thread, so that nobody who answers meanwhile waits for it."""
    editions = await sources.editions.versions(request.survey)
    section = await _equality(sources)
    grouping = _grouping(section, request.by)
    sheets = [*await _load(sources, request, request.by)]
    versions = {key.version for key, _ in sheets} or {max(editions)}
    subject = Subject(request.survey, tuple(sorted(versions)), request.period, request.root.code, PUBLIC)
    repeats = responses(await _load(sources, request, REPEATS))

    def made() -> Report | Unsafe:
        exact = aggregate(sheets, {version: editions[version].survey for version in editions}, grouping)
        table = protect(exact, repeats, subject, grouping, policy)
        return table if isinstance(table, Unsafe) else make_report(table)

    report = await asyncio.to_thread(made)
    if isinstance(report, Unsafe):
        return Refusal("--survey", "cannot-be-made-safe", {"questions": ", ".join(report.questions)})
    words = labels([editions[version] for version in versions], section, grouping, request.root, speech)
    return BoardTable(report, words)


def written(report: Report, words: Labels, format: Format) -> str:
    match format:
        case Format.JSON:
            return report_json(report, words)
        case Format.HTML:
            return report_html(report, words)


async def _load(sources: Sources, request: Request, characteristic: str) -> Iterable[tuple[TallyKey, Sheet]]:
    return await sources.counts.load(request.survey, None, request.period.months, characteristic)


def _grouping(section: Edition, by: str) -> Grouping:
    if by == _ETHNICITY:
        return read_scheme(_shipped(_SCHEME))
    return plain_grouping(by, section.survey.question(by).options)


async def _equality(sources: Sources) -> Edition:
    versions = await sources.editions.versions(EQUALITY)
    return versions[max(versions)]


def _shipped(path: str) -> str:
    return resources.files("feedback").joinpath(path).read_text(encoding="utf-8")
