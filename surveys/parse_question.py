"""One entry under `questions` -> a Question."""

from collections.abc import Collection, Mapping

from surveys.conditions import ALWAYS, Condition, Is, Selected, Unreadable, mentions, parse_condition
from surveys.definition import COMPETENCIES, Kind, Narrowing, Question
from surveys.fields import Fields, Notebook, listed, scalars
from surveys.limits import MOST_OPTIONS
from surveys.tree import Node, Scalar, Table

_FOR_OPTIONS = ("options", "exclusive", "positive", "outside-base", "narrows", "always")
_KEYS = ("id", "kind", *_FOR_OPTIONS, "if", "competency", "default")
_CONSENT = ("yes", "no")
Lists = Mapping[str, tuple[str, ...]]
Earlier = Mapping[str, Question]


def parse_options(table: Table | None, notebook: Notebook) -> dict[str, tuple[str, ...]]:
    """The lists of options that several questions share."""
    if table is None:
        return {}
    return {e.key.text: _distinct(scalars(e.value, e.key.text, notebook), notebook) for e in table.entries}


def parse_question(
    node: Node, section: str, lists: Lists, earlier: Earlier, every_id: Collection[str], notebook: Notebook
) -> Question | None:
    if not isinstance(node, Table):
        notebook.note(node.line, "wrong-shape", key="questions", wanted="a list of questions, each with an id")
        return None
    fields = Fields(node, notebook)
    fields.only(_KEYS)
    id = fields.text("id", "my-question")
    kind = fields.one_of("kind", tuple(Kind), "choice")
    name = notebook.an_id(id) if id else None
    if name is None or kind is None:
        return None
    narrowing = _narrowing(fields, earlier)
    options = _every_option(narrowing) if narrowing else _options(fields, Kind(kind), lists)
    _fit(fields, Kind(kind), options)
    return Question(
        id=name,
        kind=Kind(kind),
        section=section,
        options=options,
        exclusive=_among(fields, "exclusive", options),
        positive=_among(fields, "positive", options),
        outside_base=_among(fields, "outside-base", options),
        narrowing=narrowing,
        condition=_condition(fields, name, earlier, every_id),
        competency=fields.one_of("competency", sorted(COMPETENCIES)),
        on_request=fields.one_of("default", ("on", "off")) == "off",
    )


def _options(fields: Fields, kind: Kind, lists: Lists) -> tuple[str, ...]:
    node = fields.table.get("options")
    if kind is Kind.TEXT or node is None:
        return ()
    if isinstance(node, Scalar):
        if node.text not in lists:
            fields.notebook.note(node.line, "unknown-list", name=node.text, known=listed(lists))
        return lists.get(node.text, ())
    return _distinct(scalars(node, "options", fields.notebook), fields.notebook)


def _distinct(items: tuple[Scalar, ...], notebook: Notebook) -> tuple[str, ...]:
    kept: list[str] = []
    for item in items:
        id = notebook.an_id(item)
        if id is None:
            continue
        if id in kept:
            notebook.note(item.line, "duplicate-option", option=id)
        else:
            kept.append(id)
    if len(kept) > MOST_OPTIONS:
        notebook.note(items[0].line, "too-many", what="options", count=len(kept), most=MOST_OPTIONS)
    return tuple(kept)


def _fit(fields: Fields, kind: Kind, options: tuple[str, ...]) -> None:
    """Options and kind must agree."""
    line = fields.table.line
    if kind is Kind.TEXT:
        for entry in fields.table.entries:
            if entry.key.text in _FOR_OPTIONS:
                fields.notebook.note(entry.key.line, "options-on-text", key=entry.key.text)
        return
    if fields.table.get("options") is None or (len(options) < 2 and not fields.notebook.problems):
        fields.notebook.note(line, "options-missing", kind=kind.value)
    if kind is Kind.CONSENT and options not in ((), _CONSENT):
        fields.notebook.note(line, "consent-options")
    exclusive = fields.table.get("exclusive")
    if exclusive is not None and kind is not Kind.SEVERAL:
        fields.notebook.note(exclusive.line, "only-for-several")


def _among(fields: Fields, key: str, options: tuple[str, ...]) -> frozenset[str]:
    named = fields.texts(key)
    for scalar in named:
        if scalar.text not in options and options:
            facts = {"key": key, "option": scalar.text, "known": listed(options)}
            fields.notebook.note(scalar.line, "option-unknown", **facts)
    return frozenset(scalar.text for scalar in named)


def _narrowing(fields: Fields, earlier: Earlier) -> Narrowing | None:
    broad = fields.text("narrows")
    node = fields.table.get("options")
    if broad is None:
        return None
    asked = earlier.get(broad.text)
    if asked is None or asked.kind is not Kind.CHOICE:
        fields.notebook.note(broad.line, "narrows-unknown", question=broad.text)
        return None
    if not isinstance(node, Table):
        wanted = "a table from broad answer to finer options"
        fields.notebook.note(node.line if node else broad.line, "wrong-shape", key="options", wanted=wanted)
        return None
    for entry in node.entries:
        if entry.key.text not in asked.options:
            facts = {"key": "options", "option": entry.key.text, "known": listed(asked.options)}
            fields.notebook.note(entry.key.line, "option-unknown", **facts)
    by_answer = parse_options(node, fields.notebook)
    return Narrowing(broad.text, by_answer, _distinct(fields.texts("always"), fields.notebook))


def _every_option(narrowing: Narrowing) -> tuple[str, ...]:
    finer = (option for options in narrowing.by_answer.values() for option in options)
    return tuple(dict.fromkeys((*finer, *narrowing.always)))


def _condition(fields: Fields, id: str, earlier: Earlier, every_id: Collection[str]) -> Condition:
    text = fields.text("if")
    if text is None:
        return ALWAYS
    condition = parse_condition(text.text)
    if isinstance(condition, Unreadable):
        fields.notebook.note(text.line, "condition-unreadable", at=condition.at or "its end")
        return ALWAYS
    for mention in mentions(condition):
        _check_mention(mention, text.line, id, earlier, every_id, fields.notebook)
    return condition


def _check_mention(
    mention: Is | Selected,
    line: int,
    id: str,
    earlier: Earlier,
    every_id: Collection[str],
    notebook: Notebook,
) -> None:
    question = earlier.get(mention.question)
    if question is None:
        forward = mention.question in every_id or mention.question == id
        code = "condition-forward" if forward else "condition-question"
        facts = {"question": mention.question} | ({} if forward else {"known": listed(earlier)})
        notebook.note(line, code, **facts)
        return
    if isinstance(mention, Selected) is not (question.kind is Kind.SEVERAL):
        notebook.note(line, "condition-kind", **_kinds(mention, question))
    elif mention.option not in question.options:
        facts = {"question": question.id, "option": mention.option, "known": listed(question.options)}
        notebook.note(line, "condition-option", **facts)


def _kinds(mention: Is | Selected, question: Question) -> dict[str, str]:
    compared, selected = (f"{question.id} = {mention.option}", f"selected({question.id}, {mention.option})")
    form, better = (selected, compared) if isinstance(mention, Selected) else (compared, selected)
    if question.kind is Kind.TEXT:
        better = "a condition on a choice question instead"
    return {"question": question.id, "kind": question.kind.value, "form": f"`{form}`", "better": better}
