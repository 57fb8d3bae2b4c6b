"""Names as XLSForm has them, and ids: small letters, digits and hyphens. XML wants no digit in front of a name."""

from surveys.conditions import Operator

_TAKEN = frozenset({"meta"})  # every XForm has a part of that name


def id_of(name: str) -> str:
    return name.strip().lower().replace("_", "-").lstrip("-")


def name_of(id: str) -> str:
    """Of a question; an option's name is its id."""
    return f"_{id}" if id[0].isdigit() or id in _TAKEN else id


def nothing_fits(operator: Operator, number: int) -> bool:
    """Whether a question without an answer, of whose options XPath counts none, would meet the comparison."""
    match operator:
        case Operator.IS | Operator.AT_LEAST:
            return number == 0
        case Operator.AT_MOST:
            return True
        case Operator.LESS:
            return number > 0
        case Operator.MORE:
            return False
