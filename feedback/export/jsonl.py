"""Response records as JSON Lines: `record` and `response` are each other's inverse.

Words that begin with `~` are written with a second one before it, so that nobody can type their way into
`~skipped`.
"""

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from feedback.records import Response
from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words

Value: TypeAlias = str | list[str]
_MARK = "~"


def line(response: Response, order: Iterable[str]) -> str:
    """One record on one line, its answers in the survey's order."""
    return json.dumps(record(response, order), ensure_ascii=False, separators=(",", ":"))


def record(response: Response, order: Iterable[str]) -> dict[str, object]:
    place_of = {question: place for place, question in enumerate(order)}
    return {
        "response": response.id,
        "survey": response.survey,
        "version": response.version,
        "place": response.place,
        "channel": response.channel.value,
        "language": response.language,
        "day": response.day.isoformat(),
        "state": response.state.value,
        "repeat": response.repeat,
        "answers": _values(response.answers, place_of),
        "equality": _values(response.equality, place_of),
    }


def value(answer: Answer) -> Value:
    match answer:
        case Chosen(option):
            return option
        case Several(options):
            return list(options)
        case Words(text):
            return _MARK + text if text.startswith(_MARK) else text
        case Number() | Day() | Month():
            return str(answer)
        case Nothing():
            return answer.value


def _values(answers: Mapping[str, Answer], place_of: Mapping[str, int]) -> dict[str, Value]:
    last = len(place_of)
    ordered = sorted(answers, key=lambda question: (place_of.get(question, last), question))
    return {question: value(answers[question]) for question in ordered}
