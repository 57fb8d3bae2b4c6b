"""Packs that were made once and are sent again: by what they are made of, the latest used, and no more than so many."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

MOST_PACKS = 400  # of some 25 kB each, as they are sent


@dataclass(frozen=True, slots=True)
class MadeOf:
    """All that makes one pack another. `editions` are the pins of every survey that the tablet's first page offers:
    what was published under them never changes. Nothing of a request is among it, and nobody's answers."""

    survey: str
    language: str
    place: str
    place_name: str
    editions: tuple[str, ...]


class HeldPacks:
    def __init__(self, room: int = MOST_PACKS) -> None:
        self._room = room
        self._held: OrderedDict[MadeOf, bytes] = OrderedDict()  # the one that was used longest ago first
        self._one_at_a_time = asyncio.Semaphore(1)

    async def of(self, key: MadeOf, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """Made once, however many tablets ask at the same time; others are answered in between."""
        if key not in self._held:
            async with self._one_at_a_time:
                if key not in self._held:
                    self._keep(key, await make())
        self._held.move_to_end(key)
        return self._held[key]

    def __len__(self) -> int:
        return len(self._held)

    def _keep(self, key: MadeOf, pack: bytes) -> None:
        self._held[key] = pack
        if len(self._held) > self._room:
            self._held.popitem(last=False)
