"""One thing heard from one person: receive, lock, advance, save, commit, speak.

What a channel hands in is stored before anything is acknowledged. A crash repeats a question at worst: whatever was
received and not worked on is worked on at the next start, or before the same person's next word, in order.
"""

from collections.abc import Sequence
from datetime import date, datetime

import structlog

from bot.conversation.bodies import incoming_body, read_incoming
from bot.conversation.messages import Incoming, Outcome, Repeated
from bot.conversation.ports import Conversations, Editions
from bot.conversation.reminders import by_day, due
from bot.conversation.replying import Replying
from bot.conversation.turns import Turns
from feedback.errors import Away
from feedback.records import Channel, Conversation, Letter, Respondent
from surveys.text import Edition

log = structlog.get_logger()


class ConversationService:
    def __init__(self, conversations: Conversations, editions: Editions, turns: Turns, replying: Replying) -> None:
        self._conversations = conversations
        self._editions = editions
        self._turns = turns
        self._replying = replying

    async def hear(self, incoming: Incoming) -> Outcome:
        await self.receive([incoming])
        for waiting in await self._conversations.unheard(incoming.respondent):
            if waiting.update == incoming.update:
                return await self._work_on(incoming)
            await self._work_off(waiting)
        return Repeated()

    async def receive(self, incoming: Sequence[Incoming]) -> None:
        """Once this returns they may be acknowledged: whatever happens, each is worked on once."""
        await self._conversations.receive(*(Letter(one.respondent, one.update, incoming_body(one)) for one in incoming))

    async def catch_up(self, respondent: Respondent) -> None:
        """Works on all that was received from one person, in order, until nothing waits."""
        while waiting := await self._conversations.unheard(respondent):
            for one in waiting:
                await self._work_off(one)

    async def waiting(self, channel: Channel) -> Sequence[Respondent]:
        """Of whom something was received and not worked on yet."""
        unheard = await self._conversations.unheard()
        return list({one.respondent: None for one in unheard if one.respondent.channel is channel})

    async def recover(self) -> int:
        """Works on what was received before a crash and never got its turn. Returns how many there were."""
        unheard = await self._conversations.unheard()
        for waiting in unheard:
            await self._work_off(waiting)
        return len(unheard)

    async def look(self, respondent: Respondent) -> Conversation | None:
        return await self._conversations.look(respondent)

    async def edition(self, survey: str, version: int | None, section_version: int | None) -> Edition | None:
        return await self._editions.edition(survey, version, section_version)

    async def expire(self, before: date) -> int:
        """Ends conversations untouched since `before`."""
        stale = await self._conversations.stale(before)
        for key in stale:
            async with self._conversations.open_stale(key) as opened:
                await self._replying.leave(opened, expired=True)
        return len(stale)

    async def remind(self, moment: datetime) -> int:
        """Those who asked for it and are due, if it is a time of day for that. `moment`: in England."""
        if not by_day(moment):
            return 0
        keys = [key for sent, before in due(moment.date()) for key in await self._conversations.to_remind(sent, before)]
        for key in keys:
            async with self._conversations.open_to_remind(key) as opened:
                await self._turns.remind(opened)
        return len(keys)

    async def start_over(self, respondent: Respondent) -> None:
        """Somebody begins anew on this device, perhaps somebody else: what was sent counts, the rest is deleted."""
        async with self._conversations.open_quietly(respondent) as opened:
            await self._replying.leave(opened, expired=False)

    async def _work_off(self, waiting: Letter) -> None:
        """An update left over from before. If it fails again it is set aside, for the operator to be told about; but a
        store that is away for a while is no fault of the update's."""
        try:
            await self._work_on(read_incoming(waiting.body))
        except Away:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, nobody else may be kept from answering
            await self._conversations.set_aside(waiting.respondent, waiting.update)
            log.warning("update-set-aside", error=type(error).__name__)  # its message may hold what was said

    async def _work_on(self, incoming: Incoming) -> Outcome:
        prepared = await self._turns.prepare(incoming)
        async with self._conversations.open(incoming.respondent, incoming.update) as opened:
            if opened.repeated:
                return Repeated()
            return await self._turns.take(opened, incoming, prepared)
