"""The SVG: text as text, each in its language and direction, and codes that hold the addresses."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from bot.posters.sheet import Paragraph
from bot.posters.svg import SVG, svg_of
from tests.unit.posters.examples import ALL, CATALOGUES, TELEGRAM, WEB, expected_squares, sheet, squares

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def drawn(*tags: str, place: str = "Alder Crisis team 7") -> Element:
    return fromstring(svg_of(sheet(tags, place)))  # noqa: S314 - our own


def texts(root: Element) -> list[tuple[str | None, str | None, str]]:
    groups = [group for group in root.iter(f"{{{SVG}}}g") if group.find(f"{{{SVG}}}text") is not None]
    return [
        (group.get("lang"), group.get("direction"), " ".join(line.text or "" for line in group)) for group in groups
    ]


def test_it_is_a_picture_of_a4_with_a_title_and_a_description() -> None:
    root = drawn("en", "ur")
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("210mm", "297mm", "0 0 210 297")
    assert root.get("role") == "img"
    named = {child.get("id", ""): child.text or "" for child in root if child.get("id")}
    assert root.get("aria-labelledby") == " ".join(named)
    assert named["title"] == "Tell us how you were treated: Alder Crisis team 7"
    for told in (WEB.address, TELEGRAM.address, CATALOGUES.phrases("ur").text("poster.promise")):
        assert told in named["desc"]


@pytest.mark.parametrize("tag", ALL)
def test_every_text_carries_its_language_and_direction(tag: str) -> None:
    root = drawn(tag, "en" if tag != "en" else "pl")
    direction = CATALOGUES.phrases(tag).language.direction
    own = [text for lang, way, text in texts(root) if (lang, way) == (tag, direction)]
    assert CATALOGUES.phrases(tag).text("poster.promise") in own
    assert [(lang, way) for lang, way, text in texts(root) if text == WEB.typed] == [("en", "ltr")]
    for element in root.iter():
        assert element.get("lang") == element.get(LANG)


def test_right_to_left_lines_start_at_the_right() -> None:
    made = sheet(["ur"])
    root = fromstring(svg_of(made))  # noqa: S314 - our own
    title = next(part for part in made.parts if isinstance(part, Paragraph) and part.language.tag == "ur")
    line = next(group[0] for group in root.iter(f"{{{SVG}}}g") if group.get("lang") == "ur")
    assert float(line.get("x", "")) == pytest.approx(title.box.right)


@pytest.mark.parametrize("tags", [("en",), ALL], ids=["one", "all"])
def test_the_codes_are_those_of_the_addresses(tags: tuple[str, ...]) -> None:
    found = {}
    for group in drawn(*tags).iter(f"{{{SVG}}}g"):
        path = group.find(f"{{{SVG}}}path")
        if path is not None:
            found[group.findtext(f"{{{SVG}}}title")] = squares(path.get("d", ""))
    assert found == {way.address: expected_squares(way.address) for way in (WEB, TELEGRAM)}


def test_names_are_text_and_never_markup() -> None:
    assert ("en", "ltr", "Ward <script> & “7”") in texts(drawn("en", place="Ward <script> & “7”"))


def test_nothing_is_loaded_from_anywhere() -> None:
    text = svg_of(sheet(ALL)).replace(SVG, "")
    assert "href" not in text
    assert "url(" not in text
    assert "foreignObject" not in text
