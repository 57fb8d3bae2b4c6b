"""The plural rules in the files, held to the Unicode CLDR number by number, and to gettext's own compiler."""

import os
import shutil
import subprocess

import pytest

from bot.i18n import locale_of
from bot.translations.gathering import headers_of
from bot.translations.plurals import RULES, form_for, forms_of, numbers_of
from bot.translations.units import CATALOGUES
from tests.support.skips import strict
from tests.unit.locales.catalogue import LANGUAGES, LOCALES

pytestmark = pytest.mark.catalogue

# CLDR 48, "Language Plural Rules", cardinal: the names of the forms that whole numbers have, in the order of our files.
FORMS = {
    "ar": ["zero", "one", "two", "few", "many", "other"],
    "pl": ["one", "few", "many"],
    "ro": ["one", "few", "other"],
    "ru": ["one", "few", "many"],
    "zh-Hans": ["other"],
    "zh-Hant": ["other"],
}
MANY = range(1_001)


def forms(tag: str) -> list[str]:
    return FORMS.get(tag, ["one", "other"])


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_rule_chooses_as_the_cldr_does(tag: str) -> None:
    chosen, cldr = form_for(RULES[tag]), locale_of(tag).plural_form
    assert [(n, forms(tag)[chosen(n)]) for n in MANY] == [(n, cldr(n)) for n in MANY]


@pytest.mark.parametrize("file", CATALOGUES.values())
@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_file_says_the_rule_and_no_form_is_there_for_nothing(tag: str, file: str) -> None:
    headers = headers_of((LOCALES / tag / f"{file}.po").read_text(encoding="utf-8"))
    assert headers["Plural-Forms"] == RULES[tag]
    assert forms_of(RULES[tag]) == len(forms(tag))
    assert all(numbers_of(RULES[tag]))


@pytest.mark.parametrize(
    ("tag", "n", "form"),
    [
        ("ar", 0, 0),
        ("ar", 2, 2),
        ("ar", 103, 3),
        ("ar", 111, 4),
        ("ar", 102, 5),
        ("so", 0, 1),
        ("so", 1, 0),
        ("hi", 0, 0),
        ("pl", 12, 2),
        ("pl", 22, 1),
        ("ro", 20, 2),
        ("ru", 21, 0),
    ],
)
def test_the_numbers_that_go_wrong_elsewhere(tag: str, n: int, form: int) -> None:
    assert form_for(RULES[tag])(n) == form


@pytest.mark.parametrize("file", CATALOGUES.values())
@pytest.mark.parametrize("tag", LANGUAGES)
def test_gettext_itself_finds_nothing_wrong(tag: str, file: str) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None and not strict(os.environ):
        pytest.skip("there is no msgfmt: apt install gettext, or brew install gettext")
    assert msgfmt is not None, "apt install gettext"
    command = [msgfmt, "--check", "--output-file=-", str(LOCALES / tag / f"{file}.po")]
    checked = subprocess.run(command, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr.decode()
