"""A survey goes to XLSForm and back without loss; a form from elsewhere is read as far as we can ask what it asks."""

from decimal import Decimal
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from bot.commands.survey_out import Format, write_survey
from bot.survey_files import load_library
from bot.workbooks import read_workbook
from surveys.answers import Chosen, Number, Several
from surveys.condition_text import written as in_words
from surveys.conditions import compiled
from surveys.definition import Kind
from surveys.errors import Problem
from surveys.text import Edition
from surveys.xlsform.form import read_form
from surveys.xlsform.sheets import Sheet
from tests.unit.surveys import builders
from tests.unit.surveys.every_kind import EVERY_KIND, EVERY_KIND_EASY, EVERY_KIND_EN, EVERY_KIND_UR
from tests.unit.surveys.forms import EN, HEAD, YES_NO, Rows, read, refused

LIBRARY = load_library()
NEEDS: Rows = [["list_name", "name", EN], *(["n", name, name.title()] for name in ("food", "prayer", "none"))]


def every_kind(folder: Path) -> Edition:
    texts = {"all": EVERY_KIND, "all_en": EVERY_KIND_EN, "all_ur": EVERY_KIND_UR, "all_en-easyread": EVERY_KIND_EASY}
    return builders.edition(builders.written(folder, **texts))


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    held = read_workbook(path)
    found = tuple(sheet for sheet in held if isinstance(sheet, Sheet))
    assert found, held
    return found


def through_a_workbook(edition: Edition, folder: Path) -> Edition | tuple[Problem, ...]:
    path = folder / "form.xlsx"
    assert write_survey(edition, Format.XLSFORM, path) == (path,)
    return read_form(path.name, sheets_of(path))


def warnings_of(path: Path) -> list[str]:
    warnings: list[str] = convert(str(path), validate=False).warnings
    return warnings


@pytest.mark.parametrize("id", sorted(LIBRARY))
def test_every_shipped_survey_comes_back_as_it_went_and_pyxform_has_nothing_to_say(id: str, tmp_path: Path) -> None:
    edition = LIBRARY[id].edition

    assert through_a_workbook(edition, tmp_path) == edition
    assert warnings_of(tmp_path / "form.xlsx") == []


@pytest.mark.parametrize(("id", "tag"), [(id, tag) for id, file in LIBRARY.items() for tag in file.edition.languages])
def test_each_shipped_language_alone_beside_english_is_a_form_that_pyxform_takes(
    id: str, tag: str, tmp_path: Path
) -> None:
    whole = LIBRARY[id].edition
    edition = Edition(whole.survey, {each: whole.wordings[each] for each in dict.fromkeys(("en", tag))})

    assert through_a_workbook(edition, tmp_path) == edition
    assert warnings_of(tmp_path / "form.xlsx") == []


def test_every_kind_and_every_key_comes_back_as_it_went(tmp_path: Path) -> None:
    edition = every_kind(tmp_path)

    assert {question.kind for question in edition.survey} == set(Kind)
    assert through_a_workbook(edition, tmp_path) == edition
    assert warnings_of(tmp_path / "form.xlsx") == []


def test_nothing_in_a_form_is_a_formula(tmp_path: Path) -> None:
    through_a_workbook(every_kind(tmp_path), tmp_path)

    survey = {sheet.name: sheet for sheet in sheets_of(tmp_path / "form.xlsx")}["survey"]
    assert "=1+1" in {cell for row in survey.rows for cell in row}  # read as text: a formula would have been refused


# The six forms below carry what the six of pyxform's own examples do.
def test_headings_of_any_case_in_a_form_with_sheets_that_we_do_not_have() -> None:
    problems = refused(
        SURVEY=[
            ["TYPE", "NAME", "LABEL::EN", "CHOICE_FILTER"],
            ["select_one c1", "q1", "Are you good?", ""],
            ["select_one_external c1", "q2", "Where are you?", "YES_NO=${q1}"],
            ["osm c1", "q3", "Where exactly?", ""],
        ],
        CHOICES=[["LIST_NAME", "NAME", "LABEL::EN"], ["c1", "n1-c", "l1-c"], ["c1", "n2-c", "l2-c"]],
        SETTINGS=[["FORM_TITLE", "FORM_ID", "DEFAULT_LANGUAGE"], ["Yes or no", "YesNo", "EN"]],
        EXTERNAL_CHOICES=[["LIST_NAME", "NAME", "LABEL", "YES_NO"], ["c1", "n1-e", "l1-e", "yes"]],
        ENTITIES=[["DATASET", "LABEL"], ["e1", "l1"]],
        OSM=[["LIST_NAME", "NAME", "LABEL"], ["c1", "n1-o", "l1-o"]],
    )

    assert [(problem.place, problem.code, *problem.facts.values()) for problem in problems][:3] == [
        ("EXTERNAL_CHOICES", "xlsform-sheet", "EXTERNAL_CHOICES"),
        ("ENTITIES", "xlsform-sheet", "ENTITIES"),
        ("OSM", "xlsform-sheet", "OSM"),
    ]
    types = [(problem.place, problem.facts["type"]) for problem in problems if problem.code == "xlsform-type"]
    assert types == [("survey!A3", "select_one_external c1"), ("survey!A4", "osm c1")]
    assert len(problems) == 5


def test_a_phone_number_in_a_group_is_refused_by_its_name() -> None:
    survey = [
        ["type", "name", "label:English (en)"],
        ["text", "family_name", "What's your family name?"],
        ["begin group", "father", "Father"],
        ["phone number", "phone_number", "What's your father's phone number?"],
        ["integer", "age", "How old is your father?"],
        ["end group"],
    ]
    [problem] = refused(survey=survey)
    assert (problem.place, problem.code, problem.facts["type"]) == ("survey!A4", "xlsform-type", "phone number")

    del survey[3]
    assert [(q.id, q.kind) for q in read(survey=survey).survey] == [
        ("family-name", Kind.TEXT),
        ("father", Kind.STATEMENT),
        ("age", Kind.NUMBER),
    ]


def test_a_loop_is_refused_by_its_name() -> None:
    problems = refused(
        survey=[
            ["type", "name", "label:english"],
            ["select all that apply from yn or specify other", "toilets", "Which?"],
            ["begin loop over yn", "loop", ""],
            ["integer", "number", "How many %(label)s?"],
            ["end loop"],
        ],
        choices=YES_NO,
    )

    assert [problem.facts["type"] for problem in problems] == ["begin loop over yn", "end loop"]


def test_or_other_becomes_an_option_and_a_question_for_own_words() -> None:
    edition = read(
        survey=[["type", "name", "label:English"], ["select one from yn or specify other", "sex", "What sex are you?"]],
        choices=[["list name", "name", "label:English"], ["yn", "male", "Male"], ["yn", "female", "Female"]],
    )

    asked, own = edition.survey
    assert (asked.options, own.id, own.kind) == (("male", "female", "other"), "sex-other", Kind.TEXT)
    assert in_words(own.condition) == "sex = other"
    assert edition.wordings["en"].label("sex", "other")


def test_texts_and_integers_are_read_with_the_widest_range() -> None:
    edition = read(
        survey=[["type", "name", "label:english"], ["text", "your_name", "?"], ["integer", "your_age", "Age?"]]
    )

    name, age = edition.survey
    assert (name.id, age.id) == ("your-name", "your-age")
    assert age.range is not None
    assert (age.range.low, age.range.high) == (Number(Decimal(-999_999_999)), Number(Decimal(999_999_999)))


def test_a_yes_or_no_question_has_the_defaults_of_a_form_that_says_nothing() -> None:
    edition = read(survey=[HEAD, ["select one from yn", "good_day", "Had a good day?"]], choices=YES_NO)

    [question] = edition.survey
    assert (question.kind, question.options, question.needed) == (Kind.CHOICE, ("yes", "no"), False)
    assert (edition.survey.id, edition.survey.version, edition.survey.audience) == ("ward", 1, "everyone")
    assert edition.wordings["en"].status.value == "draft"


@pytest.mark.parametrize(
    ("relevant", "condition"),
    [
        ("${good}='yes'", "good = yes"),
        ("${good} != 'yes'", "not good = yes"),
        ('selected(${good}, "no")', "good = no"),
        ("not(selected(${Needs}, 'food')) and ${good} = 'yes'", "not selected(needs, food) and good = yes"),
        ("${good} = 'no' or (${nights} > 3 and ${nights} <= 9)", "good = no or nights > 3 and nights <= 9"),
        ("${came} < date('2026-04-01')", "came < 2026-04-01"),
        ("${came} < '2026-04-01'", "came < 2026-04-01"),
        ("${month} >= date('2026-04-01')", "month >= 2026-04"),
        ("count-selected(${Needs}) > 1", "count(needs) > 1"),
        ("count-selected(${Needs}) < 2", "not count(needs) >= 2"),
        ("count-selected(${Needs}) = 0", "not count(needs) > 0"),
        ("${Needs} != '' and count-selected(${Needs}) < 2", "count(needs) < 2"),
    ],
)
def test_conditions_are_read_as_we_write_them(relevant: str, condition: str) -> None:
    edition = read(
        survey=[
            [*HEAD, "relevant", "appearance"],
            ["select_one yn", "good", "Good?"],
            ["select_multiple n", "Needs", "Needs?"],
            ["integer", "nights", "Nights?"],
            ["date", "came", "Came?"],
            ["date", "month", "Month?", "", "month-year"],
            ["text", "why", "Why?", relevant],
        ],
        choices=[*YES_NO, *NEEDS[1:]],
    )

    assert in_words(edition.survey.question("why").condition) == condition


def test_a_count_that_nothing_would_meet_holds_for_the_people_for_whom_xpath_holds() -> None:
    edition = read(
        survey=[
            [*HEAD, "relevant"],
            ["select_multiple n", "needs", "Needs?"],
            ["text", "few", "?", "count-selected(${needs}) < 2"],
        ],
        choices=NEEDS,
    )
    condition = edition.survey.question("few").condition

    assert compiled(condition)({})  # XPath counts none where nothing was answered
    assert compiled(condition)({"needs": Several(("food",))})
    assert not compiled(condition)({"needs": Several(("food", "prayer"))})


def test_the_condition_of_a_group_goes_to_each_question_in_it() -> None:
    edition = read(
        survey=[
            [*HEAD, "relevant"],
            ["select_one yn", "good", "Good?", ""],
            ["begin_group", "more", "", "${good} = 'no'"],
            ["select_one yn", "told", "Told?", ""],
            ["text", "why", "Why?", "${told} = 'yes'"],
            ["end_group"],
            ["text", "last", "Last?", ""],
        ],
        choices=YES_NO,
    )

    assert [in_words(question.condition) for question in edition.survey] == [
        "",
        "good = no",
        "good = no and told = yes",
        "",
    ]
    assert not compiled(edition.survey.question("why").condition)({"good": Chosen("yes"), "told": Chosen("yes")})


def test_a_choice_filter_makes_a_second_step() -> None:
    edition = read(
        survey=[
            [*HEAD, "choice_filter"],
            ["select_one area", "Area", "Area?", ""],
            ["select_one town", "town", "Town?", "in_area=${Area}"],
        ],
        choices=[
            ["list name", "name", EN, "in_area"],
            ["area", "north", "North", ""],
            ["area", "south", "South", ""],
            ["town", "hill", "Hill", "north"],
            ["town", "dale", "Dale", "south"],
        ],
    )

    narrowing = edition.survey.question("town").narrowing
    assert narrowing is not None
    assert (narrowing.broad, narrowing.offered("south")) == ("area", ("dale",))


def test_needed_questions_bring_their_reason_and_ranges_their_ends() -> None:
    edition = read(
        survey=[
            [*HEAD, "required", "required_message::English (en)", "constraint", "hint::English (en)"],
            ["integer", "nights", "Nights?", "yes", "We plan by it.", ". >= 0 and . <= 90", "About."],
            ["date", "came", "Came?", "", "", ".>='2020-01-01'"],
        ]
    )

    nights, came = edition.survey
    assert nights.needed
    assert edition.wordings["en"].texts["nights"].why_needed == "We plan by it."
    assert edition.wordings["en"].texts["nights"].hint == "About."
    assert (str(nights.range and nights.range.high), str(came.range and came.range.low)) == ("90", "2020-01-01")
    assert str(came.range and came.range.high) == "9999-12-31"


def test_columns_without_a_language_are_in_the_default_one() -> None:
    edition = read(
        survey=[["type", "name", "label", "label::Urdu (ur)", "notes to self"], ["text", "why", "Why?", "کیوں؟", ""]],
        settings=[["form_title", "form_id", "default_language"], ["The ward", "Ward_7", "English (en)"]],
    )

    assert {tag: wording.ask("why") for tag, wording in edition.wordings.items()} == {"en": "Why?", "ur": "کیوں؟"}
    assert (edition.survey.id, edition.wordings["ur"].title) == ("ward-7", "The ward")
