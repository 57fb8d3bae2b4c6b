"""The trust's tree of places, from its root down."""

import pytest
from sqlalchemy.exc import IntegrityError

from feedback.records import TRUST, Place
from feedback.store.places import Places
from tests.contract.examples import TREE


async def test_a_new_database_has_the_root_and_no_more(places: Places) -> None:
    assert await places.all() == [Place(TRUST, None, "The trust", "trust")]


async def test_a_tree_can_be_added_with_its_leaves_first(places: Places) -> None:
    await places.add_all(TREE)
    assert [place.code for place in await places.all()] == ["north", "trust", "ward-7"]
    assert await places.find("ward-7") == TREE[0]


async def test_a_place_that_is_there_already_takes_its_new_name(places: Places) -> None:
    await places.add_all(TREE)
    renamed = Place("ward-7", "trust", "Maple ward", "team")
    await places.add_all([renamed])
    assert await places.find("ward-7") == renamed
    assert len(await places.all()) == 3


async def test_a_place_under_nowhere_keeps_out_all(places: Places) -> None:
    with pytest.raises(IntegrityError):
        await places.add_all([*TREE, Place("lost", "no-such-place", "Lost", "team")])
    assert [place.code for place in await places.all()] == [TRUST]


@pytest.mark.parametrize("code", ["nowhere", "", "TRUST", "tru\0st", "\ud83d", "trust\n"])
async def test_what_is_no_places_code_finds_nothing(places: Places, code: str) -> None:
    assert await places.find(code) is None
