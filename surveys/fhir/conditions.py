"""enableWhen, or an expression in our own language -> a condition as a survey file writes it.

Whether what it says fits the question that it looks at, and whether that comes before, is for the parsing of conditions
to say: it has the words for it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.fhir.names import ENABLE_WHEN, EXPRESSION_LANGUAGE, id_of
from surveys.fhir.reading import Element, Extensions, extensions
from surveys.fields import listed
from surveys.limits import LONGEST_ID, MOST_OPTIONS
from surveys.tree import Scalar

CHOICE = "choice"
_MOST_ROWS = 100
_LONGEST = 20_000  # characters of a condition: a thousand of its words
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){1,2}")
_EQUALS = ("=", "!=")
_ORDERS = (*_EQUALS, "<", "<=", ">", ">=")
_JOINTS = {"all": " and ", "any": " or "}


@dataclass(frozen=True, slots=True)
class Known:
    """An item that a condition can look at."""

    id: str
    type: str
    repeats: bool
    options: tuple[str, ...]
    systems: frozenset[str]


ByLink = Mapping[str, Known]


def condition_of(enclosing: tuple[Element, ...], item: Element, held: Extensions, known: ByLink) -> Scalar | None:
    """The item's own condition, and before it those of the groups that it stands in."""
    found = [_condition(group, extensions(group, (ENABLE_WHEN,)), known) for group in enclosing]
    said = [each for each in (*found, _condition(item, held, known)) if each is not None]
    if len(said) < 2:
        return said[0] if said else None
    text = " and ".join(f"({each.text})" for each in said)
    if len(text) > _LONGEST:
        item.note("", "fhir-long", length=len(text), most=_LONGEST)
        return None
    return Scalar(text, said[-1].line)


def _condition(item: Element, held: Extensions, known: ByLink) -> Scalar | None:
    expression = _expression(item, held)
    if expression is not None and "enableWhen" in item.held:
        item.note("enableWhen", "fhir-two-conditions")
    return expression or _enable_when(item, known)


def _expression(item: Element, held: Extensions) -> Scalar | None:
    extension = held.first(ENABLE_WHEN)
    if extension is None:
        return None
    extension.only(("url", "valueExpression"))
    expression = extension.one("valueExpression")
    if expression is None:
        item.note("", "fhir-missing", key="valueExpression")
        return None
    expression.only(("language", "expression"))
    language = expression.text("language", needed=True)
    if language is not None and language.text != EXPRESSION_LANGUAGE:
        expression.note("language", "fhir-expression", language=language.text, known=EXPRESSION_LANGUAGE)
        return None
    return expression.text("expression", needed=True)


def _enable_when(item: Element, known: ByLink) -> Scalar | None:
    rows = item.many("enableWhen")
    if len(rows) > _MOST_ROWS:
        item.note("enableWhen", "fhir-size", what="conditions on one item", most=_MOST_ROWS)
        return None
    joint = _joint(item, len(rows))
    line = item.desk.at(f"{item.place}.enableWhen") if rows else 0
    said = [_row(row, known) for row in rows]
    if not rows or joint is None or None in said:
        return None
    text = joint.join(each for each in said if each is not None)
    if len(text) > _LONGEST:
        item.note("enableWhen", "fhir-long", length=len(text), most=_LONGEST)
        return None
    return Scalar(text, line)


def _joint(item: Element, rows: int) -> str | None:
    behaviour = item.text("enableBehavior")
    if behaviour is None:
        if rows > 1:
            item.note("enableBehavior", "fhir-behaviour")
        return "" if rows < 2 else None
    if behaviour.text not in _JOINTS:
        item.note("enableBehavior", "fhir-shape", key="enableBehavior", wanted="all or any")
    return _JOINTS.get(behaviour.text)


def _row(row: Element, known: ByLink) -> str | None:
    question, operator = row.text("question", needed=True), row.text("operator", needed=True)
    answers = [key for key in row.held if key.startswith("answer")]
    row.only(("question", "operator", *answers))
    if question is None or operator is None:
        return None
    target = known.get(question.text)
    if target is None:
        row.note("question", "fhir-question", question=question.text)
        return None
    if len(answers) != 1:
        row.note("", "fhir-answer")
        return None
    return _compared(row, target, operator.text, answers[0])


def _compared(row: Element, target: Known, operator: str, key: str) -> str | None:
    match key:
        case "answerBoolean":
            return _exists(row, target, operator)
        case "answerCoding":
            return _coded(row, target, operator)
        case "answerInteger" | "answerDecimal":
            value = row.number(key, decimal=key == "answerDecimal")
        case "answerDate":
            value = row.text(key)
            if value is not None and not _DATE.fullmatch(value.text):
                row.note(key, "fhir-shape", key=key, wanted="a day or a month, such as 2026-03-27 or 2026-03")
                return None
        case _:
            row.note(key, "fhir-answer")
            return None
    if operator not in _ORDERS:
        _misfit(row, target, operator, _ORDERS)
        return None
    return f"{target.id} {operator} {value.text}" if value is not None else None


def _exists(row: Element, target: Known, operator: str) -> str | None:
    if operator != "exists" or target.type != CHOICE:
        _misfit(row, target, operator, _EQUALS if target.type == CHOICE else _ORDERS)
        return None
    there = row.flag("answerBoolean")
    if target.repeats:
        return f"count({target.id}) >= 1" if there else f"not count({target.id}) >= 1"
    chosen = " or ".join(f"{target.id} = {option}" for option in target.options)
    return f"({chosen})" if there else f"not ({chosen})"


def _coded(row: Element, target: Known, operator: str) -> str | None:
    answer = row.one("answerCoding")
    if answer is None:
        return None
    answer.only(("system", "code", "display"))
    code, system = answer.text("code", needed=True), answer.text("system")
    if operator not in _EQUALS:
        _misfit(row, target, operator, _EQUALS)
        return None
    if system is not None and system.text not in target.systems:
        facts = {"question": target.id, "system": system.text, "known": listed(_first(sorted(target.systems)))}
        answer.note("system", "fhir-system", **facts)
        return None
    option = option_of(answer, code) if code is not None else None
    if option is None:
        return None
    if target.repeats:
        return f"{'' if operator == '=' else 'not '}selected({target.id}, {option})"
    return f"{target.id} {operator} {option}"


def _misfit(row: Element, target: Known, operator: str, known: tuple[str, ...]) -> None:
    row.note("operator", "fhir-operator", operator=operator, question=target.id, known=listed(known))


def option_of(coding: Element, code: Scalar) -> str | None:
    option = id_of(code.text)
    if not option:
        coding.note("code", "fhir-id", value=code.text)
    return option[: LONGEST_ID + 1] or None


def _first(names: list[str]) -> Iterator[str]:
    return (name[:LONGEST_ID] for name in names[:MOST_OPTIONS])
