"""The tables of an HTML report: one row a group, in the agreed order, every number from a cell or a measure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from feedback.aggregate import ALL, BASE, NOTHINGS, POSITIVE, Cell, Shape
from feedback.export import words
from feedback.export.speech import Speech
from feedback.labels import Labels
from feedback.layout import answered
from feedback.layout import rows as rows_of
from feedback.report import Measure, Points, Report, Verdict
from feedback.safe_table import Mark, Percent, SafeTable
from feedback.scheme import in_order
from feedback.tally import EVERYBODY

_NOTHING = "–"
_NOTHINGS_COLUMNS = ("column.skipped", "column.not-asked", "column.not-reached")
_MEASURED_COLUMNS = ("column.answers", "column.share", "column.range", "column.others", "column.compared")


@dataclass(frozen=True, slots=True)
class _Row:
    """`cells` are markup already: whatever is said in them was escaped where it came in."""

    group: str
    cells: tuple[str, ...]


def answers_table(report: Report, labels: Labels, question: str) -> str:
    """Who answered: the answers given to one question, by group."""
    counts, speech = report.table.counts, labels.speech
    column = answered(report.table.shape(question))
    groups = in_order(report.table.grouping.tree)
    rows = [_Row(group, _counts(speech, counts[Cell(question, group, column)])) for group in groups]
    caption = speech.text("caption.answered", question=labels.question(question))
    return _table(report.table, labels, caption, _headings(speech, "column.answers"), rows)


def measures_table(report: Report, labels: Labels, question: str, groups: Sequence[str], caption: str) -> str:
    """`caption` is a phrase that has room for the question."""
    kept = [measure for measure in report.measures_of(question) if measure.group in groups]
    rows = [_Row(measure.group, _measured(measure, labels.speech)) for measure in kept]
    said = labels.speech.text(caption, question=labels.question(question))
    return _table(report.table, labels, said, _headings(labels.speech, *_MEASURED_COLUMNS), rows)


def options_table(report: Report, labels: Labels, shape: Shape) -> str:
    """Groups with too few answers for single options are left out, row and all."""
    table, speech = report.table, labels.speech
    options = [option for option in shape.shared if option != POSITIVE]
    rows = [_Row(group, _shares(table, speech, shape, group, options)) for group in _with_options(table, shape)]
    if not rows:
        return f"<p>{escape(speech.text('options.too-few'))}</p>"
    own = (labels.option(shape.question, option) for option in options)
    caption = speech.text("caption.options", question=labels.question(shape.question))
    return _table(table, labels, caption, (*_headings(speech, "column.answers"), *own), rows)


def left_table(report: Report, labels: Labels, shape: Shape) -> str:
    """What stands beside the share: answers left out of it, and questions left unanswered, for everybody together."""
    counts, speech = report.table.counts, labels.speech
    counted = (ALL, *shape.outside, *NOTHINGS)
    row = _Row(EVERYBODY, _counts(speech, *(counts[Cell(shape.question, EVERYBODY, option)] for option in counted)))
    own = (labels.option(shape.question, option) for option in shape.outside)
    headings = (*_headings(speech, "column.all-answers"), *own, *_headings(speech, *_NOTHINGS_COLUMNS))
    caption = speech.text("caption.left", question=labels.question(shape.question))
    return _table(report.table, labels, caption, headings, [row])


def findings_table(report: Report, labels: Labels) -> str:
    speech = labels.speech
    body = "".join(
        f'<tr><th scope="row">{escape(labels.question(found.measure.question))}</th>'
        f"{_cells((escape(labels.group(found.measure.group)), *_measured(found.measure, speech)))}</tr>"
        for found in report.findings
    )
    headings = _headings(speech, "column.question", "column.group", *_MEASURED_COLUMNS)
    return _framed(speech.text("caption.differences"), headings, body)


def _measured(measure: Measure, speech: Speech) -> tuple[str, ...]:
    (n,), verdict = _counts(speech, measure.n), escape(words.verdict(measure, speech))
    if isinstance(measure.n, Mark):
        return n, n, n, n, verdict
    if measure.share is None and measure.verdict is Verdict.WITHHELD:
        return n, words.WITHHELD_MARK, words.WITHHELD_MARK, words.WITHHELD_MARK, verdict
    if measure.share is None or measure.range is None:
        why = speech.text("share.too-few" if measure.n else "share.nobody")
        return n, escape(why), _NOTHING, _NOTHING, verdict
    others = escape(speech.percent(measure.gap.others_share)) if measure.gap else _NOTHING
    range = f"{escape(words.percents(measure.range, speech))}{_bar(measure.share, measure.range)}"
    if measure.group == EVERYBODY:
        verdict = _NOTHING
    return n, _own_share(measure.share, speech, low_number=measure.low_number), range, others, verdict


def _own_share(percent: Percent, speech: Speech, *, low_number: bool) -> str:
    shown = words.share(percent, speech)
    return escape(speech.text("share.low-number", share=shown) if low_number else shown)


def _bar(share: Percent, range: Points) -> str:
    """The same figures drawn. They stand in words beside it, so it is silent to a screen reader."""
    middle = min(99, max(0, share.value - 1))
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="scale" x="0" y="3" width="100" height="2"/>'
        f'<rect class="range" x="{range.low}" y="2" width="{range.high - range.low}" height="4"/>'
        f'<rect class="share" x="{middle}" y="0" width="2" height="8"/></svg>'
    )


def _with_options(table: SafeTable, shape: Shape) -> Iterable[str]:
    """Where one option is shown for a group, all are."""
    option = next(option for option in shape.shared if option != POSITIVE)
    for group in rows_of(shape, table.grouping):
        if not isinstance(table.shares[Cell(shape.question, group, option)], Mark):
            yield group


def _shares(table: SafeTable, speech: Speech, shape: Shape, group: str, options: Iterable[str]) -> tuple[str, ...]:
    shares = (words.share(table.shares[Cell(shape.question, group, option)], speech) for option in options)
    return (*_counts(speech, table.counts[Cell(shape.question, group, BASE)]), *map(escape, shares))


def _counts(speech: Speech, *counts: int | Mark) -> tuple[str, ...]:
    return tuple(escape(words.count(count, speech)) for count in counts)


def _headings(speech: Speech, *phrases: str) -> tuple[str, ...]:
    return tuple(map(speech.text, phrases))


def _table(table: SafeTable, labels: Labels, caption: str, headings: Sequence[str], rows: Iterable[_Row]) -> str:
    body = "".join(
        f'<tr class="{_depth(table, row.group)}"><th scope="row">{escape(labels.group(row.group))}</th>'
        f"{_cells(row.cells)}</tr>"
        for row in rows
    )
    return _framed(caption, (*_headings(labels.speech, "column.group"), *headings), body)


def _framed(caption: str, headings: Sequence[str], body: str) -> str:
    """A wide table scrolls by itself, and can be scrolled by keyboard."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>\n"
    )


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _depth(table: SafeTable, group: str) -> str:
    if group == EVERYBODY:
        return "everybody"
    return "broad" if group in table.grouping.tree[EVERYBODY] else "within"
