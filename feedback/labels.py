"""The words that a report puts to ids: English ones, from the surveys as they were published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.records import Place
from feedback.scheme import Grouping
from surveys.definition import FEEDBACK
from surveys.text import SOURCE_LANGUAGE, Edition


@dataclass(frozen=True, slots=True)
class Labels:
    """`people` is who was asked, as the survey says it of itself."""

    people: str
    place: str
    by: str
    questions: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]
    groups: Mapping[str, str]

    def question(self, id: str) -> str:
        return self.questions[id]

    def option(self, question: str, id: str) -> str:
        return self.options[question][id]

    def group(self, id: str) -> str:
        return self.groups[id]


_CHARACTERISTICS = {
    "ethnicity": "ethnicity",
    "age": "age",
    "sex": "sex",
    "gender-same": "whether gender is the same as at birth",
    "orientation": "sexual orientation",
    "religion": "religion or belief",
    "condition": "long-lasting condition",
    "condition-limits": "how far a condition limits daily life",
    "main-language": "main language",
    "migrant": "time in the United Kingdom",
}


def labels(editions: Sequence[Edition], grouping: Grouping, place: Place) -> Labels:
    """Where versions are worded differently, the newest of them is followed."""
    oldest_first = sorted(editions, key=lambda edition: edition.survey.version)
    asks: dict[str, str] = {}
    options: dict[str, Mapping[str, str]] = {}
    for edition in oldest_first:
        wording = edition.wording(SOURCE_LANGUAGE)
        for question in edition.survey.section(FEEDBACK):
            asks[question.id] = wording.ask(question.id)
            options[question.id] = {option: wording.label(question.id, option) for option in question.options}
    title = oldest_first[-1].wording(SOURCE_LANGUAGE).title
    return Labels(title, place.name, _CHARACTERISTICS[grouping.by], asks, options, grouping.labels)
