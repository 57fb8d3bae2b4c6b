"""A sheet as PDF/UA: tagged, each text with its language, by WeasyPrint. It fetches nothing, from nowhere."""

import logging
from base64 import b64encode
from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.posters.scripts import script_of
from bot.posters.sheet import A4, Box, Code, Ink, Paragraph, Role, Rule, Sheet
from bot.posters.symbol import Symbol
from surveys.text import SOURCE_LANGUAGE

_PAGE = f"@page {{ size: {A4.width}mm {A4.height}mm; margin: 0 }}"
_STYLE = (
    f"{_PAGE} html, body, h1, h2, p {{ margin: 0; font-weight: 400 }} span {{ display: block; white-space: nowrap }}"
)


_TAGS = ("/Figure", *(f"/{role.upper()}" for role in Role))


@dataclass(frozen=True, slots=True)
class CannotMake:
    """`missing_letters`: what no font of this machine can draw; empty where WeasyPrint's own libraries are missing."""

    missing_letters: tuple[str, ...]
    why: str


def pdf_of(sheet: Sheet) -> bytes | CannotMake:
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # Pango is no Python package
        return CannotMake((), str(error).splitlines()[0])
    html = "<!DOCTYPE html>" + tostring(html_of(sheet), encoding="unicode", method="html")
    whole = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}))
    with _told() as told:
        made = whole.write_pdf(pdf_variant="pdf/ua-1", finisher=lambda _, pdf: _spoken(pdf.objects, sheet))
    missing = tuple(line for line in told if ".notdef" in line)
    return CannotMake(missing, missing[0]) if missing else made


def html_of(sheet: Sheet) -> Element:
    root = Element("html", {"lang": sheet.language.tag, "dir": sheet.language.direction})
    head, body = SubElement(root, "head"), SubElement(root, "body")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "title").text = sheet.title
    SubElement(head, "style").text = _STYLE
    body.extend(map(_drawn, sheet.parts))
    return root


def _spoken(objects: Iterable[object], sheet: Sheet) -> None:
    """Tells screen readers the language and the text of each paragraph: WeasyPrint names the first language alone, and
    gives back the strokes of Nastaliq in place of its letters."""
    tagged = (one for one in objects if isinstance(one, dict) and one.get("S") in _TAGS)
    said = (part for part in sheet.parts if not isinstance(part, Rule))
    for element, part in zip(tagged, said, strict=True):
        element["Lang"] = _pdf_text(part.language.tag if isinstance(part, Paragraph) else SOURCE_LANGUAGE)
        if isinstance(part, Paragraph):
            element["ActualText"] = _pdf_text(" ".join(part.lines))


def _pdf_text(text: str) -> str:
    return f"<{(BOM_UTF16_BE + text.encode('utf-16-be')).hex()}>"


def _drawn(part: Paragraph | Rule | Code) -> Element:
    match part:
        case Paragraph():
            return _paragraph(part)
        case Rule(box):
            return Element("div", {"style": f"{_at(box)}; background: {Ink.BLUE}"})
        case Code():
            return Element("img", {"style": _at(part.box), "alt": _alternative(part), "src": _picture(part.symbol)})


def _paragraph(paragraph: Paragraph) -> Element:
    language = paragraph.language
    shown = {"lang": language.tag, "dir": language.direction, "style": "; ".join(_look(paragraph))}
    element = Element(paragraph.look.role.value, shown)
    for line in paragraph.lines:
        SubElement(element, "span").text = line
    return element


def _look(paragraph: Paragraph) -> Iterator[str]:
    """The leading stands half above and half below a line's letters, so the first line is set off by the difference."""
    script, box, size = script_of(paragraph.language), paragraph.box, paragraph.size
    above = (script.one_line - script.leading) / 2 * size
    yield _at(Box(box.x, box.y + above, box.width, script.leading * size * len(paragraph.lines)))
    yield "font-family: " + ", ".join(f"'{name}'" if " " in name else name for name in script.fonts)
    yield f"font-size: {size:.3f}mm"
    yield f"line-height: {script.leading}"
    yield f"font-weight: {700 if paragraph.look.bold else 400}"
    yield f"color: {paragraph.look.ink}"
    yield f"text-align: {'center' if paragraph.look.centred else 'start'}"


def _at(box: Box) -> str:
    place = {"left": box.x, "top": box.y, "width": box.width, "height": box.height}
    return "position: absolute; " + "; ".join(f"{name}: {value:.3f}mm" for name, value in place.items())


def _alternative(code: Code) -> str:
    return f"QR code. {code.way.by}: {code.way.address}"


def _picture(symbol: Symbol) -> str:
    side = symbol.squares
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{symbol.path}"/></svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


@contextmanager
def _told() -> Iterator[list[str]]:
    """What WeasyPrint says while it works: letters that no font has are a warning of its own, and no exception."""
    told: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    logger, listening = logging.getLogger("weasyprint"), Listening()
    logger.addHandler(listening)
    try:
        yield told
    finally:
        logger.removeHandler(listening)
