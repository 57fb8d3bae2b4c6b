"""What staff pages need of the rest of the product, handed in when the program starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from aiohttp import web

from bot.i18n import Phrases
from bot.portal.passwords import Passwords
from bot.portal.tables import BoardTables
from bot.web.loopback import serves_this_machine_alone
from feedback.records import Event
from feedback.staff import Link, Person, StaffSession


class People(Protocol):
    async def find(self, email: str) -> Person | None: ...
    async def by_id(self, id: int) -> Person | None: ...
    async def all(self) -> Sequence[Person]: ...
    async def close(self, id: int, day: date, event: Event) -> bool: ...


class Links(Protocol):
    async def find(self, token: str) -> Link | None: ...
    async def use(self, token: str, password_hash: str, now: datetime, event: Event) -> bool: ...


class Sessions(Protocol):
    async def begin(
        self, session: StaffSession, token: str, instead_of: str | None, rehashed: str | None, event: Event
    ) -> bool: ...
    async def find(self, token: str) -> StaffSession | None: ...
    async def renew(self, token: str, seen: datetime, expires: datetime) -> None: ...
    async def end(self, token: str, event: Event) -> None: ...


class Attempts(Protocol):
    async def count(self, typed: str, now: datetime, window_from: datetime) -> int: ...
    async def clear(self, typed: str) -> None: ...
    def mark(self, typed: str) -> str: ...


class Trail(Protocol):
    async def record(self, event: Event) -> None: ...


@dataclass(frozen=True, slots=True)
class Portal:
    people: People
    links: Links
    sessions: Sessions
    attempts: Attempts
    trail: Trail
    tables: BoardTables
    passwords: Passwords
    phrases: Phrases
    public_url: str
    host: str
    now: Callable[[], datetime]
    today: Callable[[], date]

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https:")

    @property
    def this_machine(self) -> bool:
        return serves_this_machine_alone(self.public_url, self.host)

    def event(self, actor: str, action: str, **facts: str | None) -> Event:
        return Event(self.now(), actor, action, "", facts)


PORTAL = web.AppKey("portal", Portal)
