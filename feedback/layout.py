"""Which counts a table has of whom; pure in what was asked, so that nothing in it depends on an answer.

A group's row shows how many answered, and no more. What was said outside the percentages, and how many skipped, were
not asked or never came so far, stand in everybody's row alone: beside a small group each of these is a smaller number
still, and to keep one of them secret would cost the counts and percentages that the table is for.
"""

from collections.abc import Iterator

from feedback.aggregate import ALL, BASE, Cell, Shape
from feedback.scheme import Grouping, in_order
from feedback.tally import EVERYBODY


def rows(shape: Shape, grouping: Grouping) -> tuple[str, ...]:
    """Whose counts a question shows. One that was asked because of an answer shows everybody's alone.

    How many of a group it was asked, or not asked, is that answer's numerator.
    """
    return (EVERYBODY,) if shape.asked_of_some else in_order(grouping.tree)


def answered(shape: Shape) -> str:
    """The column that a group's row shows: what its percentages are of, where there are any."""
    return BASE if BASE in shape.counted else ALL


def stands_for(shape: Shape, cell: Cell) -> Cell:
    """Where nothing is left out of the base, `all` is the same count again, and shares its fate."""
    return cell._replace(option=answered(shape)) if cell.option == ALL and not shape.outside else cell


def published(shape: Shape, grouping: Grouping) -> Iterator[Cell]:
    """The counts that a table has of one question, shown or withheld."""
    for group in rows(shape, grouping):
        for option in shape.counted:
            cell = Cell(shape.question, group, option)
            if group == EVERYBODY or stands_for(shape, cell).option == answered(shape):
                yield cell
