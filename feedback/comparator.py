"""Everyone else: the share of all who are not in a group, worked out from shown figures and nothing else.

There are two ways: everybody's figures minus the group's, or the other groups' figures put together. Either is off by
what rounding hid, and by whatever of the others is not shown at all. Both are worked out at their worst, and the one
that can be off by less is taken. A large group's others are better put together, a small group's better subtracted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback.aggregate import BASE, POSITIVE, Cell
from feedback.safe_table import Bound, Mark, Percent, SafeTable
from feedback.tally import EVERYBODY


@dataclass(frozen=True, slots=True)
class EveryoneElse:
    """`off_by`: how far the true share can at most lie from `share`, because of what the table does not show."""

    n: int
    share: float
    off_by: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some people: how many they can be, and what share of them can have answered well."""

    fewest: int
    most: int
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class _Figures:
    """One question's shown counts and shares."""

    table: SafeTable
    question: str

    def n(self, group: str) -> int | Mark:
        return self.table.counts[Cell(self.question, group, BASE)]

    def percent(self, group: str) -> Percent | Mark:
        return self.table.shares[Cell(self.question, group, POSITIVE)]

    def known(self, group: str) -> tuple[int, Percent] | None:
        n, percent = self.n(group), self.percent(group)
        return None if isinstance(n, Mark) or isinstance(percent, Mark) else (n, percent)

    def piece(self, group: str) -> _Piece | None:
        n, percent = self.n(group), self.percent(group)
        return None if isinstance(n, Mark) else self.of(n, percent)

    def of(self, n: int, percent: Percent | Mark) -> _Piece:
        off = self.table.policy.base // 2 if n else 0
        lowest, highest = (0.0, 1.0) if isinstance(percent, Mark) else share_range(percent)
        return _Piece(n - off, n + off, lowest, highest)


def everyone_else(table: SafeTable, question: str, group: str) -> EveryoneElse | None:
    """None where the table does not show enough to say."""
    figures = _Figures(table, question)
    ways = [way for way in (_subtracted(figures, group), _put_together(figures, group)) if way is not None]
    return min(ways, key=lambda way: way.off_by, default=None)


def share_range(percent: Percent) -> tuple[float, float]:
    """What a share can have been before it was rounded, or cut off at an end."""
    match percent.bound:
        case Bound.AT_MOST:
            return 0.0, (percent.value + 0.5) / 100
        case Bound.AT_LEAST:
            return (percent.value - 0.5) / 100, 1.0
        case None:
            return (percent.value - 0.5) / 100, (percent.value + 0.5) / 100


def _subtracted(figures: _Figures, group: str) -> EveryoneElse | None:
    everybody, own = figures.known(EVERYBODY), figures.known(group)
    if everybody is None or own is None or everybody[0] <= own[0]:
        return None
    share = _rest(everybody[0], everybody[1].value / 100, own[0], own[1].value / 100)
    worst = tuple(_corners(figures.of(*everybody), figures.of(*own)))
    return EveryoneElse(everybody[0] - own[0], share, _furthest(share, worst))


def _corners(everybody: _Piece, own: _Piece) -> Iterator[float]:
    """A difference of two products has its extremes where each factor has one of its own."""
    for n_all in (everybody.fewest, everybody.most):
        for n in (own.fewest, own.most):
            for share_all in (everybody.lowest, everybody.highest):
                for share in (own.lowest, own.highest):
                    yield _rest(n_all, share_all, n, share)


def _rest(n_all: int, share_all: float, n: int, share: float) -> float:
    return min(1.0, max(0.0, (n_all * share_all - n * share) / max(1, n_all - n)))


def _put_together(figures: _Figures, group: str) -> EveryoneElse | None:
    others = tuple(_others(figures, EVERYBODY, group))
    known = [shown for other in others if (shown := figures.known(other)) is not None]
    pieces = [piece for other in others if (piece := figures.piece(other)) is not None]
    hidden = _hidden_piece(figures, group, pieces, len(others) - len(pieces))
    if not known or hidden is None:
        return None
    n = sum(n for n, _ in known)
    share = sum(n * percent.value for n, percent in known) / n / 100
    return EveryoneElse(n, share, _furthest(share, _extremes([*pieces, hidden])))


def _others(figures: _Figures, parent: str, group: str) -> Iterator[str]:
    """The groups that make up everyone else: broad ones, but the siblings where the group itself lies inside one."""
    tree = figures.table.grouping.tree
    for child in tree[parent]:
        if group in tree.get(child, ()):
            yield from _others(figures, child, group)
        elif child != group:
            yield child


def _hidden_piece(figures: _Figures, group: str, pieces: Sequence[_Piece], withheld: int) -> _Piece | None:
    """All withheld groups together: no more people than everybody's count leaves room for."""
    if not withheld:
        return _Piece(0, 0, 0.0, 1.0)
    everybody, own = figures.piece(EVERYBODY), figures.piece(group)
    if everybody is None or own is None:
        return None
    room = everybody.most - own.fewest - sum(piece.fewest for piece in pieces)
    return _Piece(withheld, max(withheld, room), 0.0, 1.0)


def _extremes(pieces: Sequence[_Piece]) -> tuple[float, float]:
    return -_largest([(p.fewest, p.most, -p.lowest) for p in pieces]), _largest(
        [(p.fewest, p.most, p.highest) for p in pieces]
    )


def _largest(weights: Sequence[tuple[int, int, float]]) -> float:
    """The largest mean that weights within their ranges allow: all the weight on the highest, for the best cut."""
    ranked = sorted(weights, key=lambda weight: -weight[2])
    return max(_mean(ranked, cut) for cut in range(len(ranked) + 1) if _total(ranked, cut))


def _total(ranked: Sequence[tuple[int, int, float]], cut: int) -> int:
    return sum(most for _, most, _ in ranked[:cut]) + sum(fewest for fewest, _, _ in ranked[cut:])


def _mean(ranked: Sequence[tuple[int, int, float]], cut: int) -> float:
    heavy = sum(most * share for _, most, share in ranked[:cut])
    light = sum(fewest * share for fewest, _, share in ranked[cut:])
    return (heavy + light) / _total(ranked, cut)


def _furthest(share: float, values: Sequence[float]) -> float:
    return max(abs(value - share) for value in values)
