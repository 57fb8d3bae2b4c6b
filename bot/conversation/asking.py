"""How a question stands in a chat: its words, what was answered before, and the buttons under it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import indent
from typing import TypeAlias, assert_never

from bot.conversation.asides import Agree, Do, Page, Show, Tapped
from bot.conversation.measures import example_of, spoken_measure
from bot.conversation.messages import Choice, Heard, Message, Way
from bot.conversation.pieces import pieces
from bot.conversation.welcome import WELCOME
from bot.i18n import Phrases
from feedback.records import Agreement
from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words
from surveys.check import width
from surveys.definition import OPT_IN, Kind, Question
from surveys.engine import open_questions
from surveys.events import Added
from surveys.routing import offered, standing_answers
from surveys.session import Stage
from surveys.text import Edition

_Rows: TypeAlias = tuple[tuple[Way, ...], ...]
KEPT = "✓"
MOST_CHANGES = 90  # a keyboard in Telegram holds 100 buttons; whoever gave more answers goes back to the others
LONGEST_REPEATED = 200
LONGEST_BUTTON = 34  # columns: phones cut longer ones off, so that these stand in the message as well


def way_to_help(phrases: Phrases) -> Way:
    return Way(Show(Page.HELP), phrases.text("page.help-link"))


class Asking:
    """One edition in one language."""

    def __init__(self, edition: Edition, phrases: Phrases, *, buttons: bool) -> None:
        self._survey = edition.survey
        self._wording = edition.wording(phrases.language.tag)
        self._phrases = phrases
        self._buttons = buttons

    def where_it_stands(self, heard: Heard) -> Iterator[Message]:
        """Somebody in the middle of an answer is not asked again."""
        if not heard.session.composing:
            yield from self.once_more(heard)

    def once_more(self, heard: Heard) -> Iterator[Message]:
        session = heard.session
        if session.stage is Stage.CHECKING:
            yield self._check(heard)
        elif session.at is not None:
            yield self.ask(self._survey.question(session.at), heard)

    def ask(self, question: Question, heard: Heard, on: str | None = None) -> Message:
        standing = standing_answers(self._survey, heard.session.answers)
        lines = [
            self._wording.ask(question.id),
            self._wording.hint(question.id),
            self._how(question),
            self._given(question, standing),
            self._progress(question, heard),
        ]
        choices = tuple(self._choices(question, standing))
        if self._buttons and any(width(choice.label) > LONGEST_BUTTON for choice in choices):
            lines += ["", *(f"{number}. {choice.label}" for number, choice in enumerate(choices, start=1))]
        return Message(
            text="\n".join(line for line in lines if line is not None),
            choices=choices,
            ways=self._ways(question, heard) if self._buttons else (),
            tag=heard.tag,
            question=self._survey.place(question.id),
            several=question.kind is Kind.SEVERAL,
            on=on,
        )

    def answered(self, question: str, answer: Answer, heard: Heard) -> Message:
        """Takes the place of the question that was tapped; one button leads back to it."""
        text = f"{self._wording.ask(question)}\n{KEPT} {_beginning(self.said(question, answer))}"
        change = () if heard.session.closed else ((self._way(Do.CHANGE, "check.change", heard, question),),)
        return Message(text, ways=change, tag=heard.tag, question=self._survey.place(question), on=heard.on)

    def go_on_writing(self, added: Added, heard: Heard) -> Message:
        """Each message is said to be kept: the first in words, and from then on by a mark, so that nobody who writes
        line by line reads the same sentence after each."""
        words = self._phrases.text("chat.kept-writing", done=self._phrases.text("button.done"))
        return self.in_the_middle(added.question, KEPT if added.again else words, heard)

    def in_the_middle(self, question: str, text: str, heard: Heard) -> Message:
        """To somebody who has answered in part: the way to end it stands under whatever is said."""
        done = self._way(Do.DONE, "button.done", heard, question)
        return Message(text, ways=((done,), (self._help(),)), tag=heard.tag, question=self._survey.place(question))

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

    def _choices(self, question: Question, standing: Mapping[str, Answer]) -> Iterator[Choice]:
        given = standing.get(question.id)
        ticked = given.options if isinstance(given, Several) else ()
        for option in offered(question, standing):
            label = self._wording.label(question.id, option)
            yield Choice(question.options.index(option), label, option in ticked)

    def _given(self, question: Question, standing: Mapping[str, Answer]) -> str | None:
        """What was answered before, to somebody who came back: a new answer takes its place. Ticks tell themselves."""
        given = standing.get(question.id)
        shown = self._buttons and isinstance(given, Several)
        if given is None or isinstance(given, Nothing) or shown:
            return None
        return self._phrases.text("chat.noted", answer=self.said(question.id, given))

    def _progress(self, question: Question, heard: Heard) -> str | None:
        """Of the questions that are asked as far as one can tell now: an answer can lead to more, or to fewer."""
        opened = open_questions(self._survey, heard.session)
        counted = [one.id for one in opened if one.answerable and one.id != OPT_IN]
        if self._survey.id == WELCOME or question.id not in counted:
            return None
        said = self._phrases.text("chat.progress", number=counted.index(question.id) + 1, total=len(counted))
        return f"\n{said}" if self._buttons else said

    def _how(self, question: Question) -> str | None:
        """How this kind of question is answered in a chat. A list of options explains itself."""
        phrases, range = self._phrases, question.range
        match question.kind:
            case Kind.SEVERAL | Kind.TEXT if self._buttons:
                name = "chat.tick" if question.kind is Kind.SEVERAL else "chat.write"
                return phrases.text(name, done=phrases.text("button.done"))
            case Kind.SEVERAL:
                return phrases.text("chat.several")
            case Kind.TEXT:
                return phrases.text("chat.words")
            case Kind.STATEMENT:
                return None if self._buttons else phrases.text("chat.statement")
            case Kind.NUMBER if range is not None:
                low, high = (spoken_measure(phrases.language, end) for end in (range.low, range.high))
                return phrases.text("chat.number", low=low, high=high)
            case Kind.DAY | Kind.MONTH if range is not None:
                return phrases.text(f"chat.{question.kind}", example=example_of(range))
            case _:
                return None

    def _check(self, heard: Heard) -> Message:
        opened = [one for one in open_questions(self._survey, heard.session) if one.answerable]
        if self._buttons:
            return self._check_by_number(opened, heard)
        lines = (self._line(question, heard) for question in opened)
        text = "\n".join((self._phrases.text("check.title"), *lines, self._phrases.text("chat.check-how-to")))
        return Message(text, tag=heard.tag)

    def _check_by_number(self, opened: Sequence[Question], heard: Heard) -> Message:
        """Each answer can be changed by its number. The buttons that everybody needs stand last, since a phone shows
        the end of a long message."""
        phrases, given = self._phrases, heard.session.answers
        answered = [question for question in opened if not isinstance(given[question.id], Nothing)]
        lines = [f"{number}. {self._line(question, heard)}" for number, question in enumerate(answered, start=1)]
        send = self._way(Do.SEND, "button.send", heard)
        back, stop = self._way(Do.BACK, "button.back", heard), self._way(Do.STOP, "button.stop", heard)
        changes = [self._change(number, question, heard) for number, question in enumerate(answered, start=1)]
        how = phrases.text("chat.check-tap", send=send.label, change=phrases.text("check.change"))
        ways = ((way,) for way in (*changes[:MOST_CHANGES], send, back, self._help(), stop))
        return Message("\n\n".join((phrases.text("check.title"), *lines, how)), ways=tuple(ways), tag=heard.tag)

    def _line(self, question: Question, heard: Heard) -> str:
        said = self.said(question.id, heard.session.answers[question.id])
        return f"{self._wording.ask(question.id)}\n{indent(said, '  ')}"

    def _change(self, number: int, question: Question, heard: Heard) -> Way:
        label = self._phrases.text("chat.change-number", number=number)
        return Way(Tapped(heard.tag, Do.CHANGE, self._survey.place(question.id)), label)

    def _ways(self, question: Question, heard: Heard) -> _Rows:
        if self._survey.id == WELCOME:
            return self._first_ways()
        here = question.id
        rows: list[tuple[Way, ...]] = []
        if question.kind is Kind.SEVERAL:
            rows.append((self._way(Do.DONE, "button.done", heard, here),))
        if question.kind is Kind.STATEMENT:
            rows.append((self._way(Do.SKIP, "button.continue", heard, here),))
        elif not question.needed:
            rows.append((self._way(Do.SKIP, "button.skip", heard, here),))
        if open_questions(self._survey, heard.session)[0].id != here:
            rows.append((self._way(Do.BACK, "button.back", heard, here),))
        return (*rows, (self._help(),), (self._way(Do.STOP, "button.stop", heard),))

    def _first_ways(self) -> _Rows:
        text = self._phrases.text
        return (
            (Way(Show(Page.LANGUAGES), f"🌐 {text('language.label')}"),),
            (Way(Agree(Agreement.REMINDERS), text("button.remind")),),
            (Way(Agree(Agreement.UNFINISHED), text("button.count-unfinished")),),
            (Way(Show(Page.PRIVACY), text("footer.privacy")),),
            (self._help(),),
        )

    def _help(self) -> Way:
        return way_to_help(self._phrases)

    def _way(self, do: Do, phrase: str, heard: Heard, question: str | None = None) -> Way:
        place = self._survey.place(question) if question is not None else None
        return Way(Tapped(heard.tag, do, place), self._phrases.text(phrase))


def _beginning(said: str) -> str:
    """Somebody's own words stand above in the chat already, whole."""
    first, *others = pieces(said, LONGEST_REPEATED)
    return f"{first}…" if others else first
