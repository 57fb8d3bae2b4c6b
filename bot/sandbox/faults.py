"""What can go wrong between a bot and Telegram, switched on by a test. Nothing goes wrong by itself."""

from dataclasses import dataclass
from random import Random
from typing import TypeAlias, TypeVar

from bot.sandbox.bell import Bell

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Broken:
    """Answered with an error of the server's own, and nothing done."""

    status: int


@dataclass(frozen=True, slots=True)
class Throttled:
    retry_after: int


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """Done, and the connection dropped before the answer."""


Fault: TypeAlias = Broken | Throttled | AnswerLost


@dataclass(slots=True)
class _Planned:
    fault: Fault
    method: str | None
    calls: int


class Faults:
    """`method` narrows a fault to one of the API's methods; without it, whatever is called next meets it."""

    def __init__(self, changed: Bell) -> None:
        self.changed = changed
        self.is_unreachable = False
        self.seconds = 0.0
        self._held: set[str | None] = set()
        self._planned: list[_Planned] = []
        self._twice: Random | None = None
        self._shuffled: Random | None = None

    def unreachable(self) -> None:
        """Every connection is closed at once, waiting ones too, and nothing is posted to a webhook."""
        self.is_unreachable = True
        self.changed.ring()

    def reachable(self) -> None:
        self.is_unreachable = False
        self.changed.ring()

    def slow(self, seconds: float) -> None:
        """Every call but getUpdates takes so much longer. 0 ends it."""
        self.seconds = seconds

    def hold(self, method: str | None = None) -> None:
        """Calls that come from now on are not looked at until `release`, however long their callers wait."""
        self._held.add(_folded(method))

    def release(self) -> None:
        self._held.clear()
        self.changed.ring()

    def fail(self, calls: int, *, status: int = 502, method: str | None = None) -> None:
        self._plan(Broken(status), calls, method)

    def throttle(self, calls: int, *, retry_after: int, method: str | None = None) -> None:
        self._plan(Throttled(retry_after), calls, method)

    def lose_answers(self, calls: int, *, method: str | None = "sendMessage") -> None:
        self._plan(AnswerLost(), calls, method)

    def deliver_twice(self, chance: Random | None) -> None:
        """About half of all updates come once more right after themselves. None ends it."""
        self._twice = chance

    def deliver_shuffled(self, chance: Random | None) -> None:
        """What is handed out together comes in any order. None ends it."""
        self._shuffled = chance

    def next_for(self, method: str) -> Fault | None:
        """Used up by asking."""
        for planned in self._planned:
            if planned.calls and planned.method in (None, method.lower()):
                planned.calls -= 1
                return planned.fault
        return None

    async def until_released(self, method: str) -> None:
        while {None, method.lower()} & self._held:
            await self.changed.rung()

    async def until_reachable(self) -> None:
        while self.is_unreachable:
            await self.changed.rung()

    def again(self) -> bool:
        return self._twice is not None and self._twice.random() < 0.5

    def spoilt(self, updates: list[_Item]) -> list[_Item]:
        doubled = [copy for update in updates for copy in ([update, update] if self.again() else [update])]
        if self._shuffled is not None:
            self._shuffled.shuffle(doubled)
        return doubled

    def _plan(self, fault: Fault, calls: int, method: str | None) -> None:
        self._planned.append(_Planned(fault, _folded(method), calls))


def _folded(method: str | None) -> str | None:
    return method.lower() if method else None
