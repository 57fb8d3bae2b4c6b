"""One language of a survey -> a Wording, complete for every question and option, or the problems in the way."""

import re
from collections.abc import Mapping

from surveys.definition import Question, Survey
from surveys.fields import Fields, Notebook
from surveys.folding import folded
from surveys.limits import LONGEST_ASK, LONGEST_HINT, LONGEST_LABEL, LONGEST_TITLE
from surveys.text import Status, Text, Wording
from surveys.tree import Scalar, Table

_KEYS = ("language", "status", "wording-version", "checker", "title", "options", "questions")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-[a-z]{5,8})?(-[A-Z]{2})?")


def parse_wording(survey: Survey, table: Table, notebook: Notebook) -> Wording | None:
    fields = Fields(table, notebook)
    fields.only(_KEYS)
    language = _language(fields)
    status = fields.one_of("status", tuple(Status), "draft")
    version = fields.number("wording-version")
    checker = table.get("checker")
    title = _text(fields, "title", "What we ask", LONGEST_TITLE)
    texts = _texts(survey, fields)
    if language is None or status is None or version is None or title is None:
        return None
    name = checker.text if isinstance(checker, Scalar) and checker.text.strip() else None
    return Wording(language, Status(status), version, name, title, texts)


def _language(fields: Fields) -> str | None:
    tag = fields.text("language", "en")
    if tag is not None and not _TAG.fullmatch(tag.text):
        known = "a language tag, such as en, ur or zh-Hans"
        fields.notebook.note(tag.line, "not-one-of", key="language", value=tag.text, known=known)
        return None
    return tag.text if tag else None


def _texts(survey: Survey, fields: Fields) -> dict[str, Text]:
    shared = _labels(fields.inner("options"), fields.notebook)
    _only_asked_options(survey, fields)
    questions = fields.inner("questions", required=True)
    if questions is None:
        return {}
    worded = Fields(questions, fields.notebook)
    worded.only((*(question.id for question in survey),))
    return {question.id: _one(question, worded, shared) for question in survey}


def _only_asked_options(survey: Survey, fields: Fields) -> None:
    asked = {option for question in survey for option in question.options}
    table = fields.inner("options")
    for entry in table.entries if table else ():
        if entry.key.text not in asked:
            fields.notebook.note(entry.key.line, "wording-unknown", id=entry.key.text)


def _one(question: Question, worded: Fields, shared: Mapping[str, Scalar]) -> Text:
    table = worded.inner(question.id)
    if table is None:
        if worded.table.get(question.id) is None:
            worded.notebook.note(worded.table.line, "wording-question", question=question.id)
        return Text("", None, {})
    fields = Fields(table, worded.notebook)
    fields.only(("ask", "hint", "options", "picture", "why-needed"))
    own = _labels(fields.inner("options"), worded.notebook)
    for option, label in own.items():
        if option not in question.options:
            worded.notebook.note(label.line, "wording-unknown", id=option)
    ask = _text(fields, "ask", "Did staff listen to you?", LONGEST_ASK)
    labels = _complete(question, {**shared, **own}, fields)
    picture = fields.text("picture")
    return Text(
        ask=ask or "",
        hint=_text(fields, "hint", None, LONGEST_HINT),
        labels=labels,
        why_needed=_why_needed(question, fields),
        picture=worded.notebook.an_id(picture) if picture else None,
    )


def _why_needed(question: Question, fields: Fields) -> str | None:
    why = _text(fields, "why-needed", None, LONGEST_HINT)
    if question.needed and why is None:
        fields.notebook.note(fields.table.line, "needed-unexplained", question=question.id)
    if why is not None and not question.needed:
        fields.notebook.note(fields.table.line, "why-without-need", question=question.id)
    return why


def _complete(question: Question, labels: Mapping[str, Scalar], fields: Fields) -> dict[str, str]:
    seen: dict[str, str] = {}
    for option in question.options:
        label = labels.get(option)
        if label is None:
            facts = {"question": question.id, "option": option}
            fields.notebook.note(fields.table.line, "wording-option", **facts)
            continue
        first = seen.setdefault(folded(label.text), option)
        if first != option:
            facts = {"question": question.id, "first": first, "second": option}
            fields.notebook.note(label.line, "same-label", **facts)
    return {option: labels[option].text for option in question.options if option in labels}


def _labels(table: Table | None, notebook: Notebook) -> dict[str, Scalar]:
    labels: dict[str, Scalar] = {}
    for entry in table.entries if table else ():
        if not isinstance(entry.value, Scalar):
            notebook.note(entry.value.line, "wrong-shape", key=entry.key.text, wanted="text")
        elif not entry.value.text.strip():
            notebook.note(entry.value.line, "empty-text", key=entry.key.text)
        else:
            notebook.short_enough(entry.value, entry.key.text, LONGEST_LABEL)
            labels[entry.key.text] = entry.value
    return labels


def _text(fields: Fields, key: str, example: str | None, most: int) -> str | None:
    scalar = fields.text(key, example)
    if scalar is None:
        return None
    fields.notebook.short_enough(scalar, key, most)
    return scalar.text
