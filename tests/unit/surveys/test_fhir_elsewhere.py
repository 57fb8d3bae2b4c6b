"""A questionnaire that another program wrote is read as far as we can ask what it asks."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from surveys.answers import Chosen, Day, Month, Number, Several, YearMonth
from surveys.condition_text import written as in_words
from surveys.conditions import compiled
from surveys.definition import Kind
from surveys.fhir.questionnaire import read_questionnaire
from surveys.text import Edition, Status
from tests.support.fhir import Held
from tests.unit.surveys.fhir_cases import OWN, SDC, form, marked
from tests.unit.surveys.fhir_cases import row as when


def read(*items: Held, **more: Any) -> Edition:
    edition = read_questionnaire("day.json", form(*items, **more))
    assert isinstance(edition, Edition), "\n".join(map(str, edition))
    return edition


def choice(link: str, *codes: str, **more: Any) -> Held:
    options = [{"valueCoding": {"system": "urn:x", "code": code, "display": code.title()}} for code in codes]
    return {"linkId": link, "text": f"{link}?", "type": "choice", "answerOption": options, **more}


def test_a_questionnaire_from_elsewhere_takes_stated_defaults() -> None:
    edition = read(
        {"linkId": "Q1.1", "text": "How many?", "type": "integer"},
        {"linkId": "Q1.2", "text": "How much?", "type": "decimal"},
        {"linkId": "Q1_3", "text": "When?", "type": "date"},
        {"linkId": "Q1 4", "text": "Why?", "type": "string", "required": False},
        id="Day_Centre",
        meta={"profile": ["http://hl7.org/fhir/StructureDefinition/Questionnaire"]},
        text={"status": "generated", "div": "<div>" + "long " * 10_000 + "</div>"},
        publisher="A trust",
    )

    survey, wording = edition.survey, edition.wordings["en"]
    assert (survey.id, survey.version, survey.audience, survey.questions[0].section) == (
        "day-centre",
        1,
        "everyone",
        "feedback",
    )
    assert (wording.status, wording.version, wording.checker, wording.title) == (Status.DRAFT, 1, None, "A day")
    assert [(question.id, question.kind) for question in survey] == [
        ("q1-1", Kind.NUMBER),
        ("q1-2", Kind.NUMBER),
        ("q1-3", Kind.DAY),
        ("q1-4", Kind.TEXT),
    ]
    whole, decimal, day, _ = (question.range for question in survey)
    assert (str(whole and whole.low), whole and whole.places) == ("-999999999", 0)
    assert decimal is not None
    assert decimal.places == 6
    assert str(day and day.high) == "9999-12-31"


def test_bounds_of_standard_extensions_are_the_range() -> None:
    hl7 = "http://hl7.org/fhir/StructureDefinition/"
    edition = read(
        {
            "linkId": "dose",
            "text": "How much?",
            "type": "decimal",
            "extension": [
                {"url": f"{hl7}minValue", "valueDecimal": 0.5},
                {"url": f"{hl7}maxValue", "valueDecimal": 10},
                {"url": f"{hl7}maxDecimalPlaces", "valueInteger": 2},
            ],
        }
    )

    found = edition.survey.question("dose").range
    assert found is not None
    assert (found.low, found.high, found.places) == (Number(Decimal("0.5")), Number(Decimal(10)), 2)


def test_a_group_gives_its_condition_to_each_question_in_it_and_its_words_become_a_statement() -> None:
    no = {"code": "no"}
    edition = read(
        choice("good", "yes", "no"),
        {
            "linkId": "more",
            "type": "group",
            "text": "A little more",
            "enableWhen": [when("good", "=", answerCoding=no)],
            "item": [
                choice("told", "yes", "no"),
                {"linkId": "why", "text": "Why?", "type": "text", "enableWhen": [when("told", "!=", answerCoding=no)]},
            ],
        },
        {"linkId": "plain", "type": "group", "item": [{"linkId": "last", "text": "Last?", "type": "text"}]},
    )

    assert [(question.id, in_words(question.condition)) for question in edition.survey] == [
        ("good", ""),
        ("more", "good = no"),
        ("told", "good = no"),
        ("why", "good = no and not told = no"),
        ("last", ""),
    ]
    assert edition.survey.question("more").kind is Kind.STATEMENT


def test_a_group_may_have_a_condition_in_our_own_language_too() -> None:
    expression = {"language": "text/x-heard-condition", "expression": "good = no or good = yes"}
    edition = read(
        choice("good", "yes", "no"),
        {
            "linkId": "more",
            "type": "group",
            **marked(SDC, valueExpression=expression),
            "item": [
                {
                    "linkId": "inner",
                    "type": "group",
                    "enableWhen": [when("good", "!=", answerCoding={"code": "yes"})],
                    "item": [{"linkId": "why", "text": "Why?", "type": "text"}],
                }
            ],
        },
    )

    assert in_words(edition.survey.question("why").condition) == "(good = no or good = yes) and not good = yes"


@pytest.mark.parametrize(
    ("row", "yes", "no"),
    [
        (when("one", "exists", answerBoolean=True), {"one": Chosen("b")}, {}),
        (when("one", "exists", answerBoolean=False), {}, {"one": Chosen("b")}),
        (when("some", "exists", answerBoolean=True), {"some": Several(("a",))}, {}),
        (when("some", "=", answerCoding={"code": "a"}), {"some": Several(("a", "b"))}, {"some": Several(("b",))}),
        (when("some", "!=", answerCoding={"code": "a"}), {}, {"some": Several(("a", "b"))}),
        (when("n", "<=", answerInteger=3), {"n": Number(Decimal(3))}, {"n": Number(Decimal(4))}),
        (when("n", "!=", answerInteger=3), {}, {"n": Number(Decimal(3))}),
        (
            when("came", ">", answerDate="2026-03-27"),
            {"came": Day(date(2026, 3, 28))},
            {"came": Day(date(2026, 3, 27))},
        ),
    ],
)
def test_each_operator_means_what_fhir_says(row: Held, yes: dict[str, Any], no: dict[str, Any]) -> None:
    edition = read(
        choice("one", "a", "b"),
        choice("some", "a", "b", repeats=True),
        {"linkId": "n", "text": "How many?", "type": "integer"},
        {"linkId": "came", "text": "When?", "type": "date"},
        {"linkId": "why", "text": "Why?", "type": "text", "enableWhen": [row]},
    )
    condition = edition.survey.question("why").condition

    assert compiled(condition)(yes)
    assert not compiled(condition)(no)


def test_a_month_is_a_date_of_our_own_kind() -> None:
    edition = read(
        {
            "linkId": "since",
            "text": "Since when?",
            "type": "date",
            "extension": [{"url": f"{OWN}kind", "valueCode": "month"}],
        },
        {
            "linkId": "why",
            "text": "Why?",
            "type": "text",
            "enableWhen": [when("since", ">=", answerDate="2026-03")],
        },
    )
    condition = edition.survey.question("why").condition

    assert edition.survey.question("since").kind is Kind.MONTH
    assert compiled(condition)({"since": Month(YearMonth(2026, 3))})
    assert not compiled(condition)({"since": Month(YearMonth(2026, 2))})
