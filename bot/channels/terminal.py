"""A conversation in a terminal: lines in, messages out. It keeps nothing; the outbox and the inbox do."""

import secrets
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from bot.conversation.bodies import read_message
from bot.conversation.messages import Heard, Incoming, Message, NobodyThere, Outcome, Start
from feedback.receipts import receipt_from
from feedback.records import Channel, Respondent
from surveys.replies import Reply, Typed


class Service(Protocol):
    async def hear(self, incoming: Incoming) -> Outcome: ...


class Parcel(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def body(self) -> str: ...


class Outbox(Protocol):
    def waiting_for(self, respondent: Respondent) -> AsyncIterator[Parcel]: ...
    async def delivered(self, id: int) -> None: ...


class Terminal:
    def __init__(
        self,
        service: Service,
        outbox: Outbox,
        show: Callable[[str], None],
    ) -> None:
        self._service = service
        self._outbox = outbox
        self._show = show
        self._secret = secrets.token_urlsafe(32)

    async def talk(self, start: Start, language: str, lines: AsyncIterator[str]) -> None:
        """Until the conversation is over or the lines are. A line that ends too early leaves it open."""
        if await self._heard(None, start, language):
            return
        async for line in lines:
            if await self._heard(Typed(line, whole=False), None, language):
                return

    async def _heard(self, reply: Reply | None, start: Start | None, language: str) -> bool:
        """Whether the conversation is over."""
        respondent = Respondent(Channel.TERMINAL, self._secret)
        outcome = await self._service.hear(
            Incoming(
                respondent=respondent,
                update=secrets.token_urlsafe(16),
                reply=reply,
                language=language,
                language_chosen=start is not None,
                receipt=receipt_from(self._secret),
                start=start,
            )
        )
        async for parcel in self._outbox.waiting_for(respondent):
            self._show(shown(read_message(parcel.body)))
            await self._outbox.delivered(parcel.id)
        return isinstance(outcome, NobodyThere) or (isinstance(outcome, Heard) and outcome.session.closed)


def shown(message: Message) -> str:
    numbered = (f"  {number}. {choice.label}" for number, choice in enumerate(message.choices, start=1))
    return "\n".join((message.text, *numbered)) + "\n"
