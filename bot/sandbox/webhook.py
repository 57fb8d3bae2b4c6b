"""setWebhook: each update is posted until it is taken, in order within a chat, and several chats side by side.

It delivers to this machine alone: what is typed into a stand-in goes nowhere else.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.bell import Bell
from bot.sandbox.faults import Faults
from bot.sandbox.messages import Json
from bot.sandbox.pending import UNLESS_ASKED, Clock, Pending, Update
from bot.sandbox.refusals import bad_request
from bot.web.loopback import is_this_machine

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
USUAL_CONNECTIONS, MOST_CONNECTIONS = 40, 100
LONGEST_RETRY = 60.0  # seconds
_ANSWER_WITHIN = ClientTimeout(total=60)
_TAKEN = range(200, 300)
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


@dataclass(frozen=True, slots=True)
class Hook:
    url: str
    secret: str
    connections: int


class Webhook:
    """`retry` seconds after a failure it is tried again, then after twice as long, and so on up to a minute."""

    def __init__(self, pending: Pending, faults: Faults, now: Clock, retry: float) -> None:
        self._pending, self._faults, self._now, self._retry = pending, faults, now, retry
        self._hook: Hook | None = None
        self._running: asyncio.Task[None] | None = None
        self._failed: tuple[datetime, str] | None = None
        self._tried_once = Bell()

    @property
    def active(self) -> bool:
        return self._hook is not None

    async def set(self, hook: Hook) -> None:
        await self.remove()
        self._hook = hook
        self._running = asyncio.create_task(self._deliver(hook))

    async def remove(self) -> None:
        """What was under way is stopped, and pending still if nobody had taken it."""
        running, self._running, self._hook, self._failed = self._running, None, None, None
        if running is not None:
            running.cancel()
            await asyncio.wait([running])
            if not running.cancelled():
                running.result()

    def info(self) -> Json:
        hook, allowed = self._hook, self._pending.allowed
        told: Json = {"url": hook.url if hook else "", "has_custom_certificate": False}
        told["pending_update_count"] = len(self._pending)
        if hook:
            told["max_connections"] = hook.connections
        if allowed != UNLESS_ASKED:
            told["allowed_updates"] = sorted(allowed)
        if self._failed:
            told["last_error_date"], told["last_error_message"] = int(self._failed[0].timestamp()), self._failed[1]
        return told

    async def until_failed(self, within: float) -> str:
        """What went wrong, once something has gone wrong with the webhook that is set."""
        async with asyncio.timeout(within):
            while self._failed is None:
                await self._tried_once.rung()
            return self._failed[1]

    async def _deliver(self, hook: Hook) -> None:
        """A worker a chat, so that one update that is not taken holds up its own chat alone."""
        workers: dict[int, asyncio.Task[None]] = {}
        async with ClientSession(timeout=_ANSWER_WITHIN) as session, asyncio.TaskGroup() as together:
            post = _Post(session, hook, asyncio.Semaphore(hook.connections))
            while True:
                for line in self._pending.lines():
                    if line not in workers or workers[line].done():
                        workers[line] = together.create_task(self._empty(line, post))
                await self._pending.came.rung()

    async def _empty(self, line: int, post: "_Post") -> None:
        while (update := self._pending.first_of(line)) is not None:
            await self._until_taken(update, post)
            if self._faults.again():
                await self._tried(update, post)
            self._pending.taken(update)

    async def _until_taken(self, update: Update, post: "_Post") -> None:
        wait = self._retry
        while not await self._tried(update, post):
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_RETRY)

    async def _tried(self, update: Update, post: "_Post") -> bool:
        await self._faults.until_reachable()
        fault = await post.send(update.body)
        if fault is not None:
            self._failed = (self._now(), fault)
        self._tried_once.ring()
        return fault is None


@dataclass(frozen=True, slots=True)
class _Post:
    session: ClientSession
    hook: Hook
    free: asyncio.Semaphore

    async def send(self, body: Json) -> str | None:
        """None where it was taken; else what went wrong, in Telegram's words."""
        headers: Mapping[str, str] = {SECRET_HEADER: self.hook.secret} if self.hook.secret else {}
        async with self.free:
            try:
                async with self.session.post(self.hook.url, json=body, headers=headers) as response:
                    if response.status in _TAKEN:
                        return None
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
            except TimeoutError:
                return "Read timeout expired"
            except ClientError as error:
                return f"Connection failed: {error}"


def checked_hook(url: str, secret: str, connections: int) -> Hook:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise bad_request("bad webhook: invalid URL") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not is_this_machine(url):
        raise bad_request("bad webhook: this stand-in delivers to this machine alone")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return Hook(url, secret, min(max(connections, 1), MOST_CONNECTIONS))
