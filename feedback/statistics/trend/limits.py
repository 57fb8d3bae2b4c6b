"""What a stretch of points is measured against. A limit may lie where no value can: whoever draws it cuts it off."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """In the chart's unit. `reach` is from the mean to either limit: three standard deviations, nought if constant."""

    mean: float
    reach: float

    @property
    def low(self) -> float:
        return self.mean - self.reach

    @property
    def high(self) -> float:
        return self.mean + self.reach
