"""A number that no table explains is found wherever it hides: otherwise the tests that look for one prove nothing."""

import json
import re
from datetime import date
from typing import Any

import pytest

from feedback.export.report_html import report_html
from feedback.export.report_json import report_json
from feedback.frozen import frozen
from feedback.report import Stamp, make_report
from surveys.answers import Chosen
from tests.support.crowds import Crowd, respect, table, words
from tests.support.figures import known
from tests.support.sightings import digits, in_frozen, in_json, in_page

# Some of everything: a gap that is found, an end of the scale, single options, a low number, one team's, too few.
PEOPLE = [
    *respect("british", yes=812, no=203, unsure=41),
    *respect("caribbean", yes=49, no=52),
    *respect("african", yes=118, no=3),
    *respect("indian", yes=24, no=13),
    *respect("irish", yes=14, no=6),
    *respect("white-other", yes=12),
    *respect("roma", yes=7),
    Crowd("chinese", 44, {"respect": Chosen("mostly"), "overall": Chosen("good")}, "ward-1"),
]
REPORT = make_report(table(PEOPLE, repeats=38), Stamp(3, date(2026, 7, 6), "0123456789abcdef" * 4))
KNOWN = known(REPORT, words())
PAGE = report_html(REPORT, words())
HELD: dict[str, Any] = json.loads(report_json(REPORT, words()))


def in_the_page(page: str) -> list[str]:
    return KNOWN.unexplained(in_page(page, REPORT, words()))


def in_the_json(held: dict[str, Any]) -> list[str]:
    return KNOWN.unexplained(in_json(json.dumps(held)), decimals=True)


def test_every_number_of_a_report_is_explained() -> None:
    assert in_the_page(PAGE) == []
    assert in_the_json(HELD) == []
    assert KNOWN.unexplained(in_frozen(frozen([REPORT.table]))) == []


def test_every_digit_of_a_page_is_looked_at() -> None:
    seen = in_page(PAGE, REPORT, words())
    assert sum(len(re.findall(r"\d", one.text)) for one in seen) == digits(PAGE) > 500


@pytest.mark.parametrize(
    ("before", "planted"),
    [
        ("</body>", "<!-- of 1,015 -->"),
        ("</title>", " (1015 answers)"),
        ("</style>", ".bar { width: 1015px }"),
        ("</head>", '<meta name="answers" content="1015">'),
        ("</main>", '<p hidden>1015</p><img alt="of 1015" src="">'),
        ("</main>", '<p title="1015" data-n="1015"></p>'),
        ("</caption>", " of 1015"),
        ("</svg>", "<title>1015</title>"),
        ("</svg>", '<rect x="1015"/>'),
        ("%</td>", ".04"),
        ("</ul></section>", "<li>50%</li>"),
    ],
)
def test_a_number_in_a_page_is_found_wherever_it_hides(before: str, planted: str) -> None:
    assert before in PAGE
    assert in_the_page(PAGE.replace(before, f"{planted}{before}", 1)) != []


def test_a_figure_of_another_row_is_no_explanation() -> None:
    """101 people are shown as 100 in one row, and as nothing in the one below."""
    roma = re.search(r"Roma</th><td>(\[c\])", PAGE)
    assert roma is not None
    assert in_the_page(f"{PAGE[: roma.start(1)]}100{PAGE[roma.end(1) :]}") == ["td respect roma: 100"]


@pytest.mark.parametrize("figure", [{"count": 1015}, {"share": 0.8}, {"share": 0.805}, {"people": 812}, {"50": None}])
def test_a_number_in_a_cell_is_found(figure: dict[str, Any]) -> None:
    cell = {"question": "respect", "place": "trust", "group": "roma", "option": "base"}
    assert in_the_json({**HELD, "cells": [*HELD["cells"], {**cell, **figure}]}) != []


def test_a_number_beside_the_cells_is_found() -> None:
    assert in_the_json({**HELD, "notes": [*HELD["notes"], "Answers of 7 Roma people."]}) != []
    assert in_the_json({**HELD, "seconds": 0.25}) != []
    measure = {**HELD["measures"][0], "p": 0.0123}
    assert in_the_json({**HELD, "measures": [measure]}) != []


def test_a_number_in_what_a_release_keeps_is_found() -> None:
    kept = json.loads(frozen([REPORT.table]))
    (held,) = kept["tables"]
    counts = [[*cell, 1056 if cell[:3] == ["respect", "all", "all"] else count] for *cell, count in held["counts"]]
    for changes in ({"counts": counts}, {"seed": 77}):
        assert KNOWN.unexplained(in_frozen(json.dumps({**kept, "tables": [{**held, **changes}]}))) != []
