"""A file of places is taken in as one: the tree, what moved, the caseloads and the line of the trail; or nothing."""

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from feedback.places.plan import Known, Move, Outcome, Plan, planned
from feedback.places.sheet import Sheet, read_sheet
from feedback.records import Event, Place
from feedback.store.audit import Audit
from feedback.store.caseloads import Caseloads
from feedback.store.database import Database, open_database
from feedback.store.place_imports import PlaceImports
from feedback.store.places import Places
from tests.contract.examples import TREE
from tests.support.crowds import census

DAY, LATER = date(2026, 5, 3), date(2026, 6, 1)
EVENT = Event(datetime(2026, 5, 3, 12, tzinfo=UTC), "operator", "places-imported", "", {})
HEAD = "code,parent,name,caseload.indian,caseload.declined"
FILE = f"{HEAD}\nward-7,north,Ward 7,12,0\nnorth,trust,North,,\n"


@pytest.fixture
def imports(database: Database) -> PlaceImports:
    return PlaceImports(database)


@pytest.fixture
def caseloads(database: Database) -> Caseloads:
    return Caseloads(database)


def sheet_of(text: str) -> Sheet:
    return read_sheet("places.csv", text.encode(), census())


async def taken(imports: PlaceImports, text: str, day: date = DAY) -> Outcome:
    return await imports.take_in(lambda known: planned(sheet_of(text), known, day), EVENT)


def with_a_connection_of_its_own(url: str, plan: Callable[[Known], Outcome]) -> Outcome:
    async def work() -> Outcome:
        opened = await open_database(url)
        try:
            return await PlaceImports(opened).take_in(plan, EVENT)
        finally:
            await opened.close()

    return asyncio.run(work())


async def test_a_file_becomes_places_and_caseloads(
    imports: PlaceImports, places: Places, caseloads: Caseloads, database: Database
) -> None:
    await taken(imports, FILE)
    assert [place.code for place in await places.all()] == ["north", "trust", "ward-7"]
    assert await places.find("ward-7") == Place("ward-7", "north", "Ward 7", "service")
    assert await caseloads.all() == {"ward-7": {"indian": 12, "declined": 0}}
    assert await caseloads.days() == {"ward-7": DAY}
    assert await imports.moves() == []
    assert [event.action for event in await Audit(database).all()] == ["places-imported"]


async def test_the_same_file_on_another_day_changes_nothing(
    imports: PlaceImports, caseloads: Caseloads, database: Database
) -> None:
    await taken(imports, FILE)
    again = await taken(imports, FILE, LATER)
    assert isinstance(again, Plan)
    assert not again.changes
    assert await caseloads.days() == {"ward-7": DAY}
    assert len(await Audit(database).all()) == 1


async def test_a_move_is_kept_with_its_day_and_told_in_the_trail(
    imports: PlaceImports, places: Places, database: Database
) -> None:
    await taken(imports, FILE)
    await taken(imports, f"{HEAD}\nsouth,trust,South,,\nward-7,south,Maple,,\n", LATER)
    await taken(imports, f"{HEAD}\nward-7,north,Maple,,\n", LATER)
    assert await imports.moves() == [
        Move("ward-7", "north", "south", LATER),
        Move("ward-7", "south", "north", LATER),
    ]
    moved = (await Audit(database).all())[1].facts
    told = {"added": "1", "renamed": "1", "moved": "1", "relevelled": "0", "caseloads": "0"}
    assert moved == {**told, "moves": "ward-7: north > south"}
    assert await places.find("ward-7") == Place("ward-7", "north", "Maple", "service")


async def test_a_caseload_is_replaced_as_a_whole_and_others_stay(imports: PlaceImports, caseloads: Caseloads) -> None:
    await taken(imports, FILE.replace("North,,", "North,1,2"))
    await taken(imports, "code,parent,name,caseload.roma\nward-7,north,Ward 7,5\n", LATER)
    assert await caseloads.all() == {"north": {"indian": 1, "declined": 2}, "ward-7": {"roma": 5}}
    assert await caseloads.days() == {"north": DAY, "ward-7": LATER}


async def test_a_file_that_is_refused_leaves_no_trace(
    imports: PlaceImports, places: Places, caseloads: Caseloads, database: Database
) -> None:
    await taken(imports, FILE)
    before = await places.all()
    outcome = await taken(imports, f"{HEAD}\nward-7,trust,Other,1,1\nlost,nowhere,Lost,,\n")
    assert isinstance(outcome, tuple)
    assert [problem.code for problem in outcome] == ["unknown-parent"]
    assert await places.all() == before
    assert await caseloads.all() == {"ward-7": {"indian": 12, "declined": 0}}
    assert len(await Audit(database).all()) == 1


async def test_what_the_database_refuses_keeps_out_all(
    imports: PlaceImports, places: Places, caseloads: Caseloads, database: Database
) -> None:
    """Whatever a plan might overlook."""

    def careless(_: Known) -> Outcome:
        put = (*TREE, Place("lost", "nowhere", "Lost", "team"))
        return Plan(DAY, put, 3, 0, 0, 0, caseloads={"ward-7": {"indian": 1}})

    with pytest.raises(IntegrityError):
        await imports.take_in(careless, EVENT)
    assert [place.code for place in await places.all()] == ["trust"]
    assert await caseloads.all() == {}
    assert await Audit(database).all() == []


async def test_of_two_imports_at_once_the_second_sees_what_the_first_did(database_url: str, places: Places) -> None:
    """Each is right by itself; together they would make a circle. The first has looked, and gives the second time to
    look as well, which it must not get: a slow machine can only make this more lenient."""
    await places.add_all([Place("a", "trust", "A", "service"), Place("b", "trust", "B", "service")])
    first_looked, second_looked = threading.Event(), threading.Event()

    def first(known: Known) -> Outcome:
        first_looked.set()
        second_looked.wait(0.5)
        return planned(sheet_of("code,parent,name\na,b,A\n"), known, DAY)

    def second(known: Known) -> Outcome:
        second_looked.set()
        return planned(sheet_of("code,parent,name\nb,a,B\n"), known, DAY)

    def begin_second() -> Outcome:
        first_looked.wait()
        return with_a_connection_of_its_own(database_url, second)

    outcomes = await asyncio.gather(
        asyncio.to_thread(with_a_connection_of_its_own, database_url, first), asyncio.to_thread(begin_second)
    )
    assert isinstance(outcomes[0], Plan)
    assert isinstance(outcomes[1], tuple)
    assert [problem.code for problem in outcomes[1]] == ["cycle"]
