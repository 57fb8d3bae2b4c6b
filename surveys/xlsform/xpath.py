"""Our conditions as XPath in the words of XLSForm. `conditions` reads them.

One thing differs: XPath counts no option where a question was skipped, and for us no comparison holds then. So a count
that "none" would meet is written with `${question} != ''` before it.
"""

from typing import assert_never

from surveys.answers import Day, Measured, Month, Number
from surveys.conditions import Always, Both, Compared, Condition, Counted, Either, Is, Not, Selected
from surveys.measures import Range
from surveys.xlsform.names import name_of, nothing_fits


def xpath(condition: Condition) -> str:
    match condition:
        case Always():
            return ""
        case Is(question, option):
            return f"{reference(question)} = '{option}'"
        case Selected(question, option):
            return f"selected({reference(question)}, '{option}')"
        case Counted():
            return _counted(condition)
        case Compared(question, operator, value):
            return f"{reference(question)} {operator} {literal(value)}"
        case Not(Is(question, option)):
            return f"{reference(question)} != '{option}'"
        case Not(inner):
            return f"not({xpath(inner)})"
        case Both(left, right):
            return f"{_within(left, Either)} and {_within(right, Both, Either)}"
        case Either(left, right):
            return f"{xpath(left)} or {_within(right, Either)}"
        case _:
            assert_never(condition)


def constraint(range: Range) -> str:
    return f". >= {literal(range.low)} and . <= {literal(range.high)}"


def reference(question: str) -> str:
    return f"${{{name_of(question)}}}"


def literal(value: Measured) -> str:
    """A month is its first day, which is what a date with the appearance month-year holds."""
    match value:
        case Number():
            return str(value)
        case Day():
            return f"date('{value}')"
        case Month():
            return f"date('{value}-01')"
        case _:
            assert_never(value)


def _counted(counted: Counted) -> str:
    asked = reference(counted.question)
    comparison = f"count-selected({asked}) {counted.operator} {counted.number}"
    return f"({asked} != '' and {comparison})" if nothing_fits(counted.operator, counted.number) else comparison


def _within(condition: Condition, *looser: type) -> str:
    text = xpath(condition)
    return f"({text})" if isinstance(condition, looser) else text
