"""An Edition -> survey files that a person would write: the structure, and one file of wording for each language.

Options and labels that several questions have stand once. Read again, the files are the same Edition.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TextIO

import yaml
from yaml.emitter import Emitter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from surveys.condition_text import written
from surveys.conditions import ALWAYS
from surveys.definition import Question, Survey
from surveys.text import Edition, Text, Wording
from surveys.tree import Plain

_TEXT = BaseResolver.DEFAULT_SCALAR_TAG
_LIST = BaseResolver.DEFAULT_SEQUENCE_TAG
_TABLE = BaseResolver.DEFAULT_MAPPING_TAG


def survey_files(edition: Edition) -> dict[str, str]:
    """By the language's tag, and the structure under ""."""
    files = {"": _yaml(_structure(edition.survey))}
    return files | {tag: _yaml(_wording(wording)) for tag, wording in edition.wordings.items()}


def survey_file(edition: Edition) -> str:
    """All in one, the wording inside."""
    wordings: Plain = [_wording(wording) for wording in edition.wordings.values()]
    return _yaml({**_structure(edition.survey), "wording": wordings})


def _structure(survey: Survey) -> dict[str, Plain]:
    lists = _shared_lists(survey)
    shared: dict[str, Plain] = {name: list(options) for options, name in lists.items()}
    top: dict[str, Plain] = {
        "survey": survey.id,
        "version": str(survey.version),
        "section": survey.questions[0].section,
        "audience": survey.audience,
        "options": shared,
        "questions": [_question(question, survey.version, lists) for question in survey],
    }
    return {key: value for key, value in top.items() if value}


def _shared_lists(survey: Survey) -> dict[tuple[str, ...], str]:
    """A list of options that more than one question has is named after the first of them."""
    plain = [question for question in survey if question.options and question.narrowing is None]
    uses = Counter(question.options for question in plain)
    lists: dict[tuple[str, ...], str] = {}
    for question in plain:
        if uses[question.options] > 1:
            lists.setdefault(question.options, question.id)
    return lists


def _question(question: Question, version: int, lists: Mapping[tuple[str, ...], str]) -> Plain:
    narrowing, range = question.narrowing, question.range
    by_answer: dict[str, Plain] = {}
    if narrowing is not None:
        by_answer = {broad: list(finer) for broad, finer in narrowing.by_answer.items()}
    held: dict[str, Plain] = {
        "id": question.id,
        "kind": question.kind.value,
        "narrows": narrowing.broad if narrowing else "",
        "options": by_answer or lists.get(question.options) or list(question.options),
        "always": list(narrowing.always) if narrowing else [],
        "exclusive": _some(question, question.exclusive),
        "positive": _some(question, question.positive),
        "outside-base": _some(question, question.outside_base),
        "off-scale": _some(question, question.off_scale),
        "range": [str(range.low), str(range.high)] if range else [],
        "places": str(range.places) if range and range.places else "",
        "if": written(question.condition) if question.condition != ALWAYS else "",
        "needed": "yes" if question.needed else "",
        "competency": question.competency or "",
        "default": "off" if question.on_request else "",
        "same-as": str(question.since) if question.since != version else "",
    }
    return {key: value for key, value in held.items() if value}


def _some(question: Question, named: frozenset[str]) -> Plain:
    return [option for option in question.options if option in named]


def _wording(wording: Wording) -> Plain:
    shared = _shared_labels(wording)
    questions: Plain = {id: _text(text, shared) for id, text in wording.texts.items()}
    top: dict[str, Plain] = {
        "language": wording.language,
        "status": wording.status.value,
        "wording-version": str(wording.version),
        "checker": wording.checker or "",
        "title": wording.title,
        "options": {**shared},
        "questions": questions,
    }
    return {key: value for key, value in top.items() if value}


def _shared_labels(wording: Wording) -> dict[str, str]:
    """The label that an option has most often, where it stands under more than one question."""
    labels = Counter(pair for text in wording.texts.values() for pair in text.labels.items())
    shared: dict[str, str] = {}
    for (option, label), uses in labels.most_common():
        if uses > 1:
            shared.setdefault(option, label)
    return shared


def _text(text: Text, shared: Mapping[str, str]) -> Plain:
    own: dict[str, Plain] = {o: label for o, label in text.labels.items() if shared.get(o) != label}
    held: dict[str, Plain] = {
        "picture": text.picture or "",
        "ask": text.ask,
        "hint": text.hint or "",
        "why-needed": text.why_needed or "",
        "options": own,
    }
    return {key: value for key, value in held.items() if value}


class _Plainly(Emitter, Serializer, BaseResolver):
    """Knows text only, as whoever reads survey files does: `no` needs no quotes."""

    def __init__(self, stream: TextIO, **_: object) -> None:
        Emitter.__init__(self, stream, width=110, allow_unicode=True)
        Serializer.__init__(self)
        BaseResolver.__init__(self)


def _yaml(value: Plain) -> str:
    text: str = yaml.serialize(_node(value), Dumper=_Plainly)
    return text


def _node(value: Plain) -> yaml.Node:
    match value:
        case str():
            return yaml.ScalarNode(_TEXT, value)
        case list():
            ids = all(isinstance(item, str) for item in value)
            return yaml.SequenceNode(_LIST, [_node(item) for item in value], flow_style=ids)
        case dict():
            pairs = [(_node(key), _node(item)) for key, item in value.items()]
            return yaml.MappingNode(_TABLE, pairs, flow_style=False)
