"""A survey as the tablet's script plays it: what is asked and when, in plain lists and tables, and no words."""

from typing import Any, assert_never

from surveys.conditions import Always, Both, Compared, Condition, Counted, Either, Is, Not, Selected
from surveys.definition import Question, Survey
from surveys.text import Edition


def described(survey: Survey) -> dict[str, Any]:
    return {"id": survey.id, "questions": [_question(question) for question in survey]}


def pins(edition: Edition) -> str:
    """Which version of the survey and of the section after it: a stay is sent in as what it was answered on."""
    return f"{edition.survey.version}-{edition.survey.section_version or ''}"


def _question(question: Question) -> dict[str, Any]:
    narrowing, range = question.narrowing, question.range
    return {
        "id": question.id,
        "kind": question.kind.value,
        "section": question.section,
        "options": list(question.options),
        "exclusive": sorted(question.exclusive),
        "needed": question.needed,
        "narrowing": narrowing
        and {
            "broad": narrowing.broad,
            "finer": {broad: list(narrowing.offered(broad)) for broad in narrowing.by_answer},
        },
        "range": range and {"low": str(range.low), "high": str(range.high), "places": range.places},
        "condition": condition_list(question.condition),
    }


def condition_list(condition: Condition) -> list[Any]:
    """Its kind, then what it is made of."""
    match condition:
        case Always():
            return ["always"]
        case Is(question, option):
            return ["is", question, option]
        case Selected(question, option):
            return ["selected", question, option]
        case Counted(question, operator, number):
            return ["counted", question, operator.value, number]
        case Compared(question, operator, value):
            return ["compared", question, operator.value, type(value).__name__.lower(), str(value)]
        case Not(inner):
            return ["not", condition_list(inner)]
        case Both(left, right):
            return ["both", condition_list(left), condition_list(right)]
        case Either(left, right):
            return ["either", condition_list(left), condition_list(right)]
        case _:
            assert_never(condition)
