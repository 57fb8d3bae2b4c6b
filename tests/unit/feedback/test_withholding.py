"""Withheld counts cannot be worked out from what stands beside them: by hand, on sums small enough to check."""

import pytest

from feedback.aggregate import Cell
from feedback.withholding import Line, Sums, ranges, withheld_with


def cell(name: str) -> Cell:
    return Cell("q", name, "base")


def sums(counts: dict[str, int], *lines: tuple[str, str], prized: str = "", unpublished: str = "") -> Sums:
    """A count shown as it is read back from the nearest five, but not under ten."""
    shown = {cell(name): (max(10, n // 5 * 5 - 2), n // 5 * 5 + 2) if n else (0, 0) for name, n in counts.items()}
    return Sums(
        lines=tuple(Line(cell(whole), tuple(map(cell, parts))) for whole, parts in lines),
        counts={cell(name): n for name, n in counts.items()},
        shown=shown,
        unpublished=frozenset(map(cell, unpublished)),
        prized=frozenset(map(cell, prized)),
        threshold=10,
        k=3,
    )


def hidden(held: Sums, *primary: str) -> str:
    return "".join(sorted(one.group for one in withheld_with(held, map(cell, primary))))


def test_nothing_small_nothing_withheld() -> None:
    assert hidden(sums({"w": 60, "a": 20, "b": 40}, ("w", "ab"))) == ""


def test_one_alone_takes_the_smallest_beside_it() -> None:
    assert hidden(sums({"w": 105, "a": 5, "b": 40, "c": 60}, ("w", "abc")), "a") == "ab"


def test_a_nought_protects_nobody() -> None:
    assert hidden(sums({"w": 65, "a": 5, "b": 0, "c": 60}, ("w", "abc")), "a") == "ac"


@pytest.mark.parametrize(("a", "b", "more"), [(4, 5, True), (5, 5, False), (5, 6, False)])
def test_two_that_come_to_less_than_ten_take_a_third(a: int, b: int, more: bool) -> None:
    """Ten together may stay: they are as many as a count that is shown."""
    held = sums({"w": a + b + 90, "a": a, "b": b, "c": 30, "d": 60}, ("w", "abcd"))
    assert hidden(held, "a", "b") == ("abc" if more else "ab")


def test_the_whole_goes_where_no_part_is_left() -> None:
    assert hidden(sums({"v": 100, "w": 12, "x": 88, "a": 12}, ("v", "wx"), ("w", "a")), "a") == "awx"


def test_a_sum_that_is_withheld_protects_its_part() -> None:
    assert hidden(sums({"w": 45, "a": 5, "b": 40}, ("w", "ab")), "a", "w") == "aw"


def test_percentages_are_spared_where_something_else_will_do() -> None:
    held = sums({"w": 125, "a": 5, "b": 50, "c": 70}, ("w", "abc"), prized="b")
    assert hidden(held, "a") == "ac"


def test_two_small_ones_in_a_tight_sum_are_found_by_the_audit() -> None:
    """a and b are 12 at most and 6 at least: between 1 and 11 each, which is wide. With c gone to ten there is less."""
    held = sums({"w": 40, "a": 5, "b": 5, "c": 30}, ("w", "abc"))
    assert ranges(held, frozenset({cell("a"), cell("b")}))[cell("a")] == (1, 13)
    tight = sums({"w": 10, "a": 2, "b": 2, "c": 2, "d": 2, "e": 2}, ("w", "abcde"))
    assert ranges(tight, frozenset(map(cell, "abcde")))[cell("a")] == (1, 8)


def test_the_audit_follows_a_count_from_one_sum_into_the_next() -> None:
    """v says w is small though w is withheld, and so a and b are known to within three: v's other part must go."""
    held = sums({"v": 100, "w": 10, "x": 90, "a": 5, "b": 5}, ("v", "wx"), ("w", "ab"))
    known = ranges(held, frozenset(map(cell, "wab")))
    assert known[cell("w")] == (6, 14)
    assert hidden(held, "w", "a", "b") == "abwx"


def test_what_is_not_published_can_still_be_reckoned() -> None:
    """Two questions asked of the same people p: who answered the first tells how few skipped the second."""
    held = sums({"p": 32, "a": 32, "b": 30, "s": 2}, ("p", "a"), ("p", "bs"), unpublished="p")
    assert ranges(held, frozenset(map(cell, "ps")))[cell("s")] == (1, 4)
    assert hidden(held, "s") == "bs"
    assert hidden(sums({"p": 36, "a": 36, "b": 30, "s": 6}, ("p", "a"), ("p", "bs"), unpublished="p"), "s") == "s"
