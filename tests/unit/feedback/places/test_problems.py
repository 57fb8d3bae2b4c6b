"""Whatever is wrong with a file of places is told at once, each at its place, and nothing else is said."""

import pytest

from feedback.places.plan import Known
from feedback.places.problems import CATALOGUE, Problem
from feedback.places.sheet import LONGEST_NAME
from feedback.records import Place
from tests.unit.feedback.places.files import HEAD, ROOT, refused

# For each code a file, and where the problem is: its line and column.
EVERY_CODE: dict[str, tuple[str | bytes, int, str]] = {
    "not-text": (HEAD.encode() + b"\na,trust,Caf\xe9\n", 2, ""),
    "not-csv": (f'{HEAD}\na,trust,"A\nb,trust,B\n', 2, ""),
    "not-commas": ("code;parent;name\na;trust;A\n", 1, ""),
    "empty": ("\n ,\n", 0, ""),
    "missing-column": ("code,parent\na,trust\n", 1, "name"),
    "unknown-column": (f"{HEAD},colour\na,trust,A,red\n", 1, "colour"),
    "unknown-ethnicity": (f"{HEAD},caseload.asian-unspecified\na,trust,A,1\n", 1, "caseload.asian-unspecified"),
    "column-twice": (f"{HEAD},Code\na,trust,A,b\n", 1, "code"),
    "no-heading": (f"{HEAD},\na,trust,A,stray\n", 2, ""),
    "no-code": (f"{HEAD}\n,trust,A\n", 2, "code"),
    "bad-code": (f"{HEAD}\nward 7,trust,A\n", 2, "code"),
    "duplicate-code": (f"{HEAD}\na,trust,A\na,trust,B\n", 3, "code"),
    "no-name": (f"{HEAD}\na,trust, \n", 2, "name"),
    "unprintable-name": (f"{HEAD}\na,trust,A\x07\n", 2, "name"),
    "long-name": (f"{HEAD}\na,trust,{'n' * (LONGEST_NAME + 1)}\n", 2, "name"),
    "unknown-level": (f"{HEAD},level\na,trust,A,ward\n", 2, "level"),
    "level-of-root": (f"{HEAD},level\na,trust,A,trust\n", 2, "level"),
    "unknown-parent": (f"{HEAD}\na,nowhere,A\n", 2, "parent"),
    "second-root": (f"{HEAD}\na,,A\n", 2, "parent"),
    "root-below": (f"{HEAD}\na,trust,A\ntrust,a,The trust\n", 3, "parent"),
    "cycle": (f"{HEAD}\nc,a,C\na,b,A\nb,a,B\n", 3, "parent"),
    "not-people": (f"{HEAD},caseload.irish\na,trust,A,3.5\n", 2, "caseload.irish"),
    "half-a-caseload": (f"{HEAD},caseload.irish,caseload.roma\na,trust,A,3,\n", 2, "caseload.roma"),
}
_OF_THE_DISK = {"no-file", "is-a-folder", "cannot-be-read", "too-large"}  # told by the command


@pytest.mark.parametrize("code", sorted(EVERY_CODE))
def test_every_mistake_is_found_at_its_place_and_nothing_else_is_said(code: str) -> None:
    text, line, column = EVERY_CODE[code]
    assert [(one.line, one.column, one.code) for one in refused(text)] == [(line, column, code)]


def test_every_code_has_a_case() -> None:
    assert set(CATALOGUE) == {*EVERY_CODE, *_OF_THE_DISK}


def test_all_is_told_at_once_in_the_order_of_the_lines() -> None:
    told = refused(f"{HEAD},sort,caseload.roma\na/b,,A,,-1\nb,nowhere,,,\na/b,c,A,,\nc,c,C,,1\n")
    assert [(one.line, one.column, one.code) for one in told] == [
        (1, "sort", "unknown-column"),
        (2, "caseload.roma", "not-people"),
        (2, "code", "bad-code"),
        (2, "parent", "second-root"),
        (3, "name", "no-name"),
        (3, "parent", "unknown-parent"),
        (4, "code", "bad-code"),
        (4, "code", "duplicate-code"),
        (5, "parent", "cycle"),
    ]
    assert str(told[5]) == (
        "places.csv, line 3, parent: unknown-parent: There is no place `nowhere`, in this file or before. "
        "Add it to the file, or see `heard place list`."
    )


def test_without_a_column_the_others_are_judged_still() -> None:
    def told(text: str) -> list[str]:
        return [one.code for one in refused(text)]

    assert told("code,name\na,\na,A\n") == ["missing-column", "no-name", "duplicate-code"]
    assert told("parent,name,caseload.roma\nnowhere,,x\n") == ["missing-column", "not-people", "no-name"]


@pytest.mark.parametrize("given", ["-1", "1,5", "1.0", "<5", "*", "²", "１２", "٣", "1e3", "9" * 10])
def test_a_caseload_is_in_digits_and_what_it_holds_is_not_told(given: str) -> None:
    [problem] = refused(f'{HEAD},caseload.roma\na,trust,A,"{given}"\n')
    assert problem.code == "not-people"
    assert problem.facts == {}


def test_a_circle_through_places_that_were_there_before_is_found() -> None:
    known = Known((ROOT, Place("a", "trust", "A", "directorate"), Place("b", "a", "B", "service")), {})
    [problem] = refused(f"{HEAD}\na,b,A\n", known)
    assert str(problem).startswith(
        "places.csv, line 2, parent: cycle: These belong to each other in a circle: a > b > a."
    )


def test_each_circle_is_told_once_and_a_long_one_is_cut() -> None:
    ring = "".join(f"r{number},r{(number + 1) % 5000},R\n" for number in range(5000))
    pairs = "".join(f"p{number},p{number ^ 1},P\n" for number in range(5000))
    told = refused(f"{HEAD}\n{ring}{pairs}")
    assert len(told) == 1 + 2500
    assert str(told[0].facts["line"]) == "r0 > r1 > r2 > r3 > r4 > r5 > r6 > … > r0"


def test_what_is_told_of_a_file_cannot_steer_a_terminal() -> None:
    [problem] = refused(f"{HEAD}\n\x1b[2J{'x' * 100},trust,A\n")
    assert "\x1b" not in str(problem)
    assert len(str(problem)) < 250


def test_the_whole_file_and_a_whole_line_are_places_too() -> None:
    assert str(Problem("p.csv", 0, "", "empty")).startswith("p.csv: empty: ")
    assert str(Problem("p.csv", 3, "", "no-heading")).startswith("p.csv, line 3: no-heading: ")
