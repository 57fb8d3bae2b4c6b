"""The words that a report puts to ids, in one language: from the surveys as they were published, and from phrases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback.export.speech import Speech
from feedback.records import Place
from feedback.scheme import DECLINED, NOT_ASKED, Grouping
from feedback.tally import EVERYBODY
from surveys.definition import FEEDBACK
from surveys.text import Edition, Status, Wording

_PHRASES = {EVERYBODY: "group.everybody", DECLINED: "group.declined", NOT_ASKED: "group.not-asked"}


@dataclass(frozen=True, slots=True)
class Labels:
    """`people` is who was asked, as the survey says it of itself. `draft`: somebody has still to check these words."""

    speech: Speech
    draft: bool
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


def labels(editions: Sequence[Edition], section: Edition, grouping: Grouping, place: Place, speech: Speech) -> Labels:
    """Where versions are worded differently, the newest of them is followed. `section` asked who people are."""
    oldest_first = sorted(editions, key=lambda edition: edition.survey.version)
    asks: dict[str, str] = {}
    options: dict[str, Mapping[str, str]] = {}
    for edition in oldest_first:
        wording = edition.wording(speech.tag)
        for question in edition.survey.section(FEEDBACK):
            asks[question.id] = wording.ask(question.id)
            options[question.id] = {option: wording.label(question.id, option) for option in question.options}
    used = [edition.wording(speech.tag) for edition in (*oldest_first, section)]
    return Labels(
        speech=speech,
        draft=speech.draft or any(wording.status is Status.DRAFT for wording in used),
        people=oldest_first[-1].wording(speech.tag).title,
        place=place.name,
        by=speech.text(f"characteristic.{grouping.by}"),
        questions=asks,
        options=options,
        groups=group_labels(section, grouping, speech),
    )


def group_labels(section: Edition, grouping: Grouping, speech: Speech) -> Mapping[str, str]:
    """As people were asked. A group that was an answer in an earlier version alone has its name in the code list."""
    answers = {**grouping.labels, **dict(_answers(section, section.wording(speech.tag), grouping.by))}
    kinds_of_nothing = {group: speech.text(phrase) for group, phrase in _PHRASES.items()}
    named = {group: answers[group] for children in grouping.tree.values() for group in children if group in answers}
    broad_only = {
        leaf: speech.text("group.nothing-further", group=answers[broad]) for leaf, broad in grouping.broad_only.items()
    }
    return {**named, **broad_only, **kinds_of_nothing}


def _answers(section: Edition, wording: Wording, by: str) -> Iterator[tuple[str, str]]:
    """A characteristic that is asked in two steps has the broad groups in its first."""
    question = section.survey.question(by)
    steps = (question.narrowing.broad, by) if question.narrowing else (by,)
    for step in steps:
        yield from wording.texts[step].labels.items()
