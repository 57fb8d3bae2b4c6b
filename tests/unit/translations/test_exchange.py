"""A language goes out to a translator in one file, and comes back with nothing lost, whatever was written in it."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translations.exchange import TranslatorsFile, Verdict, brought_home
from bot.translations.faults import Fault
from bot.translations.gathering import read_translation, shipped_folders
from bot.translations.plurals import RULES, forms_of
from bot.translations.po_file import po_of, read_translators_po
from bot.translations.units import PHRASES, Standing, Translation, Unit
from bot.translations.xliff_file import read_translators_xliff, xliff_of
from surveys.text import Status
from tests.unit.locales.catalogue import LANGUAGES
from tests.unit.translations.languages import saying

Write: TypeAlias = Callable[[Translation], str]
Read: TypeAlias = Callable[[str, str], TranslatorsFile | tuple[Fault, ...]]
FORMATS = pytest.mark.parametrize(
    ("write", "read"), [(po_of, read_translators_po), (xliff_of, read_translators_xliff)], ids=["po", "xliff"]
)
AWKWARD = [
    "]]>",
    "<![CDATA[x]]>",
    "&amp;",
    "<b>",
    '"',
    "\\",
    "\\n",
    "\n",
    "{name}",
    "שלום",
    "اردو",
    " ",
    "“",
    "%s",
    "#~",
    "msgid",
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.lists(st.sampled_from(AWKWARD), min_size=1).map("".join),
)
SENT, SAFE = "phrases:done.sent", "patient:questions.safe.ask"


@st.composite
def translations(draw: st.DrawFn) -> Translation:
    tag, numbers = draw(st.sampled_from(sorted(RULES))), count()
    forms = forms_of(RULES[tag])
    english = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)

    @st.composite
    def units(draw: st.DrawFn) -> Unit:
        plural = draw(st.booleans())
        return Unit(
            part=draw(st.sampled_from([PHRASES, "patient"])),
            key=f"key.{next(numbers)}",
            english=(draw(english), draw(english)) if plural else (draw(english),),
            forms=tuple(draw(TEXTS) for _ in range(forms if plural else 1)),
            note=draw(st.sampled_from(["", "On a page. {n}: how many.", "Two\nlines -- and <more>"])),
        )

    return Translation(tag, tuple(draw(st.lists(units(), min_size=1, max_size=4))), {}, RULES[tag])


@FORMATS
@given(whole=translations())
def test_nothing_is_lost_on_the_way_out_and_back(write: Write, read: Read, whole: Translation) -> None:
    back = read("file", write(whole))
    assert isinstance(back, TranslatorsFile), back
    assert back.tag == whole.tag
    assert {id: string.forms for id, string in back.strings.items()} == {unit.id: unit.forms for unit in whole.units}


def shipped(tag: str) -> Translation:
    return read_translation(shipped_folders(), tag)


def home(write: Write, read: Read, sent: Translation, held: Translation, verdict: Verdict | None = None) -> Translation:
    file = read("file", write(sent))
    assert isinstance(file, TranslatorsFile)
    whole = brought_home(held, file, verdict)
    assert isinstance(whole, Translation), whole
    return whole


def told(held: Translation, text: str, read: Read = read_translators_po) -> list[tuple[str, str]]:
    file = read("ur.po", text)
    faults = brought_home(held, file, None) if isinstance(file, TranslatorsFile) else file
    assert isinstance(faults, tuple)
    return [(fault.place, fault.code) for fault in faults]


def line_of(text: str, words: str) -> int:
    """From one up; the line that a string begins on is the one of its English."""
    return text[: text.index(words)].count("\n") + 1


@FORMATS
@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en"])
def test_a_shipped_language_comes_back_as_it_went_out(write: Write, read: Read, tag: str) -> None:
    assert home(write, read, shipped(tag), shipped(tag)) == shipped(tag)


@FORMATS
def test_what_was_changed_is_a_draft_until_somebody_has_checked_it(write: Write, read: Read) -> None:
    held = replace(
        shipped("ur"),
        standings=dict.fromkeys(shipped("ur").standings, Standing(Status.COMMUNITY_CHECKED, 3, "A. Name")),
    )
    sent = saying(held, {SAFE: "کیا آپ کو تحفظ کا احساس ہوا؟"})

    alone = home(write, read, sent, held).standings
    assert alone["patient"] == Standing(Status.DRAFT, 4, None)
    assert alone[PHRASES] == Standing(Status.COMMUNITY_CHECKED, 3, "A. Name")

    checked = home(write, read, sent, held, Verdict(Status.PROFESSIONALLY_CHECKED, "B. Name")).standings
    assert checked["patient"] == Standing(Status.PROFESSIONALLY_CHECKED, 4, "B. Name")
    assert checked[PHRASES] == Standing(Status.PROFESSIONALLY_CHECKED, 3, "B. Name")


def test_everything_wrong_in_a_file_is_told_at_once_with_its_line() -> None:
    held = shipped("ur")
    text = po_of(held)
    bad = text.replace(f'msgctxt "{SENT}"', 'msgctxt "phrases:nobody-knows"')
    bad = bad.replace('msgid "Stop here"', 'msgid "Stop"')
    bad = bad.replace('msgctxt "phrases:button.skip"', '#, fuzzy\nmsgctxt "phrases:button.skip"')
    bad = bad.replace('msgstr "واپس"', 'msgstr "واپس{n}"', 1)

    found = dict.fromkeys(code for _, code in told(held, bad))

    assert set(found) == {"unknown-id", "id-missing", "english-changed", "unsure", "placeholder"}
    places = {code: int(place.partition(":")[2] or 0) for place, code in told(held, bad)}
    assert abs(places["english-changed"] - line_of(bad, 'msgid "Stop"')) <= 1
    assert abs(places["placeholder"] - line_of(bad, "{n}")) <= 2


def test_a_tool_that_orders_the_forms_of_a_number_in_another_way_is_noticed() -> None:
    held = shipped("ar")
    other = RULES["ar"].replace("? 4 : 5", "? 5 : 4")
    assert told(held, po_of(held).replace(RULES["ar"], other)) == [("ur.po", "plural-rule")]


def test_a_header_that_a_tool_has_broken_over_lines_is_read_whole() -> None:
    held = shipped("ar")
    broken = po_of(held).replace("n==2 ? 2 : ", 'n==2 ? 2 : "\n"')
    file = read_translators_po("ar.po", broken)
    assert isinstance(file, TranslatorsFile)
    assert (file.plural_rule, brought_home(held, file, None)) == (RULES["ar"], held)


def test_a_form_that_is_missing_is_told_in_either_format() -> None:
    held = shipped("ar")
    po = "\n".join(line for line in po_of(held).splitlines() if not line.startswith("msgstr[5]"))
    assert {code for _, code in told(held, po)} & {"missing", "plural-count"}
    xliff = xliff_of(held).replace("phrases:check.answers[5]", "phrases:check.answers-5")
    assert {code for _, code in told(held, xliff, read_translators_xliff)} >= {"unknown-id"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "id-missing"),
        ("not a catalogue", "unreadable"),
        ('msgid "a\nmsgstr "b"', "unreadable"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=n%0;\\n"\n', "unreadable"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=((n;\\n"\n', "unreadable"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=__import__;\\n"\n', "unreadable"),
        ('msgid ""\nmsgstr ""\n"Language: pl\\n"\n', "other-language"),
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c"\n\nmsgctxt "a"\nmsgid "b"\nmsgstr "d"\n', "id-twice"),
    ],
)
def test_what_is_no_translation_of_ours_is_refused_as_po(text: str, code: str) -> None:
    assert code in {code for _, code in told(shipped("ur"), text)}


BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xliff>&b;</xliff>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><xliff>&a;</xliff>'
TWICE = '<xliff version="1.2"><trans-unit id="a"/><trans-unit id="a"/></xliff>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"),
        ("<xliff>", "unreadable"),
        ("<html/>", "unreadable"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"><file/></xliff>', "unreadable"),
        (BILLION, "declares-type"),
        (OUTSIDE, "declares-type"),
        ("<a>" * 100_000, "unreadable"),
        (TWICE, "id-twice"),
    ],
)
def test_what_is_no_translation_of_ours_is_refused_as_xliff(text: str, code: str) -> None:
    assert [found for _, found in told(shipped("ur"), text, read_translators_xliff)] == [code]


def test_a_translator_sees_the_english_what_it_is_for_and_how_long_it_may_be() -> None:
    text = xliff_of(shipped("ar"))
    button = text[text.index('id="phrases:button.skip"') :][:400]
    assert 'maxwidth="64"' in button
    assert "<source>Skip this question</source>" in button
    assert "Button: leave this question out and go on." in button
    many = text[text.index('id="phrases:check.answers[4]"') :][:600]
    assert "<source>You have answered {n} questions.</source>" in many
    assert "Form 4: for 11, 12, 13" in many
