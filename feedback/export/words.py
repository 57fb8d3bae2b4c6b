"""Plain words for what a report shows. Never a cause, never "no difference", never "significant" without more."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from feedback.aggregate import POSITIVE
from feedback.labels import Labels
from feedback.periods import Period
from feedback.policy import Policy
from feedback.report import Finding, Measure, Points, Report, Verdict
from feedback.safe_table import Bound, Count, Mark, SafeTable, Share
from feedback.scheme import DECLINED, NOT_ASKED, PREFER_NOT

WITHHELD_MARK = "[c]"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(value: date) -> str:
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def period(value: Period) -> str:
    return f"{day(value.first)} to {day(value.last)}"


def count(value: Count) -> str:
    return WITHHELD_MARK if isinstance(value, Mark) else str(value)


def share(value: Share) -> str:
    if isinstance(value, Mark):
        return WITHHELD_MARK
    match value.bound:
        case Bound.AT_MOST:
            return f"{value.value} % or less"
        case Bound.AT_LEAST:
            return f"{value.value} % or more"
        case None:
            return f"{value.value} %"


def percents(range: Points) -> str:
    return f"{range.low} to {range.high} %"


def points(range: Points) -> str:
    return f"{range.low} to {range.high} points"


def verdict(measure: Measure) -> str:
    gap = f" ({points(measure.gap.range)})" if measure.gap else ""
    match measure.verdict:
        case Verdict.HIGHER:
            return f"higher{gap}"
        case Verdict.LOWER:
            return f"lower{gap}"
        case Verdict.NO_CLEAR_DIFFERENCE:
            return f"no clear difference{gap}"
        case Verdict.TOO_FEW:
            return "too few to tell"
        case Verdict.WITHHELD:
            return WITHHELD_MARK
        case _:
            assert_never(measure.verdict)


def good_answers(table: SafeTable, labels: Labels, question: str) -> str:
    shape = table.shape(question)
    return listed([f"“{labels.option(question, option)}”" for option in shape.tree[POSITIVE]], "or")


def left_out(table: SafeTable, labels: Labels, question: str) -> str:
    """Nothing where every answer is in the base."""
    outside = [f"“{labels.option(question, option)}”" for option in table.shape(question).outside]
    return f"{listed(outside, 'and')} left out." if outside else ""


def finding(found: Finding, table: SafeTable, labels: Labels) -> str:
    question, group = found.measure.question, labels.group(found.measure.group)
    return (
        f"{labels.question(question)} {found.measure.verdict.value.capitalize()} among {group}:"
        f" {share(found.share)} answered {good_answers(table, labels, question)},"
        f" against {found.gap.others_share} % of everyone else ({points(found.gap.range)})."
    )


def notes(report: Report) -> tuple[str, ...]:
    return tuple(_notes(report.table))


def _notes(table: SafeTable) -> Iterator[str]:
    yield from _about_figures(table.policy)
    yield from _about_comparison(table.policy)
    yield from _about_people(table)
    yield (
        "This table was protected by itself. It was not held against tables made before it, and no release of it is"
        " recorded."
    )


def _about_figures(policy: Policy) -> Iterator[str]:
    yield (
        f"Counts are to the nearest {policy.base}; 0 is shown. Counts from 1 to {policy.threshold - 1} are withheld,"
        " and so are counts from which those could be worked out, and counts that are almost all one team's. One mark"
        " stands for all of them. Parents and children are rounded apart, so shown counts need not add up."
    )
    yield (
        f"Shares are whole per cents, and only of {policy.share_from} answers or more; single options only of"
        f" {policy.options_from} or more. {policy.end_percent} % or less and {100 - policy.end_percent} % or more are"
        " shown as that and no closer. A share is withheld where it would tell how few people said something."
    )
    yield (
        "A question that was asked because of an earlier answer shows everybody's answers alone: how many of a group it"
        " was asked would tell how many gave that answer."
    )


def _about_comparison(policy: Policy) -> Iterator[str]:
    yield (
        "Ranges are 95 % intervals: Wilson's for a share, Newcombe's method 10 for a gap, both worked out from the"
        " figures as they are shown and rounded outward. A share at an end of the scale is taken to be anywhere from"
        " there on. Each range stands for itself and not for all ranges together."
    )
    yield (
        "Everyone else means all people who are not in the group, in the same place, time and question. Their share is"
        " worked out from shown figures, by whichever way rounding can mislead less; what it can mislead by beyond half"
        " a point widens the range."
    )
    yield (
        "Lower and higher are said only where the range of the gap leaves out zero and a score test on the shown"
        " figures stays within the Benjamini-Hochberg rate of 5 % over all groups and questions of this report."
        " Otherwise no clear difference was found, which is not proof that there is none."
    )
    yield f"Shares of fewer than {policy.low_number_below} answers are marked as a low number: lean on them lightly."


def _about_people(table: SafeTable) -> Iterator[str]:
    merged = {DECLINED: f"`{PREFER_NOT}` and skipped", NOT_ASKED: "not asked and not reached"}
    put_together = " and ".join(f"`{group}` puts together {what}" for group, what in merged.items())
    yield f"In the list of groups {put_together}. Skipped, not asked and not reached questions are counted apart."
    yield (
        f"Answers of people who had answered before in the same quarter are left out: {_repeats(table.repeats)}."
        " Whether somebody did cannot be known for shared tablets and paper."
    )
    yield "Everybody who wanted to could answer, so these are the views of those who did and not of all patients."
    if table.changed:
        yield f"Left out because they were changed within the period: {', '.join(table.changed)}."


def _repeats(repeats: Count) -> str:
    return "a number too small to show" if isinstance(repeats, Mark) else str(repeats)


def listed(items: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
