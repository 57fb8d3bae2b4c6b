"""Waiting for a bot's calls, by signal."""

import asyncio

from bot.sandbox.sandbox import Sandbox

WITHIN = 180.0  # seconds: only a bound for what never comes


async def further_calls(sandbox: Sandbox, more: int, method: str | None = None) -> None:
    """Until so many more have come than now."""
    wanted = len(sandbox.requests(method)) + more
    async with asyncio.timeout(WITHIN):
        while len(sandbox.requests(method)) < wanted:
            await sandbox.server.called.rung()
