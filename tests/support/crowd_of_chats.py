"""A stand-in for Telegram in a process of its own, and a crowd in front of it: so that whoever measures the bot's
memory does not measure theirs."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from bot.app import now
from bot.sandbox.flood import UNLIMITED
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import serving

_PROCESSES = multiprocessing.get_context("forkserver")
WITHIN = 600.0  # seconds: only a bound for what never comes
_AT_ONCE = 50
_GO_HOME = 0


@contextmanager
def crowd_of_chats() -> Iterator["Crowd"]:
    ours, theirs = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_play, args=(theirs,))
    process.start()
    theirs.close()
    try:
        yield Crowd(ours, *ours.recv())
    finally:
        ours.send(_GO_HOME)
        process.join(WITHIN)
        process.kill()
        process.join()
        process.close()
        ours.close()


class Crowd:
    def __init__(self, pipe: Connection, token: str, address: str) -> None:
        self._pipe = pipe
        self.settings = {"HEARD_TELEGRAM_TOKEN": token, "HEARD_TELEGRAM_API": address}

    async def comes(self, people: int) -> None:
        """So many more begin, and each of them has heard the first question in the end."""
        self._pipe.send(people)
        await asyncio.to_thread(self._pipe.recv)


def _play(pipe: Connection) -> None:
    asyncio.run(_playing(pipe))


async def _playing(pipe: Connection) -> None:
    sandbox, free = Sandbox(now, limits=UNLIMITED, keep=10), asyncio.Semaphore(_AT_ONCE)

    async def one() -> None:
        async with free:
            person = sandbox.person()
            person.starts("p-ward-7")
            await person.next_message(WITHIN)

    async with serving(sandbox) as address:
        pipe.send((sandbox.token, address))
        while people := await asyncio.to_thread(pipe.recv):
            await asyncio.gather(*(one() for _ in range(people)))
            pipe.send(people)
