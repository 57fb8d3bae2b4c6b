"""Puts what happened in a turn into the messages of a chat. Pure: phrases and wordings are handed in."""

from collections.abc import Iterator
from typing import Protocol, assert_never

from bot.conversation.messages import Choice, Heard, Message
from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.definition import Kind, Question
from surveys.engine import open_questions
from surveys.events import (
    Began,
    Event,
    Finished,
    Misread,
    Noted,
    NotHere,
    NowhereBack,
    Reason,
    Reopened,
    Restored,
    Sent,
    Stopped,
    Withdrawn,
)
from surveys.routing import offered
from surveys.session import Stage
from surveys.text import Edition, Status, Wording


class Phrases(Protocol):
    """The product's phrases in one language."""

    def text(self, id: str, /, **values: str | int) -> str: ...
    def plural(self, id: str, count: int, /, **values: str | int) -> str: ...


class Spoken:
    """One edition in one language, ready to be spoken."""

    def __init__(self, edition: Edition, phrases: Phrases, language: str) -> None:
        self._survey = edition.survey
        self._wording: Wording = edition.wording(language)
        self._phrases = phrases

    def messages(self, heard: Heard) -> tuple[Message, ...]:
        said = (text for event in heard.events for text in self._event(event, heard))
        return (*map(Message, said), *self._where_it_stands(heard))

    def _event(self, event: Event, heard: Heard) -> Iterator[str]:
        phrases = self._phrases
        match event:
            case Began():
                yield from self._introduction()
            case Noted(question, answer):
                yield phrases.text("chat.noted", answer=self.said(question, answer))
            case Misread():
                yield self._misread(event)
            case Withdrawn(questions):
                yield phrases.plural("chat.withdrawn", len(questions))
            case Restored(questions):
                yield phrases.plural("chat.restored", len(questions))
            case NowhereBack():
                yield phrases.text("chat.nowhere-back")
            case NotHere():
                yield phrases.text("chat.not-here")
            case Sent():
                yield phrases.text("chat.sent")
            case Finished() | Stopped():
                yield from self._goodbye(heard, stopped=isinstance(event, Stopped))
            case Reopened():
                return
            case _:
                assert_never(event)

    def said(self, question: str, answer: Answer) -> str:
        """An answer as its giver would recognise it."""
        match answer:
            case Chosen(option):
                return self._wording.label(question, option)
            case Several(options):
                return "; ".join(self._wording.label(question, option) for option in options)
            case Words(text):
                return text
            case Nothing():
                return self._phrases.text("answer.skipped")
            case _:
                assert_never(answer)

    def _introduction(self) -> Iterator[str]:
        yield self._phrases.text("intro.text")
        if self._wording.status is Status.DRAFT:
            yield self._phrases.text("notice.draft")
        yield self._phrases.text("chat.how-to")

    def _misread(self, misread: Misread) -> str:
        labels = [self._wording.label(misread.question, option) for option in misread.options]
        match misread.reason:
            case Reason.AMBIGUOUS:
                return self._phrases.text("chat.ambiguous", options="; ".join(labels))
            case Reason.EXCLUSIVE:
                return self._phrases.text("error.exclusive", label=labels[0])
            case Reason.TOO_LONG:
                return self._phrases.text("error.too-long")
            case Reason.EMPTY | Reason.UNKNOWN | Reason.ONE_ONLY:
                return self._phrases.text("chat.misread")
            case _:
                assert_never(misread.reason)

    def _goodbye(self, heard: Heard, *, stopped: bool) -> Iterator[str]:
        yield self._phrases.text("stopped.title" if stopped else "done.title")
        if heard.receipt is None:
            yield self._phrases.text("stopped.nothing-kept")
            return
        yield self._phrases.text("chat.receipt", receipt=heard.receipt)

    def _where_it_stands(self, heard: Heard) -> Iterator[Message]:
        session = heard.session
        if session.stage is Stage.CHECKING:
            yield self._check(heard)
        elif session.at is not None:
            yield self._ask(self._survey.question(session.at), heard)

    def _ask(self, question: Question, heard: Heard) -> Message:
        options = offered(question, heard.session.answers)
        lines = [self._wording.ask(question.id), self._wording.hint(question.id)]
        if question.kind is Kind.SEVERAL:
            lines.append(self._phrases.text("chat.several"))
        choices = tuple(Choice(option, self._wording.label(question.id, option)) for option in options)
        return Message("\n".join(line for line in lines if line), choices)

    def _check(self, heard: Heard) -> Message:
        given = heard.session.answers
        answers = (
            f"{self._wording.ask(question.id)}\n  {self.said(question.id, given[question.id])}"
            for question in open_questions(self._survey, heard.session)
        )
        lines = (self._phrases.text("check.title"), *answers, self._phrases.text("chat.check-how-to"))
        return Message("\n".join(lines))
