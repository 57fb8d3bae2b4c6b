"""What people type, in whatever way: numbers, faces, dates, letters that only look alike."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from bot.i18n import load_catalogues
from bot.lexicon import lexicon
from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, YearMonth
from surveys.definition import FEEDBACK, Kind, Question
from surveys.events import Misread, Reason
from surveys.faces import by_face
from surveys.folding import folded
from surveys.lexicon import Languages
from surveys.measures import Range
from surveys.numerals import whole_number
from surveys.reading import read_typed
from surveys.text import Status, Text, Wording

LEXICON = lexicon(load_catalogues())
NIGHTS = Question("nights", Kind.NUMBER, FEEDBACK, range=Range(Number(Decimal(0)), Number(Decimal(100))))
WEIGHT = Question("weight", Kind.NUMBER, FEEDBACK, range=Range(Number(Decimal(-5)), Number(Decimal(100)), 1))
ARRIVED = Question("arrived", Kind.DAY, FEEDBACK, range=Range(Day(date(2020, 1, 1)), Day(date(2026, 12, 31))))
SINCE = Question("since", Kind.MONTH, FEEDBACK, range=Range(Month(YearMonth(2020, 1)), Month(YearMonth(2026, 12))))
NOTE = Question("note", Kind.STATEMENT, FEEDBACK)
TOLD = Question("told", Kind.CHOICE, FEEDBACK, ("yes-dealt-with", "yes-not-dealt-with", "no"))
QUOTE = Question("quote", Kind.CONSENT, FEEDBACK, ("yes", "no"))
HELPED = Question("helped", Kind.SCALE, FEEDBACK, ("always", "mostly", "sometimes", "never"))


def wording(language: str, **labels: str) -> Wording:
    shared = Text("Ask", None, {id.replace("_", "-"): label for id, label in labels.items()})
    return Wording(language, Status.DRAFT, 1, None, "T", dict.fromkeys(("told", "quote", "helped"), shared))


ENGLISH = wording(
    "en",
    yes="Yes",
    no="No",
    yes_dealt_with="Yes, and it was dealt with",
    yes_not_dealt_with="Yes, but it was not dealt with",
    always="Yes, always",
    mostly="Mostly",
    sometimes="Sometimes",
    never="No, never",
)
ARABIC = wording(
    "ar",
    yes="نعم",
    no="لا",
    yes_dealt_with="نعم، وعولج الأمر",
    yes_not_dealt_with="نعم، ولم يُعالَج",
    always="دائمًا",
    mostly="غالبًا",
    sometimes="أحيانًا",
    never="أبدًا",
)


def typed(question: Question, text: str, *wordings: Wording) -> Answer | Misread:
    return read_typed(question, question.options, Languages(wordings or (ENGLISH, ARABIC), LEXICON), text)


@pytest.mark.parametrize("text", ["3", "٣", "۳", "३", "৩", "૩", "੩", "三", "３", "3.", "(3)", "3️⃣", " 3 "])
def test_three_is_three_in_any_digits(text: str) -> None:
    assert whole_number(text) == 3
    assert typed(NIGHTS, text) == Number(Decimal(3))
    assert typed(HELPED, text) == Chosen("sometimes")


@pytest.mark.parametrize("text", ["\u200f3", "\u20663\u2069", "\u202e3\u202c", "\u200b3", "\ufeff3", "\u061c3"])
def test_marks_that_nobody_sees_are_no_part_of_a_number(text: str) -> None:
    assert whole_number(text) == 3
    assert typed(NIGHTS, text) == Number(Decimal(3))
    assert folded(text) == "3"


@pytest.mark.parametrize(
    ("text", "number"), [("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("两", 2), ("〇", 0), ("٤٢", 42)]
)
def test_chinese_numbers_of_two_places(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "十十", "一二", "-1", "1.5", "1e3", "many", "12345678901"])
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize("text", ["2.5", "2,5", "٢٫٥", " 2.5 "])
def test_a_number_with_decimal_places_where_the_question_takes_them(text: str) -> None:
    assert typed(WEIGHT, text) == Number(Decimal("2.5"))
    assert typed(NIGHTS, text) == Misread("nights", Reason.UNKNOWN)


@pytest.mark.parametrize(("text", "kept"), [("-1", False), ("0", True), ("100", True), ("101", False)])
def test_the_ends_of_a_range_belong_to_it(text: str, kept: bool) -> None:
    answer = typed(NIGHTS, text)
    assert answer == (Number(Decimal(text)) if kept else Misread("nights", Reason.OUT_OF_RANGE))


@pytest.mark.parametrize(
    "text",
    [
        "27 3 2026", "27/03/2026", "27.3.2026", "2026-03-27", "27-3-2026", "٢٧/٣/٢٠٢٦", "27 March 2026", "27 Mar 2026",
        "March 27, 2026", "२७ मार्च २०२६", "27 مارچ 2026", "27 marca 2026", "2026年3月27日",
    ],
)  # fmt: skip
def test_a_day_in_the_ways_people_write_it(text: str) -> None:
    assert typed(ARRIVED, text) == Day(date(2026, 3, 27))


@pytest.mark.parametrize("text", ["27 3 26", "3 2026", "30 2 2026", "31.4.2025", "soon", "27 3 2026 4", "0 0 0"])
def test_what_is_no_day_or_could_be_several_is_asked_again(text: str) -> None:
    assert typed(ARRIVED, text) == Misread("arrived", Reason.UNKNOWN)


def test_a_day_beyond_the_range_is_told_apart_from_no_day() -> None:
    assert typed(ARRIVED, "31 12 2019") == Misread("arrived", Reason.OUT_OF_RANGE)
    assert typed(ARRIVED, "1 1 2020") == Day(date(2020, 1, 1))
    assert typed(ARRIVED, "1 1 2027") == Misread("arrived", Reason.OUT_OF_RANGE)


@pytest.mark.parametrize("text", ["3 2026", "03/2026", "2026-03", "March 2026", "۳ ۲۰۲۶", "2026年3月", "marzec 2026"])
def test_a_month_of_a_year(text: str) -> None:
    assert typed(SINCE, text) == Month(YearMonth(2026, 3))


@pytest.mark.parametrize("text", ["13 2026", "2026", "3 26"])
def test_what_is_no_month_is_asked_again(text: str) -> None:
    assert typed(SINCE, text) == Misread("since", Reason.UNKNOWN)


@pytest.mark.parametrize("text", ["ok", "OK.", "ٹھیک ہے"])
def test_a_statement_is_passed_by_saying_so(text: str) -> None:
    assert typed(NOTE, text) is Nothing.SKIPPED
    assert typed(NOTE, "what is this?") == Misread("note", Reason.UNKNOWN)


@pytest.mark.parametrize("text", ["yes", "YES!", "haan", "نعم", "ہاں", "y", "对"])
def test_yes_in_any_language_is_yes_and_is_asked_about_where_there_are_two(text: str) -> None:
    assert typed(QUOTE, text) == Chosen("yes")
    assert typed(TOLD, text) == Misread("told", Reason.AMBIGUOUS, ("yes-dealt-with", "yes-not-dealt-with"))


@pytest.mark.parametrize(
    ("text", "option"),
    [("always", "always"), ("yes, always", "always"), ("never", "never"), ("no", "never"), ("m", "mostly")],
)
def test_a_part_or_the_beginning_of_a_label(text: str, option: str) -> None:
    assert typed(HELPED, text) == Chosen(option)


@pytest.mark.parametrize("text", ["دائما", "دائمًا", "دائمــا", "دَائِمًا"])
def test_arabic_without_its_marks_is_the_same_word(text: str) -> None:
    assert typed(HELPED, text) == Chosen("always")


@pytest.mark.parametrize("text", ["no", "n", "nope", "not"])
def test_no_is_not_the_beginning_of_another_answer(text: str) -> None:
    question = Question("overall", Kind.SCALE, FEEDBACK, ("good", "neither", "poor"))
    labels = {"good": "Good", "neither": "Neither good nor poor", "poor": "Poor"}
    easy = {"good": "Good", "neither": "Not good and not bad", "poor": "Bad"}
    spoken = tuple(
        Wording(tag, Status.DRAFT, 1, None, "T", {"overall": Text("Ask", None, words)})
        for tag, words in (("en", labels), ("en-easyread", easy))
    )
    assert read_typed(question, question.options, Languages(spoken, LEXICON), text) == Misread(
        "overall", Reason.UNKNOWN
    )
    assert read_typed(question, question.options, Languages(spoken, LEXICON), "neither") == Chosen("neither")


@pytest.mark.parametrize("text", ["25-34", "25–34", "25 to 34", "25 34"])
def test_an_age_is_understood_as_people_write_it(text: str) -> None:
    question = Question("age", Kind.CHOICE, FEEDBACK, ("18-24", "25-34"))
    worded = Text("Ask", None, {"18-24": "18 to 24", "25-34": "25 to 34"})
    english = Wording("en", Status.DRAFT, 1, None, "T", {"age": worded})
    assert read_typed(question, question.options, Languages((english,), LEXICON), text) == Chosen("25-34")


def test_the_persons_own_language_decides_first_and_beyond_it_nothing_is_guessed() -> None:
    own, left, right = (
        wording("xx", yes="Da", no="Nu"),
        wording("yy", yes="Mara", no="Tolo"),
        wording("zz", yes="Tolo", no="Mara"),
    )
    assert typed(QUOTE, "Da", own, left, right) == Chosen("yes")
    assert typed(QUOTE, "Mara", own, left, right) == Misread("quote", Reason.AMBIGUOUS, ("yes", "no"))


def test_one_character_of_a_script_in_which_it_is_a_word_is_no_beginning() -> None:
    chinese = wording("zh-Hans", always="总是", mostly="大多", sometimes="有时", never="不曾")
    assert typed(HELPED, "不曾", chinese) == Chosen("never")
    assert typed(HELPED, "大", chinese) == Misread("helped", Reason.UNKNOWN)


@pytest.mark.parametrize(
    ("face", "options"),
    [
        ("😀", ("always",)),
        ("👍🏽", ("always",)),
        ("❤️", ("always",)),
        ("😡", ("never",)),
        ("🙂", ("always", "mostly")),
        ("😐", ("mostly", "sometimes")),
        ("🙁", ("sometimes", "never")),
    ],
)
def test_a_face_means_a_step_of_a_scale_or_is_asked_about(face: str, options: tuple[str, ...]) -> None:
    answer = typed(HELPED, face)
    assert answer == (Chosen(options[0]) if len(options) == 1 else Misread("helped", Reason.AMBIGUOUS, options))


def test_five_faces_are_the_five_steps_of_a_scale_of_five() -> None:
    scale = ("very-good", "good", "neither", "poor", "very-poor")
    assert tuple(by_face(scale, face) for face in "😀🙂😐🙁😡") == tuple((option,) for option in scale)
    assert by_face(scale, "🐈") == ()


def test_a_face_says_nothing_where_options_have_no_order() -> None:
    assert typed(QUOTE, "😀") == Misread("quote", Reason.UNKNOWN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ك", "ک"),
        ("علي", "علی"),
        ("أحيانًا", "احيانا"),
        ("Ł", "l"),
        ("ș", "s"),
        ("ё", "Е"),
        ("हाँ।", "हां"),
        ("ज़्यादातर", "ज्यादातर"),
        ("कभी-कभी", "कभी कभी"),
        ("Don’t know", "dont know"),
        ("ＹＥＳ", "yes"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_what_people_write_in_two_ways_is_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("की", "का"), ("ਕੀ", "ਕਾ"), ("কি", "কা"), ("йод", "иод"), ("有", "没有")])
def test_what_means_different_things_stays_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("question", [NIGHTS, ARRIVED, SINCE, NOTE, QUOTE, HELPED])
def test_a_flood_of_marks_is_refused_before_anything_is_made_of_it(
    question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To bring 80,000 marks into order takes minutes, and everybody would wait."""
    seen: list[int] = []

    def normalized(_: str, text: str) -> str:
        seen.append(len(text))
        return text

    monkeypatch.setattr(unicodedata, "normalize", normalized)
    flood = "a" + "\u0301\u0316" * 40_000

    assert typed(question, flood) == Misread(question.id, Reason.TOO_LONG)
    assert seen == []
