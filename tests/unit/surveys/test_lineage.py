"""A question may say that it means what it meant before only where it does."""

from pathlib import Path

import pytest

from surveys.definition import Survey
from surveys.errors import CATALOGUE
from surveys.lineage import unlike
from tests.unit.surveys import builders
from tests.unit.surveys.builders import WARD, WARD_EN

SAME = "    competency: staff-knowledge\n    same-as: 1\n"


def ward(folder: Path, version: int, *changes: tuple[str, str]) -> Survey:
    text = WARD.replace("version: 1", f"version: {version}")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return builders.edition(builders.written(folder, ward=text, ward_en=WARD_EN)).survey


def claiming(folder: Path, *changes: tuple[str, str]) -> Survey:
    return ward(folder, 2, ("    competency: staff-knowledge\n", SAME), *changes)


def told(now: Survey, *then: Survey) -> list[tuple[str, str, object]]:
    problems = unlike(now, {survey.version: survey for survey in then}, "ward.yaml")
    assert all(problem.facts["question"] == "respect" and problem.says and problem.remedy for problem in problems)
    return [(problem.code, str(problem.facts.get("what", "")), problem.facts["version"]) for problem in problems]


def test_a_question_that_stayed_as_it_was_may_say_so(tmp_path: Path) -> None:
    assert told(claiming(tmp_path), ward(tmp_path, 1)) == []


def test_a_question_that_claims_nothing_may_change(tmp_path: Path) -> None:
    assert told(ward(tmp_path, 2, ("positive: [always]", "positive: [never]")), ward(tmp_path, 1)) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("  often: [always, never, dont-know]", "  often: [never, always, dont-know]"), ["options"]),
        (("    positive: [always]\n", ""), ["positive"]),
        (("    outside-base: [dont-know]\n", ""), ["outside-base"]),
        (("- id: respect\n    kind: choice", "- id: respect\n    kind: scale"), ["kind"]),
        (("- id: respect\n    kind: choice", "- id: respect\n    kind: several"), ["kind"]),
    ],
)
def test_what_changed_is_named_with_what_it_was(change: tuple[str, str], what: list[str], tmp_path: Path) -> None:
    assert told(claiming(tmp_path, change), ward(tmp_path, 1)) == [("lineage-differs", each, 1) for each in what]


def test_the_wording_of_a_difference_names_both_sides(tmp_path: Path) -> None:
    now = claiming(tmp_path, ("    positive: [always]\n", ""))

    [problem] = unlike(now, {1: ward(tmp_path, 1)}, "ward.yaml")

    assert "its positive, now [], was [always] there" in problem.says
    assert "`same-as: 2`" in problem.remedy


def test_a_version_that_was_never_published_cannot_be_meant(tmp_path: Path) -> None:
    assert told(claiming(tmp_path)) == [("lineage-unpublished", "", 1)]


def test_a_version_that_did_not_ask_cannot_be_meant(tmp_path: Path) -> None:
    before = ward(tmp_path, 1)
    without = Survey(before.id, 1, before.audience, before.questions[1:])

    assert told(claiming(tmp_path), without) == [("lineage-unasked", "", 1)]


def test_every_version_in_between_is_meant_too(tmp_path: Path) -> None:
    now = ward(tmp_path, 3, ("    competency: staff-knowledge\n", SAME))
    between = ward(tmp_path, 2, ("    positive: [always]\n", ""))

    assert told(now, ward(tmp_path, 1), between) == [("lineage-differs", "positive", 2)]


def test_every_code_of_lineage_is_told_above(tmp_path: Path) -> None:
    now, before = claiming(tmp_path, ("    positive: [always]\n", "")), ward(tmp_path, 1)
    without = Survey(before.id, 1, before.audience, before.questions[1:])

    codes = {code for then in ((), (before,), (without,)) for code, _, _ in told(now, *then)}

    assert codes == {code for code in CATALOGUE if code.startswith("lineage-")}
