"""A wrong survey file is refused once, with every mistake in it: where, what, and how to mend it."""

from pathlib import Path

import pytest

from bot import survey_files
from surveys import limits
from surveys.errors import CATALOGUE
from tests.unit.surveys.builders import EQUALITY, EQUALITY_EN, WARD, WARD_EN, problems, written


def test_ten_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    broken = (
        WARD.replace("audience: patient", "audience: visitors")  # line 4
        .replace("version: 1", "version: one")  # line 2
        .replace("    positive: [always]", "    positive: [allways]")  # line 11
        .replace("    competency: staff-knowledge", "    competence: staff-knowledge")  # line 13
        .replace("    exclusive: [none]", "    exclusive: [nothing]")  # line 17
        .replace("if: selected(needs, other)", "if: needs = other")  # line 20
        .replace("options: [no, yes, not-sure]", "options: [no, yes, yes]")  # line 23
        .replace("  - id: unfair-who\n    kind: choice", "  - id: unfair-who\n    kind: chioce")  # line 25
        .replace("  - id: better", "  - id: Better")  # line 28
        .replace("    kind: text\n    if", "    kind: text\n    options: [a, b]\n    if")  # line 20, later lines move
    )

    found = problems(written(tmp_path, ward=broken))

    assert [(problem.line, problem.code) for problem in found] == [
        (2, "not-a-number"),
        (4, "not-one-of"),
        (11, "option-unknown"),
        (13, "unknown-key"),
        (17, "option-unknown"),
        (20, "options-on-text"),
        (21, "condition-kind"),
        (24, "duplicate-option"),
        (26, "not-one-of"),
        (29, "bad-id"),
    ]
    for problem in found:
        assert problem.file == "ward.yaml"
        assert problem.says.endswith(".")
        assert problem.remedy.endswith(".")


EN = "language: en\nstatus: draft\nwording-version: 1\ntitle: T\n"
ONE = "survey: s\nversion: 1\nsection: feedback\naudience: patient\nquestions:\n"
ASK_A = "  - {id: a, kind: choice, options: [x, y]}\n"
WORDED_A = "options: {x: X, y: Y}\nquestions: {a: {ask: A}}\n"
EVERY_CODE: dict[str, tuple[dict[str, str], int]] = {
    "not-yaml": ({"s": "survey: [s\nversion: 1\n"}, 2),
    "anchor": ({"s": "survey: &a s\nversion: *a\n"}, 1),
    "wrong-shape": ({"s": ONE.replace("questions:\n", "questions: none\n")}, 5),
    "duplicate-key": ({"s": "version: 2\n" + ONE + ASK_A}, 3),
    "unknown-key": ({"s": "colour: red\n" + ONE + ASK_A}, 1),
    "missing-key": ({"s": ONE.replace("audience: patient\n", "") + ASK_A}, 1),
    "empty-text": ({"s": ONE.replace("survey: s", "survey: ''") + ASK_A}, 1),
    "not-one-of": ({"s": ONE.replace("audience: patient", "audience: cats") + ASK_A}, 4),
    "not-a-number": ({"s": ONE.replace("version: 1", "version: 0") + ASK_A}, 2),
    "bad-id": ({"s": ONE + "  - {id: A b, kind: text}\n"}, 6),
    "reserved-id": ({"s": ONE + "  - {id: not, kind: text}\n"}, 6),
    "duplicate-question": ({"s": ONE + ASK_A + ASK_A}, 7),
    "duplicate-option": ({"s": ONE + "  - {id: a, kind: choice, options: [x, y, x]}\n"}, 6),
    "no-questions": ({"s": ONE.replace("questions:\n", "questions: []\n")}, 5),
    "too-many": ({"s": ONE + ASK_A * (limits.MOST_QUESTIONS + 1)}, 6),
    "options-missing": ({"s": ONE + "  - {id: a, kind: choice}\n"}, 6),
    "options-on-text": ({"s": ONE + "  - {id: a, kind: text, options: [x, y]}\n"}, 6),
    "only-for-several": ({"s": ONE + "  - {id: a, kind: choice, options: [x, y], exclusive: [x]}\n"}, 6),
    "unknown-list": ({"s": ONE + "  - {id: a, kind: choice, options: often}\n"}, 6),
    "option-unknown": ({"s": ONE + "  - {id: a, kind: choice, options: [x, y], positive: [z]}\n"}, 6),
    "condition-unreadable": ({"s": ONE + ASK_A + "  - {id: b, kind: text, if: a == x}\n"}, 7),
    "condition-question": ({"s": ONE + ASK_A + "  - {id: b, kind: text, if: c = x}\n"}, 7),
    "condition-forward": ({"s": ONE + "  - {id: b, kind: text, if: a = x}\n" + ASK_A}, 6),
    "condition-option": ({"s": ONE + ASK_A + "  - {id: b, kind: text, if: a = z}\n"}, 7),
    "condition-kind": ({"s": ONE + ASK_A + "  - {id: b, kind: text, if: 'selected(a, x)'}\n"}, 7),
    "narrows-unknown": ({"s": ONE + "  - {id: b, kind: choice, narrows: a, options: {x: [p, q]}}\n"}, 6),
    "opt-in-missing": ({"s": ONE.replace("feedback", "equality") + ASK_A}, 1),
    "consent-options": ({"s": ONE + "  - {id: a, kind: consent, options: [x, y]}\n"}, 6),
    "wording-missing": ({"s": ONE + ASK_A}, 1),
    "wording-question": ({"s": ONE + ASK_A, "s_en": EN + "questions: {}\n"}, 5),
    "wording-option": ({"s": ONE + ASK_A, "s_en": EN + "questions: {a: {ask: A, options: {x: X}}}\n"}, 5),
    "wording-unknown": ({"s": ONE + ASK_A, "s_en": EN + "options: {x: X, y: Y, z: Z}\nquestions: {a: {ask: A}}\n"}, 5),
    "range-without-number": ({"s": ONE + "  - {id: a, kind: text, range: [1, 2]}\n"}, 6),
    "range-unreadable": ({"s": ONE + "  - {id: a, kind: day, range: [1, 2]}\n"}, 6),
    "range-upside-down": ({"s": ONE + "  - {id: a, kind: number, range: [2, 1]}\n"}, 6),
    "range-too-fine": ({"s": ONE + "  - {id: a, kind: number, range: [0.5, 0.7]}\n"}, 6),
    "places-unfit": ({"s": ONE + "  - {id: a, kind: number, range: [1, 2], places: 7}\n"}, 6),
    "only-for-scale": ({"s": ONE + "  - {id: a, kind: choice, options: [x, y], off-scale: [x]}\n"}, 6),
    "same-as-later": ({"s": ONE + "  - {id: a, kind: text, same-as: 2}\n"}, 6),
    "needed-unexplained": (
        {"s": ONE + "  - {id: a, kind: text, needed: yes}\n", "s_en": EN + "questions: {a: {ask: A}}\n"},
        5,
    ),
    "why-without-need": (
        {"s": ONE + "  - {id: a, kind: text}\n", "s_en": EN + "questions: {a: {ask: A, why-needed: W}}\n"},
        5,
    ),
    "same-label": ({"s": ONE + ASK_A, "s_en": EN + "options: {x: Same, y: same}\nquestions: {a: {ask: A}}\n"}, 5),
    "too-long": (
        {"s": ONE + ASK_A, "s_en": EN + f"options: {{x: X, y: {'y' * 65}}}\nquestions: {{a: {{ask: A}}}}\n"},
        5,
    ),
    "language-twice": ({"s": ONE + ASK_A, "s_en": EN + WORDED_A, "s_ur": EN + WORDED_A}, 1),
}  # fmt: skip
NOT_IN_A_TEXT = {"not-text", "too-large", "no-file"}
FOUND_BY_CHECKING = {"unreachable", "label-wide"}  # in files that can be read: test_check.py
ELSEWHERE = ("cell-", "fhir-", "lineage-", "version-", "workbook-", "xlsform-")  # each enumerated by a test of its own


@pytest.mark.parametrize("code", sorted(EVERY_CODE))
def test_every_mistake_is_found_at_its_place(code: str, tmp_path: Path) -> None:
    texts, line = EVERY_CODE[code]

    found = problems(written(tmp_path, **texts))

    assert (line, code) in [(problem.line, problem.code) for problem in found]
    assert all(problem.says and problem.remedy for problem in found)


def test_the_catalogue_has_no_code_without_a_case() -> None:
    here = {code for code in CATALOGUE if not code.startswith(ELSEWHERE)}
    assert here == set(EVERY_CODE) | NOT_IN_A_TEXT | FOUND_BY_CHECKING


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert [problem.code for problem in problems(tmp_path / "nowhere.yaml")] == ["no-file"]


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes("survey: s\ntitle: café\n".encode("latin-1"))

    assert [(problem.line, problem.code) for problem in problems(path)] == [(2, "not-text")]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(b"#" * (survey_files.LARGEST_FILE + 1))

    assert [problem.code for problem in problems(path)] == ["too-large"]


def test_control_characters_and_bottomless_nesting_are_refused(tmp_path: Path) -> None:
    for text in ("survey: a\x00b\n", "[" * 20_000):
        assert [problem.code for problem in problems(written(tmp_path, s=text))] == ["not-yaml"]


def test_ids_that_yaml_would_read_as_something_else_stay_what_they_are(tmp_path: Path) -> None:
    loaded = survey_files.load_survey(written(tmp_path, ward=WARD, ward_en=WARD_EN))

    assert isinstance(loaded, survey_files.SurveyFile)
    assert loaded.edition.survey.question("unfair").options == ("no", "yes", "not-sure")


def test_wording_may_stand_in_the_survey_file_itself(tmp_path: Path) -> None:
    inside = WARD + "wording:\n  - " + WARD_EN.strip().replace("\n", "\n    ") + "\n"

    loaded = survey_files.load_survey(written(tmp_path, ward=inside))

    assert isinstance(loaded, survey_files.SurveyFile), loaded
    assert loaded.edition.languages == ("en",)


def test_an_equality_section_is_read_like_any_survey(tmp_path: Path) -> None:
    loaded = survey_files.load_survey(written(tmp_path, equality=EQUALITY, equality_en=EQUALITY_EN))

    assert isinstance(loaded, survey_files.SurveyFile)
    narrowing = loaded.edition.survey.question("ethnicity").narrowing
    assert narrowing is not None
    assert narrowing.offered("asian") == ("indian", "asian-other", "prefer-not-to-say")
    assert narrowing.offered("prefer-not-to-say") == ()
