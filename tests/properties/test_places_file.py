"""Whatever tree a trust has, written to a file by any spreadsheet's habits, it is the same tree once taken in."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from feedback.places.caseload import Caseload, groups_of_files
from feedback.places.plan import Known, Plan, planned
from feedback.places.sheet import LEVELS, read_sheet
from feedback.records import TRUST, Place
from tests.support.crowds import census

DAY = date(2026, 5, 3)
ROOT = Place(TRUST, None, "The trust", TRUST)
GROUPS = groups_of_files(census())
_codes = st.from_regex(r"[A-Za-z0-9_-]{1,62}", fullmatch=True).filter(lambda code: code != TRUST)
_names = (
    st.text(min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda name: name != "" and name.isprintable())
)
_people = st.lists(st.integers(0, 999_999_999), min_size=len(GROUPS), max_size=len(GROUPS))


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Place], dict[str, Caseload]]:
    """Each place beneath one of those before it; in any order."""
    places = [Place(TRUST, None, draw(_names), TRUST)]
    for code in draw(st.lists(_codes, max_size=8, unique=True)):
        parent = draw(st.sampled_from(places)).code
        places.append(Place(code, parent, draw(_names), draw(st.sampled_from(LEVELS[1:]))))
    caseloads: dict[str, Caseload] = {
        place.code: dict(zip(GROUPS, draw(_people), strict=True)) for place in places if draw(st.booleans())
    }
    return draw(st.permutations(places)), caseloads


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, Known]:
    places, caseloads = draw(trees())
    heading = draw(st.permutations(["code", "parent", "name", "level", *(f"caseload.{group}" for group in GROUPS)]))
    written = io.StringIO()
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    all_quoted = draw(st.booleans())
    writer = csv.writer(written, lineterminator=ends, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL)
    writer.writerows([heading, *(_line(place, caseloads.get(place.code, {}), heading) for place in places)])
    text = written.getvalue() + draw(st.sampled_from(["", ends, f" ,,{ends}{ends}"]))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig"]))), Known(places, caseloads)


def _line(place: Place, caseload: Caseload, heading: Sequence[str]) -> list[str]:
    held = {"code": place.code, "parent": place.parent or "", "name": place.name, "level": place.level}
    held |= {f"caseload.{group}": str(people) for group, people in caseload.items()}
    return [held.get(column, "") for column in heading]


def _after(raw: bytes, known: Known) -> tuple[Known, bool]:
    plan = planned(read_sheet("places.csv", raw, census()), known, DAY)
    assert isinstance(plan, Plan), [str(one) for one in plan]
    places = {place.code: place for place in (*known.places, *plan.put)}
    return Known([*places.values()], {**known.caseloads, **plan.caseloads}), plan.changes


@given(files())
def test_a_tree_comes_out_as_it_went_in_and_once_more_changes_nothing(file: tuple[bytes, Known]) -> None:
    raw, told = file
    found, _ = _after(raw, Known([ROOT], {}))
    assert set(found.places) == set(told.places)
    assert found.caseloads == told.caseloads
    assert _after(raw, found) == (found, False)


@given(files(), files())
def test_the_second_of_two_files_has_the_last_word(first: tuple[bytes, Known], second: tuple[bytes, Known]) -> None:
    """Where it is accepted: what the first left may be in its way, in a circle."""
    before, _ = _after(first[0], Known([ROOT], {}))
    plan = planned(read_sheet("places.csv", second[0], census()), before, DAY)
    if isinstance(plan, Plan):
        found, _ = _after(second[0], before)
        assert set(second[1].places) <= set(found.places)
        assert {place.code for place in found.places} >= {place.code for place in before.places}
        assert {**before.caseloads, **second[1].caseloads} == found.caseloads
    else:
        assert {problem.code for problem in plan} == {"cycle"}


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_a_file_holds_it_is_read_or_refused(raw: bytes) -> None:
    for start in (b"", b"code,parent,name,level,caseload.roma\n"):
        outcome = planned(read_sheet("places.csv", start + raw, census()), Known([ROOT], {}), DAY)
        assert isinstance(outcome, Plan) or all(str(problem) for problem in outcome)
