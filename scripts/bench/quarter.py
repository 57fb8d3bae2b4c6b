"""A quarter of the invented trust: what its table shows, and what protecting it costs beside attacking it once."""

from collections.abc import Iterator
from statistics import median

from feedback.aggregate import BASE, POSITIVE, Cell
from feedback.attack.audit import as_shown
from feedback.attack.outsider import Outsider
from feedback.attack.world import true_world
from feedback.layout import rows
from feedback.lines import Truth
from feedback.safe_table import Mark, SafeTable
from scripts.bench.best import large, shown
from scripts.bench.measured import Result, compared, counted, taken
from scripts.bench.small import protected
from tests.support.crowds import census, policy
from tests.support.invented import invented_quarter

TURNS = 3


def results() -> Iterator[Result]:
    truth = Truth(invented_quarter(seed=1), census(), policy())
    table = protected(truth)
    ours, positive, single = shown(table, truth), *_percentages(table, truth)
    yield counted("counts-of-10-or-more-shown-in-a-quarter", ours, len(large(truth)), "all-there-are")
    yield counted("positive-shares-shown-in-a-quarter", *positive, "bases-of-30-or-more")
    yield counted("single-options-shown-in-a-quarter", *single, "options-of-bases-of-100-or-more")
    yield _time(truth, table)


def _time(truth: Truth, table: SafeTable) -> Result:
    seen, world = as_shown(table), true_world(truth.exact, truth.grouping)
    protecting, attacking = [], []
    for _ in range(TURNS):
        protecting.append(taken(lambda: protected(truth)))
        attacking.append(taken(lambda: Outsider().finds(seen, world)))
    return compared("protect-a-quarter", median(protecting), median(attacking), "one-attack")


def _percentages(table: SafeTable, truth: Truth) -> tuple[tuple[int, int], tuple[int, int]]:
    """Of the positive answers, and of single options: how many are shown, and how many the threshold would show."""
    found: dict[bool, list[bool]] = {True: [], False: []}
    for cell, enough in _shared(truth):
        if truth.count(cell._replace(option=BASE)) >= enough:
            found[cell.option == POSITIVE].append(not isinstance(table.shares[cell], Mark))
    return (sum(found[True]), len(found[True])), (sum(found[False]), len(found[False]))


def _shared(truth: Truth) -> Iterator[tuple[Cell, int]]:
    """Every cell with a percentage, and the smallest base on which the policy shows it."""
    for shape in truth.exact.shapes:
        for group in rows(shape, truth.grouping):
            for option in shape.shared:
                enough = truth.policy.share_from if option == POSITIVE else truth.policy.options_from
                yield Cell(shape.question, group, option), enough
