"""How often each sender has come lately, and no more: enough to stop one from keeping all others from answering.

Addresses are kept as a hash under a key of this process, in memory, until their few minutes are over.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil
from secrets import token_bytes
from time import monotonic

MOST_SENDERS = 20_000  # about 6 MB; whoever has more addresses than that is only as well known as the latest of them
_HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many within so many seconds, counted from a sender's first on."""

    most: int
    seconds: float


@dataclass(slots=True)
class _Window:
    began: float
    count: int = 0


class Counts:
    def __init__(self, limit: Limit, clock: Callable[[], float] = monotonic, room: int = MOST_SENDERS) -> None:
        self._limit = limit
        self._clock = clock
        self._room = room
        self._key = token_bytes()
        self._windows: OrderedDict[bytes, _Window] = OrderedDict()  # the oldest first

    def count(self, sender: str) -> int:
        """One more of this sender. How many seconds it has to wait: none while it is welcome."""
        now = self._clock()
        self._forget(now)
        window = self._windows.setdefault(self._name(sender), _Window(now))
        window.count += 1
        if len(self._windows) > self._room:
            self._windows.popitem(last=False)
        return ceil(window.began + self._limit.seconds - now) if window.count > self._limit.most else 0

    def give_back(self, sender: str) -> None:
        """What turned out not to count."""
        window = self._windows.get(self._name(sender))
        if window is not None:
            window.count -= 1

    def __len__(self) -> int:
        """How many senders it remembers."""
        return len(self._windows)

    def _forget(self, now: float) -> None:
        while self._windows:
            name, window = next(iter(self._windows.items()))
            if now < window.began + self._limit.seconds:
                return
            del self._windows[name]

    def _name(self, sender: str) -> bytes:
        return blake2b(sender.encode(), key=self._key, digest_size=_HASH_BYTES).digest()
