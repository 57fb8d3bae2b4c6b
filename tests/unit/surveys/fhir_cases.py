"""For each mistake in a questionnaire: one that makes it, and the place where it is to be told."""

from typing import Any

from tests.support.fhir import Held

HL7 = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
OWN = "urn:heard:fhir:"
YES_NO = [{"valueCoding": {"system": "urn:x", "code": code, "display": code.title()}} for code in ("yes", "no")]
GOOD: Held = {"linkId": "good", "text": "Good?", "type": "choice", "answerOption": YES_NO}
WHY: Held = {"linkId": "why", "text": "Why?", "type": "text"}
N: Held = {"linkId": "n", "text": "How many?", "type": "integer"}


def form(*items: Held, **more: Any) -> Held:
    return {
        "resourceType": "Questionnaire",
        "id": "day",
        "status": "active",
        "title": "A day",
        "item": [*items],
        **more,
    }


def when(*rows: Held, **more: Any) -> Held:
    return form(GOOD, N, {**WHY, "enableWhen": [*rows], **more})


def row(question: str, operator: str, **answer: Any) -> Held:
    return {"question": question, "operator": operator, **answer}


def translated(*pairs: tuple[str, str]) -> Held:
    extensions = [
        {
            "url": f"{HL7}translation",
            "extension": [{"url": "lang", "valueCode": t}, {"url": "content", "valueString": s}],
        }
        for t, s in pairs
    ]
    return {"extension": extensions}


def marked(url: str, **value: Any) -> Held:
    return {"extension": [{"url": url, **value}]}


IS_YES = row("good", "=", answerCoding={"code": "yes"})
ITEM = "Questionnaire.item"
EVERY_CODE: dict[str, tuple[object, str]] = {
    "fhir-resource": ({"resourceType": "Patient"}, "Questionnaire"),
    "fhir-size": (form(WHY, description=[0] * 1_000_000), "Questionnaire.description"),
    "fhir-long": (form({**WHY, "text": "x" * 10_001}), f"{ITEM}[0].text"),
    "fhir-character": (form({**WHY, "text": "be\0fore"}), f"{ITEM}[0].text"),
    "fhir-shape": (form({**WHY, "required": "yes"}), f"{ITEM}[0].required"),
    "fhir-missing": (form({"linkId": "why", "text": "Why?"}), f"{ITEM}[0].type"),
    "fhir-element": (form({**GOOD, "answerValueSet": "urn:v"}), f"{ITEM}[0].answerValueSet"),
    "fhir-modifier": (form({**WHY, "modifierExtension": [{"url": "urn:not"}]}), f"{ITEM}[0].modifierExtension"),
    "fhir-extension": (form({**WHY, **marked("urn:x", valueCode="y")}), f"{ITEM}[0].extension[0]"),
    "fhir-extension-twice": (
        form({**WHY, "extension": [{"url": f"{OWN}competency", "valueCode": "workforce"}] * 2}),
        f"{ITEM}[0].extension[1]",
    ),
    "fhir-language": (form(WHY, language="de"), "Questionnaire.language"),
    "fhir-status": (form(WHY, status="retired"), "Questionnaire.status"),
    "fhir-type": (form(WHY, {**WHY, "linkId": "b", "type": "open-choice"}), f"{ITEM}[1].type"),
    "fhir-kind": (form({**GOOD, **marked(f"{OWN}kind", valueCode="month")}), f"{ITEM}[0].extension"),
    "fhir-id": (form({**WHY, "linkId": "؟"}), f"{ITEM}[0].linkId"),
    "fhir-link-twice": (form(WHY, {**WHY, "linkId": "WHY"}), f"{ITEM}[1].linkId"),
    "fhir-nested": (form({**WHY, "item": [{**WHY, "linkId": "b"}]}), f"{ITEM}[0].item[0]"),
    "fhir-words": (form({**WHY, "_text": translated(("ur", "کیوں؟"))}), "Questionnaire.title"),
    "fhir-translation-twice": (
        form({**WHY, "_text": translated(("en", "Why ever?"))}),
        f"{ITEM}[0]._text.extension[0]",
    ),
    "fhir-required": (form({**WHY, "required": True}), f"{ITEM}[0].required"),
    "fhir-option": (form({**GOOD, "answerOption": [*YES_NO, {"valueString": "maybe"}]}), f"{ITEM}[0].answerOption[2]"),
    "fhir-operator": (when(row("good", "<", answerCoding={"code": "yes"})), f"{ITEM}[2].enableWhen[0].operator"),
    "fhir-answer": (when(row("good", "=", answerString="yes")), f"{ITEM}[2].enableWhen[0].answerString"),
    "fhir-question": (when(row("bad", "=", answerInteger=1)), f"{ITEM}[2].enableWhen[0].question"),
    "fhir-system": (
        when(row("good", "=", answerCoding={"system": "urn:y", "code": "yes"})),
        f"{ITEM}[2].enableWhen[0].answerCoding.system",
    ),
    "fhir-behaviour": (when(IS_YES, IS_YES), f"{ITEM}[2].enableBehavior"),
    "fhir-expression": (
        form(GOOD, {**WHY, **marked(SDC, valueExpression={"language": "text/fhirpath", "expression": "true"})}),
        f"{ITEM}[1].extension[0].valueExpression.language",
    ),
    "fhir-two-conditions": (
        when(
            IS_YES,
            **marked(SDC, valueExpression={"language": "text/x-heard-condition", "expression": "good = yes"}),
        ),
        f"{ITEM}[2].enableWhen",
    ),
}
ELSEWHERE = {
    "fhir-not-json": "the command reads the file",
    "fhir-many": "a thousand problems are needed for it, and they are told too",
}
