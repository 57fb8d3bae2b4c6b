"""The most counts of a small table that could be shown: every choice of what to withhold is tried, best first.

A choice is safe where the product's own attack finds nothing, even with every percentage withheld, which tells an
attacker least. `ruled` also keeps the policy's rule for sums: of one that is shown never one part alone is withheld,
nor parts that come to less than the threshold. Without it is the most that the attack would let pass.
"""

from collections.abc import Iterator
from itertools import combinations

from feedback.aggregate import Cell
from feedback.attack.outsider import Outsider
from feedback.attack.seen import Seen
from feedback.attack.world import World, true_world
from feedback.disclosure import shown_count
from feedback.layout import published, rows, stands_for
from feedback.lines import Truth, sums
from feedback.reading import read_back
from feedback.safe_table import WITHHELD, Mark, SafeTable
from feedback.withholding import Line, Sums


def large(truth: Truth) -> tuple[Cell, ...]:
    """What the threshold alone would show."""
    return tuple(cell for cell in truth.cells() if truth.count(cell) >= truth.policy.threshold)


def shown(table: SafeTable, truth: Truth) -> int:
    return sum(not isinstance(table.counts[cell], Mark) for cell in large(truth))


def most_shown(truth: Truth, ruled: bool) -> int:
    """With nothing shown but noughts everything is safe, so some choice always is."""
    held, world = sums(truth), true_world(truth.exact, truth.grouping)
    return next(
        len(large(truth)) - further
        for further, cut in _choices(truth)
        if not (ruled and _breaks_a_rule(held, cut)) and not Outsider().finds(_seen(truth, cut, world), world)
    )


def _choices(truth: Truth) -> Iterator[tuple[int, frozenset[Cell]]]:
    """Every way to withhold the small counts, and more: first those with the fewest more."""
    small = frozenset(cell for cell in truth.cells() if 0 < truth.count(cell) < truth.policy.threshold)
    for further in range(len(large(truth)) + 1):
        for cells in combinations(large(truth), further):
            yield further, small.union(cells)


def _breaks_a_rule(held: Sums, cut: frozenset[Cell]) -> bool:
    hidden = cut | held.unpublished
    return any(line.whole not in hidden and _is_broken(line, held, hidden) for line in held.lines)


def _is_broken(line: Line, held: Sums, hidden: frozenset[Cell]) -> bool:
    parts = [held.counts[part] for part in line.parts if part in hidden]
    return len(parts) == 1 or 0 < sum(parts) < held.threshold


def _seen(truth: Truth, cut: frozenset[Cell], world: World) -> Seen:
    exact, grouping, policy = truth.exact, truth.grouping, truth.policy
    cells = {cell: stands_for(shape, cell) in cut for shape in exact.shapes for cell in published(shape, grouping)}
    return Seen(
        counts={cell: WITHHELD if hidden else shown_count(truth.count(cell), policy) for cell, hidden in cells.items()},
        shares={
            Cell(shape.question, group, option): WITHHELD
            for shape in exact.shapes
            for group in rows(shape, grouping)
            for option in shape.shared
        },
        ranges={
            cell: read_back(truth.count(cell), truth.carries_shares(cell), policy)
            for cell, hidden in cells.items()
            if not hidden
        },
        shapes=exact.shapes,
        asked_all=world.asked_all,
        grouping=grouping,
        policy=policy,
    )
