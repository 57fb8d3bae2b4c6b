"""The PDF: marked as PDF/UA, every paragraph with its language and its own words, codes as in the SVG."""

import re
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import tostring

import pytest

from bot.posters.pdf import CannotMake, html_of, pdf_of
from bot.posters.sheet import A4, Code, Paragraph, Sheet
from bot.posters.symbol import QUIET
from tests.unit.posters.examples import ALL, TELEGRAM, WEB, expected_squares, sheet

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ELEMENT = re.compile(rb"/Type /StructElem/S /(\w+).*?(?=/Type /StructElem|$)", re.DOTALL)
_HEX = rb" ?<([0-9a-f]+)>"
_RUN = re.compile(r"(?m)^(\d+) (\d+) m\n(\d+) \2 l\n\3 (\d+) l\n\1 \4 l\nh$")
POINTS, PIXELS = 72 / 25.4, 96 / 25.4  # in a millimetre
NEARLY = 0.05


MISSING = (
    "this machine cannot set every script. On Debian: sudo apt install fonts-noto-core fonts-noto-cjk libpango-1.0-0"
)


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    if isinstance(pdf_of(sheet(ALL)), CannotMake):
        pytest.skip(MISSING)


def unpacked(pdf: bytes) -> list[bytes]:
    return [_inflated(found[1]) for found in _STREAM.finditer(pdf)]


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def made(*tags: str) -> bytes:
    pdf = pdf_of(sheet(tags))
    assert isinstance(pdf, bytes), pdf
    return pdf


def text_of(element: bytes, key: bytes) -> str | None:
    found = re.search(b"/" + key + _HEX, element)
    return bytes.fromhex(found[1].decode()).decode("utf-16") if found else None


def elements(pdf: bytes) -> Iterator[tuple[str, str | None, str | None]]:
    for stream in unpacked(pdf):
        for found in _ELEMENT.finditer(stream):
            if found[1] in (b"H1", b"H2", b"P", b"Figure"):
                yield found[1].decode(), text_of(found[0], b"Lang"), text_of(found[0], b"ActualText")


def test_it_is_marked_as_accessible_and_has_a_title_and_a_language() -> None:
    pdf = made("ur", "en")
    whole = b"\n".join((pdf, *unpacked(pdf)))
    for mark in (b"/Marked true", b"/DisplayDocTitle true", b"/Lang (ur)", b"pdfuaid:part"):
        assert mark in whole
    assert len(re.findall(rb"/Type /Page\b(?!s)", whole)) == 1


@pytest.mark.parametrize(
    "tags", [("en",), ("ur", "ar"), ("zh-Hans", "pa", "so"), ALL], ids=["en", "rtl", "three", "all"]
)
def test_every_paragraph_tells_its_language_and_its_words_in_reading_order(tags: tuple[str, ...]) -> None:
    wanted = [
        (part.look.role.upper(), part.language.tag, " ".join(part.lines))
        if isinstance(part, Paragraph)
        else ("Figure", "en", None)
        for part in sheet(tags).parts
        if isinstance(part, Paragraph | Code)
    ]
    assert list(elements(made(*tags))) == wanted


def test_a_code_says_where_it_leads() -> None:
    whole = b"\n".join(unpacked(made("en")))
    for way in (WEB, TELEGRAM):
        assert f"/Alt (QR code. {way.by}: {way.address})".encode() in whole


def test_the_codes_are_those_of_the_addresses() -> None:
    page = next(stream for stream in unpacked(made("en")) if b" Tf" in stream).decode("latin-1")
    assert _drawn_squares(page) == [expected_squares(way.address) for way in (WEB, TELEGRAM)]


def _drawn_squares(page: str) -> list[set[tuple[int, int]]]:
    """A code's runs of dark squares come one after another, in units of its squares; a new code begins at the top."""
    codes: list[set[tuple[int, int]]] = []
    above = QUIET + 1
    for left, top, right, bottom in (tuple(map(int, found.groups())) for found in _RUN.finditer(page)):
        assert bottom == top + 1
        if not codes or top < above:
            codes.append(set())
        codes[-1] |= {(x, top) for x in range(left, right)}
        above = top
    return codes


@pytest.mark.parametrize(
    "tags", [*((tag,) for tag in ALL), ("ur", "ar"), ("zh-Hans", "pa", "so"), ALL], ids=lambda tags: "+".join(tags)
)
def test_no_line_is_wider_than_its_place_as_weasyprint_sets_it(tags: tuple[str, ...]) -> None:
    laid = sheet(tags)
    widths = {text: width / PIXELS for text, width in _set_lines(laid)}
    for part in laid.parts:
        if isinstance(part, Paragraph):
            for line in part.lines:
                assert widths[line] <= part.box.width + NEARLY, line


def _set_lines(laid: Sheet) -> Iterator[tuple[str, float]]:
    from weasyprint import HTML

    document = HTML(string=tostring(html_of(laid), encoding="unicode", method="html")).render()
    [page] = document.pages
    assert (round(page.width / PIXELS), round(page.height / PIXELS)) == (A4.width, A4.height)
    for box in _all_boxes(page._page_box):
        if (text := getattr(box, "text", None)) is not None:
            yield text, box.width


def _all_boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _all_boxes(getattr(child, "_box", child))


def test_letters_that_no_font_can_draw_are_told_and_nothing_is_made() -> None:
    refused = pdf_of(sheet(["en"], place="Ward \ue123"))
    assert isinstance(refused, CannotMake)
    assert refused.missing_letters
    assert "U+E123" in refused.why


def test_the_same_poster_is_the_same_file() -> None:
    assert made("en") == made("en")
