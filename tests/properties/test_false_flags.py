"""How often a report says that a group fared otherwise where it did not: no more often than its method promises.

The demonstration's own people answer, with the gap that is planted among them or without it. Everything that reaches a
threshold is shown, more than ever is, so that every comparison that could mislead is made. `pytest -rP` prints the
figures; `make soak` takes three hundred quarters.
"""

from collections.abc import Iterator, Mapping

import pytest

from bot.demo import people
from feedback.aggregate import BASE, POSITIVE, Cell, Exact
from feedback.disclosure import shown_count, shown_share
from feedback.layout import published, rows
from feedback.report import FALSE_FINDINGS, Measure, Verdict, make_report
from feedback.safe_table import SEAL, WITHHELD, SafeTable, Share
from tests.support.crowds import SUBJECT, census, policy
from tests.support.invented import invented_quarter

SHORT = 12
LONG = pytest.param(300, marks=pytest.mark.soak)
quarters = pytest.mark.parametrize("seeds", [SHORT, LONG], ids=["short", "long"])


def told_apart(seed: int) -> list[Measure]:
    report = make_report(as_rounded(invented_quarter(seed)))
    return [measure for measure in report.measures if measure.verdict in (Verdict.LOWER, Verdict.HIGHER)]


def as_rounded(exact: Exact) -> SafeTable:
    return SafeTable(
        subject=SUBJECT,
        policy=policy(),
        grouping=census(),
        shapes=exact.shapes,
        changed=(),
        counts={
            cell: shown_count(exact.count(cell), policy())
            for shape in exact.shapes
            for cell in published(shape, census())
        },
        shares=dict(_shares(exact)),
        repeats=0,
        asked_all=frozenset(),
        seal=SEAL,
    )


def _shares(exact: Exact) -> Iterator[tuple[Cell, Share]]:
    for shape in exact.shapes:
        for group in rows(shape, census()):
            base = Cell(shape.question, group, BASE)
            people = exact.count(base)
            for cell in (base._replace(option=option) for option in shape.shared):
                enough = policy().share_from if cell.option == POSITIVE else policy().options_from
                yield cell, shown_share(exact.count(cell), people, policy()) if people >= enough else WITHHELD


def shares_of(found: Mapping[str, int], seeds: int) -> None:
    for what, count in found.items():
        print(f"{what}: {count} of {seeds} quarters")  # noqa: T201 - the figures are what the test is for


def allowed(seeds: int) -> int:
    """In so many quarters the promised rate may be overstepped by chance: of few quarters one is soon too many."""
    return round(FALSE_FINDINGS * seeds) if seeds >= 100 else 2


@quarters
def test_where_nothing_is_planted_hardly_ever_anything_is_found(seeds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "GAP_LOGIT", 0.0)
    monkeypatch.setattr(people, "UNFAIR_IN_GAP", people.UNFAIR)
    found = sum(bool(told_apart(seed)) for seed in range(1, seeds + 1))
    shares_of({"any group told apart, nothing planted": found}, seeds)
    assert found <= allowed(seeds)


@quarters
def test_the_planted_gap_is_found_and_the_planted_null_is_not(seeds: int) -> None:
    told = [told_apart(seed) for seed in range(1, seeds + 1)]
    gap = sum(any(one.group == people.GAP and one.verdict is Verdict.LOWER for one in each) for each in told)
    null = sum(any(one.group == people.NULL for one in each) for each in told)
    shares_of({"the planted gap": gap, "the planted null told apart": null}, seeds)
    assert gap >= seeds - allowed(seeds)
    assert null <= allowed(seeds)
