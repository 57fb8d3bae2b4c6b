"""Answers as text and back, each kind by a shape of its own, so that none is ever read as another. Pure.

    Chosen "good" · Several ["food","prayer"] · Words {"words":"…"} · Number {"number":"3.5"} · Day {"day":"2026-03-27"}
    Month {"month":"2026-03"} · Nothing "~skipped"

Words arrive here as `surveys.reading` let them through: without the halves of broken characters, which no
UTF-8 holds. Whatever else brings such a half this far is refused when the text is turned into bytes.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias, assert_never

from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words, YearMonth

_NOTHING = "~"
_Shape: TypeAlias = str | list[str] | dict[str, str]


def encoded(answers: Mapping[str, Answer]) -> str:
    shapes = {question: _shape(answer) for question, answer in answers.items()}
    return json.dumps(shapes, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decoded(text: str) -> dict[str, Answer]:
    shapes: dict[str, _Shape] = json.loads(text)
    return {question: _answer(shape) for question, shape in shapes.items()}


def _shape(answer: Answer) -> _Shape:
    match answer:
        case Chosen(option):
            if option.startswith(_NOTHING):
                raise ValueError(f"{option!r} is no option: it would be read back as nothing said")
            return option
        case Several(options):
            return list(options)
        case Words(text):
            return {"words": text}
        case Number():
            return {"number": str(answer)}
        case Day():
            return {"day": str(answer)}
        case Month():
            return {"month": str(answer)}
        case Nothing():
            return answer.value
        case _:
            assert_never(answer)


def _answer(shape: _Shape) -> Answer:
    match shape:
        case str():
            return Nothing(shape) if shape.startswith(_NOTHING) else Chosen(shape)
        case list():
            return Several(tuple(shape))
        case {"words": text}:
            return Words(text)
        case {"number": text}:
            return Number(Decimal(text))
        case {"day": text}:
            return Day(date.fromisoformat(text))
        case {"month": text}:
            return Month(YearMonth(*map(int, text.split("-"))))
        case dict():
            raise ValueError(f"the store holds an answer of an unknown kind: {sorted(shape)}")
        case _:
            assert_never(shape)
