"""How far an outsider can narrow counts down: the ways in which everything fits, searched with HiGHS.

A count is proven safe by two ways in which it differs by more than `k`; one search for a way far from those known
mostly proves many counts at once. What is left is looked at one by one, upward and downward. A search that comes to no
end within its bound has proven nothing, so such a count is taken for found.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from feedback.attack.knowledge import Knowledge, Name, Range, Untrue

Way: TypeAlias = NDArray[np.int64]
Weights: TypeAlias = NDArray[np.float64]
NODES = 2_000  # of the solver's tree, for one search: a bound that is the same on every machine, unlike a time
_NEAR_ENOUGH = 0.05  # of the best there is: any way far away will do, it need not be the farthest
_ROUNDS = 12
_STALLED = 0.9  # of what was left before a round


@dataclass(frozen=True, slots=True)
class Problem:
    """Knowledge as a solver takes it. `place`: where each count stands among the columns; `open`: those not known yet,
    which are all that a solver is given."""

    place: Mapping[Name, int]
    low: Way
    high: Way
    matrix: csr_array
    least: Weights
    most: Weights
    open: NDArray[np.intp]
    constraints: LinearConstraint

    def fits(self, way: Way) -> bool:
        """In whole numbers: a solver's answer is a little off, and is believed only when it holds exactly."""
        sums = self.matrix @ way
        inside = (way >= self.low).all() and (way <= self.high).all()
        return bool(inside and (sums >= self.least).all() and (sums <= self.most).all())

    def cheapest(self, cost: Weights, gap: float = 0.0) -> Way | None:
        """The way in which everything fits that costs least; none where there is none, or none was found."""
        way = self.low.copy()
        if len(self.open):
            found = milp(
                cost[self.open],
                constraints=self.constraints,
                bounds=Bounds(self.low[self.open], self.high[self.open]),
                integrality=np.ones(len(self.open)),
                options={"node_limit": NODES, "mip_rel_gap": gap},
            )
            if found.x is None:
                return None
            way[self.open] = np.rint(found.x)
        return way if self.fits(way) else None

    def known(self, name: Name) -> Range:
        """Of one count, without any other."""
        return int(self.low[self.place[name]]), int(self.high[self.place[name]])

    def any(self) -> Way | None:
        return self.cheapest(np.zeros(len(self.low)))


def problem(knowledge: Knowledge) -> Problem:
    names = list(knowledge.bounds)
    place = {name: column for column, name in enumerate(names)}
    rows = [row for row, one in enumerate(knowledge.sums) for _ in one.weights]
    columns = [place[name] for one in knowledge.sums for name in one.weights]
    weights = [weight for one in knowledge.sums for weight in one.weights.values()]
    matrix = csr_array((weights, (rows, columns)), shape=(len(knowledge.sums), len(names)), dtype=np.int64)
    low = np.array([knowledge.bounds[name][0] for name in names], dtype=np.int64)
    high = np.array([knowledge.bounds[name][1] for name in names], dtype=np.int64)
    least = np.array([-np.inf if one.low is None else one.low for one in knowledge.sums])
    most = np.array([np.inf if one.high is None else one.high for one in knowledge.sums])
    unknown = np.flatnonzero(low < high)
    return Problem(
        place=place,
        low=low,
        high=high,
        matrix=matrix,
        least=least,
        most=most,
        open=unknown,
        constraints=_of_the_open(matrix, np.where(low < high, 0, low), least, most, unknown),
    )


def _of_the_open(
    matrix: csr_array, known: Way, least: Weights, most: Weights, unknown: NDArray[np.intp]
) -> LinearConstraint:
    held = matrix[:, unknown]
    asks = np.flatnonzero(np.diff(held.indptr))
    taken = (matrix @ known)[asks]
    return LinearConstraint(held[asks], least[asks] - taken, most[asks] - taken)


class Spreads:
    """The least and the most that each watched count was in any way found so far."""

    def __init__(self, watched: Iterable[Name], k: int) -> None:
        self._k = k
        self._low: dict[Name, int] = {}
        self._high: dict[Name, int] = {}
        self.watched = tuple(watched)

    def take(self, held: Problem, way: Way) -> None:
        for name in self.watched:
            value = int(way[held.place[name]])
            self._low[name] = min(value, self._low.get(name, value))
            self._high[name] = max(value, self._high.get(name, value))

    @property
    def narrow(self) -> tuple[Name, ...]:
        return tuple(name for name in self.watched if self._high[name] - self._low[name] <= self._k)

    def hopeful(self, held: Problem) -> tuple[Name, ...]:
        """Those of the narrow ones that are not narrow by what is known of them alone."""
        return tuple(name for name in self.narrow if _width(held.known(name)) > self._k)

    def settle(self, held: Problem) -> None:
        """Where there is no more room, all of it is taken for possible."""
        for name in self.narrow:
            low, high = held.known(name)
            if high - low <= self._k:
                self._low[name], self._high[name] = low, high

    def range(self, name: Name) -> Range:
        return self._low[name], self._high[name]


def spread_out(spreads: Spreads, held: Problem, alike: Callable[[Name], Hashable] = lambda name: name) -> None:
    """Looks for ways in which what is still narrow differs. Counts that are `alike` are sought on the same side."""
    spreads.settle(held)
    _by_many(spreads, held, alike)
    _one_by_one(spreads, held)


def _width(known: Range) -> int:
    return known[1] - known[0]


def truthful(held: Problem, counts: Callable[[Name], int]) -> Way:
    """A way in which things are known to be, as one to begin with."""
    way = np.array([counts(name) for name in held.place], dtype=np.int64)
    if not held.fits(way):
        raise Untrue("the truth does not fit what is said to be known")
    return way


def _by_many(spreads: Spreads, held: Problem, alike: Callable[[Name], Hashable]) -> None:
    kinds = {kind: place for place, kind in enumerate(dict.fromkeys(map(alike, spreads.narrow)))}
    for signs in _directions(len(kinds)):
        before = spreads.hopeful(held)
        if not before:
            return
        cost = np.zeros(len(held.low))
        for name in before:
            cost[held.place[name]] = signs[kinds[alike(name)]]
        way = held.cheapest(cost, _NEAR_ENOUGH)
        if way is None:
            return
        spreads.take(held, way)
        if len(spreads.hopeful(held)) > _STALLED * len(before):
            return


def _one_by_one(spreads: Spreads, held: Problem) -> None:
    for name in spreads.hopeful(held):
        for sign in (1.0, -1.0):
            if name not in spreads.hopeful(held):
                break
            cost = np.zeros(len(held.low))
            cost[held.place[name]] = sign
            way = held.cheapest(cost)
            if way is not None:
                spreads.take(held, way)


def _directions(count: int) -> Iterator[Weights]:
    """Ways to look that nobody chose, the same each time, so that a table can be attacked again with one result."""
    chance = np.random.Generator(np.random.PCG64(count))
    for _ in range(_ROUNDS):
        yield chance.choice(np.array([-1.0, 1.0]), size=count)
