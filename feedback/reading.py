"""What a figure that is shown can have been before it was rounded or cut off, and what that tells of the counts behind.

`disclosure` rounds; whoever reasons about what was rounded (`attack`, `comparator`, `disclosure` itself) asks here.
"""

from typing import TypeAlias

from feedback.policy import Policy
from feedback.safe_table import Bound, Percent

Range: TypeAlias = tuple[int, int]


def rounded(count: int, base: int) -> int:
    return (2 * count + base) // (2 * base) * base


def read_back(count: int, carries_shares: bool, policy: Policy) -> Range:
    """What a count can have been, for somebody who sees it rounded and sees whether percentages stand beside it."""
    if count == 0:
        return 0, 0
    middle = rounded(count, policy.base)
    low, high = middle - policy.base // 2, middle + (policy.base - 1) // 2
    seen_beside = (policy.share_from, policy.options_from) if carries_shares else ()
    for edge in (policy.threshold, *seen_beside):
        low, high = (max(low, edge), high) if count >= edge else (low, min(high, edge - 1))
    return low, high


def read_shown(count: int, reached: int, policy: Policy) -> Range:
    """What a count can have been, for somebody who sees no more than it, and that it reached some threshold."""
    if count == 0:
        return 0, 0
    return max(count - policy.base // 2, policy.threshold, reached), count + (policy.base - 1) // 2


def half_points(percent: Percent) -> tuple[int | None, int | None]:
    """The ends of what is rounded to a percentage, in two hundredths: from the first on, and under the second."""
    low = None if percent.bound is Bound.AT_MOST else 2 * percent.value - 1
    high = None if percent.bound is Bound.AT_LEAST else 2 * percent.value + 1
    return low, high
