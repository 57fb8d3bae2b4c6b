"""Every language as it is shipped: nothing is wrong with it that can be known without knowing the language.

Each gate is shown to bite: a fault is planted in a copy, and is found where it was planted.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TypeAlias

import pytest

from bot.translations.checking import faults_of
from bot.translations.faults import CATALOGUE
from bot.translations.gathering import read_translation, shipped_folders
from bot.translations.plurals import RULES
from bot.translations.units import CATALOGUES, Translation, Unit
from surveys.limits import LONGEST_LABEL
from tests.unit.locales.catalogue import LANGUAGES

pytestmark = pytest.mark.catalogue

AT_LAUNCH = {"en", "en-easyread", "ar", "bn", "gu", "hi", "pa", "pl", "ro", "ru", "so", "ur", "zh-Hans", "zh-Hant"}
SURVEYS = {"patient", "carer", "fft", "equality"}
FOLDERS = shipped_folders()
BUTTON, SENTENCE, PLURAL = "phrases:button.back", "phrases:done.sent", "phrases:check.answers"
LABEL, ASK, SIKH = (
    "fft:questions.overall.options.good",
    "patient:questions.safe.ask",
    "equality:questions.religion.options.sikh",
)
Change: TypeAlias = Callable[[Unit], Unit]


@cache
def shipped(tag: str) -> Translation:
    return read_translation(FOLDERS, tag)


def said(text: str) -> Change:
    return lambda unit: replace(unit, forms=(text,))


def each(change: Callable[[str], str]) -> Change:
    return lambda unit: replace(unit, forms=tuple(map(change, unit.forms)))


def with_one_changed(tag: str, id: str, change: Change) -> Translation:
    whole = shipped(tag)
    assert id in {unit.id for unit in whole.units}
    return replace(whole, units=tuple(change(unit) if unit.id == id else unit for unit in whole.units))


def found(translation: Translation) -> list[tuple[str, str]]:
    return [(fault.place, fault.code) for fault in faults_of(translation)]


def test_all_languages_of_the_launch_are_shipped_whole() -> None:
    assert set(LANGUAGES) == AT_LAUNCH == set(RULES)
    for tag in AT_LAUNCH:
        assert shipped(tag).standings.keys() == {*CATALOGUES, *SURVEYS}
        assert all(FOLDERS.wording(survey, tag).is_file() for survey in SURVEYS), tag


@pytest.mark.parametrize("tag", LANGUAGES)
def test_nothing_is_wrong_with_a_shipped_language(tag: str) -> None:
    assert [str(fault) for fault in faults_of(shipped(tag))] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_checked_names_who_checked_it(tag: str) -> None:
    assert [part for part, one in shipped(tag).standings.items() if one.status != "draft" and not one.checker] == []


@pytest.mark.parametrize(
    ("tag", "id", "change", "code"),
    [
        ("ur", BUTTON, said(" "), "missing"),
        ("ur", LABEL, said(""), "missing"),
        ("pl", BUTTON, said("Back"), "same-as-english"),
        ("so", LABEL, said("Good"), "same-as-english"),
        ("en-easyread", BUTTON, said("Back"), "same-as-english"),
        ("en-easyread", "phrases:answer.skipped", said("Left out"), "marked-same"),
        ("pl", SENTENCE, said("Odpowiedzi wysłano. The patient experience team will read them."), "english-words"),
        ("ro", ASK, said("Did you feel safe acolo?"), "english-words"),
        ("ar", SENTENCE, said("تم إرسال feedback الآن."), "english-words"),
        ("zh-Hans", SENTENCE, said("已发送。Interpreter please."), "english-words"),
        ("ur", "phrases:chat.noted", said("آپ کا جواب: {jawab}"), "placeholder"),
        ("ur", "phrases:chat.noted", said("آپ کا جواب: {answer"), "placeholder"),
        ("hi", BUTTON, each(lambda text: f"{text} {{n}}"), "placeholder"),
        ("ru", PLURAL, lambda unit: replace(unit, forms=unit.forms[:2]), "plural-count"),
        ("ru", PLURAL, each(lambda text: text.replace("{n}", "много")), "number-missing"),
        ("hi", BUTTON, lambda unit: replace(unit, forms=unit.forms * 2), "plural-unexpected"),
        ("zh-Hant", BUTTON, said("返" * (LONGEST_LABEL // 2 + 1)), "too-wide"),
        ("bn", LABEL, said("ভ" * (LONGEST_LABEL + 1)), "too-wide"),
        ("ur", SENTENCE, each(lambda text: text.replace("ی", "ي")), "foreign-letters"),
        ("ar", SENTENCE, each(lambda text: text.replace("ي", "ی")), "foreign-letters"),
        ("ro", ASK, said("V-aţi simţit în siguranţă?"), "foreign-letters"),
        ("pl", ASK, said("Czy było bezpiecznie, señor?"), "foreign-letters"),
        ("hi", LABEL, said("ভালো"), "foreign-letters"),
        ("pa", LABEL, said("अच्छा"), "foreign-letters"),
        ("zh-Hans", LABEL, said("時好"), "foreign-letters"),
        ("zh-Hant", LABEL, said("时好"), "foreign-letters"),
        ("ru", LABEL, said("Хoрошо"), "mixed-word"),
        ("so", LABEL, said("Wanаagsan"), "mixed-word"),
        ("ar", SENTENCE, said("تم الإرسال, شكرًا."), "foreign-marks"),
        ("ur", SENTENCE, said("جوابات بھیج دیے گئے ہیں."), "foreign-marks"),
        ("hi", SENTENCE, said("जवाब भेज दिए गए हैं."), "foreign-marks"),
        ("zh-Hans", SENTENCE, said("您的回答已发送."), "foreign-marks"),
        ("pl", LABEL, said("Dobrze\u0301"), "not-nfc"),
        ("bn", LABEL, said("ভা\u200cলো"), "invisible"),
        ("ur", BUTTON, said("واپس\u200f"), "invisible"),
    ],
)
def test_a_planted_fault_is_found_where_it_was_planted(tag: str, id: str, change: Change, code: str) -> None:
    assert (id, code) in found(with_one_changed(tag, id, change))


def test_a_rule_for_plurals_that_is_another_languages_is_found() -> None:
    assert found(replace(shipped("ar"), plural_rule=RULES["ru"])) == [("phrases:Plural-Forms", "plural-rule")]


def test_words_for_what_nobody_asks_are_found() -> None:
    whole = shipped("ur")
    unasked = Unit("patient", "questions.mood.ask", ("",), ("کیسا؟",))
    assert found(replace(whole, units=(*whole.units, unasked))) == [(unasked.id, "unknown-id")]


@pytest.mark.parametrize(
    ("tag", "id", "change"),
    [
        ("so", SIKH, said("Sikh")),
        ("ar", SENTENCE, said("يُرجى الاتصال بخدمة NHS 111.")),
        ("zh-Hant", BUTTON, said("返" * (LONGEST_LABEL // 2))),
        ("bn", LABEL, said("ভু" * LONGEST_LABEL)),
        ("ar", PLURAL, lambda unit: replace(unit, forms=("لا شيء", "سؤال", "سؤالان", *unit.forms[3:]))),
        ("pl", "phrases:command.back", said("wstecz, back, wroc")),
    ],
)
def test_what_is_right_is_let_through(tag: str, id: str, change: Change) -> None:
    assert found(with_one_changed(tag, id, change)) == []


def test_every_code_has_words_and_a_remedy_that_can_be_filled_in() -> None:
    class Anything(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return key

    for says, remedy in CATALOGUE.values():
        assert says.format_map(Anything())
        assert remedy.format_map(Anything()).endswith((".", "english"))
