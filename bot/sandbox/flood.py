"""How many messages Telegram takes: so many a second in all and in each chat, and then none until the wait is over."""

from collections import deque
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` within any `seconds`. A small burst for a chat, at one a second over time: Rate(3, 3.0)."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """None lets through whatever comes. Methods are written as the API's page writes them."""

    overall: Rate | None = Rate(30, 1.0)
    chat: Rate | None = Rate(1, 1.0)
    methods: frozenset[str] = frozenset({"sendMessage"})


UNLIMITED = Limits(overall=None, chat=None)


class Flood:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall = _Gate(limits.overall)
        self._chats: dict[int, _Gate] = {}
        self.refused = 0

    def counts(self, method: str) -> bool:
        return method in self._limits.methods

    def admit(self, chat: int, at: float) -> int | None:
        """None: it may pass, and is counted. Else the seconds to wait; what is refused wears nothing out."""
        gates = (self._overall, self._chats.setdefault(chat, _Gate(self._limits.chat)))
        wait = max(gate.wait(at) for gate in gates)
        if wait:
            self.refused += 1
            return wait
        for gate in gates:
            gate.passed(at)
        return None


class _Gate:
    def __init__(self, rate: Rate | None) -> None:
        self._rate = rate
        self._passed: deque[float] = deque(maxlen=rate.count if rate else 0)
        self._closed_until = 0.0

    def wait(self, at: float) -> int:
        if at < self._closed_until:
            return ceil(self._closed_until - at)
        if self._rate is None or len(self._passed) < self._rate.count:
            return 0
        left = self._passed[0] + self._rate.seconds - at
        if left <= 0:
            return 0
        self._closed_until = at + ceil(left)
        return ceil(left)

    def passed(self, at: float) -> None:
        self._passed.append(at)
