"""The people whom places look after, by ethnicity: which groups a file may name, and how they add up in a tree.

A place's caseload is of the people whom it looks after itself, beside those of the places beneath it. A broad group in
it is of those of whom nothing finer is known, as in a response: its number and those of the finer groups are added.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from feedback.records import Place
from feedback.scheme import DECLINED, NOT_ASKED, Grouping, in_order
from feedback.tally import EVERYBODY

Caseload = Mapping[str, int]  # people by group


class Fineness(StrEnum):
    BROAD = "broad"
    DETAILED = "detailed"


@dataclass(frozen=True, slots=True)
class Reference:
    """`groups` has every group in the order of tables, nobody in some of them, and no one who stated none."""

    groups: Mapping[str, int]
    declined: int
    not_asked: int


def groups_of_files(grouping: Grouping) -> tuple[str, ...]:
    """Broad and fine groups, and those not stated. A table's leaf for the broad group alone goes by the group's id."""
    return tuple(group for group in in_order(grouping.tree) if group not in {EVERYBODY, *grouping.broad_only})


def folded(
    caseloads: Mapping[str, Caseload], places: Iterable[Place], root: str, grouping: Grouping, fineness: Fineness
) -> Reference:
    """For a place with all beneath it."""
    people: Counter[str] = Counter()
    for place in _with_all_beneath(places, root):
        for group, number in caseloads.get(place, {}).items():
            people[_leaf(group, grouping)] += number
    stated = [group for group in grouping.tree[EVERYBODY] if group not in (DECLINED, NOT_ASKED)]
    leaves = {group: grouping.tree.get(group, (group,)) for group in stated}
    if fineness is Fineness.BROAD:
        groups = {group: sum(people[leaf] for leaf in below) for group, below in leaves.items()}
    else:
        groups = {leaf: people[leaf] for below in leaves.values() for leaf in below}
    return Reference(groups, people[DECLINED], people[NOT_ASKED])


def _leaf(group: str, grouping: Grouping) -> str:
    return group if group in (DECLINED, NOT_ASKED) else grouping.leaf(group)


def _with_all_beneath(places: Iterable[Place], root: str) -> Iterator[str]:
    children: defaultdict[str | None, list[str]] = defaultdict(list)
    for place in places:
        children[place.parent].append(place.code)
    waiting = [root]
    while waiting:
        code = waiting.pop()
        yield code
        waiting.extend(children[code])
