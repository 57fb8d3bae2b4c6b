"""Plain words for what a report shows. Never a cause, never "no difference", never "significant" without more.

Every sentence is one phrase of the report's language; what is put into it is a figure, a list or a label.
"""

from collections.abc import Iterator
from typing import assert_never

from feedback.aggregate import POSITIVE
from feedback.ends import ends
from feedback.export.speech import Speech
from feedback.labels import Labels
from feedback.periods import Period
from feedback.policy import Policy
from feedback.report import FALSE_FINDINGS, Finding, Measure, Points, Report, Stamp, Verdict
from feedback.safe_table import Bound, Count, Mark, Percent, SafeTable, Share

WITHHELD_MARK = "[c]"


def period(value: Period, speech: Speech) -> str:
    return speech.text("period.days", first=speech.day(value.first), last=speech.day(value.last))


def count(value: Count, speech: Speech) -> str:
    return WITHHELD_MARK if isinstance(value, Mark) else speech.number(value)


def share(value: Share, speech: Speech) -> str:
    return WITHHELD_MARK if isinstance(value, Mark) else _percent(value, speech)


def _percent(value: Percent, speech: Speech) -> str:
    shown = speech.percent(value.value)
    match value.bound:
        case Bound.AT_MOST:
            return speech.text("share.at-most", share=shown)
        case Bound.AT_LEAST:
            return speech.text("share.at-least", share=shown)
        case None:
            return shown


def percents(range: Points, speech: Speech) -> str:
    return speech.text("range.percents", low=speech.percent(range.low), high=speech.percent(range.high))


def points(range: Points, speech: Speech) -> str:
    ends = {"low": speech.number(range.low), "high": speech.number(range.high)}
    return speech.plural("range.points", abs(range.high), **ends)


def verdict(measure: Measure, speech: Speech) -> str:
    gap = {"gap": points(measure.gap.range, speech)} if measure.gap else {}
    match measure.verdict:
        case Verdict.HIGHER:
            return speech.text("verdict.higher", **gap)
        case Verdict.LOWER:
            return speech.text("verdict.lower", **gap)
        case Verdict.NO_CLEAR_DIFFERENCE:
            return speech.text("verdict.no-clear-difference", **gap)
        case Verdict.TOO_FEW:
            return speech.text("verdict.too-few")
        case Verdict.WITHHELD:
            return WITHHELD_MARK
        case _:
            assert_never(measure.verdict)


def good_answers(table: SafeTable, labels: Labels, question: str) -> str:
    return labels.speech.either(_quoted(labels, question, table.shape(question).tree[POSITIVE]))


def base(table: SafeTable, labels: Labels, question: str) -> Iterator[str]:
    """What a share is a share of."""
    yield labels.speech.text("share.about", answers=good_answers(table, labels, question))
    if outside := table.shape(question).outside:
        yield labels.speech.text("share.left-out", answers=labels.speech.both(_quoted(labels, question, outside)))


def finding(found: Finding, table: SafeTable, labels: Labels) -> str:
    question, speech = found.measure.question, labels.speech
    higher = found.measure.verdict is Verdict.HIGHER
    return speech.text(
        "finding.higher" if higher else "finding.lower",
        question=labels.question(question),
        group=labels.group(found.measure.group),
        share=share(found.share, speech),
        answers=good_answers(table, labels, question),
        others=speech.percent(found.gap.others_share),
        gap=points(found.gap.range, speech),
    )


def notes(report: Report, labels: Labels) -> tuple[str, ...]:
    return (*_notes(report.table, labels), _release(report.stamp, labels.speech))


def _notes(table: SafeTable, labels: Labels) -> Iterator[str]:
    speech = labels.speech
    yield from _about_figures(table.policy, speech)
    yield speech.text("note.ranges")
    yield speech.text("note.everyone-else")
    yield speech.text("note.verdicts", rate=speech.percent(round(100 * FALSE_FINDINGS)))
    yield speech.text("note.low-number", number=speech.number(table.policy.low_number_below))
    yield from _about_people(table, labels)


def _release(stamp: Stamp | None, speech: Speech) -> str:
    if stamp is None:
        return speech.text("note.alone")
    return speech.text("note.release", number=speech.number(stamp.number), day=speech.day(stamp.received_to))


def _about_figures(policy: Policy, speech: Speech) -> Iterator[str]:
    largest = speech.number(policy.threshold - 1)
    yield speech.text("note.counts", nearest=speech.number(policy.base), largest=largest)
    few_low, few_high = ends(policy.share_from, policy)
    yield speech.text(
        "note.shares",
        answers=speech.number(policy.share_from),
        answers_for_options=speech.number(policy.options_from),
        low=speech.percent(policy.end_percent),
        high=speech.percent(100 - policy.end_percent),
        few_low=speech.percent(few_low),
        few_high=speech.percent(few_high),
    )
    yield speech.text("note.follow-ups")


def _about_people(table: SafeTable, labels: Labels) -> Iterator[str]:
    speech = labels.speech
    yield speech.text("note.merged")
    if isinstance(table.repeats, Mark):
        yield speech.text("note.repeats-withheld")
    else:
        yield speech.text("note.repeats", number=speech.number(table.repeats))
    yield speech.text("note.voluntary")
    if table.changed:
        yield speech.text("note.changed", questions=speech.apart([labels.question(id) for id in table.changed]))


def _quoted(labels: Labels, question: str, options: tuple[str, ...]) -> list[str]:
    return [labels.speech.text("answer.quoted", answer=labels.option(question, option)) for option in options]
