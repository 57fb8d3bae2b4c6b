"""The tables of an HTML report: one row a group, in the agreed order, every number from a cell or a measure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from feedback.aggregate import ALL, BASE, NOTHINGS, POSITIVE, Cell, Shape
from feedback.export import words
from feedback.labels import Labels
from feedback.report import Measure, Points, Report, Verdict
from feedback.safe_table import Mark, Percent, SafeTable
from feedback.scheme import in_order
from feedback.tally import EVERYBODY

_TOO_FEW = "too few for a percentage"
_NOBODY = "nobody"
_NOTHING = "–"
_LOW_NUMBER = "low number"
_NOTHING_LABELS = ("Skipped", "Not asked", "Not reached")


@dataclass(frozen=True, slots=True)
class _Row:
    group: str
    cells: tuple[str, ...]


def answers_table(report: Report, labels: Labels, question: str) -> str:
    """Who answered: the answers given to one question, by group."""
    groups = in_order(report.table.grouping.tree)
    rows = [_Row(group, (words.count(report.table.counts[Cell(question, group, ALL)]),)) for group in groups]
    caption = f"Answers by {labels.by}: {labels.question(question)}"
    return _table(report.table, labels, caption, ("Answers",), rows)


def measures_table(report: Report, labels: Labels, question: str, groups: Sequence[str], title: str) -> str:
    kept = [measure for measure in report.measures_of(question) if measure.group in groups]
    rows = [_Row(measure.group, _measured(measure)) for measure in kept]
    headings = ("Answers", "Share", "Range", "Everyone else", "Compared with everyone else")
    return _table(report.table, labels, f"{title}: {labels.question(question)}", headings, rows)


def options_table(report: Report, labels: Labels, shape: Shape) -> str:
    """Groups with too few answers for single options are left out, row and all."""
    options = [option for option in shape.shared if option != POSITIVE]
    rows = [_Row(group, _shares(report.table, shape, group, options)) for group in _with_options(report.table, shape)]
    if not rows:
        return "<p>Too few answers to show each option.</p>"
    headings = ("Answers", *(labels.option(shape.question, option) for option in options))
    return _table(report.table, labels, f"Each answer: {labels.question(shape.question)}", headings, rows)


def left_table(report: Report, labels: Labels, shape: Shape) -> str:
    """What stands beside the share: answers left out of it, and questions left unanswered, for everybody together."""
    columns = [(option, labels.option(shape.question, option)) for option in shape.outside]
    columns += zip(NOTHINGS, _NOTHING_LABELS, strict=True)
    counts = [report.table.counts[Cell(shape.question, EVERYBODY, option)] for option, _ in ((ALL, ""), *columns)]
    rows = [_Row(EVERYBODY, tuple(map(words.count, counts)))]
    headings = ("All answers", *(heading for _, heading in columns))
    return _table(report.table, labels, f"All answers, and none: {labels.question(shape.question)}", headings, rows)


def findings_table(report: Report, labels: Labels) -> str:
    measures = [found.measure for found in report.findings]
    body = "".join(
        f'<tr><th scope="row">{escape(labels.question(measure.question))}</th>'
        f"{_cells((escape(labels.group(measure.group)), *_measured(measure)))}</tr>"
        for measure in measures
    )
    headings = ("Question", "Group", "Answers", "Share", "Range", "Everyone else", "Compared with everyone else")
    return _framed("Every clear difference", headings, body)


def _measured(measure: Measure) -> tuple[str, ...]:
    n, verdict = words.count(measure.n), escape(words.verdict(measure))
    if isinstance(measure.n, Mark):
        return n, n, n, n, verdict
    if measure.share is None and measure.verdict is Verdict.WITHHELD:
        return n, words.WITHHELD_MARK, words.WITHHELD_MARK, words.WITHHELD_MARK, verdict
    if measure.share is None or measure.range is None:
        return n, _TOO_FEW if measure.n else _NOBODY, _NOTHING, _NOTHING, verdict
    others = f"{measure.gap.others_share} %" if measure.gap else _NOTHING
    range = f"{words.percents(measure.range)}{_bar(measure.share, measure.range)}"
    if measure.group == EVERYBODY:
        verdict = _NOTHING
    low_number = f" ({_LOW_NUMBER})" if measure.low_number else ""
    return n, f"{words.share(measure.share)}{low_number}", range, others, verdict


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
    for group in in_order(table.grouping.tree):
        if not isinstance(table.shares[Cell(shape.question, group, option)], Mark):
            yield group


def _shares(table: SafeTable, shape: Shape, group: str, options: Iterable[str]) -> tuple[str, ...]:
    n = words.count(table.counts[Cell(shape.question, group, BASE)])
    return (n, *(words.share(table.shares[Cell(shape.question, group, option)]) for option in options))


def _table(table: SafeTable, labels: Labels, caption: str, headings: Sequence[str], rows: Iterable[_Row]) -> str:
    body = "".join(
        f'<tr class="{_depth(table, row.group)}"><th scope="row">{escape(labels.group(row.group))}</th>'
        f"{_cells(row.cells)}</tr>"
        for row in rows
    )
    return _framed(caption, (labels.by.capitalize(), *headings), body)


def _framed(caption: str, headings: Sequence[str], body: str) -> str:
    """A wide table scrolls by itself, and can be scrolled by keyboard."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>\n"
    )


def _cells(cells: Iterable[str]) -> str:
    """Cells are markup already: whatever comes from a survey was escaped where it came in."""
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _depth(table: SafeTable, group: str) -> str:
    if group == EVERYBODY:
        return "everybody"
    return "broad" if group in table.grouping.tree[EVERYBODY] else "within"
