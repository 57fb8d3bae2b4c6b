"""What the naive engine goes by: which questions are asked, what is on offer, which conditions are true."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from surveys.answers import Answer, Chosen, Day, Month, Number, Several
from surveys.conditions import Always, Both, Compared, Condition, Counted, Either, Is, Not, Operator, Selected
from surveys.definition import EQUALITY, OPT_IN, YES, Question

Answers: TypeAlias = Mapping[str, Answer]


def is_asked(question: Question, counting: Answers) -> bool:
    if question.section == EQUALITY and question.id != OPT_IN and counting.get(OPT_IN) != Chosen(YES):
        return False
    if question.narrowing is not None and not on_offer(question, counting):
        return False
    return is_true(question.condition, counting)


def on_offer(question: Question, counting: Answers) -> tuple[str, ...]:
    if question.narrowing is None:
        return question.options
    broad = counting.get(question.narrowing.broad)
    finer = question.narrowing.by_answer.get(broad.option, ()) if isinstance(broad, Chosen) else ()
    return (*finer, *question.narrowing.always) if finer else ()


def still_on_offer(question: Question, answer: Answer, counting: Answers) -> bool:
    return all(option in on_offer(question, counting) for option in options_of(answer))


def options_of(answer: Answer | None) -> tuple[str, ...]:
    match answer:
        case Chosen(option):
            return (option,)
        case Several(options):
            return options
        case _:
            return ()


def is_true(condition: Condition, counting: Answers) -> bool:
    match condition:
        case Always():
            return True
        case Not(inner):
            return not is_true(inner, counting)
        case Both(left, right):
            return is_true(left, counting) and is_true(right, counting)
        case Either(left, right):
            return is_true(left, counting) or is_true(right, counting)
        case Is(question, option):
            return counting.get(question) == Chosen(option)
        case Selected(question, option):
            several = counting.get(question)
            return isinstance(several, Several) and option in several.options
        case Counted(question, operator, number):
            several = counting.get(question)
            return isinstance(several, Several) and in_order(len(several.options), operator, number)
        case Compared(question, operator, value):
            answer = counting.get(question)
            if not isinstance(answer, Number | Day | Month):
                return False
            return in_order(as_number(answer), operator, as_number(value))


def as_number(measured: Number | Day | Month) -> Decimal:
    """Days and months counted from the year 0, so that later is more."""
    match measured:
        case Number(value):
            return value
        case Day(value):
            return Decimal(value.year * 10_000 + value.month * 100 + value.day)
        case Month((year, month)):
            return Decimal(year * 100 + month)


def in_order(left: Decimal | int, operator: Operator, right: Decimal | int) -> bool:
    if operator is Operator.IS:
        return left == right
    if operator in (Operator.LESS, Operator.AT_MOST) and left < right:
        return True
    if operator in (Operator.MORE, Operator.AT_LEAST) and left > right:
        return True
    return operator in (Operator.AT_MOST, Operator.AT_LEAST) and left == right
