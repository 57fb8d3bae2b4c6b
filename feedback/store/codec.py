"""Answers as text and back, each kind by a shape of its own, so that none is ever read as another. Pure.

    Chosen "good" · Several ["food","prayer"] · Words {"words":"…"} · Nothing "~skipped"

Words arrive here as `surveys.reading` let them through: without the halves of broken characters, which no
UTF-8 holds. Whatever else brings such a half this far is refused when the text is turned into bytes.
"""

import json
from collections.abc import Mapping
from typing import TypeAlias, assert_never

from surveys.answers import Answer, Chosen, Nothing, Several, Words

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
        case dict():
            return Words(shape["words"])
        case _:
            assert_never(shape)
