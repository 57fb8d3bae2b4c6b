"""Easy Read: short sentences, and a symbol beside every question that is nothing but a drawing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.unit.locales.catalogue import catalogue, said

pytestmark = pytest.mark.catalogue

TAG = "en-easyread"
ROOT = Path(__file__).parents[3]
SURVEYS = ("patient", "carer", "fft", "equality")
PICTURES = ROOT / "bot" / "web" / "static" / "pictures"
FILES = sorted(path.stem for path in PICTURES.iterdir())
LARGEST = 2_000  # bytes: a page with a symbol stays quick on a slow phone
DRAWN_WITH = {"svg", "g", "path", "rect", "circle", "ellipse"}
MOST_WORDS = 18
FEW_WORDS = 12
LONGER_ON_PURPOSE: dict[str, str] = {}  # where -> why no shorter sentence says the same; nothing has needed it yet
_SENTENCE_END = re.compile(r"(?<=[.?!])”?\s+")


def wording(survey: str) -> Any:
    path = ROOT / "surveys" / "library" / f"{survey}.{TAG}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes text only


def pictures(survey: str) -> dict[str, str | None]:
    return {id: question.get("picture") for id, question in wording(survey)["questions"].items()}


def everything_said() -> Iterator[tuple[str, str]]:
    for msgid, entry in catalogue(TAG).items():
        if not msgid.startswith("command."):  # lists of words to type, not sentences
            yield from ((msgid, form) for form in said(entry))
    for survey in SURVEYS:
        file = wording(survey)
        shared = {"ask": file["title"], "options": file.get("options", {})}
        for id, question in {survey: shared, **file["questions"]}.items():
            for text in (question["ask"], question.get("hint", ""), *question.get("options", {}).values()):
                yield f"{survey}.{id}", text


def sentences() -> list[tuple[str, str]]:
    return [(where, sentence) for where, text in everything_said() if text for sentence in _SENTENCE_END.split(text)]


def test_no_sentence_is_long() -> None:
    long = {where: sentence for where, sentence in sentences() if len(sentence.split()) > MOST_WORDS}
    assert long.keys() == LONGER_ON_PURPOSE.keys(), long


def test_most_sentences_are_short() -> None:
    lengths = [len(sentence.split()) for _, sentence in sentences()]
    assert sum(length < FEW_WORDS for length in lengths) / len(lengths) > 0.9


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_question_has_a_symbol_that_is_there(survey: str) -> None:
    assert {id: name for id, name in pictures(survey).items() if name not in FILES} == {}


def test_no_symbol_is_left_over() -> None:
    used = {name for survey in SURVEYS for name in pictures(survey).values()}
    assert set(FILES) - used == set()
    assert {path.suffix for path in PICTURES.iterdir()} == {".svg"}


@pytest.mark.parametrize("name", FILES)
def test_a_symbol_is_a_small_drawing_without_words_links_or_script(name: str) -> None:
    body = (PICTURES / f"{name}.svg").read_bytes()
    assert len(body) < LARGEST
    drawing = ElementTree.fromstring(body)  # noqa: S314 - our own file
    assert drawing.get("viewBox") == "0 0 96 96"
    elements = [element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in drawing.iter()]
    assert set(elements) <= DRAWN_WITH
    attributes = {attribute for element in drawing.iter() for attribute in element.attrib}
    assert [one for one in attributes if one.startswith("on") or one.endswith("href") or one in {"style", "id"}] == []
    assert not "".join(drawing.itertext()).strip()
