"""The product's phrases: whole in every language, explained to translators, and true to what a chat understands."""

import re

import pytest

from bot.i18n import load_catalogues, upright
from bot.web.rendering import callable_numbers
from surveys.folding import folded
from tests.unit.locales.catalogue import LANGUAGES, catalogue, phrase_file, said, words

pytestmark = pytest.mark.catalogue

MENTIONED = {"chat.how-to": ("skip", "back", "stop", "help"), "chat.misread": ("skip",)}
MENTIONED |= {"chat.check-how-to": ("send", "back"), "chat.offer": ("skip", "back", "help")}
MENTIONED |= {"chat.statement": ("continue",), "chat.words": ("done", "skip"), "chat.words-more": ("done",)}


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
def test_the_header_tells_the_language_and_how_far_it_was_checked(tag: str) -> None:
    header = phrase_file(tag).metadata
    assert header["Language"] == tag
    assert header["X-Heard-Status"] in {"draft", "professionally-checked", "community-checked"}
    assert int(header["X-Heard-Version"]) >= 1
    assert header["X-Heard-Checker"] or header["X-Heard-Status"] == "draft"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_translator_is_told_what_every_phrase_is_for(tag: str) -> None:
    assert [msgid for msgid, entry in catalogue(tag).items() if not entry.comment] == []


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


def test_a_respondent_is_answered_in_their_own_language() -> None:
    phrases = load_catalogues().phrases("ur")
    assert phrases.language.name == "اردو"
    assert phrases.language.direction == "rtl"
    assert phrases.text("button.continue") == "جاری رکھیں"


@pytest.mark.parametrize("tag", ["ar", "ur"])
def test_a_telephone_number_of_several_groups_stands_only_where_its_order_is_kept(tag: str) -> None:
    """In the help pages each number is a link with a direction of its own; in a chat it stands in an isolate."""
    phrases = load_catalogues().phrases(tag)
    grouped = [msgid for msgid, entry in catalogue(tag).items() if re.search(r"\d \d", said(entry)[0])]
    assert [msgid for msgid in grouped if not msgid.startswith("help.") and msgid != "chat.help"] == []
    assert "\u2066116 123\u2069" in upright(phrases.text("chat.help"), phrases.language)
    assert '<a class="heard-call" href="tel:116123" dir="ltr">116 123</a>' in callable_numbers(
        phrases.text("help.samaritans")
    )


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_inserted_stands_in_an_isolate_in_every_phrase(tag: str) -> None:
    phrases = load_catalogues().phrases(tag)
    for msgid, entry in catalogue(tag).items():
        names = set(re.findall(r"\{([a-z_]+)\}", said(entry)[-1]))
        values = {name: f"Ward {number}" for number, name in enumerate(sorted(names - {"n"}))}
        spoken = phrases.plural(msgid, 7, **values) if entry.msgid_plural else phrases.text(msgid, **values)
        assert all(f"\u2068{value}\u2069" in spoken for value in values.values()), msgid
        assert "n" not in names or "\u20687\u2069" in spoken, msgid
