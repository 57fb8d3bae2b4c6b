"""What an author should know of a survey that can be read: proof that every path ends and every question can be
reached, and what will not look right to those who answer."""

import unicodedata
from dataclasses import dataclass

from surveys.errors import Problem
from surveys.limits import LONGEST_LABEL
from surveys.reach import Unproven, Unreachable, reach
from surveys.text import Edition


@dataclass(frozen=True, slots=True)
class Checked:
    """`longest`: how many questions the longest path can have. Conditions look backward only, so every path ends."""

    longest: int
    problems: tuple[Problem, ...]
    unproven: tuple[str, ...]


def check(edition: Edition, file: str) -> Checked:
    survey = edition.survey
    reached = {question.id: reach(survey, question) for question in survey}
    unreachable = [id for id, found in reached.items() if isinstance(found, Unreachable)]
    return Checked(
        longest=len(survey.questions) - len(unreachable),
        problems=(
            *(Problem(file, 0, "unreachable", {"question": id}) for id in unreachable),
            *_wide_labels(edition, file),
        ),
        unproven=tuple(id for id, found in reached.items() if isinstance(found, Unproven)),
    )


def _wide_labels(edition: Edition, file: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            file,
            0,
            "label-wide",
            {
                "language": wording.language,
                "question": question,
                "option": option,
                "width": width(label),
                "most": LONGEST_LABEL,
            },
        )
        for wording in edition.wordings.values()
        for question, text in wording.texts.items()
        for option, label in text.labels.items()
        if width(label) > LONGEST_LABEL
    )


def width(text: str) -> int:
    """How much room it takes: a Chinese character as much as two Latin letters, a mark on a letter none."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
