"""Small surveys of every kind of question and condition, written as an author would write them, and then parsed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from bot.survey_files import SurveyFile
from surveys.definition import MEASURED, ONE_OF, OPT_IN, WITH_OPTIONS, Kind
from surveys.parse import Source, parse
from surveys.text import Edition
from surveys.tree import Plain, located

Draw: TypeAlias = st.DrawFn
LABELS = {
    "yes": ("Yes", "جی ہاں"),
    "no": ("No", "نہیں"),
    "not-sure": ("Not sure", "یقین نہیں"),
    "food": ("Food", "کھانا"),
    "prayer": ("A place to pray", "نماز کی جگہ"),
    "other": ("Something else", "کچھ اور"),
    "none": ("None of these", "ان میں سے کوئی نہیں"),
}
OPTIONS = tuple(LABELS)
VALUES = {
    Kind.NUMBER: ("-1", "0", "2", "2.5", "7"),
    Kind.DAY: ("2026-01-01", "2026-03-27", "2026-11-05"),
    Kind.MONTH: ("2025-12", "2026-03", "2026-11"),
}
KINDS = (Kind.CHOICE, Kind.CONSENT, *Kind)  # those about which most can be said, more often
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Written:
    """One question of a survey file, and what later questions may say about it."""

    id: str
    kind: Kind
    options: tuple[str, ...]
    fields: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Drawn:
    file: SurveyFile
    questions: Sequence[Written] = ()

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        """A failing example shows what was asked, and not the whole parsed file."""
        asked = "".join(f"\n  {q.id} {q.kind.value} {q.fields}" for q in self.questions)
        printer.text(f"{self.file.edition.survey.id} {self.file.edition.survey.version}{asked}")


@st.composite
def feedback_files(draw: Draw, version: int) -> Drawn:
    return survey_file(
        "walk", version, "feedback", written(draw, "q", [], draw(st.integers(1, 3)) + draw(st.integers(0, 5)))
    )


@st.composite
def equality_files(draw: Draw, version: int) -> Drawn:
    opt_in = Written(OPT_IN, Kind.CONSENT, ("yes", "no"), {"options": ["yes", "no"]})
    return survey_file("equality", version, "equality", written(draw, "e", [opt_in], draw(st.integers(2, 4))))


def written(draw: Draw, letter: str, before: list[Written], count: int) -> list[Written]:
    for number in range(count):
        before.append(one_question(draw, f"{letter}{number}", before))
    return before


def one_question(draw: Draw, id: str, earlier: list[Written]) -> Written:
    broad = [question for question in earlier if question.kind in (Kind.CHOICE, Kind.SCALE)]
    if OPT_IN in (question.id for question in earlier):  # there, two steps at most make one answer
        narrowed = {question.fields.get("narrows") for question in earlier}
        broad = [q for q in broad if q.id not in narrowed and "narrows" not in q.fields]
    if broad and draw(st.integers(0, 2)) == 0:
        question = second_step(draw, id, draw(st.sampled_from(broad)))
    else:
        question = first_step(draw, id, draw(st.sampled_from(KINDS)))
    sayable = [q for q in earlier if q.kind not in (Kind.TEXT, Kind.STATEMENT)]
    if draw(st.integers(0, 3)) and sayable:
        question.fields["if"] = condition(draw, sayable, 2)
    if draw(st.integers(0, 3)) == 0:
        question.fields["needed"] = "yes"
    return question


def second_step(draw: Draw, id: str, broad: Written) -> Written:
    """Not every broader answer has finer options."""
    narrowed: list[str] = draw(st.lists(st.sampled_from(broad.options), min_size=2, unique=True))
    by_answer = {
        option: draw(st.lists(st.sampled_from(OPTIONS[:-1]), min_size=1, max_size=3, unique=True))
        for option in narrowed
    }
    options = tuple(dict.fromkeys([option for finer in by_answer.values() for option in finer] + ["none"]))
    by_option: dict[str, Plain] = {option: [*finer] for option, finer in by_answer.items()}
    fields: dict[str, Plain] = {"narrows": broad.id, "options": by_option, "always": ["none"]}
    return Written(id, draw(st.sampled_from([Kind.CHOICE, Kind.SEVERAL])), options, fields)


def first_step(draw: Draw, id: str, kind: Kind) -> Written:
    if kind in MEASURED:
        low, *_, high = VALUES[kind]
        places: dict[str, Plain] = {"places": "1"} if kind is Kind.NUMBER else {}
        return Written(id, kind, (), {"range": [low, high], **places})
    if kind not in WITH_OPTIONS:
        return Written(id, kind, (), {})
    if kind is Kind.CONSENT:
        return Written(id, kind, ("yes", "no"), {"options": ["yes", "no"]})
    options = draw(st.lists(st.sampled_from(OPTIONS[:-1]), min_size=2, max_size=4, unique=True))
    if kind is Kind.SEVERAL:
        return Written(id, kind, (*options, "none"), {"options": [*options, "none"], "exclusive": ["none"]})
    return Written(id, kind, tuple(options), {"options": [*options]})


def condition(draw: Draw, earlier: Sequence[Written], depth: int) -> str:
    form = draw(st.sampled_from(["leaf", "leaf", "leaf", "not", "and", "or"])) if depth else "leaf"
    if form == "leaf":
        return leaf(draw, earlier)
    one = condition(draw, earlier, depth - 1)
    if form == "not":
        return f"not ({one})"
    return f"({one}) {form} {condition(draw, earlier, depth - 1)}"


def leaf(draw: Draw, sayable: Sequence[Written]) -> str:
    """Most often about a question that has a condition of its own: chains are where routing goes wrong."""
    chained = [question for question in sayable if "if" in question.fields or "narrows" in question.fields]
    question = draw(st.sampled_from(chained or sayable) | st.sampled_from(sayable))
    if question.kind in ONE_OF:
        return f"{question.id} {draw(st.sampled_from(['=', '!=']))} {draw(st.sampled_from(question.options))}"
    operator = draw(st.sampled_from(COMPARISONS))
    if question.kind in MEASURED:
        return f"{question.id} {operator} {draw(st.sampled_from(VALUES[question.kind]))}"
    if draw(st.booleans()):
        return f"selected({question.id}, {draw(st.sampled_from(question.options))})"
    return f"count({question.id}) {operator} {draw(st.integers(0, 3))}"


def survey_file(id: str, version: int, section: str, questions: Sequence[Written]) -> Drawn:
    survey: dict[str, Plain] = {
        "survey": id,
        "version": str(version),
        "section": section,
        "audience": "everyone",
        "questions": [{"id": q.id, "kind": q.kind.value, **q.fields} for q in questions],
    }
    wordings: list[Plain] = [wording(id, tag, place, questions) for place, tag in enumerate(("en", "ur"))]
    edition = parse(Source(id, located(survey)), [Source(id, located(one)) for one in wordings])
    assert isinstance(edition, Edition), (edition, survey)
    return Drawn(SurveyFile(edition, {"survey": survey, "wordings": wordings}), questions)


def wording(id: str, tag: str, place: int, questions: Sequence[Written]) -> Plain:
    used = {option for question in questions for option in question.options}
    return {
        "language": tag,
        "status": "draft",
        "wording-version": "1",
        "title": id,
        "options": {option: LABELS[option][place] for option in OPTIONS if option in used},
        "questions": {q.id: {"ask": q.id, **why(q)} for q in questions},
    }


def why(question: Written) -> dict[str, Plain]:
    return {"why-needed": "Because."} if "needed" in question.fields else {}
