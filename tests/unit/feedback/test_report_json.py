"""The JSON report, to the letter of its contract."""

import json
from typing import Any

from feedback.export.report_json import report_json
from feedback.report import make_report
from feedback.scheme import in_order
from surveys.answers import Chosen, Several
from tests.support.crowds import Crowd, census, policy, respect, table, words

CROWDS = [
    *respect("british", yes=400, no=100, unsure=30),
    *respect("indian", yes=40, no=10, unsure=4),
    *respect("irish", yes=14, no=6),
    *respect("roma", yes=7),
    Crowd("arab", 120, {"needs": Several(("food", "prayer"))}),
    Crowd("caribbean", 200, {"overall": Chosen("very-good")}),
]


def document(repeats: int = 0) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(report_json(make_report(table(CROWDS, repeats)), words()))
    return held


def cells(**named: str) -> list[dict[str, Any]]:
    return [cell for cell in document()["cells"] if named.items() <= cell.items()]


def test_what_it_is_about_comes_first() -> None:
    held = document()
    head = {key: held[key] for key in list(held)[:9]}
    assert head == {
        "format": "heard-report/1",
        "survey": "patient",
        "versions": [1],
        "period": {"from": "2026-04-01", "to": "2026-06-30"},
        "by": "ethnicity",
        "scheme": "census-2021",
        "audience": "public",
        "policy": held["policy"],
        "release": None,
    }
    assert held["policy"] == {
        "name": "ten-thirty",
        "version": 1,
        "hash": policy().hash,
        "threshold": 10,
        "base": 5,
        "share_from": 30,
        "options_from": 100,
        "k": 3,
        "end_percent": 5,
        "dominance_percent": 80,
        "low_number_below": 50,
    }


def test_hierarchies_say_what_adds_up_to_what() -> None:
    hierarchies = document()["hierarchies"]
    assert hierarchies["group"]["black"] == ["african", "caribbean", "black-other", "black-unspecified"]
    assert hierarchies["place"] == {}
    assert hierarchies["option"]["respect"] == {
        "all": ["base", "dont-know"],
        "base": ["positive", "not-positive"],
        "positive": ["always", "mostly"],
        "not-positive": ["sometimes", "never"],
    }
    assert hierarchies["option"]["overall"]["all"] == ["base"]
    assert hierarchies["option"]["overall-why"] == {}


def test_a_count_is_a_number_or_null() -> None:
    named = {"question": "respect", "place": "trust", "option": "base"}
    assert cells(group="indian", **named) == [{**named, "group": "indian", "count": 50}]
    assert cells(group="roma", **named) == [{**named, "group": "roma", "count": None}]
    assert cells(group="arab", **named) == [{**named, "group": "arab", "count": 0}]


def test_a_share_is_a_whole_per_cent_and_says_where_it_stands_at_an_end() -> None:
    british = {"question": "respect", "place": "trust", "group": "british"}
    assert cells(option="always", **british) == [{**british, "option": "always", "share": 0.8}]
    assert cells(option="mostly", **british) == [{**british, "option": "mostly", "share": 0.05, "bound": "at-most"}]


def test_every_question_group_and_option_has_its_cell() -> None:
    held = document()
    counted = {
        "overall": ["all", "base"],
        "overall-why": ["all"],
        "respect": ["all", "base", "dont-know"],
        "needs": ["all", "base"],
    }
    shared = {
        "overall": ["positive", "very-good", "good", "neither", "poor", "very-poor", "dont-know"],
        "overall-why": [],
        "respect": ["positive", "always", "mostly", "sometimes", "never"],
        "needs": ["food", "prayer", "none"],
    }
    nothings = ("~skipped", "~not-asked", "~not-reached")
    of_groups = {**counted, "respect": ["base"]}
    expected = [
        (question, group, option)
        for question in counted
        for group in in_order(census().tree)
        for option in (
            *((*counted[question], *nothings) if group == "all" else of_groups[question]),
            *shared[question],
        )
    ]
    assert [(cell["question"], cell["group"], cell["option"]) for cell in held["cells"]] == expected


def test_no_numerator_is_written_anywhere() -> None:
    """Counts belong to margins and to kinds of nothing; what was answered well or badly is a share alone."""
    for cell in document()["cells"]:
        margin = cell["option"].startswith("~") or cell["option"] in ("all", "base")
        outside = cell["question"] == "respect" and cell["option"] == "dont-know"
        assert ("count" in cell) is (margin or outside)
        assert ("share" in cell) is not (margin or outside)


def test_a_measure_has_the_keys_of_the_contract() -> None:
    (indian,) = (m for m in document()["measures"] if (m["question"], m["group"]) == ("respect", "indian"))
    assert list(indian.items()) == [
        ("question", "respect"),
        ("place", "trust"),
        ("group", "indian"),
        ("n", 50),
        ("share", 0.8),
        ("bound", None),
        ("low", 0.66),
        ("high", 0.89),
        ("versus", "all-others"),
        ("others_n", 525),
        ("others_share", 0.8),
        ("difference", 0.0),
        ("difference_low", -0.14),
        ("difference_high", 0.1),
        ("verdict", "no-clear-difference"),
        ("low_number", False),
    ]


def test_a_withheld_measure_holds_no_number() -> None:
    (roma,) = (m for m in document()["measures"] if (m["question"], m["group"]) == ("respect", "roma"))
    assert roma["verdict"] == "withheld"
    assert not any(isinstance(value, int | float) and not isinstance(value, bool) for value in roma.values())


def test_it_says_what_it_put_together_and_whom_it_left_out() -> None:
    held = document(repeats=38)
    assert held["merged"]["declined"] == ["prefer-not-to-say", "~skipped"]
    assert held["repeats"] == 40
    assert any("are left out: 40. On shared tablets" in note for note in held["notes"])
    assert document(repeats=3)["repeats"] is None


def test_labels_are_there_for_every_id() -> None:
    held = document()
    assert held["labels"]["group"]["british"] == "English, Welsh, Scottish, Northern Irish or British"
    assert held["labels"]["question"]["respect"] == "Did staff treat you with respect?"
    assert held["labels"]["option"]["respect"]["dont-know"] == "Dont know"
    assert held["codes_2001"]["roma"] == "C"


def test_the_same_table_is_the_same_bytes() -> None:
    backwards = make_report(table(list(reversed(CROWDS))))
    assert report_json(backwards, words()) == report_json(make_report(table(CROWDS)), words())
