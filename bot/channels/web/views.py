"""What a page shows, worked out from a survey and a session. Pure; templates put it into words and boxes."""

from dataclasses import dataclass
from typing import assert_never

from bot.channels.web.parts import Part, parts_of, range_text
from bot.conversation.measures import spoken_measure, typed_measure
from bot.i18n import Language, Phrases, direction
from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words
from surveys.definition import FEEDBACK, Kind, Question
from surveys.engine import open_questions
from surveys.routing import offered, standing_answers
from surveys.session import Session
from surveys.text import Edition, Wording


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that may be in another language than the page: a wording that does not exist in it yet."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    label: Passage
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields: the answer given before, or what was just sent and could not be read."""

    options: frozenset[str] = frozenset()
    words: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionView:
    id: str
    kind: Kind
    ask: Passage
    hint: Passage | None
    options: tuple[Option, ...]
    words: str
    parts: tuple[Part, ...]
    how: str | None
    picture: str | None
    why_needed: Passage | None
    error: str | None
    can_go_back: bool
    can_skip: bool
    action: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question on the check page. `answer` is empty where it was skipped."""

    id: str
    ask: Passage
    answer: tuple[Passage, ...]
    words: str | None
    change: str


def question_view(
    edition: Edition,
    session: Session,
    question: Question,
    phrases: Phrases,
    action: str,
    filled: Filled | None = None,
    error: str | None = None,
) -> QuestionView:
    wording = edition.wording(phrases.language.tag)
    filled = filled or filled_with(standing_answers(edition.survey, session.answers).get(question.id))
    worded = wording.texts[question.id]
    return QuestionView(
        id=question.id,
        kind=question.kind,
        ask=_passage(wording, worded.ask),
        hint=_passage(wording, worded.hint) if worded.hint else None,
        options=tuple(
            Option(id, _label(wording, question.id, id), id in filled.options)
            for id in offered(question, session.answers)
        ),
        words=filled.words,
        parts=parts_of(question, filled.parts),
        how=range_text(question, phrases),
        picture=worded.picture,
        why_needed=_passage(wording, worded.why_needed) if worded.why_needed else None,
        error=error,
        can_skip=question.answerable and not question.needed,
        can_go_back=_has_earlier(edition, session, question),
        action=action,
    )


def filled_with(answer: Answer | None) -> Filled:
    match answer:
        case Chosen(option):
            return Filled(options=frozenset({option}))
        case Several(options):
            return Filled(options=frozenset(options))
        case Words(text):
            return Filled(words=text)
        case Number() | Day() | Month():
            return Filled(parts=tuple(typed_measure(answer).split()))
        case Nothing() | None:
            return Filled()
        case _:
            assert_never(answer)


def answer_row(edition: Edition, question: Question, answer: Answer | None, language: Language, change: str) -> Row:
    wording = edition.wording(language.tag)
    chosen = filled_with(answer)
    measured = spoken_measure(language, answer) if isinstance(answer, Number | Day | Month) else None
    return Row(
        id=question.id,
        ask=_passage(wording, wording.ask(question.id)),
        answer=tuple(_label(wording, question.id, id) for id in question.options if id in chosen.options),
        words=measured or chosen.words or None,
        change=change,
    )


def questions_to_check(edition: Edition, session: Session) -> tuple[Question, ...]:
    """A statement is read and not answered."""
    opened = open_questions(edition.survey, session)
    return tuple(question for question in opened if question.section == FEEDBACK and question.answerable)


def _label(wording: Wording, question: str, option: str) -> Passage:
    return _passage(wording, wording.label(question, option))


def _passage(wording: Wording, text: str) -> Passage:
    return Passage(text, wording.language, direction(wording.language))


def _has_earlier(edition: Edition, session: Session, question: Question) -> bool:
    return open_questions(edition.survey, session)[0].id != question.id
