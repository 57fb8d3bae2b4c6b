"""What a translator changed goes into the files, and nothing else there is touched."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.i18n import load_catalogues
from bot.translations.gathering import Folders, read_translation, shipped_folders, wording_in
from bot.translations.keeping import files_with, refused_by_surveys, unwritable, write_all
from bot.translations.units import PHRASES, Standing
from bot.translations.wording_file import wording_with
from surveys.text import Status
from tests.unit.locales.catalogue import LANGUAGES
from tests.unit.translations.languages import copied, saying

CHECKED = Standing(Status.PROFESSIONALLY_CHECKED, 2, 'A. "Bee" Name')
ENGLISH = """language: en
title: One
questions:
  # Why: a note.
  mood:
    ask: How are you?
    options:
      fine: Fine
      new: Something new
  added:
    ask: And now?
"""
OWN = """language: xx
title: >-
  Uno
  due
questions:
  # A note of the translator's.
  mood:
    ask: "Come: stai?"
    options:
      fine: Bene
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return copied(tmp_path)


def keys_of(text: str, folder: Path) -> list[str]:
    (folder / "english.yaml").write_text(text, encoding="utf-8")
    return list(wording_in(folder / "english.yaml"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_files_in_which_nothing_changed_are_written_byte_by_byte_as_they_were(tag: str) -> None:
    folders = shipped_folders()
    whole = read_translation(folders, tag)
    touched = replace(
        whole, standings={part: replace(one, version=one.version + 1) for part, one in whole.standings.items()}
    )
    texts = files_with(folders, whole, touched)
    assert len(texts) == len(whole.standings)
    for path, text in texts.items():
        before = path.read_text(encoding="utf-8").splitlines()
        changed = [line for line in text.splitlines() if line not in before]
        assert [line.split(":")[0].strip('"') for line in changed] in (["X-Heard-Version"], ["wording-version"])


def test_new_words_are_read_back_by_pages_and_surveys(folders: Folders) -> None:
    whole = read_translation(folders, "ur")
    words = {
        "phrases:done.sent": "جوابات \\ بھیج\nدیے گئے۔",
        "patient:questions.safe.ask": "کیا آپ محفوظ تھے؟ # نہیں: 'یا' \"ہاں\"",
    }
    after = replace(saying(whole, words), standings=dict.fromkeys(whole.standings, CHECKED))

    write_all(files_with(folders, whole, after))

    assert read_translation(folders, "ur").units == after.units
    phrases = load_catalogues(folders.phrases).phrases("ur")
    assert phrases.text("done.sent") == words["phrases:done.sent"]
    assert (phrases.status, phrases.checker) == (Status.PROFESSIONALLY_CHECKED, "A. 'Bee' Name")
    assert wording_in(folders.wording("patient", "ur"))["questions.safe.ask"] == words["patient:questions.safe.ask"]
    assert read_translation(folders, "ur").standings["patient"] == CHECKED
    assert "# " in folders.wording("patient", "ur").read_text(encoding="utf-8")


def test_what_english_has_and_the_language_lacks_is_put_where_english_has_it(tmp_path: Path) -> None:
    values = {"questions.mood.options.new": "Altro", "questions.added.ask": "E ora?", "title": "Uno"}
    assert wording_with(OWN, values, keys_of(ENGLISH, tmp_path)) == (
        "language: xx\ntitle: Uno\nquestions:\n  # A note of the translator's.\n  mood:\n"
        '    ask: "Come: stai?"\n    options:\n      fine: Bene\n      new: Altro\n  added:\n    ask: E ora?\n'
    )


def test_a_file_that_is_not_there_yet_is_made_whole(tmp_path: Path) -> None:
    keys = keys_of(ENGLISH, tmp_path)
    made = wording_with("", {key: f"{'long words ' * 20}{key}" for key in keys}, keys)
    (tmp_path / "made.yaml").write_text(made, encoding="utf-8")
    assert wording_in(tmp_path / "made.yaml") == {key: f"{'long words ' * 20}{key}" for key in keys}
    assert max(map(len, made.splitlines())) < 120


def test_two_answers_that_would_read_alike_are_refused_before_anything_is_written(folders: Folders) -> None:
    whole = read_translation(folders, "ur")
    good = next(unit.forms[0] for unit in whole.units if unit.id == "fft:questions.overall.options.good")
    alike = saying(whole, {"fft:questions.overall.options.poor": good})

    problems = refused_by_surveys(folders, files_with(folders, whole, alike))

    assert [problem.place.partition(":")[0] for problem in problems] == ["fft.ur.yaml"]
    assert "same-label" in problems[0].says


def test_when_one_file_cannot_be_replaced_all_stay_as_they_were(folders: Folders) -> None:
    first = folders.catalogue(PHRASES, "ur")
    before = first.read_bytes()
    (folders.surveys / "taken.yaml").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_all({first: "other", folders.surveys / "taken.yaml": "words"})
    assert first.read_bytes() == before
    assert [path.name for path in folders.phrases.rglob(".*")] == []
    assert [path.name for path in folders.surveys.glob(".*")] == []


def test_a_folder_that_is_there_can_be_written_to(folders: Folders) -> None:
    assert unwritable(folders) is None
    assert unwritable(Folders(folders.phrases / "nowhere", folders.surveys)) == folders.phrases / "nowhere"


def test_no_part_is_written_that_did_not_change(folders: Folders) -> None:
    whole = read_translation(folders, "pl")
    changed = saying(whole, {"phrases:done.sent": "Wysłano."})
    assert list(files_with(folders, whole, changed)) == [folders.catalogue(PHRASES, "pl")]
