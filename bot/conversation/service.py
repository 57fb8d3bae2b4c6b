"""One thing heard from one person: receive, lock, advance, save, commit, speak.

What a channel hands in is stored before anything is acknowledged. A crash repeats a question at worst: whatever was
received and not worked on is worked on at the next start, or before the same person's next word, in order.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import structlog

from bot.conversation.bodies import incoming_body, message_body, read_incoming
from bot.conversation.messages import Heard, Incoming, NobodyThere, Outcome, Repeated, Start
from bot.conversation.ports import Conversations, Editions, Opened, Speak, Unheard
from feedback.records import Channel, Conversation, Respondent, Response, State
from surveys.engine import Turn, advance, begin
from surveys.lexicon import Languages, Lexicon
from surveys.record import equality_of, feedback_of, said_nothing
from surveys.replies import Stop
from surveys.session import Stage
from surveys.text import Edition

DAYS_TO_COME_BACK = 14  # after that an unfinished conversation is deleted, and its link to a chat with it
log = structlog.get_logger()


class ConversationService:
    def __init__(
        self,
        conversations: Conversations,
        editions: Editions,
        speakers: Mapping[Channel, Speak],
        lexicon: Lexicon,
        today: Callable[[], date],
        new_response_id: Callable[[], str],
    ) -> None:
        self._conversations = conversations
        self._editions = editions
        self._speakers = speakers
        self._lexicon = lexicon
        self._today = today
        self._new_response_id = new_response_id

    async def hear(self, incoming: Incoming) -> Outcome:
        await self._conversations.receive(incoming.respondent, incoming.update, incoming_body(incoming))
        for waiting in await self._conversations.unheard(incoming.respondent):
            if waiting.update == incoming.update:
                return await self._work_on(incoming)
            await self._work_off(waiting)
        return Repeated()

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
        """Ends conversations untouched since `before`. What was sent counts; what never was is deleted unread."""
        stale = await self._conversations.stale(before)
        for key in stale:
            async with self._conversations.open_stale(key) as opened:
                await self._leave(opened)
        return len(stale)

    async def start_over(self, respondent: Respondent) -> None:
        """Somebody begins anew on this device, perhaps somebody else: what was sent counts, the rest is deleted."""
        async with self._conversations.open_quietly(respondent) as opened:
            await self._leave(opened)

    async def _leave(self, opened: Opened) -> None:
        conversation = opened.conversation
        if conversation is None:
            return
        if conversation.session.stage is not Stage.SENT:
            await opened.close(None)
            return
        edition = await self._edition_of(conversation)
        turn = advance(edition.survey, conversation.session, Stop())
        ended = replace(conversation, session=turn.session)
        await opened.close(self._response(edition, ended, opened.touched))

    async def _work_off(self, waiting: Unheard) -> None:
        """An update left over from before. If it fails again it is set aside, for the operator to be told about."""
        try:
            await self._work_on(read_incoming(waiting.body))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, nobody else may be kept from answering
            await self._conversations.set_aside(waiting.respondent, waiting.update)
            log.warning("update-set-aside", error=type(error).__name__)  # its message may hold what was said

    async def _work_on(self, incoming: Incoming) -> Outcome:
        begun = await self._begin(incoming, incoming.start) if incoming.start else None
        async with self._conversations.open(incoming.respondent, incoming.update) as opened:
            if opened.repeated:
                return Repeated()
            conversation = opened.conversation or begun
            if conversation is None:
                return NobodyThere()
            return await self._turn(opened, conversation, incoming)

    async def _begin(self, incoming: Incoming, start: Start) -> Conversation | None:
        edition = await self._editions.edition(start.survey, None, None)
        if edition is None:
            return None
        survey = edition.survey
        return Conversation(
            channel=incoming.respondent.channel,
            survey=survey.id,
            version=survey.version,
            section_version=survey.section_version,
            place=start.place,
            language=incoming.language,
            session=begin(survey).session,
        )

    async def _turn(self, opened: Opened, conversation: Conversation, incoming: Incoming) -> Heard:
        edition = await self._edition_of(conversation)
        turn = self._advanced(edition, conversation, incoming)
        moved = replace(conversation, session=turn.session, language=incoming.language)
        kept = await self._keep(opened, edition, moved, incoming)
        receipt = incoming.receipt if kept else None
        heard = Heard(turn.session, moved.language, moved.place, turn.events, receipt)
        speak = self._speakers.get(incoming.respondent.channel)
        for message in speak(heard, edition) if speak else ():
            await opened.say(message_body(message))
        return heard

    async def _keep(self, opened: Opened, edition: Edition, moved: Conversation, incoming: Incoming) -> bool:
        """Whether a response was kept: somebody who stopped before saying anything leaves none."""
        if not moved.session.closed:
            await opened.save(moved, incoming.receipt)
            return False
        if moved.session.stage is Stage.STOPPED and said_nothing(edition.survey, moved.session):
            await opened.close(None)
            return False
        await opened.close(self._response(edition, moved, self._today()), incoming.receipt)
        return True

    def _response(self, edition: Edition, ended: Conversation, day: date) -> Response:
        stopped = ended.session.stage is Stage.STOPPED
        return Response(
            id=self._new_response_id(),
            survey=ended.survey,
            version=ended.version,
            place=ended.place,
            channel=ended.channel,
            language=ended.language,
            day=day,
            state=State.STOPPED if stopped else State.FINISHED,
            repeat=False,
            answers=feedback_of(edition.survey, ended.session),
            equality=equality_of(edition.survey, ended.session),
        )

    def _advanced(self, edition: Edition, conversation: Conversation, incoming: Incoming) -> Turn:
        if incoming.reply is None:
            return Turn(conversation.session, begin(edition.survey).events)
        own = edition.wording(incoming.language)
        others = (wording for wording in edition.wordings.values() if wording is not own)
        languages = Languages((own, *others), self._lexicon)
        return advance(edition.survey, conversation.session, incoming.reply, languages)

    async def _edition_of(self, conversation: Conversation) -> Edition:
        pins = conversation.survey, conversation.version, conversation.section_version
        edition = await self._editions.edition(*pins)
        if edition is None:
            raise LostEdition(*pins)
        return edition


class LostEdition(Exception):
    """A conversation holds on to a version that is no longer in the store: published versions are never deleted."""

    def __init__(self, survey: str, version: int, section_version: int | None) -> None:
        super().__init__(f"survey {survey} version {version} with section version {section_version} is gone")
