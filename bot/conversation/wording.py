"""Puts what happened in a turn into the messages of a chat. Pure: phrases and wordings are handed in."""

from collections.abc import Iterator
from typing import assert_never

from bot.conversation.asking import KEPT, Asking
from bot.conversation.messages import Heard, Message
from bot.conversation.misreadings import misread_text
from bot.i18n import Phrases, isolated
from surveys.answers import Words
from surveys.events import (
    Added,
    Began,
    Event,
    Finished,
    Misread,
    Noted,
    NotHere,
    NowhereBack,
    Reopened,
    Restored,
    Sent,
    Stopped,
    Ticked,
    Withdrawn,
)
from surveys.text import Edition, Status


def code_text(phrases: Phrases, receipt: str) -> str:
    """On a line of its own: it is copied by hand, whole, and no full stop of any script is taken for a part of it."""
    return f"{phrases.text('done.receipt-label')}\n{isolated(receipt)}\n\n{phrases.text('done.receipt-why')}"


class Spoken:
    """One edition in one language, ready to be spoken. `buttons`: whether the chat has any."""

    def __init__(self, edition: Edition, phrases: Phrases, *, buttons: bool) -> None:
        self._survey = edition.survey
        self._wording = edition.wording(phrases.language.tag)
        self._phrases = phrases
        self._buttons = buttons
        self._asking = Asking(edition, phrases, buttons=buttons)

    def messages(self, heard: Heard) -> tuple[Message, ...]:
        said = (message for event in heard.events for message in self._event(event, heard))
        return (*said, *self._asking.where_it_stands(heard))

    def _event(self, event: Event, heard: Heard) -> Iterator[Message]:
        match event:
            case Noted(question) if heard.on is not None:
                yield self._asking.answered(question, event.answer, heard)
            case Ticked(question):
                yield self._asking.ask(self._survey.question(question), heard, on=heard.on)
            case Added() if self._buttons:
                yield self._asking.go_on_writing(event, heard)
            case Misread(question) if self._buttons and heard.session.composing:
                yield self._asking.in_the_middle(question, "\n\n".join(self._texts(event, heard)), heard)
            case _:
                yield from map(Message, self._texts(event, heard))

    def _texts(self, event: Event, heard: Heard) -> Iterator[str]:
        phrases = self._phrases
        match event:
            case Began():
                yield from self._introduction()
            case Noted() | Added() | Misread():
                yield from self._taken(event)
            case Withdrawn(questions):
                yield phrases.plural("chat.withdrawn", len(questions))
            case Restored(questions):
                yield phrases.plural("chat.restored", len(questions))
            case NowhereBack():
                yield phrases.text("chat.nowhere-back")
            case NotHere():
                yield phrases.text("chat.not-here")
            case Sent():
                yield from self._sent(heard)
            case Finished() | Stopped():
                yield from self._goodbye(heard, stopped=isinstance(event, Stopped))
            case Reopened() | Ticked():
                return
            case _:
                assert_never(event)

    def _taken(self, event: Noted | Added | Misread) -> Iterator[str]:
        """What became of something that was typed or tapped as an answer."""
        phrases, question = self._phrases, self._survey.question(event.question)
        match event:
            case Noted(_, Words()) if self._buttons:
                return  # what somebody wrote stands right above
            case Noted(_, answer):
                if question.answerable:
                    yield phrases.text("chat.noted", answer=self._asking.said(question.id, answer))
            case Added(again=again):
                yield KEPT if again else phrases.text("chat.words-more")
            case Misread(again=again):
                yield misread_text(event, question, self._wording, phrases)
                if again:
                    yield phrases.text("chat.offer")

    def _introduction(self) -> Iterator[str]:
        yield self._phrases.text("intro.text")
        if Status.DRAFT in (self._wording.status, self._phrases.status):
            yield self._phrases.text("notice.draft")
        if not self._buttons:
            yield self._phrases.text("chat.how-to")

    def _sent(self, heard: Heard) -> Iterator[str]:
        """With the code: whoever goes away before the end has seen it. Where this is the end, it comes with that."""
        yield self._phrases.text("chat.sent")
        if heard.receipt is not None and not heard.session.closed:
            yield code_text(self._phrases, heard.receipt)

    def _goodbye(self, heard: Heard, *, stopped: bool) -> Iterator[str]:
        yield self._phrases.text("stopped.title" if stopped else "done.title")
        if heard.receipt is None:
            yield self._phrases.text("stopped.nothing-kept")
            return
        if stopped:
            yield self._phrases.text("stopped.kept")
        yield code_text(self._phrases, heard.receipt)
