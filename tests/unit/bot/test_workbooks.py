"""A workbook is looked at before it is opened, and refused by the first thing in it that no author would send.

That refusing is quick is the limits' doing: each stands in the guard, and is tested at its edge.
"""

import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from bot import workbooks, workbooks_guard
from bot.workbooks import read_workbook, workbook
from surveys.errors import CATALOGUE, Problem
from surveys.xlsform.sheets import Sheet, letters

FORM = (Sheet("survey", (("type", "name", "label::English (en)"), ("text", "why", "Why?"))),)
SHEET = "xl/worksheets/sheet1.xml"
MACROS = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
WIDE = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'.encode("utf-16")
BILLION = (
    b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>"""
)


def form(folder: Path) -> Path:
    path = folder / "form.xlsx"
    path.write_bytes(workbook(FORM))
    return path


def changed(folder: Path, parts: dict[str, bytes], without: str = "") -> Path:
    """The form with parts added or put in place of its own."""
    path, other = form(folder), folder / "other.xlsx"
    with ZipFile(path) as old, ZipFile(other, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name != without:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return other


def with_sheet(folder: Path, inside: str) -> Path:
    start = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return changed(folder, {SHEET: f"{start}{inside}</sheetData></worksheet>".encode()})


def refused(path: Path) -> list[tuple[str, str]]:
    found = read_workbook(path)
    problems = [each for each in found if isinstance(each, Problem)]
    assert problems, "it was read"
    assert all(problem.says and problem.remedy for problem in problems)
    return [(problem.code, problem.place) for problem in problems]


def a_zip_bomb(folder: Path) -> Path:
    return changed(folder, {"xl/media/image1.png": b"\0" * 5_000_000})


def more_than_it_may_unpack_to(folder: Path) -> Path:
    path = changed(folder, {"xl/a.bin": b"x"})
    raw = path.read_bytes()
    directory = raw.rindex(b"PK\x01\x02")  # the last part's entry in the directory; its size stands 24 bytes in
    huge = (workbooks_guard.MOST_UNPACKED + 1).to_bytes(4, "little")
    path.write_bytes(raw[: directory + 24] + huge + raw[directory + 28 :])
    return path


def _written(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


def a_formula(folder: Path) -> Path:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Survey")
        page.write_row(0, 0, ["type", "name"])
        page.write_formula(1, 1, '=HYPERLINK("http://example.org")')

    return _written(folder / "formula.xlsx", fill)


def an_error(folder: Path) -> Path:
    return with_sheet(folder, '<row r="2"><c r="C2" t="e"><v>#REF!</v></c></row>')


def a_long_cell(folder: Path) -> Path:
    words = "w" * 10_000_000
    return with_sheet(folder, f'<row r="2"><c r="C2" t="inlineStr"><is><t>{words}</t></is></c></row>')


def a_longish_cell(folder: Path) -> Path:
    path = folder / "long.xlsx"
    path.write_bytes(workbook([Sheet("survey", (("type",), ("", "", "é" * (workbooks.LONGEST_CELL + 1))))]))
    return path


def hidden_characters(folder: Path) -> Path:
    path = folder / "control.xlsx"
    path.write_bytes(workbook([Sheet("survey", (("type",), ("te\x07xt",)))]))
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], list[tuple[str, str]]]] = {
    "a zip bomb": (a_zip_bomb, [("workbook-bomb", "")]),
    "a directory that says more than it may": (more_than_it_may_unpack_to, [("workbook-bomb", "")]),
    "a formula": (a_formula, [("cell-formula", "Survey!B2")]),
    "an error": (an_error, [("cell-error", "survey!C2")]),
    "10 MB in a cell": (a_long_cell, [("workbook-bomb", "")]),
    "a cell too long by a letter": (a_longish_cell, [("cell-long", "survey!C2")]),
    "characters that nobody sees": (hidden_characters, [("cell-control", "survey!A2")]),
    "links to other workbooks": (
        lambda folder: changed(folder, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        [("workbook-outside", "")],
    ),
    "a connection to a database": (
        lambda folder: changed(folder, {"xl/connections.xml": b"<connections/>"}),
        [("workbook-outside", "")],
    ),
    "macros": (lambda folder: changed(folder, {"xl/vbaProject.bin": b"x"}), [("workbook-macros", "")]),
    "macros by content type": (
        lambda folder: changed(folder, {"[Content_Types].xml": MACROS}),
        [("workbook-macros", "")],
    ),
    "entities": (lambda folder: changed(folder, {SHEET: BILLION}), [("workbook-entities", "")]),
    "entities in UTF-16": (
        lambda folder: changed(folder, {SHEET: WIDE}),
        [("workbook-entities", "")],
    ),
    "entities in a part of another name": (
        lambda folder: changed(folder, {"xl/media/image1.png": BILLION}),
        [("workbook-entities", "")],
    ),
    "a part that is no XML": (
        lambda folder: changed(folder, {SHEET: b"<worksheet><sheetData>"}),
        [("workbook-unreadable", "")],
    ),
    "a place that is none": (
        lambda folder: with_sheet(folder, '<row r="1"><c r="!1"/></row>'),
        [("workbook-unreadable", "")],
    ),
    "a row that is none": (lambda folder: with_sheet(folder, '<row r="-1"/>'), [("workbook-unreadable", "")]),
    "another kind of zip": (
        lambda folder: changed(folder, {}, without="xl/workbook.xml"),
        [("workbook-unreadable", "")],
    ),
    "too many parts": (
        lambda folder: changed(folder, {f"xl/{n}.bin": b"" for n in range(workbooks_guard.MOST_PARTS)}),
        [("workbook-size", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_no_author_sends_is_refused(what: str, tmp_path: Path) -> None:
    make, expected = HOSTILE[what]

    assert refused(make(tmp_path)) == expected


def test_every_code_of_workbooks_has_a_case() -> None:
    cases = {code for _, expected in HOSTILE.values() for code, _ in expected}
    told_of_whole_files = {"workbook-old"}
    assert {code for code in CATALOGUE if code.startswith(("workbook-", "cell-"))} == cases | told_of_whole_files


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 1), (20_001, 1), (1, 257), (1, 16_384)])
def test_a_cell_far_out_is_refused_wherever_the_sheet_says_that_it_ends(row: int, column: int, tmp_path: Path) -> None:
    path = with_sheet(tmp_path, f'<row r="{row}"><c r="{letters(column)}{row}" t="str"><v>far</v></c></row>')

    assert refused(path) == [("workbook-size", "")]


@pytest.mark.parametrize("many", ["<row/>" * 20_001, f"<row>{'<c/>' * 257}</row>"])
def test_rows_and_cells_that_do_not_say_where_they_are_count_too(many: str, tmp_path: Path) -> None:
    assert refused(with_sheet(tmp_path, many)) == [("workbook-size", "")]


def test_the_last_row_and_the_last_column_are_still_read(tmp_path: Path) -> None:
    place = f"{letters(workbooks_guard.MOST_COLUMNS)}{workbooks_guard.MOST_ROWS}"
    row = f'<row r="{workbooks_guard.MOST_ROWS}"><c r="{place}" t="str"><v>here</v></c></row>'

    [sheet] = read_workbook(with_sheet(tmp_path, row))

    assert isinstance(sheet, Sheet)
    assert len(sheet.rows) == workbooks_guard.MOST_ROWS
    assert sheet.rows[-1][-1] == "here"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "workbook-old"),
        (b"type,name\ntext,why\n", "workbook-unreadable"),
        (b"", "workbook-unreadable"),
        (b"PK\x03\x04" + b"\0" * 100, "workbook-unreadable"),
        (b"x" * (workbooks_guard.LARGEST_FILE + 1), "too-large"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)

    assert refused(path) == [(code, "")]


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = form(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[60:90] = zlib.compress(b"nothing that was there")[:30].ljust(30, b"\xff")
    path.write_bytes(bytes(raw))

    assert refused(path) == [("workbook-unreadable", "")]


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.xlsx") == [("no-file", "")]


def test_only_so_many_cells_are_complained_of(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("survey")
        for row in range(500):
            page.write_formula(row, 0, "=1+1")

    assert len(refused(_written(tmp_path / "many.xlsx", fill))) == 100


def test_numbers_days_and_ticks_are_read_as_somebody_typed_them(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("survey")
        page.write_row(0, 0, [1, 2.0, 2.5, True])
        page.write_number(0, 4, 46_000, book.add_format({"num_format": "yyyy-mm-dd"}))

    [sheet] = read_workbook(_written(tmp_path / "typed.xlsx", fill))

    assert isinstance(sheet, Sheet)
    assert sheet.rows == (("1", "2", "2.5", "TRUE", "2025-12-09"),)


def test_whatever_a_text_begins_with_it_stays_a_text(tmp_path: Path) -> None:
    texts = ("=1+1", "+1", "-1", "@sum", "{=1}", "http://example.org", "1", "true", "_x0041_", "a\r\nb", " \u200fپ 🙂 ")
    path = tmp_path / "texts.xlsx"
    path.write_bytes(workbook([Sheet("survey", (texts,))]))

    assert read_workbook(path) == (Sheet("survey", (texts,)),)


def test_sheets_that_are_no_part_of_a_form_are_left_unread(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("notes").write_formula(0, 0, "=1+1")
        book.add_worksheet("survey").write_row(0, 0, ["type"])

    assert read_workbook(_written(tmp_path / "notes.xlsx", fill)) == (Sheet("survey", (("type",),)),)
