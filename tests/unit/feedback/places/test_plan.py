"""What a file of places changes in those that are there."""

from dataclasses import replace
from pathlib import Path

from feedback.places.plan import Known, Move
from feedback.records import Place
from tests.unit.feedback.places.files import DAY, HEAD, NEW, ROOT, after, follows

NORTH = Place("north", "trust", "North", "directorate")
SOUTH = Place("south", "trust", "South", "directorate")
CRISIS = Place("crisis", "north", "Crisis", "service")
WARD = Place("ward-7", "crisis", "Ward 7", "team")
KNOWN = Known((ROOT, NORTH, SOUTH, CRISIS, WARD), {"ward-7": {"indian": 4}})
DOCUMENT = Path(__file__).parents[4] / "docs" / "authoring.md"


def test_a_tree_is_added_whatever_stands_first() -> None:
    plan = follows(f"{HEAD}\nward-7,crisis,Ward 7\ncrisis,north,Crisis\nnorth,trust,North\n")
    assert set(plan.put) == {NORTH, CRISIS, WARD}
    assert (plan.added, plan.renamed, plan.moves, plan.relevelled, plan.unchanged) == (3, 0, (), 0, 0)


def test_what_the_file_says_already_stands_and_what_it_does_not_name_stays() -> None:
    plan = follows(f"{HEAD},caseload.indian\nward-7,crisis,Ward 7,4\ncrisis,north,Crisis,\n", KNOWN)
    assert not plan.changes
    assert plan.unchanged == 2
    assert after(plan, KNOWN) == KNOWN


def test_a_rename_a_move_and_another_level_are_told_apart() -> None:
    plan = follows(
        f"{HEAD},level\nward-7,south,Maple ward,team\ncrisis,south,Crisis,\nnorth,trust,North,service\n", KNOWN
    )
    assert plan.moves == (Move("ward-7", "crisis", "south", DAY), Move("crisis", "north", "south", DAY))
    assert (plan.added, plan.renamed, plan.relevelled, plan.unchanged) == (0, 1, 1, 0)
    assert plan.facts == {
        "added": "0",
        "renamed": "1",
        "moved": "2",
        "relevelled": "1",
        "caseloads": "0",
        "moves": "ward-7: crisis > south; crisis: north > south",
    }


def test_the_root_takes_a_name_and_is_not_moved() -> None:
    plan = follows(f"{HEAD}\ntrust,,Northshire\n")
    assert plan.put == (replace(ROOT, name="Northshire"),)
    assert (plan.renamed, plan.moves) == (1, ())


def test_a_level_that_is_not_told_is_one_below_the_parents() -> None:
    text = f"{HEAD},level\nd,c,D,\nc,b,C,\nb,a,B,\na,trust,A,\nother,trust,Other,service\nunder,other,Under,\n"
    levels = {place.code: place.level for place in follows(text).put}
    told = {"a": "directorate", "b": "service", "c": "team", "d": "team", "other": "service", "under": "team"}
    assert levels == told
    assert [place.level for place in follows(f"{HEAD}\nnew,crisis,New\n", KNOWN).put] == ["team"]


def test_a_caseload_is_replaced_as_a_whole_and_an_empty_one_leaves_it() -> None:
    told = follows(f"{HEAD},caseload.roma,caseload.asian\nward-7,crisis,Ward 7,0,9\ncrisis,north,Crisis,,\n", KNOWN)
    assert told.caseloads == {"ward-7": {"roma": 0, "asian": 9}}
    assert (told.put, told.unchanged, told.changes) == ((), 2, True)
    assert not follows(f"{HEAD},caseload.roma\nward-7,crisis,Ward 7,\n", KNOWN).changes


def test_a_chain_of_ten_thousand_places_is_no_trouble() -> None:
    chain = "".join(f"p{number},p{number + 1},P\n" for number in range(9_999)) + "p9999,trust,P\n"
    plan = follows(f"{HEAD}\n{chain}")
    assert plan.added == 10_000
    assert not follows(f"{HEAD}\n{chain}", after(plan, NEW)).changes


def test_the_documents_example_can_be_imported() -> None:
    example = DOCUMENT.read_text(encoding="utf-8").split("```csv\n")[1].split("```")[0]
    plan = follows(example)
    assert {place.code: place.level for place in plan.put} == {
        "trust": "trust",
        "adult": "directorate",
        "crisis": "service",
        "ward-7": "team",
        "outreach": "team",
    }
    assert plan.caseloads["ward-7"] == {"indian": 12, "asian": 3, "british": 140, "declined": 8}
