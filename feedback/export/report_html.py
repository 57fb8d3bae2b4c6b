"""A report as one HTML page that stands alone: no script, no file beside it, nothing fetched. For somebody on a board
with ten minutes, and for the people whom it is about, in their language: first what was found in plain words, then who
answered, then the figures, then how they were made."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from feedback.aggregate import POSITIVE, Shape
from feedback.export import words
from feedback.export.html_tables import answers_table, findings_table, left_table, measures_table, options_table
from feedback.export.speech import Speech
from feedback.export.style import STYLE
from feedback.labels import Labels
from feedback.report import Finding, Report, Verdict
from feedback.scheme import in_order
from feedback.tally import EVERYBODY

# What a board asks first. A survey that lacks one of them goes without it.
_HEADLINES = ("overall", "respect", "listened", "safe", "unfair")
_MOST_SENTENCES = 5


def report_html(report: Report, labels: Labels) -> str:
    speech = labels.speech
    title = speech.text("report.title", characteristic=labels.by)
    when = words.period(report.table.subject.period, speech)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(speech.tag)}" dir="{escape(speech.direction)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{' – '.join(map(escape, (title, labels.place, when)))}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<header><h1>{escape(title)}</h1>"
        f"{_paragraph(speech.text('report.about', place=labels.place, period=when))}"
        f"{_paragraph(speech.text('report.survey', survey=labels.people))}</header>\n<main>\n"
        f"{_notice(labels)}{report_body(report, labels)}</main>\n</body>\n</html>\n"
    )


def report_body(report: Report, labels: Labels) -> str:
    """What stands under the title, without a style of its own: for a page that brings one."""
    body = "".join(_nobody(report, labels.speech) if report.empty else _sections(report, labels))
    return f"{body}{_method(report, labels)}"


def _notice(labels: Labels) -> str:
    return f'<p class="notice">{escape(labels.speech.text("notice.draft"))}</p>\n' if labels.draft else ""


def _sections(report: Report, labels: Labels) -> Iterator[str]:
    speech = labels.speech
    yield _summary(_sentences(report, labels), speech)
    yield from _who_answered(report, labels)
    yield from _headlines(report, labels)
    if report.findings:
        yield f"{_heading('heading.differences', speech)}{findings_table(report, labels)}"
    yield _heading("heading.questions", speech)
    for shape in report.table.shapes:
        yield from _question(report, labels, shape)


def _nobody(report: Report, speech: Speech) -> Iterator[str]:
    days = report.table.subject.period
    yield _summary([speech.text("summary.nobody", first=speech.day(days.first), last=speech.day(days.last))], speech)


def _summary(sentences: Iterable[str], speech: Speech) -> str:
    listed = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<section class="summary">{_heading("heading.summary", speech)}<ul>{listed}</ul></section>\n'


def _sentences(report: Report, labels: Labels) -> Iterator[str]:
    speech, ranked = labels.speech, sorted(report.findings, key=_rank)
    yield from (words.finding(found, report.table, labels) for found in ranked[:_MOST_SENTENCES])
    if len(ranked) > _MOST_SENTENCES:
        yield speech.text("summary.more")
    if not ranked:
        yield speech.text("summary.none")
    if too_few := _too_few(report):
        yield speech.text("summary.too-few", groups=speech.apart([labels.group(group) for group in too_few]))


def _rank(found: Finding) -> tuple[bool, bool]:
    """Where people fared worse comes first, and the questions that a board asks first. Otherwise in the survey's order:
    never by size, which would make a league table."""
    return found.measure.verdict is not Verdict.LOWER, found.measure.question not in _HEADLINES


def _too_few(report: Report) -> list[str]:
    groups = report.table.grouping.tree[EVERYBODY]
    told = {measure.group for measure in report.measures if measure.gap is not None}
    return [group for group in groups if report.measures and group not in told]


def _who_answered(report: Report, labels: Labels) -> Iterator[str]:
    speech = labels.speech
    yield _heading("heading.answered", speech)
    yield _paragraph(speech.text("answered.about"))
    nearest = speech.number(report.table.policy.base)
    yield _paragraph(speech.text("answered.mark", mark=words.WITHHELD_MARK, nearest=nearest))
    yield answers_table(report, labels, report.table.shapes[0].question)


def _headlines(report: Report, labels: Labels) -> Iterator[str]:
    asked = [shape.question for shape in report.table.shapes if shape.measured]
    groups = (EVERYBODY, *report.table.grouping.tree[EVERYBODY])
    chosen = [question for question in _HEADLINES if question in asked] or asked[:1]
    if chosen:
        yield _heading("heading.main", labels.speech)
        yield _paragraph(labels.speech.text("range.about", level=labels.speech.percent(95)))
    for question in chosen:
        yield f"<h3>{escape(labels.question(question))}</h3>\n{_base(report, labels, question)}"
        yield measures_table(report, labels, question, groups, "caption.brief")


def _question(report: Report, labels: Labels, shape: Shape) -> Iterator[str]:
    yield f"<h3>{escape(labels.question(shape.question))}</h3>\n"
    if shape.measured:
        yield _base(report, labels, shape.question)
        yield measures_table(report, labels, shape.question, in_order(report.table.grouping.tree), "caption.full")
    if any(option != POSITIVE for option in shape.shared):
        yield options_table(report, labels, shape)
    yield left_table(report, labels, shape)


def _base(report: Report, labels: Labels, question: str) -> str:
    return "".join(map(_paragraph, words.base(report.table, labels, question)))


def _method(report: Report, labels: Labels) -> str:
    items = "".join(f"<li>{escape(note)}</li>" for note in words.notes(report, labels))
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in _facts(report, labels.speech))
    return f"{_heading('heading.method', labels.speech)}<ul>{items}</ul>\n<dl>{listed}</dl>\n"


def _facts(report: Report, speech: Speech) -> Iterator[tuple[str, str]]:
    policy, subject, scheme = report.table.policy, report.table.subject, report.table.grouping.scheme
    yield speech.text("fact.policy"), _versions(policy.name, [policy.version], speech)
    yield speech.text("fact.fingerprint"), policy.hash
    if report.stamp is not None:
        yield speech.text("fact.release"), str(report.stamp.number)
        yield speech.text("fact.release-fingerprint"), report.stamp.hash
    if scheme is not None:
        yield speech.text("fact.code-list"), scheme
    yield speech.text("fact.survey"), _versions(subject.survey, subject.versions, speech)


def _versions(name: str, versions: Sequence[int], speech: Speech) -> str:
    numbers = speech.both([str(version) for version in versions])
    return speech.plural("fact.versions", len(versions), name=name, versions=numbers)


def _heading(phrase: str, speech: Speech) -> str:
    return f"<h2>{escape(speech.text(phrase))}</h2>\n"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"
