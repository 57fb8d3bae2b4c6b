"""Disclosure control: true counts and a policy into a `SafeTable`. The only maker of one, to be read at a sitting.

What is shown of a count: nought; nothing from 1 up to the threshold; from there on the nearest multiple of the base.
Of a share: a whole per cent of the true counts, only over a base large enough, and "5 % or less" at the ends.
A count that is mostly one team's is that team's count, and is withheld with the small ones. What has to be withheld
beside these is `withholding`'s to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from feedback.aggregate import ALL, BASE, NOTHINGS, POSITIVE, Cell, Exact, Shape
from feedback.policy import Policy
from feedback.safe_table import SEAL, WITHHELD, Bound, Count, Percent, SafeTable, Share, Subject
from feedback.scheme import Grouping, in_order
from feedback.tally import EVERYBODY
from feedback.withholding import Line, Range, Sums, withheld_with

_PEOPLE = "~people"  # no question, and in no table: how many people of a group answered at all


def protect(exact: Exact, repeats: int, subject: Subject, grouping: Grouping, policy: Policy) -> SafeTable:
    truth = _Truth(exact, subject.place, grouping, policy)
    hidden = withheld_with(_sums(truth), (cell for cell in truth.cells() if truth.unsafe_alone(cell)))
    return SafeTable(
        subject=subject,
        policy=policy,
        grouping=grouping,
        shapes=exact.shapes,
        changed=exact.changed,
        counts=dict(_counts(truth, hidden)),
        shares=dict(_shares(truth, hidden)),
        repeats=shown_count(repeats, policy),
        seal=SEAL,
    )


def shown_count(count: int, policy: Policy) -> Count:
    if 0 < count < policy.threshold:
        return WITHHELD
    return _rounded(count, policy.base)


def _rounded(count: int, base: int) -> int:
    return (2 * count + base) // (2 * base) * base


def shown_share(part: int, base: int, policy: Policy) -> Percent:
    percent = (200 * part + base) // (2 * base)
    if percent <= policy.end_percent:
        return Percent(policy.end_percent, Bound.AT_MOST)
    if percent >= 100 - policy.end_percent:
        return Percent(100 - policy.end_percent, Bound.AT_LEAST)
    return Percent(percent)


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
class _Truth:
    """True counts, on their way to being safe."""

    exact: Exact
    place: str
    grouping: Grouping
    policy: Policy

    @property
    def groups(self) -> tuple[str, ...]:
        return in_order(self.grouping.tree)

    def groups_of(self, shape: Shape) -> tuple[str, ...]:
        """Whose counts a question shows. One that was asked because of an answer shows everybody's alone.

        How many of a group it was asked, or not asked, is that answer's numerator; a nought says that nobody gave it.
        """
        if not shape.asked_of_some or not self.exact.cells:
            return self.groups
        asked = self.exact.count(Cell(shape.question, EVERYBODY, ALL))
        return (EVERYBODY,) if asked >= self.policy.threshold else ()

    def cells(self) -> Iterator[Cell]:
        for shape in self.exact.shapes:
            for option in _columns(shape):
                yield from (Cell(shape.question, group, option) for group in self.groups_of(shape))

    def unsafe_alone(self, cell: Cell) -> bool:
        small = shown_count(self.exact.count(cell), self.policy) is WITHHELD
        return small or one_teams(self.exact.teams(cell), self.place, self.policy)


def _columns(shape: Shape) -> tuple[str, ...]:
    """Where nothing is left out of the base, `all` is the same count again, and shares its fate."""
    return tuple(option for option in shape.counted if option != ALL or _given(shape) == ALL)


def _given(shape: Shape) -> str:
    """The column that holds all answers given."""
    return ALL if shape.outside or BASE not in shape.counted else BASE


def _sums(truth: _Truth) -> Sums:
    people = _people(truth)
    counts = {cell: truth.exact.count(cell) for cell in truth.cells()} | people
    shares = {shape.question for shape in truth.exact.shapes if shape.shared}
    carries = {cell for cell in counts if cell.option == BASE and cell.question in shares}
    return Sums(
        lines=(*_by_group(truth), *_by_option(truth), *_by_person(truth, people)),
        counts=counts,
        shown={cell: _read_back(count, cell in carries, truth.policy) for cell, count in counts.items()},
        unpublished=frozenset(cell for cell, count in people.items() if count),
        prized=frozenset(cell for cell in carries if counts[cell] >= truth.policy.share_from),
        threshold=truth.policy.threshold,
        k=truth.policy.k,
    )


def _by_group(truth: _Truth) -> Iterator[Line]:
    whole = (shape for shape in truth.exact.shapes if not shape.asked_of_some)
    columns = [(shape.question, option) for shape in whole for option in _columns(shape)]
    for question, option in (*columns, (_PEOPLE, ALL)):
        for parent, children in truth.grouping.tree.items():
            parts = tuple(Cell(question, child, option) for child in children)
            yield Line(Cell(question, parent, option), parts)


def _by_option(truth: _Truth) -> Iterator[Line]:
    for shape in truth.exact.shapes:
        for group in truth.groups_of(shape) if shape.outside else ():
            given = tuple(Cell(shape.question, group, option) for option in (BASE, *shape.outside))
            yield Line(Cell(shape.question, group, ALL), given, whole_first=True)


def _by_person(truth: _Truth, people: Mapping[Cell, int]) -> Iterator[Line]:
    """Everybody answered each question or left it: so one question's total is the next one's, published or not.

    Where a question was not in every version, or records came in with questions missing, it is not, and no sum.
    """
    for shape in truth.exact.shapes:
        for group in truth.groups_of(shape):
            whole, parts = Cell(_PEOPLE, group, ALL), _everybody_in(shape, group)
            if sum(map(truth.exact.count, parts)) == people[whole]:
                yield Line(whole, parts)


def _people(truth: _Truth) -> dict[Cell, int]:
    return {
        Cell(_PEOPLE, group, ALL): sum(map(truth.exact.count, _everybody_in(first, group)))
        for first in truth.exact.shapes[:1]
        for group in truth.groups
    }


def _everybody_in(shape: Shape, group: str) -> tuple[Cell, ...]:
    return tuple(Cell(shape.question, group, option) for option in (_given(shape), *NOTHINGS))


def _read_back(count: int, carries_shares: bool, policy: Policy) -> Range:
    """What a count can have been, for somebody who sees it rounded and sees whether percentages stand beside it."""
    if count == 0:
        return 0, 0
    middle = _rounded(count, policy.base)
    low, high = middle - policy.base // 2, middle + (policy.base - 1) // 2
    seen_beside = (policy.share_from, policy.options_from) if carries_shares else ()
    for edge in (policy.threshold, *seen_beside):
        low, high = (max(low, edge), high) if count >= edge else (low, min(high, edge - 1))
    return low, high


def _counts(truth: _Truth, hidden: frozenset[Cell]) -> Iterator[tuple[Cell, Count]]:
    for shape in truth.exact.shapes:
        shown_for = truth.groups_of(shape)
        for group in truth.groups:
            for option in shape.counted:
                cell = Cell(shape.question, group, option)
                stands_for = cell._replace(option=_given(shape)) if option == ALL else cell
                withheld = stands_for in hidden or group not in shown_for
                yield cell, WITHHELD if withheld else shown_count(truth.exact.count(cell), truth.policy)


def _shares(truth: _Truth, hidden: frozenset[Cell]) -> Iterator[tuple[Cell, Share]]:
    for shape in truth.exact.shapes:
        shown_for = truth.groups_of(shape)
        for group in truth.groups:
            base = Cell(shape.question, group, BASE)
            row = {option: _share(truth, base._replace(option=option), base) for option in shape.shared}
            closed = base in hidden or group not in shown_for
            safe = {} if closed else _without_giving_a_part_away(truth, base, row)
            for option in row:
                yield base._replace(option=option), safe.get(option, WITHHELD)


def _without_giving_a_part_away(truth: _Truth, base: Cell, row: Mapping[str, Share]) -> Mapping[str, Share]:
    """Without percentages from which, with the count beside them, a small number of people can be reckoned back.

    93 % of 30 to 32 people are 28 of 30: two people said the other thing. Such an option takes all single options
    along, since the others would give it back; the positive share stays, unless it is such a one itself.
    """
    whole = _read_back(truth.exact.count(base), True, truth.policy)
    telling = {
        option for option, share in row.items() if isinstance(share, Percent) and _narrow(share, whole, truth.policy)
    }
    if not telling:
        return row
    return {option: share for option, share in row.items() if option == POSITIVE and POSITIVE not in telling}


def _narrow(percent: Percent, whole: Range, policy: Policy) -> bool:
    fits = [(part, size - part) for size in range(whole[0], whole[1] + 1) for part in _parts_of(percent, size)]
    sides = tuple(zip(*fits, strict=True))
    return any(min(side) < policy.threshold and max(side) - min(side) <= policy.k for side in sides)


def _parts_of(percent: Percent, size: int) -> tuple[int, ...]:
    """The least and the greatest part of so many that is shown as this percentage; none where none is."""
    low = 0 if percent.bound is Bound.AT_MOST else -(-(2 * percent.value - 1) * size // 200)
    high = size if percent.bound is Bound.AT_LEAST else -(-(2 * percent.value + 1) * size // 200) - 1
    return (low, high) if low <= high else ()


def _share(truth: _Truth, cell: Cell, base: Cell) -> Share:
    enough = truth.policy.share_from if cell.option == POSITIVE else truth.policy.options_from
    part, whole = truth.exact.count(cell), truth.exact.count(base)
    return shown_share(part, whole, truth.policy) if whole >= enough else WITHHELD
