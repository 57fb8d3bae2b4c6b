"""A signal that something has changed: whoever waits looks again. It does not say what has changed."""

import asyncio


class Bell:
    """Ask `while not so: await bell.rung()`: nothing can ring between the question and the waiting."""

    def __init__(self) -> None:
        self.rings = 0
        self._next = asyncio.Event()

    def ring(self) -> None:
        self.rings += 1
        rung, self._next = self._next, asyncio.Event()
        rung.set()

    async def rung(self) -> None:
        await self._next.wait()

    async def rung_since(self, rings: int) -> None:
        """For who looked when it had rung so often, and did other things meanwhile."""
        while self.rings == rings:
            await self.rung()
