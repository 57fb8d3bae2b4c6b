"""The whole stand-in as one object, for tests that play people and for the page that does."""

import asyncio
from collections import deque
from itertools import count

from bot.sandbox.chat import GROUP, PRIVATE
from bot.sandbox.commands import Commands
from bot.sandbox.faults import Faults
from bot.sandbox.flood import Flood, Limits
from bot.sandbox.group import Group
from bot.sandbox.messages import User
from bot.sandbox.pending import Clock
from bot.sandbox.person import Person
from bot.sandbox.polling import Polling
from bot.sandbox.screen import WITHIN
from bot.sandbox.server import Refusal, Request, Server
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import World

TOKEN = "7000000001:stand-in-and-no-secret"  # noqa: S105 - opens nothing but a sandbox
_FIRST_PERSON = 5_000_000_001


class Sandbox:
    """`retry`: seconds until a webhook that failed is tried again. `keep`: how many messages, events and requests are
    remembered, a chat and in all; None for all of them."""

    def __init__(
        self,
        now: Clock,
        *,
        token: str = TOKEN,
        username: str = "heard_sandbox_bot",
        limits: Limits | None = None,
        retry: float = 1.0,
        reads_all_in_groups: bool = False,
        keep: int | None = None,
    ) -> None:
        me = User(int(token.split(":")[0]), "Heard (sandbox)", username=username, is_bot=True)
        self.world = World(me, now, keep)
        self.faults = Faults(self.world.pending.came)
        self.webhook = Webhook(self.world.pending, self.faults, now, retry)
        self.flood = Flood(limits or Limits())
        self.people: dict[int, Person] = {}
        self.server = Server(
            token=token,
            world=self.world,
            commands=Commands(),
            polling=Polling(self.world.pending, self.faults),
            webhook=self.webhook,
            flood=self.flood,
            faults=self.faults,
            requests=deque(maxlen=keep),
            refusals=deque(maxlen=keep),
            reads_all_in_groups=reads_all_in_groups,
        )

    @property
    def token(self) -> str:
        return self.server.token

    def person(self, id: int | None = None, *, language_code: str | None = "en", name: str = "Somebody") -> Person:
        """The same person for the same id: their name and language are what they were first given."""
        free = (one for one in count(_FIRST_PERSON) if one not in self.people)
        number = next(free) if id is None else id
        if number not in self.people:
            user = User(number, name, language_code)
            chat = self.world.open_chat(number, PRIVATE, name, user)
            self.people[number] = Person(self.world, self.server.commands, user, chat)
        return self.people[number]

    def group(self, title: str, *members: Person) -> Group:
        """Without the bot, until somebody adds it."""
        number = -4_000_000_001 - len(self.world.chats)
        chat = self.world.open_chat(number, GROUP, title, *(member.user for member in members))
        return Group(self.world, chat, hears_all=self.server.reads_all_in_groups)

    def requests(self, method: str | None = None) -> tuple[Request, ...]:
        """Every call that came, or those of one method, in order."""
        return tuple(one for one in self.server.requests if method in (None, one.method))

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Every call that was answered with an error. Empty is what a test of a healthy bot hopes for."""
        return tuple(self.server.refusals)

    @property
    def unconfirmed(self) -> int:
        """Updates that the bot has not confirmed yet."""
        return len(self.world.pending)

    @property
    def waiting_taps(self) -> tuple[str, ...]:
        """Taps that were never answered: buttons on which a phone would still show that it waits."""
        return tuple(query for query, tap in self.world.taps.items() if not tap.answered)

    async def until_called(self, method: str, times: int = 1, within: float = WITHIN) -> None:
        """Until a method was called so many times since the start. A getUpdates that is called then waits already."""
        async with asyncio.timeout(within):
            while len(self.requests(method)) < times:
                await self.server.called.rung()

    async def until_nobody_polls(self, within: float = WITHIN) -> None:
        """Until the bot that waited for updates has gone, as when its process was killed."""
        await self.server.polling.until_nobody_waits(within)

    async def until_confirmed(self, within: float = WITHIN) -> None:
        """Until the bot has confirmed every update there is."""
        await self.world.pending.until_empty(within)
