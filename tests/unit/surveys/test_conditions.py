"""When a question is asked: read from text, checked against the questions before it, held against answers."""

from datetime import date
from decimal import Decimal

import pytest

from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, YearMonth
from surveys.condition_text import Unreadable, parse_condition, written
from surveys.conditions import ALWAYS, Condition, compiled, mentions
from surveys.definition import FEEDBACK, Kind, Question
from surveys.errors import Problem
from surveys.fields import Notebook
from surveys.parse_condition import condition_of
from surveys.tree import Scalar

QUESTIONS = {
    question.id: question
    for question in (
        Question("unfair", Kind.CHOICE, FEEDBACK, ("no", "yes", "not-sure")),
        Question("age", Kind.CHOICE, FEEDBACK, ("16-17", "2026-03", "90")),
        Question("needs", Kind.SEVERAL, FEEDBACK, ("food", "prayer", "none")),
        Question("nights", Kind.NUMBER, FEEDBACK),
        Question("arrived", Kind.DAY, FEEDBACK),
        Question("month", Kind.MONTH, FEEDBACK),
        Question("why", Kind.TEXT, FEEDBACK),
    )
}


def read(text: str, problems: list[Problem] | None = None) -> Condition:
    notebook = Notebook("s.yaml", problems if problems is not None else [])
    return condition_of(Scalar(text, 7), "asking", QUESTIONS, {*QUESTIONS, "later"}, notebook)


UNFAIR: dict[str, Answer] = {"unfair": Chosen("yes")}
NEEDS: dict[str, Answer] = {"needs": Several(("food", "prayer"))}
NIGHTS: dict[str, Answer] = {"nights": Number(Decimal("3"))}
MARCH: dict[str, Answer] = {"arrived": Day(date(2026, 3, 27)), "month": Month(YearMonth(2026, 3))}


@pytest.mark.parametrize(
    ("text", "answers", "asked"),
    [
        ("unfair = yes", UNFAIR, True),
        ("unfair = no", UNFAIR, False),
        ("unfair != no", UNFAIR, True),
        ("unfair != no", {}, True),
        ("unfair = yes", {"unfair": Nothing.SKIPPED}, False),
        ("age = 16-17", {"age": Chosen("16-17")}, True),
        ("age = 2026-03", {"age": Chosen("2026-03")}, True),
        ("age = 90", {"age": Chosen("90")}, True),
        ("selected(needs, food)", NEEDS, True),
        ("selected(needs, none)", NEEDS, False),
        ("not selected(needs, none)", {}, True),
        ("count(needs) = 2", NEEDS, True),
        ("count(needs) > 2", NEEDS, False),
        ("count(needs) >= 2 and count(needs) <= 2 and count(needs) < 3", NEEDS, True),
        ("count(needs) = 0", {}, False),
        ("count(needs) != 2", NEEDS, False),
        ("nights = 3", NIGHTS, True),
        ("nights = 3.0", NIGHTS, True),
        ("nights < 3", NIGHTS, False),
        ("nights <= 3", NIGHTS, True),
        ("nights > -4", NIGHTS, True),
        ("nights > 2.5", NIGHTS, True),
        ("nights > 0", {}, False),
        ("not nights > 0", {}, True),
        ("arrived < 2026-03-28", MARCH, True),
        ("arrived >= 2026-03-28", MARCH, False),
        ("month >= 2026-03", MARCH, True),
        ("month < 2026-03", MARCH, False),
        ("unfair = yes or unfair = no and nights = 3", UNFAIR, True),
        ("(unfair = yes or unfair = no) and nights = 3", UNFAIR, False),
    ],
)
def test_a_condition_holds_where_its_answer_says_so(text: str, answers: dict[str, Answer], asked: bool) -> None:
    problems: list[Problem] = []
    condition = read(text, problems)

    assert problems == []
    assert compiled(condition)(answers) is asked
    assert read(written(condition)) == condition


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("needs = food", "condition-kind"),
        ("selected(unfair, yes)", "condition-kind"),
        ("count(unfair) > 1", "condition-kind"),
        ("unfair > no", "condition-kind"),
        ("nights = many", "condition-kind"),
        ("arrived > 2026-03", "condition-kind"),
        ("arrived > 2026-02-30", "condition-kind"),
        ("month = 2026-13", "condition-kind"),
        ("why = yes", "condition-kind"),
        ("unfair = perhaps", "condition-option"),
        ("selected(needs, sleep)", "condition-option"),
        ("later = yes", "condition-forward"),
        ("asking = yes", "condition-forward"),
        ("nowhere = yes", "condition-question"),
        ("unfair =", "condition-unreadable"),
        ("unfair = yes and", "condition-unreadable"),
        ("unfair = yes)", "condition-unreadable"),
        ("count(needs)", "condition-unreadable"),
        ("count(needs) > some", "condition-unreadable"),
        ("__import__('os')", "condition-unreadable"),
        ("unfair == yes", "condition-unreadable"),
        ("not " * 30 + "unfair = yes", "condition-unreadable"),
        ("(" * 2_000 + "unfair = yes" + ")" * 2_000, "condition-unreadable"),
    ],
)
def test_what_does_not_fit_the_question_is_named_with_its_line(text: str, code: str) -> None:
    problems: list[Problem] = []
    read(text, problems)

    assert [(problem.line, problem.code) for problem in problems] == [(7, code)]
    assert problems[0].says
    assert problems[0].remedy


def test_a_long_chain_of_alternatives_is_read_and_written_back() -> None:
    condition = read(" or ".join(["unfair = yes"] * 200))

    assert compiled(condition)(UNFAIR)
    assert read(written(condition)) == condition


def test_a_condition_says_which_questions_it_looks_at() -> None:
    condition = read("unfair = yes and (count(needs) > 1 or not nights < 3)")

    assert mentions(condition) == {"unfair", "needs", "nights"}
    assert mentions(ALWAYS) == frozenset()


def test_nothing_is_read_without_a_meaning() -> None:
    assert isinstance(parse_condition("a = ", lambda _: ALWAYS), Unreadable)
