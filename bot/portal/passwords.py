"""Passwords, kept as Argon2 hashes alone. Hashing is slow and large on purpose: two at a time, in threads, and a short
queue before them, so that whoever floods the sign-in page costs this much and no more."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.portal.policies import LONGEST_PASSWORD, normal_password

_AT_ONCE = 2  # each takes 64 MB
MOST_WAITING = 10
_ONE_THREAD = 1  # more would take the cores from those who answer

Gone = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Matched:
    """The password is the right one. `rehashed`: its hash, made anew, where that was made with weaker settings."""

    rehashed: str | None = field(default=None, repr=False)


class Passwords:
    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(parallelism=_ONE_THREAD)
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._places = _AT_ONCE + MOST_WAITING
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    @contextmanager
    def queued(self) -> Iterator[bool]:
        """False where the queue is full. Taken before an attempt is counted: being turned away is no attempt."""
        if self._places == 0:
            yield False
            return
        self._places -= 1
        try:
            yield True
        finally:
            self._places += 1

    async def hash(self, password: str) -> str:
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, normal_password(password))

    async def match(self, kept: str | None, password: str, gone: Gone) -> Matched | None:
        """Where there is no hash, another is looked at: it takes as long to hear no, whoever is asked for.
        Nothing is looked at for somebody who did not wait for their turn."""
        async with self._turn:
            if gone():
                return None
            matched = await asyncio.to_thread(self._match, kept or self._nobodys, normal_password(password))
        return matched if kept else None

    def _match(self, kept: str, password: str) -> Matched | None:
        try:
            self._hasher.verify(kept, password[: LONGEST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return None
        outdated = self._hasher.check_needs_rehash(kept)
        return Matched(self._hasher.hash(password) if outdated else None)
