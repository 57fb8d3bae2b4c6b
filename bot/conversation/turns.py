"""One thing that one person did, in the one transaction in which they are locked: a reply, or whatever else they asked
of a chat."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation.asides import Agree, Anew, Aside, CarryOn, Delete, Gone, Greet, Show, Speak, Tapped, Unusable
from bot.conversation.beginnings import Beginnings
from bot.conversation.commands import meant_by
from bot.conversation.messages import Answered, Heard, Incoming, Message, NobodyThere, Outcome
from bot.conversation.ports import Opened, Places
from bot.conversation.reminders import last_day
from bot.conversation.replying import Replying, own_receipt, say, standing_receipt
from bot.conversation.talk import Talk
from bot.conversation.taps import reply_of
from bot.conversation.welcome import WELCOME
from feedback.receipts import new_code, normal
from feedback.records import TRUST, Channel, Conversation, Place
from surveys.definition import Kind, Question
from surveys.engine import begin
from surveys.replies import Reply, Typed


@dataclass(frozen=True, slots=True)
class Prepared:
    """What had to be looked up before the respondent was locked."""

    begun: Conversation | None = None
    place: Place | None = None
    unknown_place: bool = False
    withdraws: str | None = None  # the code


class Turns:
    def __init__(
        self,
        beginnings: Beginnings,
        replying: Replying,
        places: Places,
        talks: Mapping[Channel, Talk],
        words: Mapping[str, str],
    ) -> None:
        self._beginnings = beginnings
        self._replying = replying
        self._places = places
        self._talks = talks
        self._words = words

    async def prepare(self, incoming: Incoming) -> Prepared:
        match self._said(incoming, None):
            case Greet(code) | Anew(code):
                place = await self._places.find(code) if code else None
                begun = self._beginnings.of_chat(place.code if place else TRUST, incoming)
                return Prepared(begun, place, unknown_place=bool(code) and place is None)
            case Speak():
                return Prepared(self._beginnings.of_chat(TRUST, incoming))
            case Delete(code) if code is not None:
                return Prepared(withdraws=normal(code))
        begun_survey = await self._beginnings.of_survey(incoming.start, incoming) if incoming.start else None
        return Prepared(begun_survey[0] if begun_survey else None)

    async def take(self, opened: Opened, incoming: Incoming, prepared: Prepared) -> Outcome:
        talk = self._talks.get(incoming.respondent.channel)
        conversation = opened.conversation or prepared.begun
        if talk is None:
            if conversation is None or isinstance(incoming.reply, Aside):
                return NobodyThere()
            return await self._replying.turn(opened, conversation, incoming, incoming.reply, None)
        said = self._said(incoming, await self._question(opened.conversation))
        if isinstance(said, Tapped):
            return await self._tapped(opened, incoming, said, talk)
        if isinstance(said, Aside):
            return await self._aside(opened, incoming, said, prepared, talk)
        if conversation is None:
            await say(opened, talk, [talk.over(incoming.language)], incoming.language)
            return NobodyThere()
        return await self._replying.turn(opened, conversation, incoming, said, talk)

    async def remind(self, opened: Opened, day: date) -> bool:
        """Whether there was anybody to remind."""
        conversation = opened.conversation
        talk = self._talks.get(conversation.channel) if conversation else None
        if conversation is None or talk is None:
            return False
        question = await self._replying.question(conversation, talk)
        await say(
            opened, talk, [talk.reminder(conversation, last_day(opened.touched)), *question], conversation.language
        )
        await opened.reminded(day)
        return True

    def _said(self, incoming: Incoming, question: Question | None) -> Reply | Aside | None:
        """`question`: the one that stands."""
        said, own_words = incoming.reply, question is not None and question.kind is Kind.TEXT
        return meant_by(said, self._words, own_words=own_words) if isinstance(said, Typed) else said

    async def _question(self, conversation: Conversation | None) -> Question | None:
        if conversation is None or conversation.session.at is None:
            return None
        edition = await self._beginnings.edition_of(conversation)
        return edition.survey.question(conversation.session.at)

    async def _tapped(self, opened: Opened, incoming: Incoming, tap: Tapped, talk: Talk) -> Outcome:
        conversation = opened.conversation
        if conversation is None:
            await say(opened, talk, [talk.over(incoming.language, button=True)], incoming.language)
            return NobodyThere()
        edition = await self._beginnings.edition_of(conversation)
        reply = reply_of(tap, edition.survey, conversation.session) if tap.tag == conversation.tag else None
        if reply is None:
            await say(
                opened,
                talk,
                [talk.old_button(conversation.place, conversation.language, conversation.tag)],
                conversation.language,
            )
            return Answered()
        return await self._replying.turn(opened, conversation, incoming, reply, talk)

    async def _aside(self, opened: Opened, incoming: Incoming, aside: Aside, prepared: Prepared, talk: Talk) -> Outcome:
        conversation = opened.conversation
        language = conversation.language if conversation else incoming.language
        match aside:
            case Greet():
                return await self._greet(opened, incoming, prepared, talk)
            case Anew(_, tag) if conversation is not None and tag != conversation.tag:
                question = await self._replying.question(conversation, talk)
                await say(opened, talk, [talk.past_button(language), *question], language)
            case Anew():
                return await self._anew(opened, incoming, language, prepared, talk)
            case Speak(wanted) if talk.speaks(wanted):
                return await self._speak(opened, incoming, wanted, prepared, talk)
            case Speak():
                stands = await self._replying.question(conversation, talk) if conversation else [talk.over(language)]
                await say(opened, talk, [talk.not_spoken(language), *stands], language)
            case Delete():
                await say(opened, talk, await self._delete(opened, aside, language, talk), language)
            case Gone():
                await opened.fall_silent()
                await opened.forget_aside()
                await self._replying.leave(opened, expired=True)
            case Show(page):
                answered = conversation is not None and bool(conversation.session.answers)
                await say(opened, talk, [talk.page(page, language, answered=answered)], language)
            case Unusable():
                await say(opened, talk, [talk.unusable(aside, language)], language)
            case Agree(to) if conversation is not None:
                agreed = replace(conversation, agreed=conversation.agreed | {to})
                await opened.save(agreed, standing_receipt(opened, incoming))
                await say(opened, talk, [talk.agreed(to, language)], language)
            case CarryOn() if conversation is not None:
                await say(opened, talk, await self._replying.question(conversation, talk), conversation.language)
            case _:
                await say(opened, talk, [talk.over(language)], language)
        return Answered()

    async def _greet(self, opened: Opened, incoming: Incoming, prepared: Prepared, talk: Talk) -> Outcome:
        """Somebody who has begun is not begun with anew; what would be lost is asked about."""
        conversation, place = opened.conversation, prepared.place
        if conversation is None or not conversation.session.answers:
            language = conversation.language if conversation else incoming.language
            return await self._begin(opened, incoming, language, await self._besides(conversation, prepared), talk)
        if place is not None and place.code != conversation.place:
            first = await self._places.find(conversation.place)
            name = first.name if first else conversation.place
            await say(
                opened,
                talk,
                [talk.elsewhere(name, place, conversation.language, conversation.tag)],
                conversation.language,
            )
        else:
            question = await self._replying.question(conversation, talk)
            await say(opened, talk, [talk.resumed(conversation.language), *question], conversation.language)
        return Answered()

    async def _anew(self, opened: Opened, incoming: Incoming, language: str, prepared: Prepared, talk: Talk) -> Outcome:
        """What was sent before counts, and can be deleted only by whoever has its code."""
        receipt = standing_receipt(opened, incoming) or new_code()
        if await self._replying.leave(opened, expired=False, receipt=receipt):
            await say(opened, talk, [talk.kept(receipt, language)], language)
        return await self._begin(opened, incoming, language, prepared, talk)

    async def _besides(self, conversation: Conversation | None, prepared: Prepared) -> Prepared:
        """Whoever begins once more before their first answer keeps what they agreed to and, unless they come by another
        code, the place that they came by first."""
        if conversation is None or prepared.begun is None:
            return prepared
        begun, place = replace(prepared.begun, agreed=conversation.agreed), prepared.place
        if place is None and not prepared.unknown_place and conversation.place != TRUST:
            place = await self._places.find(conversation.place)
            begun = replace(begun, place=conversation.place)
        return replace(prepared, begun=begun, place=place)

    async def _begin(
        self, opened: Opened, incoming: Incoming, language: str, prepared: Prepared, talk: Talk
    ) -> Outcome:
        if prepared.begun is None:
            return NobodyThere()
        begun, welcome = replace(prepared.begun, language=language), self._beginnings.welcome
        await opened.save(begun, own_receipt(incoming))
        place = talk.place(prepared.place, unknown=prepared.unknown_place, language=language)
        heard = Heard(begun.session, language, begun.place, begin(welcome.survey).events, tag=begun.tag)
        await say(opened, talk, [*place, *talk.turn(heard, welcome)], language)
        return heard

    async def _speak(
        self, opened: Opened, incoming: Incoming, language: str, prepared: Prepared, talk: Talk
    ) -> Outcome:
        """Whoever has not begun yet is greeted once more, in the language that they chose."""
        conversation, begun = opened.conversation, prepared.begun
        if begun is not None and (conversation is None or conversation.survey == WELCOME):
            return await self._begin(opened, incoming, language, await self._besides(conversation, prepared), talk)
        if conversation is not None:
            spoken = replace(conversation, language=language)
            await opened.save(spoken, standing_receipt(opened, incoming))
            await say(opened, talk, await self._replying.question(spoken, talk), language)
        return Answered()

    async def _delete(self, opened: Opened, delete: Delete, language: str, talk: Talk) -> list[Message]:
        await opened.forget_aside()
        if delete.receipt is not None:
            return await self._withdraw(opened, normal(delete.receipt), language, talk)
        conversation = opened.conversation
        if conversation is not None:  # else what waits may be the code of answers that are kept already
            await opened.fall_silent()
            await opened.close(None)
        return [talk.deleted(language, anything=conversation is not None)]

    async def _withdraw(self, opened: Opened, receipt: str | None, language: str, talk: Talk) -> list[Message]:
        """What still waits to be said may hold the words that were taken back. Had it a question that stands, this is
        asked again."""
        found = receipt is not None and await opened.withdraw(receipt)
        unsaid = found and await opened.fall_silent()
        stands = opened.conversation if unsaid else None
        question = await self._replying.question(stands, talk) if stands else ()
        return [talk.withdrawn(language, mistyped=receipt is None, found=found), *question]
