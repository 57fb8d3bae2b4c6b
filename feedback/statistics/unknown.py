"""How far the people who did not state their group could move a gap, whoever they are.

These are Manski's bounds (American Economic Review 1990;80:319-323): no assumption, and so no narrower than the facts.
Sampling is not in them; they stand beside the interval and do not replace it.
"""

from feedback.statistics.shares import Interval, Sample


def worst_case(group: Sample, others: Sample, not_stated: Sample) -> Interval:
    """The least and the greatest that group minus others can be, over all ways to share out those not stated.

    The gap is least when all of them who said no belong to the group and all who said yes to the others, and greatest
    the other way round. Sizes need not be whole; group and others must be above nought.
    """
    yes, no = not_stated.share * not_stated.n, (1 - not_stated.share) * not_stated.n
    return Interval(
        low=_share(group, 0, no) - _share(others, yes, 0),
        high=_share(group, yes, 0) - _share(others, 0, no),
    )


def _share(known: Sample, yes: float, no: float) -> float:
    return (known.share * known.n + yes) / (known.n + yes + no)
