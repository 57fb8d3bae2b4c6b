"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self) -> None:
        self._now = datetime(2026, 5, 3, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)
