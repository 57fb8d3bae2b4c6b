"""Puts what happened in a turn into the messages of a chat. Pure: phrases and wordings are handed in."""

from collections.abc import Iterator, Mapping
from textwrap import indent
from typing import assert_never

from bot.conversation.measures import example_of, spoken_measure
from bot.conversation.messages import Choice, Heard, Message
from bot.conversation.misreadings import misread_text
from bot.i18n import Phrases
from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words
from surveys.definition import Kind, Question
from surveys.engine import open_questions
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
    Withdrawn,
)
from surveys.routing import offered, standing_answers
from surveys.session import Stage
from surveys.text import Edition, Status, Wording


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
                yield phrases.text("chat.sent")
            case Finished() | Stopped():
                yield from self._goodbye(heard, stopped=isinstance(event, Stopped))
            case Reopened():
                return
            case _:
                assert_never(event)

    def _taken(self, event: Noted | Added | Misread) -> Iterator[str]:
        """What became of something that was typed or tapped as an answer."""
        phrases, question = self._phrases, self._survey.question(event.question)
        match event:
            case Noted(_, answer):
                if question.answerable:
                    yield phrases.text("chat.noted", answer=self.said(question.id, answer))
            case Added():
                yield phrases.text("chat.words-more")
            case Misread(again=again):
                yield misread_text(event, question, self._wording, phrases)
                if again:
                    yield phrases.text("chat.offer")

    def said(self, question: str, answer: Answer) -> str:
        """An answer as its giver would recognise it."""
        match answer:
            case Chosen(option):
                return self._wording.label(question, option)
            case Several(options):
                return self._phrases.language.between.join(self._wording.label(question, option) for option in options)
            case Words(text):
                return text
            case Number() | Day() | Month():
                return spoken_measure(self._phrases.language, answer)
            case Nothing():
                return self._phrases.text("answer.skipped")
            case _:
                assert_never(answer)

    def _introduction(self) -> Iterator[str]:
        yield self._phrases.text("intro.text")
        if Status.DRAFT in (self._wording.status, self._phrases.status):
            yield self._phrases.text("notice.draft")
        yield self._phrases.text("chat.how-to")

    def _goodbye(self, heard: Heard, *, stopped: bool) -> Iterator[str]:
        yield self._phrases.text("stopped.title" if stopped else "done.title")
        if heard.receipt is None:
            yield self._phrases.text("stopped.nothing-kept")
            return
        if stopped:
            yield self._phrases.text("stopped.kept")
        yield self._phrases.text("chat.receipt", receipt=heard.receipt)

    def _where_it_stands(self, heard: Heard) -> Iterator[Message]:
        session = heard.session
        if session.stage is Stage.CHECKING:
            yield self._check(heard)
        elif session.at is not None and not session.composing:
            yield self._ask(self._survey.question(session.at), heard)

    def _ask(self, question: Question, heard: Heard) -> Message:
        options = offered(question, heard.session.answers)
        lines = [
            self._wording.ask(question.id),
            self._wording.hint(question.id),
            self._how(question),
            self._standing(question, heard.session.answers),
        ]
        choices = tuple(Choice(option, self._wording.label(question.id, option)) for option in options)
        return Message("\n".join(line for line in lines if line), choices)

    def _standing(self, question: Question, answers: Mapping[str, Answer]) -> str | None:
        """What was answered before, to somebody who came back: a new answer takes its place."""
        given = standing_answers(self._survey, answers).get(question.id)
        if given is None or isinstance(given, Nothing):
            return None
        return self._phrases.text("chat.noted", answer=self.said(question.id, given))

    def _how(self, question: Question) -> str | None:
        """How this kind of question is answered in a chat. A list of options explains itself."""
        phrases, range = self._phrases, question.range
        match question.kind:
            case Kind.SEVERAL:
                return phrases.text("chat.several")
            case Kind.TEXT:
                return phrases.text("chat.words")
            case Kind.STATEMENT:
                return phrases.text("chat.statement")
            case Kind.NUMBER if range is not None:
                low, high = (spoken_measure(phrases.language, end) for end in (range.low, range.high))
                return phrases.text("chat.number", low=low, high=high)
            case Kind.DAY | Kind.MONTH if range is not None:
                return phrases.text(f"chat.{question.kind}", example=example_of(range))
            case _:
                return None

    def _check(self, heard: Heard) -> Message:
        given = heard.session.answers
        answers = (
            indent(self.said(question.id, given[question.id]), "  ").join((f"{self._wording.ask(question.id)}\n", ""))
            for question in open_questions(self._survey, heard.session)
            if question.answerable
        )
        lines = (self._phrases.text("check.title"), *answers, self._phrases.text("chat.check-how-to"))
        return Message("\n".join(lines))
