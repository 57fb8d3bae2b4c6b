"""Passwords, kept as Argon2 hashes alone. Hashing is slow and large on purpose: at most two at a time, in threads."""

import asyncio
import secrets
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.portal.policies import LONGEST_PASSWORD, normal_password

_AT_ONCE = 2  # each takes 64 MB


@dataclass(frozen=True, slots=True)
class Matched:
    """The password is the right one. `rehashed`: its hash, made anew, where that was made with weaker settings."""

    rehashed: str | None = field(default=None, repr=False)


class Passwords:
    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    async def hash(self, password: str) -> str:
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, normal_password(password))

    async def match(self, kept: str | None, password: str) -> Matched | None:
        """Where there is no hash, another is looked at: it takes as long to hear no, whoever is asked for."""
        async with self._turn:
            matched = await asyncio.to_thread(self._match, kept or self._nobodys, normal_password(password))
        return matched if kept else None

    def _match(self, kept: str, password: str) -> Matched | None:
        try:
            self._hasher.verify(kept, password[: LONGEST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return None
        outdated = self._hasher.check_needs_rehash(kept)
        return Matched(self._hasher.hash(password) if outdated else None)
