"""From the Bot API into the inbox. An update is safe before anybody hears that it came; then it is worked on, in order
in each chat, side by side in different ones. What a chat says beyond all bounds is dropped, and it is told so; asking
for help, to stop or to delete has room of its own, which no other words use up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

import structlog
from telegram import Bot, Update

from bot.channels.telegram.bounds import Bounds
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.pace import IN_A_CHAT
from bot.channels.telegram.reading import Said, said_in
from bot.channels.telegram.wishes import Wishes
from bot.conversation.asides import Do, Tapped
from bot.conversation.messages import Incoming
from bot.i18n import Catalogues
from feedback.errors import Away
from feedback.records import Channel, Respondent

_MOST_CHATS = 1_000  # of which the last thing said is known
_IMPATIENT = IN_A_CHAT  # whoever has been sent the next question since then means what they press
log = structlog.get_logger()


class Service(Protocol):
    async def receive(self, incoming: Sequence[Incoming]) -> None: ...


@dataclass(frozen=True, slots=True)
class _Pressed:
    update: str
    said: Said
    at: float

    def is_meant_by(self, other: Said, update: str, now: float) -> bool:
        """Whether the other is this one, pressed once more."""
        tick = isinstance(other.said, Tapped) and other.said.do is Do.TICK
        pressed = other.query is not None and not tick and update != self.update
        return pressed and now - self.at < _IMPATIENT and (self.said.on, self.said.said) == (other.on, other.said)


class Intake:
    """`clock`: seconds, and never back."""

    def __init__(
        self,
        service: Service,
        catalogues: Catalogues,
        bot: Bot,
        lanes: Lanes,
        answer: Callable[[str], None],
        trouble: Callable[[str, Said], None],
        too_much: Callable[[Said], None],
        taken: Callable[[str], None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._service = service
        self._catalogues = catalogues
        self._bot = bot
        self._lanes = lanes
        self._answer = answer
        self._trouble = trouble
        self._too_much = too_much
        self._taken = taken
        self._wishes = Wishes(catalogues)
        self._bounds, self._always = Bounds(), Bounds()
        self._clock = clock
        self._last: dict[str, _Pressed] = {}

    async def take(self, updates: Iterable[Mapping[str, Any]]) -> None:
        """Once this returns they may be confirmed. If the store is away, people are told, and nothing is confirmed."""
        address = self._bot.link
        each = [(str(update["update_id"]), self._read(update, address)) for update in _in_order(updates)]
        read = [(id, one) for id, one in each if one is not None]
        pressed, last = self._once_each(read)
        said, beyond = self._within_bounds(pressed)
        try:
            await self._service.receive([self._incoming(id, one) for id, one in said])
        except Away:
            for id, one in said:
                self._trouble(id, one)
            raise
        self._remember(last)
        for _, one in said:
            bounds = self._bounds_of(one)
            bounds.took(one.chat, self._clock())
            self._lanes.wake(_respondent(one))
            if bounds is self._bounds:
                self._taken(one.chat)
        for one in beyond:
            self._too_much(one)
        for query in filter(None, (one.query for _, one in read)):
            self._answer(query)

    def _read(self, update: Mapping[str, Any], address: str) -> Said | None:
        """One that the library cannot read is said to be so, and is no reason to stop: it would come again for ever."""
        try:
            return said_in(Update.de_json(dict(update), self._bot), address)
        except Exception as error:  # noqa: BLE001 - the library raises whatever it stumbles over
            log.warning("telegram-update-unread", error=type(error).__name__)
            return None

    def _once_each(self, read: Sequence[tuple[str, Said]]) -> tuple[list[tuple[str, Said]], "dict[str, _Pressed]"]:
        """Without the second press of a button: a thumb that shakes, or cannot wait. A tick is another matter. The last
        of each chat is noted by whoever calls, once it is safe: what comes again is no second press."""
        kept, last, now = [], dict[str, _Pressed](), self._clock()
        for id, one in read:
            before = last.get(one.chat) or self._last.get(one.chat)
            if before is None or not before.is_meant_by(one, id, now):
                kept.append((id, one))
                last[one.chat] = _Pressed(id, one, now)
        return kept, last

    def _within_bounds(self, said: Sequence[tuple[str, Said]]) -> tuple[list[tuple[str, Said]], list[Said]]:
        """And what is beyond them, which nobody works on."""
        now, kept, beyond = self._clock(), list[tuple[str, Said]](), list[Said]()
        taken = Counter[tuple[Bounds, str]]()
        for id, one in said:
            bounds = self._bounds_of(one)
            if taken[bounds, one.chat] < bounds.room(one.chat, now):
                taken[bounds, one.chat] += 1
                kept.append((id, one))
            else:
                beyond.append(one)
        return kept, beyond

    def _bounds_of(self, said: Said) -> Bounds:
        return self._always if self._wishes.always(said) else self._bounds

    def _remember(self, last: "Mapping[str, _Pressed]") -> None:
        if len(self._last) > _MOST_CHATS:
            self._last.clear()
        self._last.update(last)

    def _incoming(self, id: str, said: Said) -> Incoming:
        return Incoming(
            respondent=_respondent(said),
            update=id,
            reply=said.said,
            language=self._catalogues.fitting([said.language] if said.language else []),
            receipt=None,
            language_chosen=False,
            on=said.on,
        )


def _respondent(said: Said) -> Respondent:
    return Respondent(Channel.TELEGRAM, said.chat)


def _in_order(updates: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(updates, key=lambda update: int(update["update_id"]))
