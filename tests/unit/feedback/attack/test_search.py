"""What follows from sums, on systems small enough to be worked by hand."""

from collections.abc import Mapping

import pytest

from feedback.attack.knowledge import Knowledge, Name, Range, Sum, Untrue, adds_up, at_most
from feedback.attack.search import Spreads, problem, spread_out, truthful

ANY: Range = (0, 1_000)


def narrow(knowledge: Knowledge, truth: Mapping[Name, int], *watched: Name, k: int = 3) -> dict[Name, Range]:
    held, spreads = problem(knowledge), Spreads(watched, k)
    spreads.take(held, truthful(held, truth.__getitem__))
    spread_out(spreads, held)
    return {name: spreads.range(name) for name in spreads.narrow}


def exactly(total: int, *parts: Name) -> Sum:
    return Sum(dict.fromkeys(parts, 1), total, total)


def test_two_tables_that_are_safe_alone_and_exact_together() -> None:
    """4 + 8 = 12 and 8 + 12 = 20; a second table adds 4 + 12 = 16, and twice the first is 12 - 20 + 16 = 8."""
    truth: dict[Name, int] = {"a": 4, "b": 8, "c": 12}
    bounds = dict.fromkeys(truth, (1, 1_000))
    one = (exactly(12, "a", "b"), exactly(20, "b", "c"))
    two = (exactly(16, "a", "c"),)

    assert narrow(Knowledge(bounds, one), truth, "a", "b", "c") == {}
    assert narrow(Knowledge(bounds, two), truth, "a", "c") == {}
    assert narrow(Knowledge(bounds, one + two), truth, "a", "b", "c") == {"a": (4, 4), "b": (8, 8), "c": (12, 12)}


def test_a_four_by_four_table_with_two_blanks_in_every_line_and_one_cell_that_is_exact() -> None:
    """Blanks of rows 1 and 2 in columns 1 and 2, of rows 3 and 4 in columns 3 and 4, and one between: row 2, column 3.

    Without what is shown the rows come to 11, 18, 13 and 15, and the columns to 14, 9, 18 and 16. So the one between is
    11 + 18 - 14 - 9 = 6, though two blanks stand beside it in its row and in its column.
    """
    truth: dict[Name, int] = {
        (1, 1): 6,
        (1, 2): 5,
        (2, 1): 8,
        (2, 2): 4,
        (2, 3): 6,
        (3, 3): 5,
        (3, 4): 8,
        (4, 3): 7,
        (4, 4): 8,
    }
    rows = {1: 11, 2: 18, 3: 13, 4: 15}
    columns = {1: 14, 2: 9, 3: 18, 4: 16}
    cells = [cell for cell in truth if isinstance(cell, tuple)]
    sums = (
        *(exactly(total, *(cell for cell in cells if cell[0] == row)) for row, total in rows.items()),
        *(exactly(total, *(cell for cell in cells if cell[1] == column)) for column, total in columns.items()),
    )

    assert narrow(Knowledge(dict.fromkeys(truth, (1, 1_000)), sums), truth, *truth) == {(2, 3): (6, 6)}


@pytest.mark.parametrize(("room", "found"), [(2, True), (3, True), (4, False)])
def test_a_range_of_three_is_found_and_one_of_four_is_not(room: int, found: bool) -> None:
    knowledge = Knowledge({"a": (5, 5 + room)}, ())
    assert narrow(knowledge, {"a": 5}, "a") == ({"a": (5, 5 + room)} if found else {})


def test_a_range_is_of_whole_numbers() -> None:
    """Three times the count is between 10 and 16: that is 4 or 5."""
    assert narrow(Knowledge({"a": ANY}, (Sum({"a": 3}, 10, 16),)), {"a": 5}, "a") == {"a": (4, 5)}


def test_a_part_is_no_more_than_its_whole_and_parts_add_up() -> None:
    sums = (at_most("a", "w"), adds_up("w", ("a", "b")))
    assert narrow(Knowledge({"w": (6, 6), "a": ANY, "b": (5, 1_000)}, sums), {"w": 6, "a": 1, "b": 5}, "a", "b") == {
        "a": (0, 1),
        "b": (5, 6),
    }


def test_what_is_known_exactly_needs_no_search() -> None:
    assert narrow(Knowledge({"a": (7, 7)}, (exactly(7, "a"),)), {"a": 7}, "a") == {"a": (7, 7)}


def test_an_attack_on_what_is_not_so_is_refused() -> None:
    with pytest.raises(Untrue):
        narrow(Knowledge({"a": ANY}, (exactly(8, "a"),)), {"a": 7}, "a")
