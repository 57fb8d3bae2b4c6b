"""Conditions as FHIR's enableWhen, where that says exactly the same.

All or any of simple comparisons can be said so. What cannot (brackets inside each other, "not less than", which for us
holds for people who skipped the question and for FHIR does not, and counts but "at least one") goes into the standard
extension for expressions, in our own language; FHIR allows one of the two, never both.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import assert_never

from surveys.answers import Day, Measured, Month, Number
from surveys.condition_text import written
from surveys.conditions import Both, Compared, Condition, Counted, Either, Is, Leaf, Not, Operator, Selected
from surveys.fhir.names import ENABLE_WHEN, EXPRESSION_LANGUAGE, Json, Thing, coding

System = Callable[[str], str]
_EXISTS_COUNT = 1


def enabling(condition: Condition, system: System, decimal: Callable[[str], bool]) -> Thing:
    """The elements of an item that say when it is asked; none where it always is. `decimal` tells the questions whose
    numbers are decimals."""
    text = written(condition)
    if not text:
        return {}
    for behaviour, joint in (("all", Both), ("any", Either)):
        said: list[Json] = [_row(part, system, decimal) for part in _parts(condition, joint)]
        if None not in said:
            return {"enableWhen": said, "enableBehavior": behaviour} if len(said) > 1 else {"enableWhen": said}
    expression: Thing = {"language": EXPRESSION_LANGUAGE, "expression": text}
    return {"extension": [{"url": ENABLE_WHEN, "valueExpression": expression}]}


def _parts(condition: Condition, joint: type[Both] | type[Either]) -> Iterator[Condition]:
    """From left to right; a bracket on the right stays whole."""
    parts: list[Condition] = []
    while isinstance(condition, joint):
        parts.append(condition.right)
        condition = condition.left
    yield condition
    yield from reversed(parts)


def _row(condition: Condition, system: System, decimal: Callable[[str], bool]) -> Thing | None:
    match condition:
        case Is() | Selected() | Counted() | Compared():
            return _compared(condition, False, system, decimal)
        case Not(Is() | Selected() | Counted() | Compared() as leaf):
            return _compared(leaf, True, system, decimal)
        case _:
            return None


def _compared(leaf: Leaf, opposite: bool, system: System, decimal: Callable[[str], bool]) -> Thing | None:
    equal = "!=" if opposite else "="
    match leaf:
        case Is(question, option) | Selected(question, option):
            return {"question": question, "operator": equal, "answerCoding": coding(system(question), option)}
        case Counted(question, Operator.AT_LEAST, number) if number == _EXISTS_COUNT:
            return {"question": question, "operator": "exists", "answerBoolean": not opposite}
        case Counted():
            return None
        case Compared(question, _, Number(number)) if not whole(number) and not decimal(question):
            return None
        case Compared(question, Operator.IS, value):
            return {"question": question, "operator": equal, **measured("answer", value, decimal(question))}
        case Compared(question, operator, value):
            fits = {"question": question, "operator": operator.value, **measured("answer", value, decimal(question))}
            return None if opposite else fits
        case _:
            assert_never(leaf)


def measured(stem: str, value: Measured, decimal: bool) -> Thing:
    match value:
        case Number(number) if decimal:
            return {f"{stem}Decimal": float(number)}
        case Number(number):
            return {f"{stem}Integer": int(number)}
        case Day() | Month():
            return {f"{stem}Date": str(value)}
        case _:
            assert_never(value)


def whole(value: Decimal) -> bool:
    return value == value.to_integral_value()
