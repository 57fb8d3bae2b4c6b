"""Names that FHIR R4 has, and those that Heard adds under one address of its own. docs/authoring.md lists both."""

import re
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Thing: TypeAlias = dict[str, Json]

BASE = "urn:heard:survey:"  # in front of a survey's id; its last character also parts a question from its survey
OWN = "urn:heard:fhir:"  # in front of the name of an extension
EXPRESSION_LANGUAGE = "text/x-heard-condition"

_HL7 = "http://hl7.org/fhir/StructureDefinition/"
TRANSLATION = f"{_HL7}translation"
MIN_VALUE = f"{_HL7}minValue"
MAX_VALUE = f"{_HL7}maxValue"
DECIMAL_PLACES = f"{_HL7}maxDecimalPlaces"
ENTRY_FORMAT = f"{_HL7}entryFormat"
EXCLUSIVE = f"{_HL7}questionnaire-optionExclusive"
DISPLAY_CATEGORY = f"{_HL7}questionnaire-displayCategory"
DISPLAY_CATEGORIES = "http://hl7.org/fhir/questionnaire-display-category"
INSTRUCTIONS = "instructions"
ENABLE_WHEN = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
ABSENT = f"{_HL7}data-absent-reason"
MONTH_FORMAT = "YYYY-MM"

_NOT_IN_IDS = re.compile(r"[^a-z0-9-]+")


def own(name: str) -> str:
    return f"{OWN}{name}"


def id_of(name: str) -> str:
    """What a linkId, a code or a resource's id becomes here: `Q1.2` is q1-2."""
    return _NOT_IN_IDS.sub("-", name.lower()).lstrip("-")


def name_of(id: str) -> str:
    """A name that programs can use for an identifier, as FHIR wants one beside the title."""
    return "Survey" + "".join(part.capitalize() for part in id.split("-"))


def coding(system: str, code: str) -> Thing:
    return {"system": system, "code": code}
