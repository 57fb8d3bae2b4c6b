"""A reply to the question that stands: advanced by the engine, then saved and said in the respondent's transaction."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from bot.conversation.beginnings import Beginnings, LostEdition
from bot.conversation.bodies import message_body
from bot.conversation.ending import response_left, response_of
from bot.conversation.messages import Heard, Incoming, Message, Start
from bot.conversation.ports import Opened
from bot.conversation.talk import Talk
from bot.conversation.welcome import chosen_survey
from feedback.receipts import new_code
from feedback.records import Channel, Conversation
from surveys.engine import Turn, advance, begin
from surveys.events import Noted, Sent
from surveys.lexicon import Languages, Lexicon
from surveys.replies import Reply
from surveys.session import Stage
from surveys.text import Edition


class Replying:
    def __init__(
        self,
        beginnings: Beginnings,
        lexicon: Lexicon,
        today: Callable[[], date],
        new_response_id: Callable[[], str],
    ) -> None:
        self._beginnings = beginnings
        self._lexicon = lexicon
        self._today = today
        self._new_response_id = new_response_id

    async def turn(
        self, opened: Opened, conversation: Conversation, incoming: Incoming, reply: Reply | None, talk: Talk | None
    ) -> Heard:
        """A channel without `talk` draws its pages itself."""
        edition = await self._beginnings.edition_of(conversation)
        language = incoming.language if incoming.language_chosen else conversation.language
        turn = self._advanced(edition, conversation, language, reply)
        moved = replace(conversation, session=turn.session, language=language)
        survey = chosen_survey(moved.session)
        if survey is not None and talk is not None:
            return await self._hand_over(opened, moved, survey, incoming, turn, talk)
        receipt = _receipt(opened, incoming, turn)
        kept = await self._keep(opened, edition, moved, receipt)
        heard = Heard(
            session=turn.session,
            language=language,
            place=moved.place,
            events=turn.events,
            receipt=receipt if kept or Sent() in turn.events else None,
            tag=moved.tag,
            on=incoming.on,
        )
        if talk is not None:
            await say(opened, talk, talk.turn(heard, edition), language)
        return heard

    async def question(self, conversation: Conversation, talk: Talk) -> tuple[Message, ...]:
        """The one that stands, once more."""
        edition = await self._beginnings.edition_of(conversation)
        heard = Heard(conversation.session, conversation.language, conversation.place, (), tag=conversation.tag)
        return talk.question(heard, edition)

    async def leave(self, opened: Opened, *, expired: bool, receipt: str | None = None) -> bool:
        """The person is gone, or somebody else takes over. Whether a response was kept; `receipt` is its code where
        somebody is there to be told."""
        conversation = opened.conversation
        if conversation is None:
            return False
        edition = await self._beginnings.edition_of(conversation)
        id = self._new_response_id()
        response = response_left(edition, conversation, id, opened.touched, expired=expired)
        await opened.close(response, receipt if response else None)
        return response is not None

    async def _hand_over(
        self, opened: Opened, welcomed: Conversation, survey: str, incoming: Incoming, turn: Turn, talk: Talk
    ) -> Heard:
        """From the first question of the chat to the survey that was chosen there."""
        found = await self._beginnings.of_survey(Start(survey, welcomed.place), incoming)
        if found is None:
            raise LostEdition(survey, 0, None)
        begun, edition = replace(found[0], language=welcomed.language, agreed=welcomed.agreed), found[1]
        await opened.save(begun, own_receipt(incoming))
        over = welcomed.session.standing(Stage.FINISHED)
        noted = tuple(event for event in turn.events if isinstance(event, Noted))
        # Not in place of the first message: what it says, and its other buttons, are needed later.
        chosen = Heard(over, begun.language, begun.place, noted, tag=welcomed.tag)
        heard = Heard(begun.session, begun.language, begun.place, (), tag=begun.tag)
        messages = [*talk.turn(chosen, self._beginnings.welcome), *talk.turn(heard, edition)]
        await say(opened, talk, messages, begun.language)
        return heard

    async def _keep(self, opened: Opened, edition: Edition, moved: Conversation, receipt: str | None) -> bool:
        """Whether a response was kept."""
        if not moved.session.closed:
            await opened.save(moved, receipt)
            return False
        response = response_of(edition, moved, self._new_response_id(), self._today())
        await opened.close(response, receipt if response else None)
        return response is not None

    def _advanced(self, edition: Edition, conversation: Conversation, language: str, reply: Reply | None) -> Turn:
        if reply is None:
            return Turn(conversation.session, begin(edition.survey).events)
        own = edition.wording(language)
        others = (wording for wording in edition.wordings.values() if wording is not own)
        return advance(edition.survey, conversation.session, reply, Languages((own, *others), self._lexicon))


def own_receipt(incoming: Incoming) -> str | None:
    """The code that follows from a secret that its person holds. In a chat nobody does, whatever a letter says that an
    older version wrote."""
    return None if incoming.respondent.channel is Channel.TELEGRAM else incoming.receipt


def standing_receipt(opened: Opened, incoming: Incoming) -> str | None:
    return opened.receipt or own_receipt(incoming)


def _receipt(opened: Opened, incoming: Incoming, turn: Turn) -> str | None:
    """Made where the answers are sent or the conversation is over; nobody could be told it sooner."""
    told = Sent() in turn.events or turn.session.closed
    return standing_receipt(opened, incoming) or (new_code() if told else None)


async def say(opened: Opened, talk: Talk, messages: Iterable[Message], language: str) -> None:
    for message in talk.fitting(messages, language):
        await opened.say(message_body(message))
