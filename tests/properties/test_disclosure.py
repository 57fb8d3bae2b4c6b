"""Whoever answered whatever: nothing small is shown, and nothing small can be worked out from what is shown.

The outsider here is written apart from the code that protects: it reads the JSON report, knows the published rules and
the sums that must hold, and does its own arithmetic.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from feedback.attack.audit import audit
from feedback.export.report_html import report_html
from feedback.export.report_json import report_json
from feedback.frozen import frozen
from feedback.report import Report, Stamp, make_report
from surveys.answers import Answer, Chosen, Nothing, Several, Words
from tests.properties.solver import Outsider
from tests.support.crowds import FFT, OFTEN, Crowd, census, exact, table, words
from tests.support.figures import known
from tests.support.sightings import digits, in_frozen, in_json, in_page

Node: TypeAlias = tuple[str, str, str]
Line: TypeAlias = tuple[Node, tuple[Node, ...]]
Ranges: TypeAlias = dict[Node, tuple[int, int]]
THRESHOLD, NEAREST, K = 10, 5, 3
MANY = 10**9
KINDS_OF_NOTHING = ("~skipped", "~not-asked", "~not-reached")

nothing: st.SearchStrategy[Answer] = st.sampled_from(list(Nothing))
answers = st.fixed_dictionaries(
    {
        "overall": st.sampled_from(FFT).map(Chosen) | nothing,
        "respect": st.sampled_from(OFTEN).map(Chosen) | nothing,
        "needs": st.sampled_from([("food",), ("food", "prayer"), ("none",)]).map(Several) | nothing,
        "overall-why": st.just(Words("…")) | nothing,
    }
)
# Small groups are the danger, so most of them are.
sizes = st.integers(1, 12) | st.integers(1, 60) | st.integers(1, 900)
ethnicities = st.sampled_from(sorted(census().leaves))
teams = st.sampled_from(["ward-1", "ward-2", "ward-3", "ward-4", "trust"])
crowds = st.lists(st.builds(Crowd, ethnicities, sizes, answers, teams), max_size=40)
some = settings(max_examples=40)  # each example protects a whole table


def document(report: Report) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(report_json(report, words()))
    return held


def counts(held: Mapping[str, Any]) -> dict[Node, int | None]:
    return {(c["question"], c["group"], c["option"]): c["count"] for c in held["cells"] if "count" in c}


def published_sums(held: Mapping[str, Any]) -> Iterator[Line]:
    """Over groups for every column of counts, and over options for every group."""
    shown = counts(held)
    columns = dict.fromkeys((question, option) for question, _, option in shown)
    for question, option in columns:
        for whole, parts in held["hierarchies"]["group"].items():
            line = (question, whole, option), tuple((question, part, option) for part in parts)
            if {line[0], *line[1]} <= shown.keys():
                yield line
    for question, tree in held["hierarchies"]["option"].items():
        for group in dict.fromkeys(group for _, group, _ in shown):
            if "all" in tree and (question, group, "all") in shown and (question, group, tree["all"][-1]) in shown:
                yield (question, group, "all"), tuple((question, group, part) for part in tree["all"])


def outsider(held: Mapping[str, Any]) -> Ranges:
    """The smallest and largest number that each count can be, by interval arithmetic over the published sums."""
    known = {node: _read(count) for node, count in counts(held).items()}
    lines = list(published_sums(held))
    before: Ranges = {}
    while known != before:
        before = dict(known)
        for whole, parts in lines:
            lows, highs = sum(known[part][0] for part in parts), sum(known[part][1] for part in parts)
            known[whole] = _meet(known[whole], (lows, highs))
            for part in parts:
                low, high = known[part]
                rest = (known[whole][0] - (highs - high), known[whole][1] - (lows - low))
                known[part] = _meet(known[part], rest)
    return known


def _read(count: int | None) -> tuple[int, int]:
    if count is None:
        return 1, MANY
    return (0, 0) if count == 0 else (max(THRESHOLD, count - 2), count + 2)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return max(one[0], other[0]), min(one[1], other[1])


@some
@given(crowds)
def test_no_shown_count_is_small_or_sharp(people: list[Crowd]) -> None:
    for count in counts(document(make_report(table(people)))).values():
        assert count is None or count == 0 or (count >= THRESHOLD and count % NEAREST == 0)


@some
@given(crowds)
def test_what_is_shown_is_true_as_far_as_it_goes(people: list[Crowd]) -> None:
    """Ranges that leave out the truth would mean that the outsider reckons with sums that do not hold."""
    truth = exact(people)
    for (question, group, option), (low, high) in outsider(document(make_report(table(people)))).items():
        (shape,) = (one for one in truth.shapes if one.question == question)
        assert option in shape.counted
        true = sum(n for cell, by in truth.cells.items() if cell == (question, group, option) for n in by.values())
        assert low <= true <= high


@some
@given(crowds)
def test_no_withheld_count_can_be_narrowed_down(people: list[Crowd]) -> None:
    held = document(make_report(table(people)))
    found = outsider(held)
    for node, count in counts(held).items():
        if count is None:
            low, high = found[node]
            assert high - low > K, (node, low, high)


@settings(max_examples=6)  # a solver looks for both ends of each figure
@given(crowds)
def test_no_solver_finds_what_was_withheld_nor_the_few_behind_a_percentage(people: list[Crowd]) -> None:
    """All questions, groups, percentages and the number of people together, exactly."""
    outsider = Outsider(document(make_report(table(people))))
    for node in outsider.withheld():
        low, high = outsider.ends(node)
        assert high - low > K, (node, low, high)
    for node in outsider.sides():
        low, high = outsider.ends(node)
        assert high - low > K or low >= THRESHOLD, (node, low, high)


@settings(max_examples=6)
@given(crowds)
def test_an_auditor_finds_no_more_than_was_found_before_it_was_shown(people: list[Crowd]) -> None:
    """Who begins with any way in which the table fits together, as `heard attack` does, and not with the truth."""
    assert not audit(table(people)).found


@some
@given(crowds)
def test_of_a_shown_sum_never_one_part_alone_is_withheld_nor_fewer_than_ten_people(people: list[Crowd]) -> None:
    truth = exact(people)
    held = document(make_report(table(people)))
    shown = counts(held)
    for whole, parts in published_sums(held):
        missing = [part for part in parts if shown[part] is None]
        if shown[whole] is not None and missing and len(parts) > 1:
            assert len(missing) > 1
            true = [sum(truth.cells.get(cell, {}).values()) for cell in truth.cells if cell in missing]
            assert sum(true) >= THRESHOLD


@some
@given(crowds)
def test_a_withheld_count_takes_its_shares_and_measures_with_it(people: list[Crowd]) -> None:
    held = document(make_report(table(people)))
    shown = counts(held)
    for cell in held["cells"]:
        if shown.get((cell["question"], cell["group"], "base"), 0) is None:
            assert cell.get("share") is None
    for measure in held["measures"]:
        if shown[measure["question"], measure["group"], "base"] is None:
            assert measure["verdict"] == "withheld"
            assert measure["n"] is measure["share"] is measure["low"] is measure["difference"] is None


@some
@given(crowds)
def test_every_number_in_every_output_is_explained_by_the_table(people: list[Crowd]) -> None:
    """Wherever it stands: in text, in an attribute, in a drawing, in the JSON, in what a release keeps."""
    report = make_report(table(people), Stamp(3, date(2026, 7, 6), "a-hash"))
    told, page = known(report, words()), report_html(report, words())
    seen = list(in_page(page, report, words()))
    assert sum(len(re.findall(r"\d", one.text)) for one in seen) == digits(page)
    assert told.unexplained(seen) == []
    assert told.unexplained(in_json(report_json(report, words())), decimals=True) == []
    assert told.unexplained(in_frozen(frozen([report.table]))) == []


@some
@given(crowds, st.data())
def test_people_who_are_shown_alike_are_reported_alike(people: list[Crowd], data: st.DataObject) -> None:
    """One more or one fewer in some crowd, and the same table: then every byte is the same."""
    assume(people)
    place = data.draw(st.integers(0, len(people) - 1))
    step = data.draw(st.sampled_from([-1, 1]))
    old = people[place]
    assume(old.count + step > 0)
    others = [*people[:place], Crowd(old.ethnicity, old.count + step, old.answers, old.team), *people[place + 1 :]]
    one, other = make_report(table(people)), make_report(table(others))
    if one.table == other.table:
        assert report_json(one, words()) == report_json(other, words())
        assert report_html(one, words()) == report_html(other, words())
        assert frozen([one.table]) == frozen([other.table])


@pytest.mark.parametrize(("indian", "alike"), [(149, True), (152, True), (153, False)])
def test_two_populations_can_be_shown_alike(indian: int, alike: bool) -> None:
    """The property above would hold of itself if no two tables were ever the same."""
    british = Crowd("british", 400, {"respect": Chosen("always")}, "trust")
    one = table([british, Crowd("indian", 148, {"respect": Chosen("always")}, "trust")])
    other = table([british, Crowd("indian", indian, {"respect": Chosen("always")}, "trust")])
    assert (one == other) is alike
    assert (frozen([one]) == frozen([other])) is alike
