"""One thing heard from one person: receive, lock, advance, save, commit, speak.

What a channel hands in is stored before anything is acknowledged. A crash repeats a question at worst: whatever was
received and not worked on is worked on at the next start, or before the same person's next word, in order.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime

import structlog

from bot.conversation.asides import Aside, Gone, Matter, Unusable
from bot.conversation.bodies import incoming_body, read_incoming
from bot.conversation.messages import Incoming, Outcome, Repeated
from bot.conversation.ports import Conversations, Editions
from bot.conversation.reminders import by_day, due
from bot.conversation.replying import Replying
from bot.conversation.talk import Talk
from bot.conversation.turns import Turns
from bot.conversation.unopened import Unopened
from feedback.errors import Away
from feedback.records import Channel, Conversation, Letter, Respondent
from surveys.replies import Reply
from surveys.text import SOURCE_LANGUAGE, Edition

LONGEST_LINE = 200  # messages that wait for one person: far more than the longest answer brings at the check
log = structlog.get_logger()


class ConversationService:
    def __init__(
        self,
        conversations: Conversations,
        editions: Editions,
        turns: Turns,
        replying: Replying,
        talks: Mapping[Channel, Talk],
        words: Mapping[str, str],
    ) -> None:
        self._conversations = conversations
        self._editions = editions
        self._turns = turns
        self._replying = replying
        self._talks = talks
        self._unopened = Unopened(conversations, editions, talks, words)

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
        """Works on all that was received from one person, in order, until nothing waits; or until so much waits to be
        told to them that they are to hear it first."""
        while waiting := await self._conversations.unheard(respondent):
            for one in waiting:
                if await self._conversations.line(respondent) >= LONGEST_LINE:
                    return
                await self._work_off(one)

    async def waiting(self, channel: Channel) -> Sequence[Respondent]:
        """Of whom something was received and not worked on yet."""
        unheard = await self._conversations.unheard()
        return list({one.respondent: None for one in unheard if one.respondent.channel is channel})

    async def recover(self) -> int:
        """Works on what was received before a crash and never got its turn. Returns how many there were."""
        unheard = await self._conversations.unheard()
        for respondent in dict.fromkeys(one.respondent for one in unheard):
            await self.catch_up(respondent)
        return len(unheard)

    async def language_of(self, respondent: Respondent) -> str | None:
        """In which they are spoken to, if anything is open."""
        return await self._conversations.language_of(respondent)

    async def look(self, respondent: Respondent) -> Conversation | None:
        return await self._conversations.look(respondent)

    async def edition(self, survey: str, version: int | None, section_version: int | None) -> Edition | None:
        return await self._editions.edition(survey, version, section_version)

    async def expire(self, before: date) -> int:
        """Ends conversations untouched since `before`: unread where they cannot be opened, but for what was sent."""

        async def ended(key: bytes) -> bool:
            try:
                async with self._conversations.open_stale(key) as opened:
                    await self._replying.leave(opened, expired=True)
            except Away:
                raise
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it, nobody's link to a chat stays
                log.error("conversation-unread", error=type(error).__name__)  # noqa: TRY400 - it may hold what was said
                return await self._conversations.end_unread(key)
            return True

        return await _with_each(await self._conversations.stale(before), ended)

    async def remind(self, moment: datetime) -> int:
        """Those who asked for it and are due, if it is a time of day for that. `moment`: in England."""
        if not by_day(moment):
            return 0
        today = moment.date()

        async def reminded(key: bytes) -> bool:
            async with self._conversations.open_to_remind(key) as opened:
                return await self._turns.remind(opened, today)

        keys = [key for sought in due(today) for key in await self._conversations.to_remind(*sought)]
        return await _with_each(keys, reminded)

    async def start_over(self, respondent: Respondent) -> None:
        """Somebody begins anew on this device, perhaps somebody else: what was sent counts, the rest is deleted."""
        async with self._conversations.open_quietly(respondent) as opened:
            await self._replying.leave(opened, expired=False)

    async def _work_off(self, waiting: Letter) -> None:
        """An update left over from before. If it fails again, and is nothing that can be done without its conversation,
        it is set aside, for the operator to be told about; but a store that is away for a while is no fault of its."""
        try:
            await self._work_on(read_incoming(waiting.body))
        except Away:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, nobody else may be kept from answering
            if await self._unopened.done(waiting):
                log.error("conversation-unread", error=type(error).__name__)  # noqa: TRY400 - for the same reason
                return
            row = await self._set_aside(waiting)
            log.error("update-set-aside", row=row, error=type(error).__name__)  # noqa: TRY400 - it may hold what was said

    async def _set_aside(self, waiting: Letter) -> int | None:
        """And its person is told. Should that be what cannot be done, it is set aside all the same."""
        try:
            says = await self._apology(waiting)
            return await self._conversations.set_aside(waiting.respondent, waiting.update, says)
        except Away:
            raise
        except Exception as error:  # noqa: BLE001 - silence is better than the same failure again and again
            log.warning("not-told", error=type(error).__name__)
            return await self._conversations.set_aside(waiting.respondent, waiting.update)

    async def _apology(self, waiting: Letter) -> str | None:
        """None where there is nobody to be told: the chat is gone, or was never a person's."""
        talk, incoming = self._talks.get(waiting.respondent.channel), _readable(waiting)
        if talk is None or (incoming is not None and _is_nobodys(incoming.reply)):
            return None
        guess = incoming.language if incoming is not None else SOURCE_LANGUAGE
        return await self._unopened.apology(waiting.respondent, talk, guess)

    async def _work_on(self, incoming: Incoming) -> Outcome:
        prepared = await self._turns.prepare(incoming)
        withdraws = prepared.withdraws
        async with self._conversations.open(incoming.respondent, incoming.update, withdraws=withdraws) as opened:
            if opened.repeated:
                return Repeated()
            return await self._turns.take(opened, incoming, prepared)


async def _with_each(keys: Sequence[bytes], work: Callable[[bytes], Awaitable[bool]]) -> int:
    """With how many it was done. One that cannot be read keeps the others from nothing."""
    done = 0
    for key in keys:
        try:
            done += await work(key)
        except Away:
            raise
        except Exception as error:  # noqa: BLE001 - told by its kind alone: its message may hold what was said
            log.error("conversation-unread", error=type(error).__name__)  # noqa: TRY400 - no trace for the same reason
    return done


def _readable(waiting: Letter) -> Incoming | None:
    try:
        return read_incoming(waiting.body)
    except (ValueError, LookupError, TypeError):  # perhaps that is what is wrong with it: another version's, say
        return None


def _is_nobodys(said: Reply | Aside | None) -> bool:
    return isinstance(said, Gone) or (isinstance(said, Unusable) and said.matter is Matter.GROUP)
