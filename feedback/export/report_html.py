"""A report as one HTML page that stands alone: no script, no file beside it, nothing fetched. For somebody on a board
with ten minutes: first what was found in plain words, then who answered, then the figures, then how they were made."""

from collections.abc import Iterator
from html import escape

from feedback.aggregate import POSITIVE, Shape
from feedback.export import words
from feedback.export.html_tables import answers_table, findings_table, left_table, measures_table, options_table
from feedback.export.style import STYLE
from feedback.labels import Labels
from feedback.report import Finding, Report, Verdict
from feedback.scheme import in_order
from feedback.tally import EVERYBODY

# What a board asks first. A survey that lacks one of them goes without it.
_HEADLINES = ("overall", "respect", "listened", "safe", "unfair")
_MOST_SENTENCES = 5


def report_html(report: Report, labels: Labels) -> str:
    title = f"Feedback by {labels.by}"
    when = words.period(report.table.subject.period)
    return (
        '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}, {escape(labels.place)}, {when}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(title)}</h1><p>{escape(labels.place)}, {when}. For everybody to read.</p>"
        f"<p>Survey: “{escape(labels.people)}”</p></header>\n<main>\n"
        f"{report_body(report, labels)}</main>\n</body>\n</html>\n"
    )


def report_body(report: Report, labels: Labels) -> str:
    """What stands under the title, without a style of its own: for a page that brings one."""
    body = "".join(_nobody(report) if report.empty else _sections(report, labels))
    return f"{body}{_method(report)}"


def _sections(report: Report, labels: Labels) -> Iterator[str]:
    yield _summary(report, labels)
    yield from _who_answered(report, labels)
    yield from _headlines(report, labels)
    if report.findings:
        yield f"<h2>Where differences are clear</h2>\n{findings_table(report, labels)}"
    yield "<h2>Each question</h2>\n"
    for shape in report.table.shapes:
        yield from _question(report, labels, shape)


def _nobody(report: Report) -> Iterator[str]:
    yield (
        '<section class="summary"><h2>In short</h2><p>No response came in from'
        f" {words.period(report.table.subject.period)}. There is nothing to show, and nothing to conclude from"
        " that.</p></section>\n"
    )


def _summary(report: Report, labels: Labels) -> str:
    sentences = "".join(f"<li>{escape(sentence)}</li>" for sentence in _sentences(report, labels))
    return f'<section class="summary"><h2>In short</h2><ul>{sentences}</ul></section>\n'


def _sentences(report: Report, labels: Labels) -> Iterator[str]:
    ranked = sorted(report.findings, key=_rank)
    yield from (words.finding(found, report.table, labels) for found in ranked[:_MOST_SENTENCES])
    if len(ranked) > _MOST_SENTENCES:
        yield "More differences are clear than fit here: all of them are listed below."
    if not ranked:
        yield "No clear difference was found between any group and everyone else. That does not mean there is none."
    too_few = _too_few(report)
    if too_few:
        names = "; ".join(labels.group(group) for group in too_few)
        yield f"Too few to tell, whatever the question: {names}."


def _rank(found: Finding) -> tuple[bool, bool]:
    """Where people fared worse comes first, and the questions that a board asks first. Otherwise in the survey's order:
    never by size, which would make a league table."""
    return found.measure.verdict is not Verdict.LOWER, found.measure.question not in _HEADLINES


def _too_few(report: Report) -> list[str]:
    groups = report.table.grouping.tree[EVERYBODY]
    told = {measure.group for measure in report.measures if measure.gap is not None}
    return [group for group in groups if report.measures and group not in told]


def _who_answered(report: Report, labels: Labels) -> Iterator[str]:
    first = report.table.shapes[0].question
    yield "<h2>Who answered</h2>\n"
    yield (
        "<p>Answers to the first question. Answering is voluntary, and so is saying who one is: how those who answered"
        " compare with all who use the service is not known here.</p>\n"
    )
    yield _marks(report)
    yield answers_table(report, labels, first)


def _headlines(report: Report, labels: Labels) -> Iterator[str]:
    asked = [shape.question for shape in report.table.shapes if shape.measured]
    groups = (EVERYBODY, *report.table.grouping.tree[EVERYBODY])
    chosen = [question for question in _HEADLINES if question in asked] or asked[:1]
    if chosen:
        yield f"<h2>The main questions</h2>\n{_RANGES}"
    for question in chosen:
        yield f"<h3>{escape(labels.question(question))}</h3>\n{_base(report, labels, question)}"
        yield measures_table(report, labels, question, groups, "In brief")


def _marks(report: Report) -> str:
    return (
        f"<p>{words.WITHHELD_MARK} stands for a figure that is withheld so that nobody can be recognised. Answers are"
        f" to the nearest {report.table.policy.base}.</p>\n"
    )


_RANGES = (
    "<p>The range is the 95 % interval: how far the true share may well lie from the one that is shown. The last column"
    " has the gap to everyone else, in points.</p>\n"
)


def _question(report: Report, labels: Labels, shape: Shape) -> Iterator[str]:
    yield f"<h3>{escape(labels.question(shape.question))}</h3>\n"
    if shape.measured:
        yield _base(report, labels, shape.question)
        yield measures_table(report, labels, shape.question, in_order(report.table.grouping.tree), "In full")
    if any(option != POSITIVE for option in shape.shared):
        yield options_table(report, labels, shape)
    yield left_table(report, labels, shape)


def _base(report: Report, labels: Labels, question: str) -> str:
    good = words.good_answers(report.table, labels, question)
    text = f"Share: answered {good}. {words.left_out(report.table, labels, question)}"
    return f"<p>{escape(text.strip())}</p>\n"


def _method(report: Report) -> str:
    policy, grouping = report.table.policy, report.table.grouping
    items = "".join(f"<li>{escape(note)}</li>" for note in words.notes(report))
    facts = {
        "Policy": f"{policy.name}, version {policy.version}",
        "Fingerprint of the policy": policy.hash,
        "Groups": f"code list {grouping.scheme}" if grouping.scheme else "the survey's own",
        "Survey": f"{report.table.subject.survey}, version {', '.join(map(str, report.table.subject.versions))}",
    }
    listed = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    return f"<h2>How this was made</h2>\n<ul>{items}</ul>\n<dl>{listed}</dl>\n"
