"""The shipped surveys: the same questions in every language, national items word for word."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from bot.survey_files import SurveyFile, load_library
from surveys.answers import Chosen, Several
from surveys.definition import Kind
from surveys.folding import folded
from surveys.lexicon import Languages
from surveys.reading import read_typed
from tests.unit.locales.catalogue import LANGUAGES, catalogue, said, words

pytestmark = pytest.mark.catalogue

QUOTES = "“”„«»「」"
Library: TypeAlias = Mapping[str, SurveyFile]
LIBRARY = Path(__file__).parents[3] / "surveys" / "library"
FEEDBACK = ("patient", "carer", "fft")
ALL = (*FEEDBACK, "equality")
CENSUS_2021 = {
    "white": ["british", "irish", "gypsy-irish-traveller", "roma", "white-other"],
    "mixed": ["white-black-caribbean", "white-black-african", "white-asian", "mixed-other"],
    "asian": ["indian", "pakistani", "bangladeshi", "chinese", "asian-other"],
    "black": ["caribbean", "african", "black-other"],
    "other": ["arab", "any-other"],
}
HARMONISED = {
    "ethnicity-group": "What is your ethnic group?",
    "sex": "What is your sex?",
    "gender-same": "Is the gender you identify with the same as your sex registered at birth?",
    "orientation": "Which of the following options best describes how you think of yourself?",
    "religion": "What is your religion?",
    "condition": "Do you have any physical or mental health conditions or illness lasting or expected to last "
    "12 months or more?",
    "condition-limits": "Do any of your conditions or illnesses reduce your ability to carry out day to day "
    "activities?",
}


def read(name: str) -> Any:
    return yaml.load((LIBRARY / name).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes text only


def option_ids(question: dict[str, Any], lists: dict[str, list[str]]) -> list[str]:
    options: str | list[str] | dict[str, list[str]] = question.get("options", [])
    if isinstance(options, str):
        return lists[options]
    if isinstance(options, dict):
        return [option for finer in options.values() for option in finer] + list(question["always"])
    return options


def labels(wording: dict[str, Any], question: str) -> dict[str, str]:
    return {**wording.get("options", {}), **wording["questions"][question].get("options", {})}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.mark.parametrize("survey", ALL)
def test_a_shipped_survey_parses_without_a_problem_in_every_language(survey: str, library: Library) -> None:
    edition = library[survey].edition
    assert set(edition.languages) == set(LANGUAGES)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("survey", ALL)
def test_every_language_asks_every_question_and_names_every_option(survey: str, tag: str) -> None:
    structure, wording = read(f"{survey}.yaml"), read(f"{survey}.{tag}.yaml")
    lists = structure.get("options", {})
    assert wording["language"] == tag
    assert list(wording["questions"]) == [question["id"] for question in structure["questions"]]
    for question in structure["questions"]:
        asked = wording["questions"][question["id"]]["ask"]
        assert asked.strip(), question["id"]
        named = labels(wording, question["id"])
        for option in option_ids(question, lists):
            assert named[option].strip(), f"{question['id']}: {option}"


@pytest.mark.parametrize("survey", ALL)
def test_easy_read_explains_at_least_what_english_explains(survey: str) -> None:
    hints = [
        {id for id, question in read(f"{survey}.{language}.yaml")["questions"].items() if question.get("hint")}
        for language in ("en", "en-easyread")
    ]
    assert hints[0] <= hints[1]


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag not in ("en", "en-easyread")])
@pytest.mark.parametrize("survey", ALL)
def test_a_hint_in_one_language_is_a_hint_in_every_language(survey: str, tag: str) -> None:
    hints = [
        {id for id, question in read(f"{survey}.{language}.yaml")["questions"].items() if question.get("hint")}
        for language in ("en", tag)
    ]
    assert hints[0] == hints[1]


@pytest.mark.parametrize("survey", FEEDBACK)
def test_the_friends_and_family_question_is_national_wording(survey: str) -> None:
    structure, wording = read(f"{survey}.yaml"), read(f"{survey}.en.yaml")
    first, second = structure["questions"][:2]
    said_first = wording["questions"]["overall"]
    assert first["id"] == "overall"
    assert said_first["ask"] == "Thinking about our service. Overall, how was your experience of our service?"
    assert [labels(wording, "overall")[option] for option in first["options"]] == [
        "Very good", "Good", "Neither good nor poor", "Poor", "Very poor", "Don't know",
    ]  # fmt: skip
    assert "hint" not in said_first
    assert first["positive"] == ["very-good", "good"]
    assert "outside-base" not in first
    assert (second["id"], second["kind"]) == ("overall-why", "text")


def test_harmonised_equality_questions_are_national_wording() -> None:
    asked = {id: question["ask"] for id, question in read("equality.en.yaml")["questions"].items()}
    assert {id: asked[id] for id in HARMONISED} == HARMONISED


def test_ethnicity_is_asked_in_two_steps_on_the_2021_census_groups() -> None:
    questions = {question["id"]: question for question in read("equality.yaml")["questions"]}
    assert questions["ethnicity"]["options"] == CENSUS_2021
    assert questions["ethnicity-group"]["options"] == [*CENSUS_2021, "prefer-not-to-say"]


def test_every_equality_question_can_be_declined_in_so_many_words(library: Library) -> None:
    survey = library["equality"].edition.survey
    chosen = [question for question in survey if question.kind is Kind.CHOICE]
    assert len(chosen) == 11
    assert [question.id for question in chosen if "prefer-not-to-say" not in question.options] == []


def test_only_the_question_that_can_frighten_is_off_until_a_trust_turns_it_on(library: Library) -> None:
    survey = library["equality"].edition.survey
    assert [question.id for question in survey if question.on_request] == ["migrant"]


def test_a_positive_answer_is_one_of_the_first_two_of_a_scale_or_no_unfairness(library: Library) -> None:
    for survey in FEEDBACK:
        for question in library[survey].edition.survey:
            if question.positive:
                first = 1 if question.id == "unfair" else 2
                assert question.positive == set(question.options[:first]), question.id


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("survey", ALL)
def test_before_anybody_writes_they_read_what_to_leave_out(survey: str, tag: str, library: Library) -> None:
    edition = library[survey].edition
    texts = [question.id for question in edition.survey if question.kind is Kind.TEXT]
    assert [id for id in texts if not edition.wording(tag).hint(id)] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_language_goes_by_its_own_name_whatever_the_language_of_the_page(tag: str, library: Library) -> None:
    own_names = set(library["equality"].edition.survey.question("main-language").options)
    own_names -= {"other", "prefer-not-to-say"}
    named = [labels(read(f"equality.{language}.yaml"), "main-language") for language in ("en", tag)]
    kept = [{id: name for id, name in names.items() if id in own_names} for names in named]
    assert kept[0]["ur"] == "اردو"
    assert kept[1] == kept[0]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_where_a_hint_names_the_help_link_it_names_it_as_the_page_does(tag: str) -> None:
    link = {language: said(catalogue(language)["page.help-link"])[0] for language in ("en", tag)}
    for survey in FEEDBACK:
        hints = {language: read(f"{survey}.{language}.yaml")["questions"] for language in ("en", tag)}
        for id, question in hints["en"].items():
            if f"“{link['en']}”" in question.get("hint", ""):
                assert re.search(f"[{QUOTES}]{re.escape(link[tag])}[{QUOTES}]", hints[tag][id]["hint"]), id


def test_no_word_of_a_command_could_also_be_an_answer(library: Library) -> None:
    commands = {
        word
        for tag in LANGUAGES
        for msgid, entry in catalogue(tag).items()
        if msgid.startswith("command.") and msgid not in ("command.yes", "command.no")
        for word in words(entry)
    }
    answers = {
        folded(label)
        for file in library.values()
        for wording in file.edition.wordings.values()
        for text in wording.texts.values()
        for label in text.labels.values()
    }
    assert commands & answers == set()


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("survey", ALL)
def test_whoever_types_an_answer_as_it_is_shown_is_understood(survey: str, tag: str, library: Library) -> None:
    edition = library[survey].edition
    own_first = tuple(sorted(edition.wordings.values(), key=lambda wording: wording.language != tag))
    for question in edition.survey:
        for offered in question.narrowing.by_answer.values() if question.narrowing else (question.options,):
            for option in offered:
                typed = edition.wording(tag).label(question.id, option)
                answer = Several((option,)) if question.kind is Kind.SEVERAL else Chosen(option)
                assert read_typed(question, offered, Languages(own_first), typed) == answer, typed
