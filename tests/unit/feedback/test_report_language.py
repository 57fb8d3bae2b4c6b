"""A report in other languages than English: nothing in it is said but by phrases and labels, and it turns with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polib
import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.i18n import load_catalogues
from bot.report_speech import report_speech
from bot.survey_files import load_library
from feedback.export.report_html import report_html
from feedback.export.speech import Phrases
from feedback.labels import Labels, group_labels, labels
from feedback.records import Place
from feedback.report import Stamp, make_report
from feedback.scheme import in_order, plain_grouping
from feedback.tally import CHARACTERISTICS
from surveys.answers import Chosen
from surveys.text import Status
from tests.support.crowds import SPEECH, Crowd, census, respect, table, words

ROOT = Path(__file__).parents[3]
LOCALES = ROOT / "locales"
ENTRIES = polib.pofile(str(LOCALES / "en/report.po"))
TRUST = Place("trust", None, "Made-up Trust", "trust")
FULL = [
    *respect("british", yes=800, no=200, unsure=40),
    *respect("caribbean", yes=50, no=50),
    *respect("indian", yes=28, no=12),
    *respect("irish", yes=14, no=6),
    *respect("white-other", yes=12),
    *respect("roma", yes=7),
    *respect("african", yes=180, no=20),
    Crowd("chinese", 200, {"overall": Chosen("very-good")}, "trust"),
]
EVEN = [*respect("british", yes=800, no=200), *respect("indian", yes=80, no=20)]


@dataclass(frozen=True, slots=True)
class Bracketed:
    """English in which every phrase stands between brackets."""

    english: Phrases
    used: set[str] = field(default_factory=set)

    def text(self, phrase: str, /, **values: str | int) -> str:
        self.used.add(phrase)
        return f"⟦{self.english.text(phrase, **values)}⟧"

    def plural(self, phrase: str, count: int, /, **values: str | int) -> str:
        self.used.add(phrase)
        return f"⟦{self.english.plural(phrase, count, **values)}⟧"


def bracketed(phrases: Bracketed) -> Labels:
    """Labels too, so that what is left over outside of brackets was written by the program."""
    speech, english = replace(SPEECH, phrases=phrases), words()
    return replace(
        english,
        speech=speech,
        draft=True,
        people="⟦people⟧",
        place="⟦place⟧",
        by="⟦by⟧",
        questions={id: f"⟦{text}⟧" for id, text in english.questions.items()},
        options={id: {one: f"⟦{text}⟧" for one, text in texts.items()} for id, texts in english.options.items()},
        groups={id: f"⟦{text}⟧" for id, text in english.groups.items()},
    )


def outside_of_brackets(text: str) -> str:
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text


def said(html: str) -> Iterator[str]:
    parsed = LexborHTMLParser(html)
    for node in parsed.css("title, h1, h2, h3, p, li, th, td, caption, dt, dd"):
        yield node.text()
    for node in parsed.css("[aria-label]"):
        yield node.attributes["aria-label"] or ""


@pytest.mark.parametrize(("crowds", "repeats"), [(FULL, 38), (EVEN, 3), ([], 0)])
def test_nothing_is_said_but_by_phrases_and_labels(crowds: list[Crowd], repeats: int) -> None:
    report = make_report(table(crowds, repeats))
    assert report.table.grouping.scheme is not None
    codes = (report.table.policy.hash, report.table.grouping.scheme, "[c]")
    left = [outside_of_brackets(text) for text in said(report_html(report, bracketed(Bracketed(SPEECH.phrases))))]
    assert [text for text in left if text not in codes and re.search(r"[^\W\d_]", text)] == []


def named_in_the_program() -> set[str]:
    files = [*(ROOT / "feedback/export").glob("*.py"), ROOT / "feedback/labels.py"]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    named = set(re.findall(r"""["']([a-z]+\.[a-z-]+)["']""", text))
    return named | {f"characteristic.{characteristic}" for characteristic in CHARACTERISTICS}


def test_every_phrase_that_is_said_is_there_and_every_one_that_is_there_is_said() -> None:
    assert {entry.msgid for entry in ENTRIES} == named_in_the_program()


def test_each_phrase_stands_once_says_something_and_is_explained() -> None:
    assert len({entry.msgid for entry in ENTRIES}) == len(ENTRIES)
    unsaid = [one.msgid for one in ENTRIES if not (one.msgstr.strip() or all(one.msgstr_plural.values()))]
    assert unsaid == []
    assert [one.msgid for one in ENTRIES if not one.comment or one.fuzzy] == []


def test_the_reports_of_this_test_say_nearly_every_phrase() -> None:
    """What is left are a characteristic's name, which labels give, and questions that changed between versions."""
    phrases = Bracketed(SPEECH.phrases)
    stamp = Stamp(3, date(2026, 7, 6), "a-hash")
    for crowds, repeats, released in ((FULL, 38, None), (EVEN, 3, stamp), ([], 0, None)):
        report_html(make_report(table(crowds, repeats), released), bracketed(phrases))
    unsaid = {entry.msgid for entry in ENTRIES} - phrases.used
    assert {one for one in unsaid if one.split(".")[0] not in ("characteristic", "group")} == {
        "note.changed",
        "summary.more",
    }


@pytest.fixture(scope="module")
def urdu() -> Labels:
    library = load_library()
    editions = [library["patient"].edition]
    speech = report_speech(load_catalogues(), "ur")
    return labels(editions, library["equality"].edition, census(), TRUST, speech)


def test_the_page_is_marked_with_its_language_and_reads_from_the_right(urdu: Labels) -> None:
    (html,) = LexborHTMLParser(report_html(make_report(table(FULL)), replace(words(), speech=urdu.speech))).css("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == ("ur", "rtl")


def test_questions_answers_and_groups_are_called_as_people_were_asked(urdu: Labels) -> None:
    wording = load_library()["patient"].edition.wordings["ur"]
    assert urdu.question("respect") == wording.ask("respect")
    assert urdu.option("respect", "always") == wording.label("respect", "always")
    assert urdu.people == wording.title
    assert urdu.group("pakistani") == "پاکستانی"
    assert urdu.group("asian") == "ایشیائی یا ایشیائی برطانوی"
    assert "ایشیائی یا ایشیائی برطانوی" in urdu.group("asian-unspecified")
    assert urdu.place == "Made-up Trust"


@pytest.mark.parametrize("characteristic", CHARACTERISTICS)
def test_every_group_has_a_name_whatever_people_are_grouped_by(characteristic: str) -> None:
    section = load_library()["equality"].edition
    plain = plain_grouping(characteristic, section.survey.question(characteristic).options)
    grouping = census() if characteristic == "ethnicity" else plain
    names = group_labels(section, grouping, SPEECH)
    assert [group for group in in_order(grouping.tree) if not names.get(group)] == []


def test_a_group_that_is_asked_about_no_more_has_the_code_lists_name() -> None:
    section = load_library()["equality"].edition
    text = section.wordings["en"].texts["ethnicity"]
    fewer = replace(text, labels={id: label for id, label in text.labels.items() if id != "roma"})
    wording = replace(section.wordings["en"], texts={**section.wordings["en"].texts, "ethnicity": fewer})
    assert group_labels(replace(section, wordings={"en": wording}), census(), SPEECH)["roma"] == "Roma"


@pytest.mark.parametrize(("phrases", "survey", "section", "draft"), [
    ("checked", "checked", "checked", False),
    ("draft", "checked", "checked", True),
    ("checked", "draft", "checked", True),
    ("checked", "checked", "draft", True),
])  # fmt: skip
def test_a_page_says_that_it_is_a_draft_while_any_of_its_words_is(
    phrases: str, survey: str, section: str, draft: bool
) -> None:
    library = load_library()
    status = {"checked": Status.COMMUNITY_CHECKED, "draft": Status.DRAFT}
    of = {
        id: replace(
            library[id].edition,
            wordings={"en": replace(library[id].edition.wordings["en"], status=status[given])},
        )
        for id, given in (("patient", survey), ("equality", section))
    }
    speech = replace(SPEECH, draft=phrases == "draft")
    drawn = labels([of["patient"]], of["equality"], census(), TRUST, speech)
    page = report_html(make_report(table(FULL)), replace(words(), draft=drawn.draft))
    assert ("have not been checked yet" in page) is draft


@pytest.mark.parametrize(("tag", "share", "days"), [
    ("en", "50%", "1 April 2026"),
    ("ur", "50%", "1 اپریل، 2026"),
    ("pl", "50%", "1 kwietnia 2026"),
    ("ru", "50\u00a0%", "1 апреля 2026\u202fг."),
    ("zh-Hans", "50%", "2026年4月1日"),
])  # fmt: skip
def test_figures_and_days_are_written_as_the_language_writes_them(tag: str, share: str, days: str) -> None:
    speech = report_speech(load_catalogues(), tag)
    assert (speech.percent(50), speech.day(table([]).subject.period.first)) == (share, days)


@pytest.mark.parametrize(("tag", "either", "apart"), [
    ("en", "a, b or c", "a; b; c"),
    ("ar", "a أو b أو c", "a؛ b؛ c"),
    ("zh-Hans", "a、b或c", "a；b；c"),
])  # fmt: skip
def test_lists_are_written_as_the_language_writes_them(tag: str, either: str, apart: str) -> None:
    speech, isolates = report_speech(load_catalogues(), tag), dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
    assert speech.either(["a", "b", "c"]).translate(isolates) == either
    assert speech.apart(["a", "b", "c"]).translate(isolates) == apart


@pytest.mark.parametrize(("tag", "isolate"), [("en", "\u2066"), ("ur", "\u2067")])
def test_the_marks_round_a_quoted_answer_stand_as_the_page_reads(tag: str, isolate: str) -> None:
    """Its letters lie in an isolate of their own: by themselves the marks would not know which way they face."""
    speech = report_speech(load_catalogues(), tag)
    quoted = speech.phrases.text("answer.quoted", answer="ہاں")
    assert speech.either([quoted]) == f"{isolate}{quoted}\u2069"


def test_english_that_stands_in_for_a_missing_translation_reads_from_the_left(tmp_path: Path) -> None:
    """The figures of a sentence would else stand in the order of the page, and say something else."""
    for tag, text in (("en", "{low} to {high}"), ("ur", "")):
        (tmp_path / tag).mkdir()
        phrases = LOCALES / tag / "heard.po"
        head = phrases.read_text(encoding="utf-8").partition("\n\n")[0]
        (tmp_path / tag / "report.po").write_text(f'{head}\n\nmsgid "range.percents"\nmsgstr "{text}"\n', "utf-8")
    speech = report_speech(load_catalogues(), "ur", tmp_path)
    assert speech.text("range.percents", low=40, high=60) == "\u2066\u206840\u2069 to \u206860\u2069\u2069"


def test_a_range_keeps_its_order_in_words_that_run_the_other_way(urdu: Labels) -> None:
    page = report_html(make_report(table(FULL)), replace(words(), speech=urdu.speech))
    assert re.search("\u2068\u200e?-\\d+\u2069", page)
