"""An Edition -> a FHIR R4 Questionnaire, which `fhir.read_questionnaire` reads back into the same Edition.

English stands in the elements themselves, every other language in the standard extension for translations beside them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveys.answers import Number
from surveys.definition import EQUALITY, FEEDBACK, MEASURED, WITH_OPTIONS, Kind, Narrowing, Question
from surveys.fhir.enable import enabling, measured, whole
from surveys.fhir.names import (
    BASE,
    DECIMAL_PLACES,
    DISPLAY_CATEGORIES,
    DISPLAY_CATEGORY,
    ENTRY_FORMAT,
    EXCLUSIVE,
    INSTRUCTIONS,
    MAX_VALUE,
    MIN_VALUE,
    MONTH_FORMAT,
    TRANSLATION,
    Json,
    Thing,
    coding,
    name_of,
    own,
)
from surveys.text import SOURCE_LANGUAGE, Edition, Text, Wording

National = Mapping[str, Mapping[str, tuple[str, str]]]  # by question and option: the code system and the code
_TYPES = {
    Kind.CHOICE: "choice",
    Kind.SCALE: "choice",
    Kind.CONSENT: "choice",
    Kind.SEVERAL: "choice",
    Kind.DAY: "date",
    Kind.MONTH: "date",
    Kind.TEXT: "text",
    Kind.STATEMENT: "display",
}
_APART = frozenset({Kind.SCALE, Kind.CONSENT, Kind.MONTH})  # kinds that the type alone does not tell


def questionnaire(edition: Edition, base: str = BASE, national: National | None = None) -> Thing:
    """`national` gives options a second code, such as the NHS's for ethnic categories."""
    survey = edition.survey
    writer = _Writer(edition, base, national or {})
    feedback: list[Json] = [writer.item(question) for question in survey if question.section == FEEDBACK]
    equality: list[Json] = [writer.item(question) for question in survey if question.section == EQUALITY]
    joined = survey.section_version is not None
    section = FEEDBACK if feedback else EQUALITY
    return {
        "resourceType": "Questionnaire",
        "id": resource_id(edition),
        "extension": [
            {"url": own("section"), "valueCode": section},
            {"url": own("audience"), "valueCode": survey.audience},
            *(_described(wording) for wording in edition.wordings.values()),
        ],
        "url": f"{base}{resource_id(edition)}",
        "version": version(edition),
        "name": name_of(resource_id(edition)),
        **writer.worded("title", lambda wording: wording.title),
        "status": "active",
        "language": SOURCE_LANGUAGE,
        "item": [*feedback, _group(equality)] if joined else [*feedback, *equality],
    }


def resource_id(edition: Edition) -> str:
    """A survey with the equality questions after it is not the survey alone, and has an address of its own."""
    survey = edition.survey
    return survey.id if survey.section_version is None else f"{survey.id}-with-{EQUALITY}"


def version(edition: Edition) -> str:
    survey = edition.survey
    return str(survey.version) if survey.section_version is None else f"{survey.version}.{survey.section_version}"


def option_system(edition: Edition, base: str, question: str) -> str:
    """The code system of one question's options. The equality questions keep theirs, whatever survey they follow."""
    survey = edition.survey
    joined = survey.section_version is not None and survey.question(question).section == EQUALITY
    return f"{base}{EQUALITY if joined else survey.id}{base[-1:]}{question}"


def fhir_type(question: Question) -> str:
    if question.kind is Kind.NUMBER:
        return "decimal" if is_decimal(question) else "integer"
    return _TYPES[question.kind]


def is_decimal(question: Question) -> bool:
    """Whole numbers between ends that are no whole numbers are decimals without decimal places to FHIR."""
    range = question.range
    if range is None or not isinstance(range.low, Number) or not isinstance(range.high, Number):
        return False
    return range.places > 0 or not whole(range.low.value) or not whole(range.high.value)


def _group(items: list[Json]) -> Thing:
    return {"linkId": EQUALITY, "type": "group", "item": items}


def _described(wording: Wording) -> Thing:
    parts: list[Json] = [
        {"url": "language", "valueCode": wording.language},
        {"url": "status", "valueCode": wording.status.value},
        {"url": "version", "valueInteger": wording.version},
    ]
    if wording.checker is not None:
        parts.append({"url": "checker", "valueString": wording.checker})
    return {"url": own("wording"), "extension": parts}


@dataclass(frozen=True, slots=True)
class _Writer:
    edition: Edition
    base: str
    national: National

    def item(self, question: Question) -> Thing:
        enabled = enabling(question.condition, self._system, self._decimal)
        extensions: list[Json] = [*self._extensions(question)]
        expressions = enabled.pop("extension", None)
        extensions += expressions if isinstance(expressions, list) else []
        item: Thing = {"linkId": question.id}
        item |= {"extension": extensions} if extensions else {}
        item |= self._of(question, "text", lambda text: text.ask)
        item |= {"type": fhir_type(question), **enabled}
        item |= {"required": True} if question.needed and question.answerable else {}
        item |= {"repeats": True} if question.kind is Kind.SEVERAL else {}
        if question.kind in WITH_OPTIONS:
            item["answerOption"] = [self._option(question, option) for option in question.options]
        if question.answerable and any(self._hints(question)):
            item["item"] = [self._hint(question)]
        return item

    def worded(self, key: str, say: Callable[[Wording], str | None]) -> Thing:
        """An element and its translations; an element that English lacks has these alone."""
        said = {tag: say(wording) for tag, wording in self.edition.wordings.items()}
        english = said.pop(SOURCE_LANGUAGE, None)
        translations: list[Json] = [
            _in_language(TRANSLATION, tag, text) for tag, text in said.items() if text is not None
        ]
        element: Thing = {} if english is None else {key: english}
        return element | ({f"_{key}": {"extension": translations}} if translations else {})

    def _of(self, question: Question, key: str, say: Callable[[Text], str | None]) -> Thing:
        return self.worded(key, lambda wording: say(wording.texts[question.id]))

    def _system(self, question: str) -> str:
        return option_system(self.edition, self.base, question)

    def _decimal(self, question: str) -> bool:
        return is_decimal(self.edition.survey.question(question))

    def _version(self, question: Question) -> int:
        survey = self.edition.survey
        if question.section == EQUALITY and survey.section_version is not None:
            return survey.section_version
        return survey.version

    def _hints(self, question: Question) -> Iterator[str | None]:
        return (wording.hint(question.id) for wording in self.edition.wordings.values())

    def _hint(self, question: Question) -> Thing:
        category = coding(DISPLAY_CATEGORIES, INSTRUCTIONS)
        extension: Thing = {"url": DISPLAY_CATEGORY, "valueCodeableConcept": {"coding": [category]}}
        words = self._of(question, "text", lambda text: text.hint)
        return {"linkId": f"{question.id}.hint", "extension": [extension], **words, "type": "display"}

    def _option(self, question: Question, option: str) -> Thing:
        extensions: list[Json] = [{"url": url, "valueBoolean": True} for url in _marks(question, option)]
        extensions += national_code(self.national, question.id, option)
        label = self._of(question, "display", lambda text: text.labels[option])
        coded: Thing = {"valueCoding": {**coding(self._system(question.id), option), **label}}
        return {"extension": extensions, **coded} if extensions else coded

    def _extensions(self, question: Question) -> Iterator[Thing]:
        if question.kind in _APART:
            yield {"url": own("kind"), "valueCode": question.kind.value}
        if question.competency is not None:
            yield {"url": own("competency"), "valueCode": question.competency}
        if question.on_request:
            yield {"url": own("on-request"), "valueBoolean": True}
        if question.since != self._version(question):
            yield {"url": own("same-as"), "valueInteger": question.since}
        if question.needed and not question.answerable:
            yield {"url": own("needed"), "valueBoolean": True}
        yield from _range(question)
        if question.narrowing is not None:
            yield _narrowed(question.narrowing)
        if not question.answerable:
            yield from self._spoken(question, "hint", lambda text: text.hint)
        yield from self._spoken(question, "why-needed", lambda text: text.why_needed)
        yield from self._spoken(question, "picture", lambda text: text.picture)

    def _spoken(self, question: Question, name: str, say: Callable[[Text], str | None]) -> Iterator[Thing]:
        """What only we have to say: once for each language, made like a translation."""
        for tag, wording in self.edition.wordings.items():
            said = say(wording.texts[question.id])
            if said is not None:
                yield _in_language(own(name), tag, said)


def national_code(national: National, question: str, option: str) -> list[Json]:
    """As an extension, because an option of R4 has room for one code only."""
    known = national.get(question, {}).get(option)
    return [] if known is None else [{"url": own("national-code"), "valueCoding": coding(*known)}]


def _in_language(url: str, tag: str, text: str) -> Thing:
    return {"url": url, "extension": [{"url": "lang", "valueCode": tag}, {"url": "content", "valueString": text}]}


def _marks(question: Question, option: str) -> Iterator[str]:
    for url, marked in (
        (EXCLUSIVE, question.exclusive),
        (own("positive"), question.positive),
        (own("outside-base"), question.outside_base),
        (own("off-scale"), question.off_scale),
    ):
        if option in marked:
            yield url


def _range(question: Question) -> Iterator[Thing]:
    if question.kind not in MEASURED or question.range is None:
        return
    decimal = is_decimal(question)
    yield {"url": MIN_VALUE, **measured("value", question.range.low, decimal)}
    yield {"url": MAX_VALUE, **measured("value", question.range.high, decimal)}
    if decimal:
        yield {"url": DECIMAL_PLACES, "valueInteger": question.range.places}
    if question.kind is Kind.MONTH:
        yield {"url": ENTRY_FORMAT, "valueString": MONTH_FORMAT}


def _narrowed(narrowing: Narrowing) -> Thing:
    parts: list[Json] = [{"url": "question", "valueString": narrowing.broad}]
    for answer, options in narrowing.by_answer.items():
        offered: list[Json] = [{"url": "answer", "valueCode": answer}]
        offered += [{"url": "option", "valueCode": option} for option in options]
        parts.append({"url": "offers", "extension": offered})
    parts += [{"url": "always", "valueCode": option} for option in narrowing.always]
    return {"url": own("narrows"), "extension": parts}
