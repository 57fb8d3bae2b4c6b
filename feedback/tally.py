"""What one response adds to the counts. Pure; the store raises or lowers it in the response's own transaction.

A tally is one group's count sheet for a place and a month. A response leaves the same marks on the sheet of
everybody and on one sheet a characteristic. Kept so, a response touches a dozen rows, not a row for every
combination of answer and characteristic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from feedback.records import Response
from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words

EVERYBODY = "all"
WORDS = "~words"
ANSWERED = "~answered"
RESPONSES = "~responses"
CHARACTERISTICS = (
    "ethnicity",
    "age",
    "sex",
    "gender-same",
    "orientation",
    "religion",
    "condition",
    "condition-limits",
    "main-language",
    "migrant",
)

Mark: TypeAlias = tuple[str, str]
Sheet: TypeAlias = Mapping[Mark, int]


@dataclass(frozen=True, slots=True, order=True)
class TallyKey:
    """Ordered, so that every writer locks sheets in the same order and no two can block each other."""

    survey: str
    version: int
    place: str
    month: str
    characteristic: str
    value: str


def sheets(response: Response) -> tuple[TallyKey, ...]:
    """The sheets that this response stands on. Somebody who answered before stands on none by group."""
    groups = () if response.repeat else tuple(_groups(response.equality))
    month = response.counted_in or response.day.strftime("%Y-%m")
    return tuple(
        sorted(
            TallyKey(response.survey, response.version, response.place, month, characteristic, value)
            for characteristic, value in ((_everybody(response), EVERYBODY), *groups)
        )
    )


def marks(response: Response) -> tuple[Mark, ...]:
    answered = tuple(mark for question, answer in response.answers.items() for mark in _marks(question, answer))
    return ((RESPONSES, response.state.value), *answered)


def _everybody(response: Response) -> str:
    return REPEATS if response.repeat else EVERYBODY


REPEATS = "repeats"


def _groups(equality: Mapping[str, Answer]) -> Iterator[Mark]:
    for characteristic in CHARACTERISTICS:
        answer = equality.get(characteristic, Nothing.NOT_ASKED)
        yield (characteristic, answer.option if isinstance(answer, Chosen) else _nothing(answer))


def _nothing(answer: Answer) -> str:
    return (answer if isinstance(answer, Nothing) else Nothing.NOT_ASKED).value


def _marks(question: str, answer: Answer) -> Iterator[Mark]:
    match answer:
        case Chosen(option):
            yield question, option
        case Several(options):
            yield question, ANSWERED
            for option in options:
                yield question, option
        case Words():
            yield question, WORDS
        case Number() | Day() | Month():
            yield question, ANSWERED
        case Nothing():
            yield question, answer.value
        case _:
            assert_never(answer)
