"""FHIR Questionnaires on disk -> surveys; surveys and responses as FHIR text. The mappings are `surveys.fhir` and
`feedback.export.fhir`; here is the JSON."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NoReturn

from feedback.export.fhir import national_ethnicity, questionnaire_response
from feedback.records import Response
from feedback.scheme import read_scheme
from surveys.errors import Problem
from surveys.fhir.export import National, questionnaire
from surveys.fhir.questionnaire import read_questionnaire
from surveys.text import Edition

LARGEST_FILE = 50_000_000  # bytes: a survey of 1,000 questions in 14 languages has about 30 MB
_SCHEME = "schemes/census-2021.json"


def load_questionnaire(path: Path) -> Edition | tuple[Problem, ...]:
    if not path.is_file():
        return (Problem(path.name, 0, "no-file"),)
    if path.stat().st_size > LARGEST_FILE:
        return (Problem(path.name, 0, "too-large", {"most": LARGEST_FILE}),)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return (Problem(path.name, 0, "not-text"),)
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        return (Problem(path.name, 0, "fhir-not-json", {"why": "it is nested too deep"}),)
    except ValueError as error:
        return (Problem(path.name, 0, "fhir-not-json", {"why": str(error)}),)
    return read_questionnaire(path.name, value)


def questionnaire_text(edition: Edition) -> str:
    resource = questionnaire(edition, national=_national())
    return json.dumps(resource, ensure_ascii=False, indent=1) + "\n"


def response_text(response: Response, edition: Edition) -> str:
    """One entry of a bundle. `edition` has the equality section after it."""
    resource = questionnaire_response(response, edition, equality=bool(response.equality), national=_national())
    return json.dumps({"resource": resource}, ensure_ascii=False, separators=(",", ":"))


@cache
def _national() -> National:
    """The codes that ethnicities are counted under."""
    return national_ethnicity(read_scheme(files("feedback").joinpath(_SCHEME).read_text(encoding="utf-8")))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """JSON lets a key stand twice, and most programs then forget the first."""
    held: dict[str, object] = {}
    for key, value in pairs:
        if key in held:
            raise ValueError(f"the key {key[:80]!r} stands twice in one object")
        held[key] = value
    return held


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")
