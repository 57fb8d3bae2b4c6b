"""Who answered, beside who could have: each group's share of the respondents, and of the caseload or the census.

Shares are of those who stated a group. Not stated and not asked stand apart, as shares of everybody who answered:
folded in, they would make every group look too few. The caseload is counted in full, so only the respondents' share
has an interval. A link that is open to all has no response rate, and none is worked out.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from feedback.statistics.shares import Estimate, wilson


@dataclass(frozen=True, slots=True)
class Represented:
    """`difference` is respondents' share minus the reference's, `ratio` the one over the other; none over nought."""

    share: Estimate
    reference: float
    difference: Estimate
    ratio: Estimate | None


@dataclass(frozen=True, slots=True)
class Representation:
    groups: Mapping[str, Represented]
    not_stated: Estimate
    not_asked: Estimate


def represent(
    respondents: Mapping[str, float], reference: Mapping[str, float], not_stated: float, not_asked: float
) -> Representation | None:
    """Both mappings by group; `reference` holds people or shares, without those not stated, in any unit.

    Counts need not be whole. None where nobody stated a group, or the reference is empty.
    """
    stated, known = math.fsum(respondents.values()), math.fsum(reference.values())
    if stated <= 0 or known <= 0:
        return None
    everybody = stated + not_stated + not_asked
    return Representation(
        groups={group: _represented(count, stated, reference[group] / known) for group, count in respondents.items()},
        not_stated=wilson(not_stated / everybody, everybody),
        not_asked=wilson(not_asked / everybody, everybody),
    )


def _represented(count: float, stated: float, reference: float) -> Represented:
    share = wilson(count / stated, stated)
    return Represented(
        share=share,
        reference=reference,
        difference=Estimate(share.share - reference, share.low - reference, share.high - reference),
        ratio=Estimate(share.share / reference, share.low / reference, share.high / reference) if reference else None,
    )
