"""The shell round the pure half: loads counts, has them protected and measured. It reads counts, never answers."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Protocol, TypeAlias

from feedback.aggregate import aggregate, responses
from feedback.disclosure import Unsafe, protect
from feedback.export.report_html import report_html
from feedback.export.report_json import report_json
from feedback.export.speech import Speech
from feedback.frozen import thawed
from feedback.labels import Labels, labels
from feedback.periods import Period
from feedback.policy import Policy, read_policy
from feedback.records import Event, Place
from feedback.release import Draft, Outcome, Release, intact
from feedback.report import Report, Stamp, make_report
from feedback.request import PUBLIC, Format, Known, Refusal, Request
from feedback.safe_table import SafeTable, Subject
from feedback.scheme import Grouping, plain_grouping, read_scheme
from feedback.tally import CHARACTERISTICS, EVERYBODY, REPEATS, Sheet, TallyKey
from surveys.definition import EQUALITY
from surveys.text import Edition

_POLICY = "policies/ten-thirty.json"
_SCHEME = "schemes/census-2021.json"
_ETHNICITY = "ethnicity"
RELEASE_ALTERED = "release-altered"


Counted: TypeAlias = Sequence[tuple[TallyKey, Sheet]]


class Counts(Protocol):
    async def load(
        self,
        survey: str,
        versions: Sequence[int] | None,
        months: Sequence[str],
        characteristics: Collection[str] | None,
    ) -> Counted: ...


class Places(Protocol):
    async def all(self) -> Sequence[Place]: ...


class Editions(Protocol):
    """Every published version of a survey, by number."""

    async def names(self) -> frozenset[str]: ...
    async def versions(self, survey: str) -> Mapping[int, Edition]: ...


class Register(Protocol):
    """Releases: what was published, as it was."""

    async def of(self, survey: str, period: Period) -> Release | None: ...
    async def freeze(self, draft: Draft, counted: Counted, event: Event) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Sources:
    counts: Counts
    places: Places
    editions: Editions
    register: Register


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
    """What was released is read again. Anything else is a draft, of which the figures can still change."""
    release = await sources.register.of(request.survey, request.period)
    if release is not None:
        return await released_table(sources, release, request, speech)
    return await draft_table(sources, request, policy, speech)


async def released_table(sources: Sources, release: Release, request: Request, speech: Speech) -> BoardTable | Refusal:
    found = _kept(release, request) if intact(release) else release_altered(release)
    stamp = Stamp(release.number, release.draft.received_to, release.hash)
    return found if isinstance(found, Refusal) else await _told(sources, request, found, stamp, speech)


async def draft_table(sources: Sources, request: Request, policy: Policy, speech: Speech) -> BoardTable | Refusal:
    found = await _drafted(sources, request, policy)
    return found if isinstance(found, Refusal) else await _told(sources, request, found, None, speech)


async def _told(
    sources: Sources, request: Request, found: SafeTable, stamp: Stamp | None, speech: Speech
) -> BoardTable:
    report = await asyncio.to_thread(make_report, found, stamp)
    editions = await sources.editions.versions(request.survey)
    told = [editions[version] for version in found.subject.versions]
    words = labels(told, await _equality(sources), found.grouping, request.root, speech)
    return BoardTable(report, words)


def _kept(release: Release, request: Request) -> SafeTable | Refusal:
    tables = {table.grouping.by: table for table in thawed(release.draft.tables)}
    if request.by not in tables:
        return Refusal("--by", "not-in-release", {"given": request.by, "known": ", ".join(tables)})
    return tables[request.by]


def release_altered(release: Release) -> Refusal:
    return Refusal("--from, --to", RELEASE_ALTERED, {"given": str(release.number)})


async def _drafted(sources: Sources, request: Request, policy: Policy) -> SafeTable | Refusal:
    needed = (request.by, EVERYBODY, REPEATS)
    counted = await sources.counts.load(request.survey, None, request.period.months, needed)
    made = await draft_tables(sources, request, [request.by], policy, counted)
    return made if isinstance(made, Refusal) else made[0]


async def draft_tables(
    sources: Sources, request: Request, characteristics: Sequence[str], policy: Policy, counted: Counted
) -> list[SafeTable] | Refusal:
    """The counting takes a second or more: in a thread, so that nobody who answers meanwhile waits for it."""
    editions = await sources.editions.versions(request.survey)
    section = await _equality(sources)
    surveys = {version: edition.survey for version, edition in editions.items()}
    by_kind: dict[str, list[tuple[TallyKey, Sheet]]] = {}
    for key, sheet in counted:
        by_kind.setdefault(key.characteristic, []).append((key, sheet))
    versions = {key.version for key, _ in by_kind.get(EVERYBODY, ())} or {max(editions)}
    subject = Subject(request.survey, tuple(sorted(versions)), request.period, request.root.code, PUBLIC)
    repeats = responses(by_kind.get(REPEATS, ()))

    def made() -> list[SafeTable] | Unsafe:
        tables: list[SafeTable] = []
        for by in characteristics:
            grouping = _grouping(section, by)
            exact = aggregate(by_kind.get(by, ()), surveys, grouping)
            table = protect(exact, repeats, subject, grouping, policy)
            if isinstance(table, Unsafe):
                return table
            tables.append(table)
        return tables

    found = await asyncio.to_thread(made)
    return cannot_be_made_safe(found.questions) if isinstance(found, Unsafe) else found


def cannot_be_made_safe(questions: Iterable[str]) -> Refusal:
    return Refusal("--survey", "cannot-be-made-safe", {"questions": ", ".join(questions)})


def written(report: Report, words: Labels, format: Format) -> str:
    match format:
        case Format.JSON:
            return report_json(report, words)
        case Format.HTML:
            return report_html(report, words)


def _grouping(section: Edition, by: str) -> Grouping:
    if by == _ETHNICITY:
        return read_scheme(_shipped(_SCHEME))
    return plain_grouping(by, section.survey.question(by).options)


async def _equality(sources: Sources) -> Edition:
    versions = await sources.editions.versions(EQUALITY)
    return versions[max(versions)]


def _shipped(path: str) -> str:
    return resources.files("feedback").joinpath(path).read_text(encoding="utf-8")
