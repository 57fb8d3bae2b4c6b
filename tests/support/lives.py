"""`heard serve` as a process that can be killed and started again within a second: it is forked off one that has
imported everything already, and is `heard serve` from there on, on a port, a database and a data folder of its own."""

import asyncio
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.support import warmed
from tests.support.product import SECRET

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([warmed.__name__])
WITHIN = 120.0  # seconds: only a bound for what never comes
_READY = "Heard is at"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _serve(environment: Mapping[str, str], said: Connection) -> None:
    """In the new process: all that it prints and logs goes to whoever started it."""
    for name in [name for name in os.environ if name.startswith("HEARD_")]:
        del os.environ[name]
    os.environ |= environment
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(said.fileno(), stream.fileno())
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # both are text here
    said.close()
    warmed.app(["serve"])


@dataclass(slots=True)
class Server:
    """One address, at which one life follows another. `said`: all that was printed and logged in all lives."""

    folder: Path
    database_url: str
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    lives: int = 0
    said: list[str] = field(default_factory=list)
    _up: asyncio.Event = field(default_factory=asyncio.Event)
    _heard: asyncio.Condition = field(default_factory=asyncio.Condition)
    _process: BaseProcess | None = None
    _listening: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int:
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    async def starts(self) -> None:
        """Until it says where it is."""
        await self.begins()
        await self.is_up()

    async def begins(self) -> None:
        ours, theirs = _PROCESSES.Pipe(duplex=False)
        self._process = _PROCESSES.Process(target=_serve, args=(self._environment(), theirs))
        await asyncio.to_thread(self._process.start)
        theirs.close()
        self.lives += 1
        self._listening = asyncio.create_task(self._listen(ours))

    async def is_up(self) -> None:
        async with asyncio.timeout(WITHIN):
            await self._up.wait()

    async def is_killed(self) -> None:
        exit = await self._ends(signal.SIGKILL)
        assert exit == -signal.SIGKILL, f"it had ended by itself with {exit}:\n{self.log}"

    async def stops(self) -> int:
        """Its exit code, when it is told to stop."""
        return await self._ends(signal.SIGTERM)

    async def says(self, words: str, times: int = 1) -> None:
        """Until it has printed or logged that, so often."""
        async with asyncio.timeout(WITHIN), self._heard:
            await self._heard.wait_for(lambda: sum(words in line for line in self.said) >= times)

    @property
    def log(self) -> str:
        return "".join(self.said)

    def _environment(self) -> Mapping[str, str]:
        return {
            "HEARD_DATA_DIR": str(self.folder),
            "HEARD_DATABASE_URL": self.database_url,
            "HEARD_SECRET_KEY": SECRET,
            "HEARD_PORT": str(self.port),
            **self.settings,
        }

    async def _listen(self, pipe: Connection) -> None:
        """Until it is gone: then the other end is closed."""
        reader, loop = asyncio.StreamReader(), asyncio.get_running_loop()
        file = os.fdopen(os.dup(pipe.fileno()), "rb", buffering=0)
        pipe.close()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), file)
        while line := (await reader.readline()).decode(errors="replace"):
            self.said.append(line)
            if _READY in line:
                self._up.set()
            async with self._heard:
                self._heard.notify_all()
        transport.close()

    async def _ends(self, how: signal.Signals) -> int:
        process, listening = self._process, self._listening
        assert process is not None
        assert process.pid is not None
        assert listening is not None
        self._process = None
        self._up.clear()
        if process.is_alive():
            os.kill(process.pid, how)
        await asyncio.to_thread(process.join, WITHIN)
        late = process.exitcode is None
        if late:
            process.kill()
            process.join()
        await listening
        self._up.clear()  # it may have been about to say so
        exit = process.exitcode
        process.close()
        assert not late, f"it did not end within {WITHIN} s:\n{self.log}"
        assert exit is not None
        return exit
