"""Catalogues as translators write them, read as pages and chats use them."""

from pathlib import Path
from typing import TypeAlias

import pytest

from bot.i18n import Catalogues, direction, load_catalogues
from surveys.text import Status

Texts: TypeAlias = dict[str, str | tuple[str, ...]]
ENGLISH: Texts = {"greeting": "Welcome, {name}.", "kept": ("{n} answer", "{n} answers"), "only-english": "Not yet."}
ARABIC_RULE = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"


def written(folder: Path, tag: str, phrases: Texts, rule: str, header: str = "") -> None:
    lines = ['msgid ""', 'msgstr ""', rf'"Language: {tag}\n"', r'"Content-Type: text/plain; charset=UTF-8\n"']
    lines += [rf'"Plural-Forms: {rule}\n"', header or r'"X-Heard-Status: draft\n"', r'"X-Heard-Checker: \n"', ""]
    for phrase, text in {"language.name": f"({tag})", **phrases}.items():
        if isinstance(text, str):
            lines += [f'msgid "{phrase}"', f'msgstr "{text}"', ""]
        else:
            forms = [f'msgstr[{number}] "{form}"' for number, form in enumerate(text)]
            lines += [f'msgid "{phrase}"', f'msgid_plural "{phrase}"', *forms, ""]
    (folder / tag).mkdir()
    (folder / tag / "heard.po").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def catalogues(tmp_path: Path) -> Catalogues:
    written(tmp_path, "en", ENGLISH, "nplurals=2; plural=(n != 1);")
    arabic: Texts = {"greeting": "أهلاً {name}.", "kept": ("صفر", "واحد", "اثنان", "{n} قليل", "{n} كثير", "{n} آخر")}
    checked = r'"X-Heard-Status: professionally-checked\n"'
    written(tmp_path, "ar", arabic, ARABIC_RULE, checked)
    return load_catalogues(tmp_path)


def test_what_is_inserted_does_not_turn_the_words_round_it(catalogues: Catalogues) -> None:
    assert catalogues.phrases("ar").text("greeting", name="Ward 7 (A)") == "أهلاً \u2068Ward 7 (A)\u2069."


@pytest.mark.parametrize(
    ("count", "said"), [(0, "صفر"), (1, "واحد"), (2, "اثنان"), (3, "\u20683\u2069 قليل"), (11, "\u206811\u2069 كثير")]
)
def test_each_number_has_the_form_that_its_language_gives_it(catalogues: Catalogues, count: int, said: str) -> None:
    assert catalogues.phrases("ar").plural("kept", count) == said


def test_what_is_not_translated_is_said_in_english(catalogues: Catalogues) -> None:
    assert catalogues.phrases("ar").text("only-english") == "Not yet."
    assert not catalogues.phrases("ar").knows("only-english")


def test_a_language_that_there_is_not_is_english(catalogues: Catalogues) -> None:
    assert catalogues.phrases("tlh").language.tag == "en"
    assert catalogues.fitting(["tlh", "ar-EG", "en"]) == "ar"
    assert catalogues.fitting([]) == "en"


def test_a_fault_of_the_program_is_not_hidden(catalogues: Catalogues) -> None:
    with pytest.raises(KeyError):
        catalogues.phrases("ar").text("no-such-phrase")
    with pytest.raises(KeyError):
        catalogues.phrases("ar").text("greeting")


def test_how_far_a_translation_was_checked(catalogues: Catalogues) -> None:
    assert catalogues.phrases("ar").status is Status.PROFESSIONALLY_CHECKED
    assert catalogues.phrases("en").checker is None


@pytest.mark.parametrize(
    ("tag", "way"), [("ar", "rtl"), ("ur", "rtl"), ("pa", "ltr"), ("zh-Hant", "ltr"), ("en-easyread", "ltr")]
)
def test_the_direction_of_a_language(tag: str, way: str) -> None:
    assert direction(tag) == way
