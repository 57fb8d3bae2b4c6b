"""The product's phrases: whole in every language, with the same placeholders, and spelt as that language is spelt."""

import re
from string import Formatter

import pytest

from bot.i18n import load_catalogues
from surveys.reading import folded
from tests.unit.locales.catalogue import LANGUAGES, catalogue, phrase_file, said, words
from tests.unit.locales.urdu import faults_of_spelling

pytestmark = pytest.mark.catalogue

SAME_AS_ENGLISH = {"page.name"}
MENTIONED = {"chat.how-to": ("skip", "back", "stop", "help"), "chat.misread": ("skip",)}
MENTIONED |= {"chat.check-how-to": ("send", "back")}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_english_and_urdu_are_shipped() -> None:
    assert {"en", "ur"} <= set(LANGUAGES)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_phrase_is_there_and_says_something(tag: str) -> None:
    assert catalogue(tag).keys() == catalogue("en").keys()
    assert [msgid for msgid, entry in catalogue(tag).items() if not all(text.strip() for text in said(entry))] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_phrase_stands_twice_or_is_marked_as_unsure(tag: str) -> None:
    entries = phrase_file(tag)
    assert len({entry.msgid for entry in entries}) == len(entries)
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_phrase_has_the_placeholders_of_the_english_one(tag: str) -> None:
    wanted = {msgid: placeholders(said(entry)[-1]) for msgid, entry in catalogue("en").items()}
    found = {
        (msgid, text): placeholders(text) ^ wanted[msgid]
        for msgid, entry in catalogue(tag).items()
        for text in said(entry)
    }
    assert {place for place, difference in found.items() if difference} == set()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_number_has_its_form(tag: str) -> None:
    forms = int(re.findall(r"nplurals=(\d)", phrase_file(tag).metadata["Plural-Forms"])[0])
    plurals = {msgid: len(entry.msgstr_plural) for msgid, entry in catalogue(tag).items() if entry.msgid_plural}
    assert plurals
    assert plurals == dict.fromkeys(plurals, forms)
    assert plurals.keys() == {msgid for msgid, entry in catalogue("en").items() if entry.msgid_plural}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_header_tells_the_language_and_how_far_it_was_checked(tag: str) -> None:
    header = phrase_file(tag).metadata
    assert header["Language"] == tag
    assert header["X-Heard-Status"] in {"draft", "professionally-checked", "community-checked"}
    assert int(header["X-Heard-Version"]) >= 1
    assert header["X-Heard-Checker"] or header["X-Heard-Status"] == "draft"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_translator_is_told_what_every_phrase_is_for(tag: str) -> None:
    assert [msgid for msgid, entry in catalogue(tag).items() if not entry.comment] == []


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en"])
def test_nothing_is_left_in_english(tag: str) -> None:
    english = catalogue("en")
    same = {msgid for msgid, entry in catalogue(tag).items() if said(entry) == said(english[msgid])}
    assert same <= SAME_AS_ENGLISH


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("msgid", MENTIONED)
def test_a_chat_tells_people_to_type_words_that_it_understands(tag: str, msgid: str) -> None:
    phrases = catalogue(tag)
    text = folded(said(phrases[msgid])[0])
    for command in MENTIONED[msgid]:
        assert any(word in text for word in words(phrases[f"command.{command}"])), command


def test_no_two_commands_share_a_word_in_any_language() -> None:
    meant: dict[str, set[str]] = {}
    for tag in LANGUAGES:
        for msgid, entry in catalogue(tag).items():
            if msgid.startswith("command."):
                for word in words(entry):
                    meant.setdefault(word, set()).add(msgid)
    assert {word: ids for word, ids in meant.items() if len(ids) > 1 or not word} == {}


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("msgid", ["help.danger", "help.urgent", "help.samaritans", "help.shout", "chat.help"])
def test_the_numbers_to_call_are_the_same_in_every_language(tag: str, msgid: str) -> None:
    numbers = [re.findall(r"\d[\d ]*\d", said(catalogue(language)[msgid])[0]) for language in ("en", tag)]
    assert numbers[0]
    assert sorted(numbers[0]) == sorted(numbers[1])


def test_urdu_is_spelt_with_urdu_letters_and_marks() -> None:
    spelt = {msgid: said(entry) for msgid, entry in catalogue("ur").items() if not msgid.startswith("command.")}
    faults = {msgid: faults_of_spelling(text) for msgid, texts in spelt.items() for text in texts}
    assert {msgid: found for msgid, found in faults.items() if found and msgid not in SAME_AS_ENGLISH} == {}


def test_a_respondent_is_answered_in_their_own_language() -> None:
    phrases = load_catalogues().phrases("ur")
    assert phrases.language.name == "اردو"
    assert phrases.language.direction == "rtl"
    assert phrases.text("button.continue") == "جاری رکھیں"
