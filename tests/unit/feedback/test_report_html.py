"""The page a board reads: in plain words, every number from the report, nothing fetched."""

import json
import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedback.export.report_html import report_html
from feedback.export.report_json import report_json
from feedback.report import make_report
from tests.support.crowds import Crowd, respect, table, words

GAP = [
    *respect("british", yes=800, no=200, unsure=40),
    *respect("caribbean", yes=50, no=50),
    *respect("indian", yes=28, no=12),
    *respect("irish", yes=14, no=6),
    *respect("white-other", yes=12),
    *respect("roma", yes=7),
]
FORBIDDEN = ("no difference", "significant", "because of their ethnicity", "due to", "caused", "red", "amber", "green")


def page(crowds: list[Crowd], repeats: int = 0) -> LexborHTMLParser:
    return LexborHTMLParser(report_html(make_report(table(crowds, repeats)), words()))


ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def text(node: LexborNode | None) -> str:
    """As it is read: the marks that keep the direction of what is put into a sentence are not seen."""
    assert node is not None
    return " ".join(node.text().translate(ISOLATES).split())


def rows(parsed: LexborHTMLParser, caption: str) -> dict[str, list[str]]:
    (found,) = (one for one in parsed.css("table") if text(one.css_first("caption")) == caption)
    return {text(row.css_first("th")): [text(cell) for cell in row.css("td")] for row in found.css("tbody tr")}


def summary(parsed: LexborHTMLParser) -> list[str]:
    return [text(sentence) for sentence in parsed.css(".summary li")]


def test_the_headline_says_who_fared_worse_and_by_how_much() -> None:
    assert summary(page(GAP))[0] == (
        "Did staff treat you with respect? The share who answered “Always” or “Mostly” was lower in this group: Black,"
        " Black British, Caribbean or African. It was 50%. Among everyone else it was 80%. The gap is likely to be -40"
        " to -19 points."
    )


def test_without_a_clear_difference_it_does_not_say_that_there_is_none() -> None:
    even = [*respect("british", yes=800, no=200), *respect("caribbean", yes=80, no=20)]
    none, too_few = summary(page(even))
    assert none.startswith("No clear difference was found between any group and everyone else.")
    assert too_few.startswith("Too few answers to tell, whatever the question: Asian or Asian British; Mixed or")


def test_a_row_says_it_all() -> None:
    shown = rows(page(GAP), "In full: Did staff treat you with respect?")
    assert shown["Caribbean"] == ["100", "50%", "40% to 60%", "80%", "lower (-40 to -19 points)"]
    assert shown["Indian"] == [
        "40",
        "70% (low number)",
        "54% to 82%",
        "77%",
        "no clear difference (-23 to 5 points)",
    ]
    assert shown["Irish"] == ["20", "too few for a percentage", "–", "–", "too few to tell"]
    assert shown["Roma"] == ["[c]"] * 5
    assert shown["Arab"] == ["0", "nobody", "–", "–", "too few to tell"]
    assert shown["Everybody"][-2:] == ["–", "–"]


def test_the_main_tables_hold_the_broad_groups_in_the_agreed_order() -> None:
    assert list(rows(page(GAP), "In brief: Did staff treat you with respect?")) == [
        "Everybody",
        "Asian or Asian British",
        "Black, Black British, Caribbean or African",
        "Mixed or multiple ethnic groups",
        "White",
        "Other ethnic group",
        "Prefer not to say, or skipped",
        "Not asked, or not reached",
    ]


def test_who_answered_comes_before_what_they_said() -> None:
    assert [text(heading) for heading in page(GAP).css("h2")] == [
        "In short",
        "Who answered",
        "The main questions",
        "Where differences are clear",
        "Each question",
        "How this was made",
    ]


def test_single_options_stand_only_where_a_hundred_answered_and_none_is_given_away() -> None:
    """Of a hundred people, half and half leave no room: nobody said anything else, which is for nobody to know."""
    shown = rows(page(GAP), "Each answer: Did staff treat you with respect?")
    assert list(shown) == [
        "Everybody",
        "White",
        "English, Welsh, Scottish, Northern Irish or British",
    ]
    assert shown["English, Welsh, Scottish, Northern Irish or British"] == [
        "1,000",
        "80%",
        "5% or less",
        "5% or less",
        "20%",
    ]


def test_what_is_left_out_of_a_share_is_told_beside_it() -> None:
    shown = rows(page(GAP), "Answered and not answered: Did staff treat you with respect?")
    assert shown == {"Everybody": ["1,220", "40", "0", "0", "0"]}


def test_method_policy_and_code_list_stand_at_the_end() -> None:
    report = make_report(table(GAP, repeats=38))
    facts = text(LexborHTMLParser(report_html(report, words())).css_first("dl"))
    for fact in ("ten-thirty, version 1", report.table.policy.hash, "census-2021", "patient, version 1"):
        assert fact in facts
    notes = text(page(GAP, repeats=38).css("ul")[-1])
    for note in ("preferred not to say", "Wilson", "Newcombe", "Benjamini-Hochberg", "are left out: 40", "by itself"):
        assert note in notes


def test_a_period_without_a_response_says_so_and_shows_no_table() -> None:
    parsed = page([])
    assert "No response came in from 1 April 2026 to 30 June 2026." in text(parsed.css_first(".summary"))
    assert parsed.css("table") == []
    assert "ten-thirty" in text(parsed.css_first("dl"))


@pytest.mark.parametrize("crowds", [GAP, []])
def test_words_that_it_never_uses(crowds: list[Crowd]) -> None:
    said = text(page(crowds).body).lower()
    for word in FORBIDDEN:
        assert not re.search(rf"\b{word}\b", said)


def test_it_stands_alone_and_runs_nothing() -> None:
    html = report_html(make_report(table(GAP)), words())
    assert not re.search(r"<(script|link|img|iframe|object)|src=|href=|url\(|@import|https?:", html)


def test_it_is_marked_up_for_everybody() -> None:
    parsed = page(GAP)
    assert [node.attributes["lang"] for node in parsed.css("html")] == ["en"]
    title = "Feedback by group: ethnicity – Made-up Trust – 1 April 2026 to 30 June 2026"
    assert text(parsed.css_first("title")) == title
    assert len(parsed.css("h1")) == 1
    for found in parsed.css("table"):
        assert found.css_first("caption") is not None
        assert {head.attributes.get("scope") for head in found.css("th")} == {"row", "col"}
    names = [region.attributes["aria-label"] for region in parsed.css("[role=region]")]
    assert len(names) == len(set(names))
    assert all(drawing.attributes["aria-hidden"] == "true" for drawing in parsed.css("svg"))


def test_words_of_a_survey_are_text_and_never_markup() -> None:
    hostile = "<script>alert('x')</script>&\"'"
    labels = replace(
        words(),
        place=hostile,
        people=hostile,
        questions=dict.fromkeys(words().questions, hostile),
        options={q: dict.fromkeys(options, hostile) for q, options in words().options.items()},
        groups=dict.fromkeys(words().groups, hostile),
    )
    html = report_html(make_report(table(GAP)), labels)
    assert "<script" not in html
    assert hostile in text(LexborHTMLParser(html).css_first("h3"))


def test_every_number_in_a_table_stands_in_the_json() -> None:
    report = make_report(table(GAP))
    held = json.loads(report_json(report, words()))
    known = {str(cell["count"]) for cell in held["cells"] if cell.get("count") is not None}
    shares = [cell["share"] for cell in held["cells"] if cell.get("share") is not None]
    parts = [value for m in held["measures"] for value in m.values() if isinstance(value, float)]
    known |= {str(round(100 * value)) for value in (*shares, *parts)}
    known |= {str(m[key]) for m in held["measures"] for key in ("n", "others_n")}
    for cell in LexborHTMLParser(report_html(report, words())).css("td"):
        assert set(re.findall(r"-?\d+", cell.text().replace(",", ""))) <= known
