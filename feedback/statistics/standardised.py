"""A gap as it is, and as it would be if both sides were spread over the services alike.

Where a group is mostly seen by one service, a gap between groups may be a gap between services. Mantel and Haenszel's
risk difference compares within each service and weighs services by how much they can tell; both are shown side by
side. Neither says why there is a gap.

Mantel and Haenszel 1959; the variance is Sato's (Biometrics 1989;45:1323-1324), which holds for few large services
and for many small ones, where Greenland and Robins' of 1985 is its neighbour.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from feedback.statistics.distributions import normal_bound
from feedback.statistics.shares import Interval, Sample, newcombe, put_together, wilson


@dataclass(frozen=True, slots=True)
class Team:
    """One team's people, in the group and out of it. Sizes need not be whole, and a side may have nobody."""

    name: str
    service: str
    group: Sample
    others: Sample


@dataclass(frozen=True, slots=True)
class Gap:
    """The group's share minus everyone else's."""

    difference: float
    interval: Interval

    @property
    def side(self) -> int:
        """1 above nought for sure, -1 below, 0 where the interval holds nought."""
        return (self.interval.low > 0) - (self.interval.high < 0)


@dataclass(frozen=True, slots=True)
class SideBySide:
    crude: Gap | None
    standardised: Gap | None


Estimator = Callable[[Sequence[Team]], Gap | None]


def side_by_side(teams: Sequence[Team]) -> SideBySide:
    return SideBySide(crude(teams), standardised(teams))


def crude(teams: Sequence[Team]) -> Gap | None:
    """Everybody put together, by Newcombe; none where a side has nobody."""
    group, others = put_together(team.group for team in teams), put_together(team.others for team in teams)
    if group is None or others is None:
        return None
    interval = newcombe(wilson(group.share, group.n), wilson(others.share, others.n))
    return Gap(group.share - others.share, interval)


def standardised(teams: Sequence[Team], level: float = 0.95) -> Gap | None:
    """Within services, by Mantel and Haenszel; none where no service has both sides, or where all answer alike."""
    strata = tuple(_strata(teams))
    weight = math.fsum(stratum.weight for stratum in strata)
    if not weight:
        return None
    difference = math.fsum(stratum.weight * stratum.difference for stratum in strata) / weight
    slope, level_part = math.fsum(s.sato_p for s in strata), math.fsum(s.sato_q for s in strata)
    variance = (difference * slope + level_part) / weight**2
    if variance <= 0:
        return None
    half = normal_bound(level) * math.sqrt(variance)
    return Gap(difference, Interval(max(-1.0, difference - half), min(1.0, difference + half)))


def turning_teams(teams: Sequence[Team], estimate: Estimator) -> tuple[str, ...]:
    """The teams without any one of which the verdict is another, be it that nothing can be said any more."""
    verdict = _side(estimate(teams))
    names = dict.fromkeys(team.name for team in teams)
    return tuple(name for name in names if _side(estimate([team for team in teams if team.name != name])) != verdict)


def _side(gap: Gap | None) -> int | None:
    return None if gap is None else gap.side


@dataclass(frozen=True, slots=True)
class _Stratum:
    """One service, with people on both sides."""

    group: Sample
    others: Sample

    @property
    def n(self) -> float:
        return self.group.n + self.others.n

    @property
    def weight(self) -> float:
        return self.group.n * self.others.n / self.n

    @property
    def difference(self) -> float:
        return self.group.share - self.others.share

    @property
    def sato_p(self) -> float:
        n_1, n_0 = self.group.n, self.others.n
        yes_1, yes_0 = self.group.share * n_1, self.others.share * n_0
        return (n_1**2 * yes_0 - n_0**2 * yes_1 + n_1 * n_0 * (n_0 - n_1) / 2) / self.n**2

    @property
    def sato_q(self) -> float:
        n_1, n_0 = self.group.n, self.others.n
        yes_1, yes_0 = self.group.share * n_1, self.others.share * n_0
        return (yes_1 * (n_0 - yes_0) + yes_0 * (n_1 - yes_1)) / (2 * self.n)


def _strata(teams: Sequence[Team]) -> Iterator[_Stratum]:
    for service in dict.fromkeys(team.service for team in teams):
        here = [team for team in teams if team.service == service]
        group, others = put_together(team.group for team in here), put_together(team.others for team in here)
        if group is not None and others is not None:
            yield _Stratum(group, others)
