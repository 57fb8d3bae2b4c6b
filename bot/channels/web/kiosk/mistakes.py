"""What is said of an answer that cannot be read, for each way in which one to this question can be wrong: a tablet
without a connection has to say so itself."""

from typing import Any

from bot.conversation.misreadings import mistaken_text
from bot.i18n import Phrases
from surveys.definition import MEASURED, ONE_OF, Kind, Question
from surveys.events import Misread, Reason
from surveys.text import Wording


def mistakes_of(question: Question, wording: Wording, phrases: Phrases) -> dict[str, Any]:
    """By reason; where one option excludes the others, by that option."""
    said = {reason.value: _said(question, Misread(question.id, reason), wording, phrases) for reason in _ways(question)}
    excluding = {
        option: _said(question, Misread(question.id, Reason.EXCLUSIVE, (option,)), wording, phrases)
        for option in sorted(question.exclusive)
    }
    return {**said, Reason.EXCLUSIVE.value: excluding}


def _ways(question: Question) -> tuple[Reason, ...]:
    needed = (Reason.NEEDED,) if question.needed else ()
    match question.kind:
        case Kind.STATEMENT:
            return ()
        case Kind.TEXT:
            return (Reason.TOO_LONG, *needed)
        case kind if kind in MEASURED:
            return (Reason.EMPTY, Reason.UNKNOWN, Reason.TOO_LONG, Reason.OUT_OF_RANGE, *needed)
        case kind if kind in ONE_OF:
            return (Reason.EMPTY, Reason.UNKNOWN, Reason.ONE_ONLY, *needed)
        case _:
            return (Reason.EMPTY, Reason.UNKNOWN, *needed)


def _said(question: Question, misread: Misread, wording: Wording, phrases: Phrases) -> str:
    return mistaken_text(misread, question, wording, phrases)
