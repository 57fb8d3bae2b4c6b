"""What the pages need of the rest of the product, handed in when the program starts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web
from prometheus_client import CollectorRegistry

from bot.conversation.messages import Incoming, Outcome
from bot.i18n import Catalogues
from bot.web.idling import USUALLY_UNTOUCHED
from bot.web.senders import Network
from feedback.records import Conversation, Place, Respondent
from surveys.text import Edition


class Service(Protocol):
    async def hear(self, incoming: Incoming) -> Outcome: ...
    async def start_over(self, respondent: Respondent) -> None: ...
    async def look(self, respondent: Respondent) -> Conversation | None: ...
    async def edition(self, survey: str, version: int | None, section_version: int | None) -> Edition | None: ...


class Receipts(Protocol):
    async def known(self, receipt: str) -> bool: ...
    async def withdraw(self, receipt: str) -> bool: ...


class Places(Protocol):
    async def find(self, code: str) -> Place | None: ...


@dataclass(frozen=True, slots=True)
class PublicSettings:
    """What the outside knows this server by, and through whom it comes. Where the address is https, cookies and
    browsers are held to it."""

    url: str
    metrics_token: str | None = None
    kiosk_untouched: int = USUALLY_UNTOUCHED
    proxies: tuple[Network, ...] = ()

    @property
    def secure(self) -> bool:
        return self.url.startswith("https:")


@dataclass(frozen=True, slots=True)
class WebPages:
    """`surveys`: the ids offered on the start page, in order. `ready`: what keeps us from serving, if anything.
    `registry`: the figures that are shown at /metrics."""

    service: Service
    receipts: Receipts
    places: Places
    catalogues: Catalogues
    surveys: tuple[str, ...]
    public: PublicSettings
    ready: Callable[[], Awaitable[tuple[str, ...]]]
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)


PAGES = web.AppKey("pages", WebPages)
