"""What the conversation needs of the world, no larger than the need."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Protocol, TypeAlias

from bot.conversation.messages import Heard, Message
from feedback.records import Conversation, Respondent, Response
from surveys.text import Edition


class Opened(Protocol):
    """One respondent, locked, in one transaction."""

    @property
    def repeated(self) -> bool: ...
    @property
    def conversation(self) -> Conversation | None: ...
    async def save(self, conversation: Conversation) -> None: ...
    async def close(self, response: Response | None, receipt: str | None) -> None: ...
    async def say(self, body: str) -> None: ...


class Unheard(Protocol):
    """An update that was received and not yet worked on."""

    @property
    def update(self) -> str: ...
    @property
    def body(self) -> str: ...


class Conversations(Protocol):
    async def receive(self, respondent: Respondent, update: str, body: str) -> None: ...
    async def unheard(self, respondent: Respondent | None = None) -> Sequence[Unheard]: ...
    async def look(self, respondent: Respondent) -> Conversation | None: ...
    async def stale(self, before: date) -> Sequence[bytes]: ...
    def open(self, respondent: Respondent, update: str) -> AbstractAsyncContextManager[Opened]: ...
    def open_stale(self, key: bytes) -> AbstractAsyncContextManager[Opened]: ...


class Editions(Protocol):
    async def edition(self, survey: str, version: int | None, section_version: int | None) -> Edition | None:
        """A frozen version with its section; the newest of both where the version is None."""
        ...


Speak: TypeAlias = Callable[[Heard, Edition], tuple[Message, ...]]
"""Puts what happened into messages, for a channel that pushes them. A page is drawn when it is asked for."""
