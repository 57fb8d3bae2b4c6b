"""What a report may say, by place: the figures of its table, and a short list of numbers that are nobody's figure.

A number is explained by where it stands: in a cell by that cell's own figure, in a row by the figures of that question
and group, in a drawing by that row's range, in the policy and the notes on it by the policy, anywhere else by the short
list. Days, fingerprints and the words of a survey are known as a whole and taken out before numbers are looked for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from feedback.ends import ends
from feedback.export import words
from feedback.export.report_json import FORMAT
from feedback.export.style import STYLE
from feedback.labels import Labels
from feedback.report import FALSE_FINDINGS, Measure, Report
from feedback.safe_table import Percent, SafeTable

# Whose figure a number can be: of a question, a group and an option; of a question and group; or nobody's.
Owner: TypeAlias = tuple[str, ...]
NOBODYS: Owner = ()
POLICYS: Owner = ("~policy",)

_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_FIXED = {
    ("meta@charset", "utf-8"),
    ("meta@content", "width=device-width, initial-scale=1"),
    ("div@tabindex", "0"),
    ("style", STYLE),
    ("/codes_2001 key", "codes_2001"),
}
_EVERY_BAR = {0, 2, 3, 4, 8, 100}  # scale and height; the rest of a bar is its share and range
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_LEVEL = 95  # of an interval, in per cent
_OUT_OF = 100  # people, says a sentence on shares
_METHOD = 10  # Newcombe's, by its number
_NOUGHT = 0  # a note says that it is shown


@dataclass(frozen=True, slots=True)
class Sighting:
    """`drawn`: a coordinate, and nothing that is read."""

    where: str
    owner: Owner
    text: str
    drawn: bool = False


@dataclass(slots=True)
class Figures:
    counts: set[int] = field(default_factory=set)
    percents: set[int] = field(default_factory=set)
    bar: set[int] = field(default_factory=set)

    def written(self, one: Sighting, *, decimals: bool) -> set[str]:
        if one.drawn:
            return {*map(str, self.bar | _EVERY_BAR), "0 0 100 8"}
        return {*map(str, self.counts), *(str(percent / 100 if decimals else percent) for percent in self.percents)}


@dataclass(frozen=True, slots=True)
class Known:
    """`sentences` outside the tables: of one question and group each, or on the policy."""

    figures: Mapping[Owner, Figures]
    sentences: Mapping[str, Owner]
    phrases: re.Pattern[str]

    def unexplained(self, seen: Iterable[Sighting], *, decimals: bool = False) -> list[str]:
        """`decimals`: per cents are written as 0.5 and not as 50."""
        return [
            f"{one.where} {' '.join(one.owner)}: {number}"
            for one in seen
            if (one.where, one.text) not in _FIXED
            for number in _NUMBER.findall(self.phrases.sub("", one.text))
            if number.replace(",", "") not in self._of(one).written(one, decimals=decimals)
        ]

    def _of(self, one: Sighting) -> Figures:
        owner = POLICYS if one.where.startswith("/policy/") else one.owner
        return self.figures.get(self.sentences.get(_unmarked(one.text), owner), Figures())


def known(report: Report, labels: Labels) -> Known:
    figures = {NOBODYS: Figures(_nobodys_numbers(report)), POLICYS: Figures(_policys_numbers(report))}
    for cell, count in report.table.counts.items():
        for owner in (tuple(cell), tuple(cell[:2])):
            figures.setdefault(owner, Figures()).counts |= {count} if isinstance(count, int) else set()
    for cell, share in report.table.shares.items():
        for owner in (tuple(cell), tuple(cell[:2])):
            figures.setdefault(owner, Figures()).percents |= {share.value} if isinstance(share, Percent) else set()
    for measure in report.measures:
        _add(measure, figures[measure.question, measure.group])
    sentences = {
        _unmarked(words.finding(found, report.table, labels)): (found.measure.question, found.measure.group)
        for found in report.findings
    }
    notes = (*words.notes(report, labels), *_how_to_read(report, labels))
    of_the_policy = dict.fromkeys(map(_unmarked, notes), POLICYS)
    return Known(figures, {**sentences, **of_the_policy}, _pattern(_phrases(report, labels)))


def _how_to_read(report: Report, labels: Labels) -> Iterator[str]:
    speech, nearest = labels.speech, labels.speech.number(report.table.policy.base)
    yield speech.text("answered.mark", mark=words.WITHHELD_MARK, nearest=nearest)
    yield speech.text("range.about", level=speech.percent(_LEVEL))
    for question in {measure.question for measure in report.measures}:
        yield from words.base(report.table, labels, question)


def _add(measure: Measure, figures: Figures) -> None:
    figures.counts |= {measure.n} if isinstance(measure.n, int) else set()
    if measure.share and (range := measure.range):
        figures.percents |= {measure.share.value, range.low, range.high}
        figures.bar |= {range.low, range.high - range.low, min(99, max(0, measure.share.value - 1))}
    if gap := measure.gap:
        figures.counts.add(gap.others_n)
        figures.percents |= {gap.others_share, gap.difference, gap.range.low, gap.range.high}


def _nobodys_numbers(report: Report) -> set[int]:
    """Versions, the release's number, and how many answered twice."""
    table = report.table
    codes = {int(code) for code in table.grouping.codes.values() if code.isdecimal()}
    numbers = {table.policy.version, *table.subject.versions, *([report.stamp.number] if report.stamp else [])}
    repeats = {table.repeats} if isinstance(table.repeats, int) else set()
    return codes | numbers | repeats


def _policys_numbers(report: Report) -> set[int]:
    """In the policy itself and in the notes on it, what a method is called by among them."""
    policy = report.table.policy
    sizes = {policy.threshold, policy.threshold - 1, policy.base, policy.share_from, policy.options_from, policy.k}
    percents = {policy.end_percent, 100 - policy.end_percent, policy.dominance_percent, round(100 * FALSE_FINDINGS)}
    percents |= {*ends(policy.share_from, policy)}
    return sizes | percents | {policy.low_number_below, _LEVEL, _OUT_OF, _METHOD, _NOUGHT} | _nobodys_numbers(report)


def _phrases(report: Report, labels: Labels) -> Iterator[str]:
    table, stamp = report.table, report.stamp
    period = table.subject.period
    for day in (period.first, period.last, *([stamp.received_to] if stamp else [])):
        yield from (str(day), labels.speech.day(day))
    yield from (FORMAT, table.policy.hash, stamp.hash if stamp else "")
    yield from (labels.people, labels.place, labels.by, *labels.questions.values(), *labels.groups.values())
    yield from (label for options in labels.options.values() for label in options.values())
    yield from _names(table)


def _names(table: SafeTable) -> Iterator[str]:
    grouping = table.grouping
    yield from (grouping.scheme or "", *grouping.labels.values(), *grouping.leaves, *grouping.tree, *grouping.codes)
    for shape in table.shapes:
        yield from (shape.question, *shape.counted, *shape.shared)


def _unmarked(sentence: str) -> str:
    """Without the marks that keep an inserted value's direction, which JSON has not."""
    return sentence.translate(_ISOLATES)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Longest first: one may be part of another. A word that is nothing but a number would hide any number."""
    kept = {one for one in phrases if _NUMBER.search(one) and not one.isdecimal()}
    return re.compile("|".join(map(re.escape, sorted(kept, key=len, reverse=True))))
