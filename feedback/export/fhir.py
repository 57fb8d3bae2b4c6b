"""A response record -> a FHIR R4 QuestionnaireResponse, without subject, author or source, and with a day only.

Each kind of nothing stays apart: "prefer not to say" and "don't know" are coded answers, because somebody chose them;
an item without an answer carries the standard reason why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from feedback.records import Response, State
from feedback.scheme import DECLINED, PREFER_NOT, Grouping
from surveys.answers import Answer, Chosen, Day, Given, Month, Nothing, Number, Several, Words
from surveys.definition import EQUALITY, FEEDBACK, OPT_IN, Narrowing, Question
from surveys.fhir.enable import measured
from surveys.fhir.export import National, is_decimal, national_code, option_system, resource_id, version
from surveys.fhir.names import ABSENT, BASE, Json, Thing, coding, own
from surveys.text import SOURCE_LANGUAGE, Edition

# The NHS Data Dictionary's codes of 2001 (A to S, Z, 99), as HL7 UK publishes them.
ETHNIC_CATEGORIES = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland"
_STATUS = {State.FINISHED: "completed", State.STOPPED: "stopped", State.UNFINISHED: "stopped"}
_ABSENT = {
    Nothing.SKIPPED: "asked-declined",
    Nothing.NOT_ASKED: "not-asked",
    Nothing.NOT_REACHED: "unknown",
}


class UnknownQuestion(ValueError):
    """A record answers what its edition does not ask: no answer may drop out of an export unseen."""


def questionnaire_response(
    response: Response, edition: Edition, *, equality: bool = False, base: str = BASE, national: National | None = None
) -> Thing:
    """`edition` is the version that was answered; with `equality`, with the equality questions after it."""
    writer = _Writer(edition, base, national or {})
    asked = {question.id for question in edition.survey}
    unknown = {*response.answers, *(response.equality if equality else ())} - asked
    if unknown:
        raise UnknownQuestion(f"{response.id}: {', '.join(sorted(unknown))}")
    items: list[Json] = [*writer.feedback(response.answers)]
    section: list[Json] = [*writer.equality(response.equality)] if equality else []
    items += [{"linkId": EQUALITY, "item": section}] if section else []
    resource: Thing = {
        "resourceType": "QuestionnaireResponse",
        "extension": [*_about(response)],
        "identifier": {"system": own("response"), "value": response.id},
        "questionnaire": _canonical(edition, base, equality),
        "status": _STATUS[response.state],
        "authored": response.day.isoformat(),
        "language": SOURCE_LANGUAGE,
    }
    return resource | {"item": items} if items else resource


def national_ethnicity(scheme: Grouping) -> National:
    """The national code of each detailed group, and of declining. It says nothing about broad groups."""
    codes = {option: scheme.codes[leaf] for option, leaf in scheme.leaves.items() if leaf in scheme.codes}
    declined = {PREFER_NOT: (ETHNIC_CATEGORIES, scheme.codes[DECLINED])}
    detailed = {id: (ETHNIC_CATEGORIES, code) for id, code in codes.items() if not id.startswith("~")}
    return {"ethnicity": detailed, "ethnicity-group": declined}


def _canonical(edition: Edition, base: str, equality: bool) -> str:
    survey = edition.survey
    if equality:
        return f"{base}{resource_id(edition)}|{version(edition)}"
    return f"{base}{survey.id}|{survey.version}"


def _about(response: Response) -> Iterator[Thing]:
    yield {"url": own("place"), "valueString": response.place}
    yield {"url": own("channel"), "valueCode": response.channel.value}
    yield {"url": own("answered-in"), "valueCode": response.language}
    yield {"url": own("repeat"), "valueBoolean": response.repeat}


@dataclass(frozen=True, slots=True)
class _Writer:
    edition: Edition
    base: str
    national: National

    def feedback(self, answers: Mapping[str, Answer]) -> Iterator[Thing]:
        """An answer that is not in the record, as words that stayed behind, has no item either."""
        for question in self.edition.survey.section(FEEDBACK):
            if question.id in answers:
                yield self._item(question, answers[question.id])

    def equality(self, answers: Mapping[str, Answer]) -> Iterator[Thing]:
        """A choice that is not in the record was not asked; words that are not may have stayed behind."""
        second = {q.narrowing.broad: q for q in self.edition.survey.section(EQUALITY) if q.narrowing is not None}
        for question in self.edition.survey.section(EQUALITY):
            if not question.answerable or question.id == OPT_IN:
                continue
            answer = answers.get(question.id)
            if question.id in second:
                yield from self._broader(question, second[question.id], answers.get(second[question.id].id))
            elif question.narrowing is not None:
                yield from self._finer(question, question.narrowing, answer)
            elif answer is not None or question.options:
                yield self._item(question, answer or Nothing.NOT_ASKED)

    def _broader(self, broad: Question, finer: Question, answer: Answer | None) -> Iterator[Thing]:
        """The record keeps two steps as one answer, which tells what the first must have been."""
        if not isinstance(answer, Chosen):
            yield self._item(broad, answer or Nothing.NOT_ASKED)
            return
        options = _broad_options(answer.option, broad, finer)
        if len(options) == 1:
            yield self._item(broad, Chosen(options[0]))

    def _finer(self, question: Question, narrowing: Narrowing, answer: Answer | None) -> Iterator[Thing]:
        """Whoever gave the broad group alone left the second step open, the record does not say how: no item."""
        if not isinstance(answer, Chosen):
            reached = answer is not Nothing.NOT_REACHED
            yield self._item(question, Nothing.NOT_ASKED if reached else Nothing.NOT_REACHED)
        elif answer.option in question.options and not _broad_alone(answer.option, narrowing, self._broad(narrowing)):
            yield self._item(question, answer)
        elif not narrowing.offered(answer.option):
            yield self._item(question, Nothing.NOT_ASKED)

    def _broad(self, narrowing: Narrowing) -> Question:
        return self.edition.survey.question(narrowing.broad)

    def _item(self, question: Question, answer: Answer) -> Thing:
        if isinstance(answer, Nothing):
            reason: Thing = {"url": ABSENT, "valueCode": _ABSENT[answer]}
            return {"linkId": question.id, "extension": [reason]}
        return {"linkId": question.id, "answer": [*self._answers(question, answer)]}

    def _answers(self, question: Question, answer: Given) -> Iterator[Thing]:
        match answer:
            case Chosen(option):
                yield self._coded(question, option)
            case Several(options):
                yield from (self._coded(question, option) for option in options)
            case Words(text):
                yield {"valueString": text}
            case Number() | Day() | Month():
                yield measured("value", answer, is_decimal(question))
            case _:
                assert_never(answer)

    def _coded(self, question: Question, option: str) -> Thing:
        label = self.edition.wording(SOURCE_LANGUAGE).label(question.id, option)
        system = option_system(self.edition, self.base, question.id)
        coded: Thing = {"valueCoding": {**coding(system, option), "display": label}}
        also = national_code(self.national, question.id, option)
        return {"extension": also, **coded} if also else coded


def _broad_options(option: str, broad: Question, finer: Question) -> tuple[str, ...]:
    """The broad answers that go with what was kept: itself, or those that offer it as their own finer option."""
    narrowing = finer.narrowing
    if narrowing is None or _broad_alone(option, narrowing, broad):
        return (option,)
    return tuple(answer for answer, options in narrowing.by_answer.items() if option in options)


def _broad_alone(option: str, narrowing: Narrowing, broad: Question) -> bool:
    return option in broad.options and not any(option in options for options in narrowing.by_answer.values())
