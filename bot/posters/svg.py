"""A sheet as SVG: text as text, each with its language and direction. Pure."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from bot.posters.scripts import script_of
from bot.posters.sheet import A4, Code, Ink, Paragraph, Rule, Sheet

SVG = "http://www.w3.org/2000/svg"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def svg_of(sheet: Sheet) -> str:
    register_namespace("", SVG)
    root = Element(_in_svg("svg"), dict(_frame(sheet)))
    SubElement(root, _in_svg("title"), {"id": "title"}).text = sheet.title
    SubElement(root, _in_svg("desc"), {"id": "desc"}).text = _description(sheet)
    SubElement(root, _in_svg("rect"), {"width": "100%", "height": "100%", "fill": "#fff"})
    for part in sheet.parts:
        root.append(_drawn(part))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _frame(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield "width", f"{A4.width}mm"
    yield "height", f"{A4.height}mm"
    yield "viewBox", f"0 0 {A4.width} {A4.height}"
    yield "role", "img"
    yield "aria-labelledby", "title desc"
    yield from _spoken(sheet.language.tag)


def _description(sheet: Sheet) -> str:
    """Whoever has the picture described needs the addresses, and what the other languages say is theirs to hear too."""
    ways = [f"{code.way.by}: {code.way.address}" for code in sheet.codes]
    said = [" ".join(part.lines) for part in sheet.parts if isinstance(part, Paragraph) and not part.look.centred]
    return "\n".join((*said, *ways))


def _drawn(part: Paragraph | Rule | Code) -> Element:
    match part:
        case Paragraph():
            return _paragraph(part)
        case Rule(box):
            place = {"x": _mm(box.x), "y": _mm(box.y), "width": _mm(box.width), "height": _mm(box.height)}
            return Element(_in_svg("rect"), {**place, "fill": Ink.BLUE})
        case Code():
            return _code(part)


def _paragraph(paragraph: Paragraph) -> Element:
    """A text element a line: browsers set the lines of one right-to-left text element in the wrong order."""
    group = Element(_in_svg("g"), dict(_style(paragraph)))
    for line, y in zip(paragraph.lines, paragraph.baselines, strict=True):
        SubElement(group, _in_svg("text"), {"x": _mm(_anchor(paragraph)), "y": _mm(y)}).text = line
    return group


def _style(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    yield from _spoken(paragraph.language.tag)
    yield "direction", paragraph.language.direction
    yield "font-family", ", ".join(f"'{name}'" if " " in name else name for name in script_of(paragraph.language).fonts)
    yield "font-size", _mm(paragraph.size)
    yield "font-weight", "700" if paragraph.look.bold else "400"
    yield "fill", paragraph.look.ink
    yield "text-anchor", "middle" if paragraph.look.centred else "start"


def _anchor(paragraph: Paragraph) -> float:
    """Text of a right-to-left language starts at the right."""
    if paragraph.look.centred:
        return paragraph.box.x + paragraph.box.width / 2
    return paragraph.box.right if paragraph.language.direction == "rtl" else paragraph.box.x


def _code(code: Code) -> Element:
    scale = code.box.width / code.symbol.squares
    group = Element(_in_svg("g"), {"transform": f"translate({_mm(code.box.x)} {_mm(code.box.y)}) scale({scale:.6f})"})
    SubElement(group, _in_svg("title")).text = code.way.address
    SubElement(group, _in_svg("path"), {"d": code.symbol.path, "shape-rendering": "crispEdges"})
    return group


def _spoken(tag: str) -> Iterator[tuple[str, str]]:
    """Older programs know xml:lang alone."""
    yield "lang", tag
    yield _XML_LANG, tag


def _in_svg(name: str) -> str:
    return f"{{{SVG}}}{name}"


def _mm(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
