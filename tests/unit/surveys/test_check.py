"""What an author is told of a survey that can be read: can every question be reached, will every label fit."""

from pathlib import Path

import pytest

from bot.survey_files import SurveyFile, load_library, load_survey
from surveys import reach as reaching
from surveys.check import Checked, check, width
from surveys.definition import EQUALITY
from surveys.limits import LONGEST_LABEL
from surveys.reach import Reached, reach
from surveys.routing import stands
from surveys.text import Edition, followed_by
from tests.unit.surveys.builders import written

HEAD = """\
survey: s
version: 1
section: feedback
audience: patient
questions:
  - {id: unfair, kind: choice, options: [no, yes, not-sure]}
  - {id: needs, kind: several, options: [food, prayer, rest, none], exclusive: [none]}
  - {id: nights, kind: number, range: [0, 30]}
  - {id: moved, kind: day, range: [2026-01-01, 2026-12-31]}
  - {id: since, kind: month, range: [2026-01, 2026-12], if: nights > 5}
  - {id: group, kind: choice, options: [white, asian, declined]}
  - {id: finer, kind: choice, narrows: group, options: {white: [irish, roma], asian: [indian, chinese]}}
"""
WORDS = """\
language: en
status: draft
wording-version: 1
title: T
options: {"no": "No", "yes": "Yes", not-sure: Not sure, food: Food, prayer: Prayer, rest: Rest, none: None,
  white: White, asian: Asian, declined: Rather not, irish: Irish, roma: Roma, indian: Indian, chinese: Chinese}
questions:
  unfair: {ask: A}
  needs: {ask: A}
  nights: {ask: A}
  moved: {ask: A}
  since: {ask: A}
  group: {ask: A}
  finer: {ask: A}
  last: {ask: A}
"""


def asked_if(folder: Path, condition: str) -> Edition:
    last = f'  - {{id: last, kind: text, if: "{condition}"}}\n'
    loaded = load_survey(written(folder, s=HEAD + last, s_en=WORDS))
    assert isinstance(loaded, SurveyFile), loaded
    return loaded.edition


@pytest.mark.parametrize(
    "condition",
    [
        "unfair = yes",
        "unfair != yes and unfair != no",
        "selected(needs, food) and selected(needs, rest) and not selected(needs, prayer)",
        "count(needs) = 3",
        "selected(needs, none)",
        "count(needs) = 2 and not selected(needs, food)",
        "nights = 0",
        "nights > 5 and nights < 7",
        "not nights >= 0",
        "moved > 2026-12-30",
        "since = 2026-12 and nights < 7",
        "finer = chinese and group = asian",
        "group != white and finer != indian and unfair = not-sure and nights > 29",
    ],
)
def test_the_way_to_a_question_is_found_and_leads_there(condition: str, tmp_path: Path) -> None:
    survey = asked_if(tmp_path, condition).survey
    found = reach(survey, survey.question("last"))

    assert isinstance(found, Reached)
    assert stands(survey.question("last"), found.answers)


@pytest.mark.parametrize(
    "condition",
    [
        "unfair = yes and unfair = no",
        "selected(needs, none) and selected(needs, food)",
        "count(needs) > 3",
        "count(needs) = 1 and selected(needs, food) and selected(needs, rest)",
        "nights > 5 and nights < 6",
        "nights > 30",
        "moved < 2026-01-01",
        "since = 2026-03 and nights < 6",
        "finer = chinese and group = white",
        "finer = chinese and group != asian",
    ],
)
def test_a_question_that_nobody_can_be_asked_is_named(condition: str, tmp_path: Path) -> None:
    checked = check(asked_if(tmp_path, condition), "s.yaml")

    assert [(problem.code, problem.facts["question"]) for problem in checked.problems] == [("unreachable", "last")]
    assert checked.longest == 7
    assert checked.problems[0].says
    assert checked.problems[0].remedy


def test_a_search_that_is_given_up_is_no_proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "MOST_TRIES", 6)
    checked = check(asked_if(tmp_path, "unfair = yes and unfair = no and nights = 3"), "s.yaml")

    assert checked == Checked(longest=8, problems=(), unproven=("last",))


@pytest.mark.parametrize("survey", ["patient", "carer", "fft"])
def test_every_path_of_the_shipped_surveys_ends_and_every_question_can_be_reached(survey: str) -> None:
    library = load_library()
    section = library["equality"].edition
    items = frozenset(question.id for question in section.survey if question.section == EQUALITY)
    whole = followed_by(library[survey].edition, section, items)

    assert check(whole, survey) == Checked(longest=len(whole.survey.questions), problems=(), unproven=())


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("Yes", 3), ("是", 2), ("ＹＥＳ", 6), ("की", 2), ("कु", 1), ("e\u0301", 1), ("a\u2068b", 2)],
)
def test_width_is_counted_in_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(("characters", "codes"), [(LONGEST_LABEL // 2, []), (LONGEST_LABEL // 2 + 1, ["label-wide"])])
def test_a_label_too_wide_for_its_button_is_named(characters: int, codes: list[str], tmp_path: Path) -> None:
    wide = WORDS.replace("Rather not", "是" * characters)
    loaded = load_survey(written(tmp_path, s=HEAD + "  - {id: last, kind: text}\n", s_en=wide))
    assert isinstance(loaded, SurveyFile)

    assert [problem.code for problem in check(loaded.edition, "s.yaml").problems] == codes
