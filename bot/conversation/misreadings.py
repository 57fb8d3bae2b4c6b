"""Why a reply could not be read as an answer, in words: the same for a chat and for a page, but for what is said of
a list that one types from."""

from typing import assert_never

from bot.conversation.measures import example_of, spoken_measure
from bot.i18n import Phrases
from surveys.definition import Kind, Question
from surveys.events import Misread, Reason
from surveys.measures import Range
from surveys.text import Wording


def misread_text(misread: Misread, question: Question, wording: Wording, phrases: Phrases) -> str:
    """In a chat."""
    match misread.reason:
        case Reason.AMBIGUOUS:
            return phrases.text("chat.ambiguous", options=phrases.language.between.join(_labels(misread, wording)))
        case Reason.EMPTY | Reason.UNKNOWN | Reason.ONE_ONLY if question.range is None:
            return phrases.text("chat.misread")
        case _:
            return _of_any_channel(misread, question, wording, phrases)


def mistaken_text(misread: Misread, question: Question, wording: Wording, phrases: Phrases) -> str:
    """On a page, whose button for leaving a question out has a name."""
    skip = phrases.text("button.skip")
    match misread.reason:
        case Reason.EMPTY if question.range is None:
            return phrases.text("error.choose", skip=skip)
        case Reason.UNKNOWN | Reason.AMBIGUOUS if question.range is None:
            return phrases.text("error.not-an-option", skip=skip)
        case _:
            return _of_any_channel(misread, question, wording, phrases)


def _of_any_channel(misread: Misread, question: Question, wording: Wording, phrases: Phrases) -> str:
    match misread.reason:
        case Reason.EXCLUSIVE:
            return phrases.text("error.exclusive", label=_labels(misread, wording)[0])
        case Reason.ONE_ONLY:
            return phrases.text("error.one-only")
        case Reason.TOO_LONG:
            return phrases.text("error.too-long")
        case Reason.NEEDED:
            return phrases.text("error.needed", why=wording.texts[question.id].why_needed or "")
        case Reason.EMPTY | Reason.UNKNOWN | Reason.AMBIGUOUS | Reason.OUT_OF_RANGE:
            return _about_range(misread.reason, question.kind, question.range, phrases)
        case _:
            assert_never(misread.reason)


def _about_range(reason: Reason, kind: Kind, range: Range | None, phrases: Phrases) -> str:
    if range is None:
        raise LookupError(f"a {kind} question has no range to be out of")
    low, high = (spoken_measure(phrases.language, end) for end in (range.low, range.high))
    beyond = reason is Reason.OUT_OF_RANGE
    if kind is Kind.NUMBER:
        if beyond or range.places:
            return phrases.text("error.number-range", low=low, high=high)
        return phrases.text("error.number", example=example_of(range))
    return phrases.text(f"error.{kind}-range", first=low, last=high) if beyond else phrases.text(f"error.{kind}")


def _labels(misread: Misread, wording: Wording) -> list[str]:
    return [wording.label(misread.question, option) for option in misread.options]
