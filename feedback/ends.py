"""Between which ends a percentage is shown of so many people; beyond, it is "70 % or more" and no closer.

"93 %" of 30 would tell that two people said the other thing. To withhold such percentages, and show the others, would
leave of a small group that mostly thinks alike the unlucky draws alone: it would look worse than it is. So the ends lie
where no percentage between them tells such a thing, and the number of people that is shown decides them, not what
anybody said.
"""

from collections.abc import Iterable, Iterator, Set
from functools import cache

from feedback.policy import Policy
from feedback.reading import Range, half_points, read_back, rounded
from feedback.safe_table import Bound, Percent

_MIDDLE = 50


@cache
def ends(n: int, policy: Policy) -> Range:
    """For a number of people as it is shown: from the first one down it is "or less", from the second one up "or more".
    They meet in the middle where even these would tell too much; then the attack withholds the percentage."""
    people = set(_can_be(n, policy))
    between = range(policy.end_percent, 100 - policy.end_percent + 1)
    telling = [percent for percent in between[1:-1] if _tells(Percent(percent), people, policy)]
    lowest = max((percent for percent in telling if percent < _MIDDLE), default=between[0])
    highest = min((percent for percent in telling if percent >= _MIDDLE), default=between[-1])
    low = _first(range(lowest, _MIDDLE), Bound.AT_MOST, people, policy)
    high = _first(range(highest, _MIDDLE, -1), Bound.AT_LEAST, people, policy)
    return low, high


def _first(inward: Iterable[int], bound: Bound, people: Set[Range], policy: Policy) -> int:
    safe = (percent for percent in inward if not _tells(Percent(percent, bound), people, policy))
    return next(safe, _MIDDLE)


def _can_be(n: int, policy: Policy) -> Iterator[Range]:
    """Whoever sees a number sees also which percentages stand beside it, and so how far it reached."""
    for count in range(max(n - policy.base, policy.share_from), n + policy.base):
        if rounded(count, policy.base) == n:
            yield read_back(count, True, policy)


def _tells(percent: Percent, people: Set[Range], policy: Policy) -> bool:
    """Whether a small number of people can be reckoned back from it, on either side."""
    return any(_narrow(percent, whole, policy) for whole in people)


def _narrow(percent: Percent, whole: Range, policy: Policy) -> bool:
    fits = [(part, size - part) for size in range(whole[0], whole[1] + 1) for part in _parts_of(percent, size)]
    sides = tuple(zip(*fits, strict=True))
    return any(min(side) < policy.threshold and max(side) - min(side) <= policy.k for side in sides)


def _parts_of(percent: Percent, size: int) -> tuple[int, ...]:
    """The least and the greatest part of so many that is shown as this percentage; none where none is."""
    lowest, highest = half_points(percent)
    low = 0 if lowest is None else -(-lowest * size // 200)
    high = size if highest is None else -(-highest * size // 200) - 1
    return (low, high) if low <= high else ()
