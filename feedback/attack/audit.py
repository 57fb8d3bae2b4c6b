"""An attack on a table by somebody who has nothing but the table: for an auditor, long after it was frozen.

The answers behind it may have been taken back since, so the search begins with any way in which everything fits. Where
there is none, the table contradicts itself or the search came to no end: either way nothing is proven.
"""

from dataclasses import dataclass

from feedback.aggregate import BASE, POSITIVE, Cell
from feedback.attack.outsider import Found, Outsider, watched
from feedback.attack.search import problem
from feedback.attack.seen import Seen
from feedback.attack.tables import Crowd, everything
from feedback.attack.world import World
from feedback.reading import read_shown
from feedback.safe_table import Mark, SafeTable

_MORE_THAN_THERE_ARE = 4  # times the largest count that is shown
_AT_LEAST = 100


@dataclass(frozen=True, slots=True)
class Audit:
    """How many withheld counts and sides of percentages were attacked, and what was found of them."""

    attacked: int
    found: Found


class Undecided(Exception):
    """No way was found in which all figures of a table fit together."""


def audit(table: SafeTable) -> Audit:
    seen = as_shown(table)
    world = any_world(seen)
    names = {name for shape in seen.shapes for name in watched(seen, shape, world)}
    return Audit(len(names), Outsider().finds_in_the_end(seen, world))


def as_shown(table: SafeTable) -> Seen:
    """By somebody who knows nothing but what is printed, and the policy."""
    ranges = {
        cell: read_shown(count, _reached(table, cell), table.policy)
        for cell, count in table.counts.items()
        if not isinstance(count, Mark)
    }
    return Seen(table.counts, table.shares, ranges, table.shapes, table.asked_all, table.grouping, table.policy)


def _reached(table: SafeTable, cell: Cell) -> int:
    """The threshold that a count must have reached, where percentages stand beside it."""
    if cell.option != BASE:
        return 0
    row = (cell._replace(option=option) for option in table.shape(cell.question).shared)
    told = {share.option for share in row if not isinstance(table.shares[share], Mark)}
    edges = ((told - {POSITIVE}, table.policy.options_from), (told, table.policy.share_from))
    return next((edge for options, edge in edges if options), 0)


def any_world(seen: Seen) -> World:
    most = max(_AT_LEAST, _MORE_THAN_THERE_ARE * max((high for _, high in seen.ranges.values()), default=0))
    held = problem(everything(seen, most))
    way = held.any()
    if way is None:
        raise Undecided
    counts = {name: int(way[place]) for name, place in held.place.items()}
    return World(
        {name: count for name, count in counts.items() if isinstance(name, Cell)},
        {name.group: count for name, count in counts.items() if isinstance(name, Crowd)},
        seen.asked_all,
    )
