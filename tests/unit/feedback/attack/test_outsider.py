"""What an outsider finds in a whole table, before anything more is withheld against it."""

from collections.abc import Iterable

from feedback.aggregate import Cell
from feedback.attack.outsider import Found, Outsider
from feedback.attack.tables import Shown
from feedback.disclosure import shown_count, shown_share
from feedback.layout import published, rows
from feedback.safe_table import WITHHELD
from tests.support.crowds import Crowd, census, exact, policy, respect


def attacked(crowds: Iterable[Crowd], *withheld: str) -> Found:
    """Every count shown but those of these groups, and every percentage of the positive answers."""
    truth, rules = exact(crowds), policy()
    cells = [cell for shape in truth.shapes for cell in published(shape, census())]
    counts = {cell: WITHHELD if cell.group in withheld else shown_count(truth.count(cell), rules) for cell in cells}
    shares = {}
    for shape in truth.shapes:
        for group in rows(shape, census()):
            base = truth.count(Cell(shape.question, group, "base"))
            for option in shape.shared:
                cell = Cell(shape.question, group, option)
                seen = option == "positive" and base >= rules.share_from and group not in withheld
                shares[cell] = shown_share(truth.count(cell), base, rules) if seen else WITHHELD
    return Outsider().finds(Shown(counts, shares, truth, census(), rules))


def groups(loot: Found) -> set[str]:
    return {cell.group for cell in (*loot.counts, *loot.parts)}


def test_one_alone_beside_shown_ones_is_found() -> None:
    crowds = [*respect("british", yes=400, no=600), *respect("indian", yes=60, no=60), *respect("pakistani", yes=6)]
    assert "pakistani" in groups(attacked(crowds, "pakistani"))


def test_two_beside_each_other_are_not_found() -> None:
    crowds = [*respect("british", yes=400, no=600), *respect("indian", yes=60, no=60)]
    loot = attacked([*crowds, *respect("pakistani", yes=6), *respect("chinese", yes=8)], "pakistani", "chinese")
    assert groups(loot) == set()


def test_the_few_behind_a_percentage_are_found() -> None:
    """Of thirty people 93 % are 28: two said the other thing."""
    loot = attacked([*respect("british", yes=400, no=600), *respect("indian", yes=28, no=2)])
    assert loot.parts[Cell("respect", "indian", "positive")] == (2, 2)


def test_a_share_by_subtraction_is_found() -> None:
    """83 % of all Black people, half of those from the Caribbean: so next to none of the Africans said no."""
    crowds = [*respect("british", yes=400, no=600), *respect("caribbean", yes=50, no=50), *respect("african", yes=200)]
    assert "african" in groups(attacked(crowds))


def test_where_nearly_nobody_answered_there_is_nothing_to_find() -> None:
    assert not attacked(respect("indian", yes=5, no=4), "indian", "asian", "all")
