"""Whether a resource is FHIR R4: its shape by fhir.resources, and the rules that a shape cannot say.

fhir.resources has R4B and no R4 any more; for these two resources the two are the same.
"""

import json
from collections.abc import Iterator
from typing import Any

from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

Held = dict[str, Any]
TYPES = frozenset({"group", "display", "decimal", "integer", "date", "text", "choice"})
OPERATORS = frozenset({"exists", "=", "!=", ">", "<", ">=", "<="})


def as_json(resource: object) -> Held:
    """What another program reads of it."""
    held: Held = json.loads(json.dumps(resource, allow_nan=False))
    return held


def sound_questionnaire(resource: object) -> Held:
    held = as_json(resource)
    Questionnaire.model_validate(held)
    items = list(every_item(held))
    ids = [item["linkId"] for item in items]
    assert len(ids) == len(set(ids)), "que-2: a linkId stands twice"
    assert held["name"][0].isupper(), "que-0: the name is no identifier"
    assert held["name"].isalnum(), "que-0: the name is no identifier"
    for item in items:
        _sound_item(item, ids)
    _sound_extensions(held)
    return held


def sound_response(resource: object) -> Held:
    held = as_json(resource)
    QuestionnaireResponse.model_validate(held)
    _sound_extensions(held)
    return held


def every_item(held: Held) -> Iterator[Held]:
    for item in held.get("item", ()):
        yield item
        yield from every_item(item)


def _sound_item(item: Held, ids: list[str]) -> None:
    assert item["type"] in TYPES
    assert ("item" in item) >= (item["type"] == "group"), "que-1: a group without items"
    if item["type"] == "display":
        assert not item.keys() & {"item", "required", "repeats", "readOnly"}, "que-1, que-6, que-9"
    assert ("answerOption" in item) == (item["type"] == "choice")
    rows = item.get("enableWhen", ())
    assert len(rows) < 2 or item["enableBehavior"] in ("all", "any"), "que-12"
    for row in rows:
        assert row["operator"] in OPERATORS
        assert (row["operator"] == "exists") == ("answerBoolean" in row), "que-7"
        assert row["question"] in ids


def _sound_extensions(value: object) -> None:
    """ext-1: an extension has a value or parts, never both; and nothing is empty."""
    if isinstance(value, dict):
        for each in value.get("extension", ()):
            values = [key for key in each if key.lstrip("_").startswith("value")]
            assert bool(values) != ("extension" in each), each
        for held in value.values():
            assert held not in ({}, [], None), value
            _sound_extensions(held)
    if isinstance(value, list):
        for held in value:
            _sound_extensions(held)
