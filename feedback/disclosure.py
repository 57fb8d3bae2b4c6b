"""Disclosure control: true counts and a policy into a `SafeTable`. The only maker of one, to be read at a sitting.

What is shown of a count: nought; nothing from 1 up to the threshold; from there on the nearest multiple of the base.
Of a share: a whole per cent of the true counts, only over a base large enough, and "5 % or less" at the ends, which
lie the further in the fewer people there are (`ends`).
A count that is mostly one team's is that team's count, and is withheld with the small ones. What has to be withheld
beside these is `withholding`'s to say. Then the table is attacked: as long as an outsider finds anything, more is
withheld against it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from feedback.aggregate import BASE, POSITIVE, Cell, Exact
from feedback.attack.outsider import Found, Outsider
from feedback.attack.seen import Seen
from feedback.attack.world import World, true_world
from feedback.ends import ends
from feedback.layout import published, rows, stands_for
from feedback.lines import Truth, sums
from feedback.policy import Policy
from feedback.reading import read_back, rounded
from feedback.safe_table import SEAL, WITHHELD, Bound, Count, Mark, Percent, SafeTable, Share, Subject
from feedback.scheme import Grouping
from feedback.withholding import Sums, against, withheld_with


@dataclass(frozen=True, slots=True)
class Unsafe:
    """An outsider would still find something of these questions when all is withheld: the table may not be shown."""

    questions: tuple[str, ...]


def protect(exact: Exact, repeats: int, subject: Subject, grouping: Grouping, policy: Policy) -> SafeTable | Unsafe:
    world = true_world(exact, grouping)
    figures = _safe(Truth(exact, grouping, policy), world, subject.place)
    if isinstance(figures, Unsafe):
        return figures
    counts, shares = figures
    return SafeTable(
        subject=subject,
        policy=policy,
        grouping=grouping,
        shapes=exact.shapes,
        changed=exact.changed,
        counts=counts,
        shares=shares,
        repeats=shown_count(repeats, policy),
        asked_all=world.asked_all,
        seal=SEAL,
    )


def shown_count(count: int, policy: Policy) -> Count:
    if 0 < count < policy.threshold:
        return WITHHELD
    return rounded(count, policy.base)


def shown_share(part: int, base: int, policy: Policy) -> Percent:
    percent = (200 * part + base) // (2 * base)
    low, high = ends(rounded(base, policy.base), policy)
    if percent <= low:
        return Percent(low, Bound.AT_MOST)
    return Percent(high, Bound.AT_LEAST) if percent >= high else Percent(percent)


def one_teams(by_team: Mapping[str, int], place: str, policy: Policy) -> bool:
    """Whether a count is one team's rather than the trust's. Answers given to the place itself are no team's.

    So is one that few others share in: whoever works in that team knows its own, and is left with the few.
    """
    count = sum(by_team.values())
    largest = max((n for team, n in by_team.items() if team != place), default=0)
    if not largest:
        return False
    return 100 * largest >= policy.dominance_percent * count or 0 < count - largest < policy.threshold


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is left out of a table: counts, rows of percentages, and of other rows all but the positive share."""

    counts: frozenset[Cell]
    rows: frozenset[Cell] = frozenset()
    singles: frozenset[Cell] = frozenset()


def _safe(truth: Truth, world: World, place: str) -> tuple[dict[Cell, Count], dict[Cell, Share]] | Unsafe:
    """Every round leaves more out, so it ends: at the latest with nothing but noughts."""
    held = sums(truth)
    cut = _Cut(withheld_with(held, (cell for cell in truth.cells() if _unsafe_alone(truth, cell, place))))
    outsider = Outsider()
    while True:
        counts, shares = dict(_counts(truth, cut)), dict(_shares(truth, cut))
        loot = outsider.finds(_seen(truth, counts, shares, world), world)
        if not loot:
            return counts, shares
        before, cut = cut, _more(held, cut, loot)
        if cut == before:
            return Unsafe(tuple(dict.fromkeys(cell.question for cell in loot.counts)))


def _seen(truth: Truth, counts: Mapping[Cell, Count], shares: Mapping[Cell, Share], world: World) -> Seen:
    """As by somebody who knows on which side of each threshold a count lies that was rounded to it."""
    shown = {cell for cell, count in counts.items() if not isinstance(count, Mark)}
    ranges = {cell: read_back(truth.count(cell), truth.carries_shares(cell), truth.policy) for cell in shown}
    return Seen(counts, shares, ranges, truth.exact.shapes, world.asked_all, truth.grouping, truth.policy)


def _more(held: Sums, cut: _Cut, loot: Found) -> _Cut:
    """Percentages go before counts: a count that is withheld takes its percentages along."""
    if loot.parts:
        single = {cell._replace(option=BASE) for cell in loot.parts if cell.option != POSITIVE} - cut.singles
        rows = {cell._replace(option=BASE) for cell in loot.parts if cell.option == POSITIVE}
        return replace(cut, rows=cut.rows | rows, singles=cut.singles | single)
    victims = against(held, cut.counts, loot.counts)
    return replace(cut, counts=withheld_with(held, cut.counts | victims))


def _unsafe_alone(truth: Truth, cell: Cell, place: str) -> bool:
    small = shown_count(truth.count(cell), truth.policy) is WITHHELD
    return small or one_teams(truth.exact.teams(cell), place, truth.policy)


def _counts(truth: Truth, cut: _Cut) -> Iterator[tuple[Cell, Count]]:
    for shape in truth.exact.shapes:
        for cell in published(shape, truth.grouping):
            withheld = truth.closed(shape) or stands_for(shape, cell) in cut.counts
            yield cell, WITHHELD if withheld else shown_count(truth.count(cell), truth.policy)


def _shares(truth: Truth, cut: _Cut) -> Iterator[tuple[Cell, Share]]:
    for shape in truth.exact.shapes:
        for group in rows(shape, truth.grouping):
            base = Cell(shape.question, group, BASE)
            row = {option: _share(truth, base._replace(option=option), base) for option in shape.shared}
            closed = base in cut.counts or base in cut.rows or truth.closed(shape)
            for option, share in row.items():
                single = base in cut.singles and option != POSITIVE
                yield base._replace(option=option), WITHHELD if closed or single else share


def _share(truth: Truth, cell: Cell, base: Cell) -> Share:
    enough = truth.policy.share_from if cell.option == POSITIVE else truth.policy.options_from
    part, whole = truth.count(cell), truth.count(base)
    return shown_share(part, whole, truth.policy) if whole >= enough else WITHHELD
