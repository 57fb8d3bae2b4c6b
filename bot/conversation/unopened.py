"""Whoever's own conversation cannot be opened: it was damaged, its key is not here, or its survey is gone. Help and
deleting need nothing of what it holds, so they are done all the same; of anything else its person is told what they can
do. Nothing sealed is read here."""

from collections.abc import Mapping

import structlog

from bot.conversation.asides import Delete, Page, Show
from bot.conversation.bodies import message_body, read_incoming
from bot.conversation.commands import meant_by
from bot.conversation.messages import Incoming, Message
from bot.conversation.ports import Conversations, Editions, Opened
from bot.conversation.talk import Talk
from bot.conversation.welcome import WELCOME
from feedback.errors import Away
from feedback.receipts import normal
from feedback.records import Channel, Letter, Respondent
from surveys.replies import Typed

_UNANSWERED = (Page.LANGUAGES,)  # its buttons could not be taken
log = structlog.get_logger()


class Unopened:
    def __init__(
        self, conversations: Conversations, editions: Editions, talks: Mapping[Channel, Talk], words: Mapping[str, str]
    ) -> None:
        self._conversations = conversations
        self._editions = editions
        self._talks = talks
        self._words = words

    async def done(self, waiting: Letter) -> bool:
        """Whether it was one of the things that can be done, and is."""
        try:
            return await self._done(read_incoming(waiting.body))
        except Away:
            raise
        except Exception as error:  # noqa: BLE001 - it is set aside then, and its person is told
            log.warning("not-done-unopened", error=type(error).__name__)
            return False

    async def apology(self, who: Respondent, talk: Talk, guess: str) -> str:
        """For what could not be worked on."""
        language = await self._conversations.language_of(who) or guess
        says = talk.not_taken(language) if await self._opens(who) else talk.not_opened(language)
        [message] = talk.fitting([says], language)
        return message_body(message)

    async def _done(self, incoming: Incoming) -> bool:
        talk, wish = self._talks.get(incoming.respondent.channel), self._wish(incoming)
        if talk is None or wish is None:
            return False
        language = await self._conversations.language_of(incoming.respondent)
        who, code = incoming.respondent, normal(wish.receipt or "") if isinstance(wish, Delete) else None
        async with self._conversations.open(who, incoming.update, sealed=True, withdraws=code) as opened:
            if not opened.repeated:
                says = await _answered(wish, opened, talk, language, incoming.language)
                for message in talk.fitting([says], language or incoming.language):
                    await opened.say(message_body(message))
        return True

    def _wish(self, incoming: Incoming) -> Show | Delete | None:
        """Which question stands is not known: where a word could be an answer, it deletes nothing."""
        said = incoming.reply
        if isinstance(said, Typed):
            said = meant_by(said, self._words, own_words=True)
        if isinstance(said, Delete):
            return said
        return said if isinstance(said, Show) and said.page not in _UNANSWERED else None

    async def _opens(self, who: Respondent) -> bool:
        try:
            conversation = await self._conversations.look(who)
        except Away:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it does not open
            log.warning("conversation-unread", error=type(error).__name__)
            return False
        if conversation is None or conversation.survey == WELCOME:
            return True
        pins = conversation.survey, conversation.version, conversation.section_version
        return await self._editions.edition(*pins) is not None


async def _answered(wish: Show | Delete, opened: Opened, talk: Talk, known: str | None, guess: str) -> Message:
    """`known`: the language of what is open here, if anything is."""
    language = known or guess
    if isinstance(wish, Show):
        return talk.page(wish.page, language, answered=False)
    await opened.forget_aside()
    if wish.receipt is not None:
        receipt = normal(wish.receipt)
        found = receipt is not None and await opened.withdraw(receipt)
        if found:
            await opened.fall_silent()  # what still waits to be said may hold the words that were taken back
        return talk.withdrawn(language, mistyped=receipt is None, found=found)
    if known is not None:
        await opened.fall_silent()
        await opened.close(None)
    return talk.deleted(language, anything=known is not None)
