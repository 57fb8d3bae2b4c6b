"""One entry under `questions` -> a Question."""

from collections.abc import Collection, Mapping

from surveys.definition import COMPETENCIES, MEASURED, WITH_OPTIONS, Kind, Narrowing, Question
from surveys.fields import Fields, Notebook, listed, scalars
from surveys.limits import MOST_OPTIONS
from surveys.parse_condition import condition_of
from surveys.parse_range import range_of
from surveys.tree import Node, Scalar, Table

_FOR_OPTIONS = ("options", "exclusive", "positive", "outside-base", "off-scale", "narrows", "always")
_FOR_RANGES = ("range", "places")
_KEYS = ("id", "kind", *_FOR_OPTIONS, *_FOR_RANGES, "if", "needed", "competency", "default", "same-as")
_CONSENT = ("yes", "no")
Versions = tuple[int, int]  # this one, and the one since which its questions mean the same
Lists = Mapping[str, tuple[str, ...]]
Earlier = Mapping[str, Question]


def parse_options(table: Table | None, notebook: Notebook) -> dict[str, tuple[str, ...]]:
    """The lists of options that several questions share."""
    if table is None:
        return {}
    return {e.key.text: _distinct(scalars(e.value, e.key.text, notebook), notebook) for e in table.entries}


def parse_question(
    node: Node,
    section: str,
    version: Versions,
    lists: Lists,
    earlier: Earlier,
    every_id: Collection[str],
    notebook: Notebook,
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
        off_scale=_among(fields, "off-scale", options),
        narrowing=narrowing,
        range=range_of(fields, Kind(kind)),
        condition=condition_of(fields.text("if"), name, earlier, every_id, notebook),
        needed=fields.yes("needed"),
        competency=fields.one_of("competency", sorted(COMPETENCIES)),
        on_request=fields.one_of("default", ("on", "off")) == "off",
        since=same_as(fields, version),
    )


def _options(fields: Fields, kind: Kind, lists: Lists) -> tuple[str, ...]:
    node = fields.table.get("options")
    if kind not in WITH_OPTIONS or node is None:
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
    if kind not in MEASURED:
        _refuse(fields, _FOR_RANGES, "range-without-number", kind)
    if kind not in WITH_OPTIONS:
        _refuse(fields, _FOR_OPTIONS, "options-on-text", kind)
        return
    if fields.table.get("options") is None or (len(options) < 2 and not fields.notebook.problems):
        fields.notebook.note(fields.table.line, "options-missing", kind=kind.value)
    if kind is Kind.CONSENT and options not in ((), _CONSENT):
        fields.notebook.note(fields.table.line, "consent-options")
    if kind is not Kind.SEVERAL:
        _refuse(fields, ("exclusive",), "only-for-several", kind)
    if kind is not Kind.SCALE:
        _refuse(fields, ("off-scale",), "only-for-scale", kind)


def _refuse(fields: Fields, keys: Collection[str], code: str, kind: Kind) -> None:
    for entry in fields.table.entries:
        if entry.key.text in keys:
            fields.notebook.note(entry.key.line, code, key=entry.key.text, kind=kind.value)


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
    if asked is None or asked.kind not in (Kind.CHOICE, Kind.SCALE):
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


def same_as(fields: Fields, versions: Versions) -> int:
    """The version since which a question has meant what it means now."""
    this, since = versions
    own = fields.number("same-as", needed=False)
    if own is not None and own > max(this, 1):
        fields.notebook.note(fields.table.line, "same-as-later", version=own, this=this)
    return own or since
