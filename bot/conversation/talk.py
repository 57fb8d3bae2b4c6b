"""What a chat says, in the respondent's language: to a turn, and to whatever else they asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.conversation.asides import Anew, CarryOn, Greet, Matter, Page, Speak, Unusable
from bot.conversation.asking import Asking, way_to_help
from bot.conversation.measures import spoken_measure
from bot.conversation.messages import Heard, Message, Way
from bot.conversation.pieces import pieces
from bot.conversation.wording import Spoken, code_text
from bot.i18n import Catalogues, Phrases, upright
from feedback.records import Agreement, Conversation, Place
from surveys.answers import Day
from surveys.session import Stage
from surveys.text import Edition


class Talk:
    """One chat channel's side of every conversation. `keeper`: whose app it is, where the chat is kept by somebody
    else, of which people are told. `longest`: what one message holds."""

    def __init__(
        self, catalogues: Catalogues, *, buttons: bool, keeper: str | None = None, longest: int | None = None
    ) -> None:
        self._catalogues = catalogues
        self._buttons = buttons
        self._longest = longest
        self._kept = (f"chat.{keeper}-keeps",) if keeper else ()
        self._private = (f"chat.{keeper}-privacy",) if keeper else ()

    def turn(self, heard: Heard, edition: Edition) -> tuple[Message, ...]:
        phrases = self._catalogues.phrases(heard.language)
        return Spoken(edition, phrases, buttons=self._buttons).messages(heard)

    def question(self, heard: Heard, edition: Edition) -> tuple[Message, ...]:
        """The question that stands, once more."""
        phrases = self._catalogues.phrases(heard.language)
        return tuple(Asking(edition, phrases, buttons=self._buttons).once_more(heard))

    def page(self, page: Page, language: str, *, answered: bool) -> Message:
        """`answered`: there are answers here that they can carry on with."""
        phrases = self._catalogues.phrases(language)
        match page:
            case Page.HELP:
                carry_on = ("chat.help-carry-on",) if answered else ()
                return Message(_paragraphs(phrases, ("chat.help", *carry_on, "help.complain")), bare=True)
            case Page.PRIVACY:
                names = ("privacy.not-kept", *self._private, "privacy.who", "privacy.danger")
                return Message(_paragraphs(phrases, names))
            case Page.LANGUAGES:
                return self._languages(phrases)

    def place(self, place: Place | None, *, unknown: bool, language: str) -> tuple[Message, ...]:
        """Which place this will be about, to somebody who came by its code."""
        phrases = self._catalogues.phrases(language)
        if unknown:
            return (Message(phrases.text("error.unknown-place")),)
        return (Message(phrases.text("start.place", place=place.name)),) if place else ()

    def elsewhere(self, first: str, other: Place, language: str, tag: str) -> Message:
        phrases = self._catalogues.phrases(language)
        text = phrases.text("chat.elsewhere", first=first, other=other.name)
        carry_on = Way(CarryOn(), phrases.text("elsewhere.carry-on", place=first))
        again = Way(Anew(other.code, tag), phrases.text("elsewhere.again", place=other.name))
        return Message(f"{text}\n\n{phrases.text('elsewhere.again-text')}", ways=((carry_on,), (again,)))

    def speaks(self, language: str) -> bool:
        return language in self._catalogues.offered

    def kept(self, receipt: str, language: str) -> Message:
        """Of what was sent, to somebody who leaves it for a new beginning."""
        phrases = self._catalogues.phrases(language)
        return Message("\n\n".join((phrases.text("chat.sent"), code_text(phrases, receipt))))

    def resumed(self, language: str) -> Message:
        return Message(self._catalogues.phrases(language).text("start.resume-text"))

    def over(self, language: str, *, button: bool = False) -> Message:
        """Nothing is open here. `button`: somebody pressed one that belongs to what is over."""
        phrases = self._catalogues.phrases(language)
        names = ("chat.old-button", "chat.over") if button else ("chat.over",)
        return Message(_paragraphs(phrases, names), ways=((Way(Greet(), phrases.text("button.start")),),))

    def old_button(self, place: str, language: str, tag: str) -> Message:
        """Of other questions than those that are open: what is open can be left for a new beginning."""
        phrases = self._catalogues.phrases(language)
        again = Way(Anew(place, tag), phrases.text("start.again"))
        return Message(_paragraphs(phrases, ("chat.old-button", "start.again-text")), ways=((again,),))

    def past_button(self, language: str) -> Message:
        """It would have left other questions than those that are open. These follow."""
        return Message(self._catalogues.phrases(language).text("chat.old-button"))

    def not_spoken(self, language: str) -> Message:
        """A language was asked for that is not offered any more."""
        phrases = self._catalogues.phrases(language)
        return Message(phrases.text("chat.language-gone", language=phrases.language.name))

    def not_taken(self, language: str) -> Message:
        """What they sent could not be worked on, and will not be."""
        return Message(_paragraphs(self._catalogues.phrases(language), ("chat.not-taken", "chat.help")), bare=True)

    def not_opened(self, language: str) -> Message:
        """Nor anything else: what is open here cannot be read. It may have been a call for help."""
        return Message(_paragraphs(self._catalogues.phrases(language), ("chat.not-opened", "chat.help")), bare=True)

    def deleted(self, language: str, *, anything: bool) -> Message:
        first = "chat.deleted" if anything else "chat.deleted-nothing"
        return Message(_paragraphs(self._catalogues.phrases(language), (first, "chat.delete-code", *self._kept)))

    def withdrawn(self, language: str, *, mistyped: bool, found: bool) -> Message:
        phrases = self._catalogues.phrases(language)
        if mistyped:
            return Message(phrases.text("error.receipt-mistyped"))
        if not found:
            return Message(phrases.text("error.receipt-unknown"))
        return Message(_paragraphs(phrases, ("withdraw.done-title", "withdraw.done", *self._kept)))

    def unusable(self, sent: Unusable, language: str) -> Message:
        phrases = self._catalogues.phrases(language)
        match sent.matter:
            case Matter.EDITED:
                text = phrases.text("chat.not-edited", change=phrases.text("check.change"))
            case Matter.GROUP:
                text = phrases.text("chat.not-group", address=sent.address or "")
            case matter:
                text = phrases.text(f"chat.not-{matter}")
        return Message(text, bare=sent.matter is Matter.GROUP)

    def reminder(self, conversation: Conversation, until: date) -> Message:
        phrases = self._catalogues.phrases(conversation.language)
        if conversation.session.stage is Stage.SENT:
            return Message(phrases.text("chat.reminder-sent"))
        counts = Agreement.UNFINISHED in conversation.agreed
        name = "chat.reminder-counted" if counts else "chat.reminder"
        return Message(phrases.text(name, day=spoken_measure(phrases.language, Day(until))))

    def agreed(self, to: Agreement, language: str) -> Message:
        names = {Agreement.REMINDERS: "chat.remind-on", Agreement.UNFINISHED: "chat.count-unfinished-on"}
        return Message(_paragraphs(self._catalogues.phrases(language), (names[to],)))

    def fitting(self, messages: Iterable[Message], language: str) -> tuple[Message, ...]:
        """As they are said: few, and none longer than a message can be. What is too long goes on in the next, and its
        buttons stand under the last. There is a way to help under whatever was said last."""
        if not self._buttons:
            return tuple(messages)
        joined = _together(messages)
        if joined and joined[-1].on is None and not joined[-1].bare:
            joined = (*joined[:-1], self._with_help(joined[-1], language))
        if self._longest is None:
            return joined
        return tuple(part for message in joined for part in _parts(message, self._longest))

    def _with_help(self, message: Message, language: str) -> Message:
        help = way_to_help(self._catalogues.phrases(language))
        offered = any(way.means == help.means for row in message.ways for way in row)
        return message if offered else replace(message, ways=(*message.ways, (help,)))

    def _languages(self, phrases: Phrases) -> Message:
        offered = (self._catalogues.phrases(tag).language for tag in self._catalogues.offered)
        ways = tuple((Way(Speak(language.tag), language.name),) for language in offered)
        return Message(phrases.text("language.label"), ways=ways)


def _together(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Fewer and longer: whatever is only text goes into the message after it. Chats take one message a second."""
    joined: list[Message] = []
    for message in messages:
        before = joined[-1] if joined else None
        if before is not None and before.on is None and not before.choices and not before.ways and message.on is None:
            joined[-1] = _after(before.text, message)
        else:
            joined.append(message)
    return tuple(joined)


def _after(text: str, message: Message) -> Message:
    return replace(message, text=f"{text}\n\n{message.text}")


def _parts(message: Message, longest: int) -> Iterator[Message]:
    first, *others = pieces(message.text, longest)
    if not others:
        yield message
        return
    yield Message(first, on=message.on)
    yield from map(Message, others[:-1])
    yield replace(message, text=others[-1], on=None)


def _paragraphs(phrases: Phrases, names: Iterable[str]) -> str:
    return upright("\n\n".join(map(phrases.text, names)), phrases.language)
