"""What an outsider finds in a whole table, before anything more is withheld against it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from feedback.aggregate import Cell
from feedback.attack.audit import Undecided, any_world
from feedback.attack.outsider import Found, Outsider
from feedback.attack.seen import Seen
from feedback.attack.world import World, true_world
from feedback.disclosure import shown_count, shown_share
from feedback.layout import published, rows
from feedback.reading import read_back
from feedback.safe_table import WITHHELD, Percent
from tests.support.crowds import Crowd, census, exact, policy, respect


def shown(crowds: Iterable[Crowd], *withheld: str) -> tuple[Seen, World]:
    """Every count shown but those of these groups, and every percentage of the positive answers."""
    truth, rules = exact(crowds), policy()
    cells = [cell for shape in truth.shapes for cell in published(shape, census())]
    hidden = {cell for cell in cells if cell.group in withheld and truth.count(cell)}
    counts = {cell: WITHHELD if cell in hidden else shown_count(truth.count(cell), rules) for cell in cells}
    shares = {}
    for shape in truth.shapes:
        for group in rows(shape, census()):
            base = truth.count(Cell(shape.question, group, "base"))
            for option in shape.shared:
                cell = Cell(shape.question, group, option)
                told = option == "positive" and base >= rules.share_from and group not in withheld
                shares[cell] = shown_share(truth.count(cell), base, rules) if told else WITHHELD
    world = true_world(truth, census())
    ranges = {
        cell: read_back(truth.count(cell), cell.option == "base", rules)
        for cell, count in counts.items()
        if count != WITHHELD
    }
    return Seen(counts, shares, ranges, truth.shapes, world.asked_all, census(), rules), world


def attacked(crowds: Iterable[Crowd], *withheld: str) -> Found:
    return Outsider().finds(*shown(crowds, *withheld))


def groups(loot: Found) -> set[str]:
    return {cell.group for cell in (*loot.counts, *loot.parts)}


def test_one_alone_beside_shown_ones_has_the_room_that_their_rounding_leaves() -> None:
    """125 Asian and 120 Indian people may be 123 and 122, or 127 and 118: one to nine others."""
    crowds = [*respect("british", yes=400, no=600), *respect("indian", yes=60, no=60), *respect("pakistani", yes=6)]
    assert groups(attacked(crowds, "pakistani")) == set()


def test_one_alone_that_makes_up_a_shown_sum_is_found() -> None:
    """No other Asian person answered, and ten to twelve did."""
    crowds = [*respect("british", yes=400, no=600), *respect("pakistani", yes=11)]
    assert attacked(crowds, "pakistani").counts == {Cell("respect", "pakistani", "base"): (10, 12)}


def test_two_beside_each_other_are_not_found() -> None:
    crowds = [*respect("british", yes=400, no=600), *respect("indian", yes=60, no=60)]
    loot = attacked([*crowds, *respect("pakistani", yes=6), *respect("chinese", yes=8)], "pakistani", "chinese")
    assert groups(loot) == set()


def test_the_few_behind_a_percentage_are_found() -> None:
    """Of thirty people 93 % are 28: two said the other thing."""
    seen, truth = shown([*respect("british", yes=400, no=600), *respect("indian", yes=28, no=2)])
    told = Cell("respect", "indian", "positive")
    assert not Outsider().finds(seen, truth)
    loot = Outsider().finds(replace(seen, shares={**seen.shares, told: Percent(93)}), truth)
    assert loot.parts[told] == (2, 2)


def test_a_share_by_subtraction_is_found() -> None:
    """83 % of all Black people, half of those from the Caribbean: so next to none of the Africans said no."""
    crowds = [*respect("british", yes=400, no=600), *respect("caribbean", yes=50, no=50), *respect("african", yes=200)]
    assert "african" in groups(attacked(crowds))


def test_where_nearly_nobody_answered_there_is_nothing_to_find() -> None:
    assert not attacked(respect("indian", yes=5, no=4), "indian", "asian", "all")


def test_whoever_has_nothing_but_the_table_finds_the_same() -> None:
    """Long afterwards nobody knows the truth any more: any way in which all fits will do to begin with."""
    crowds = [*respect("british", yes=400, no=600), *respect("pakistani", yes=11)]
    seen, truth = shown(crowds, "pakistani")
    guess = any_world(seen)
    assert groups(Outsider().finds(seen, guess)) == groups(Outsider().finds(seen, truth)) == {"pakistani"}


def test_a_table_that_contradicts_itself_is_not_called_safe() -> None:
    seen, _ = shown(respect("british", yes=400, no=600))
    british = Cell("respect", "british", "base")
    with pytest.raises(Undecided):
        any_world(replace(seen, ranges={**seen.ranges, british: (2_000, 2_000)}))
