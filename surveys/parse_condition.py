"""A condition as it stands in a survey file -> a Condition that fits the questions before it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from surveys import measures
from surveys.answers import Measured
from surveys.condition_text import Comparison, Unreadable, Written, parse_condition
from surveys.conditions import ALWAYS, Compared, Condition, Counted, Is, Operator, Selected
from surveys.definition import MEASURED, ONE_OF, Kind, Question
from surveys.fields import Notebook, listed
from surveys.tree import Scalar

EXAMPLES = {Kind.NUMBER: "3", Kind.DAY: "2026-03-27", Kind.MONTH: "2026-03"}


@dataclass(frozen=True, slots=True)
class _Fitted:
    """Gives each comparison its meaning, noting on the way what does not fit."""

    line: int
    id: str
    earlier: Mapping[str, Question]
    every_id: Collection[str]
    notebook: Notebook

    def meaning(self, written: Written) -> Condition:
        question = self.earlier.get(written.question)
        if question is None:
            self._unknown(written.question)
            return ALWAYS
        match written:
            case Comparison():
                return self._comparison(written, question)
            case Selected():
                return self._selected(written, question)
            case Counted():
                return written if self._of_kind(question, Kind.SEVERAL, f"`count({question.id})`") else ALWAYS

    def _comparison(self, written: Comparison, question: Question) -> Condition:
        form = f"`{question.id} {written.operator} {written.text}`"
        if question.kind in MEASURED:
            value = read_measured(question.kind, written.text)
            if value is None:
                example = f"`{question.id} {written.operator} {EXAMPLES[question.kind]}`"
                self._kind(question, form, example)
                return ALWAYS
            return Compared(question.id, written.operator, value)
        if question.kind not in ONE_OF or written.operator is not Operator.IS:
            self._kind(question, form, _better(question, written.text))
            return ALWAYS
        return Is(question.id, written.text) if self._has(question, written.text) else ALWAYS

    def _selected(self, written: Selected, question: Question) -> Condition:
        if not self._of_kind(question, Kind.SEVERAL, f"`selected({question.id}, {written.option})`", written.option):
            return ALWAYS
        return written if self._has(question, written.option) else ALWAYS

    def _of_kind(self, question: Question, kind: Kind, form: str, option: str = "") -> bool:
        if question.kind is not kind:
            self._kind(question, form, _better(question, option))
        return question.kind is kind

    def _has(self, question: Question, option: str) -> bool:
        if option not in question.options:
            facts = {"question": question.id, "option": option, "known": listed(question.options)}
            self.notebook.note(self.line, "condition-option", **facts)
        return option in question.options

    def _kind(self, question: Question, form: str, better: str) -> None:
        facts = {"question": question.id, "kind": question.kind.value, "form": form, "better": better}
        self.notebook.note(self.line, "condition-kind", **facts)

    def _unknown(self, question: str) -> None:
        forward = question in self.every_id or question == self.id
        code = "condition-forward" if forward else "condition-question"
        known = {} if forward else {"known": listed(self.earlier)}
        self.notebook.note(self.line, code, question=question, **known)


def condition_of(
    text: Scalar | None, id: str, earlier: Mapping[str, Question], every_id: Collection[str], notebook: Notebook
) -> Condition:
    if text is None:
        return ALWAYS
    condition = parse_condition(text.text, _Fitted(text.line, id, earlier, every_id, notebook).meaning)
    if isinstance(condition, Unreadable):
        notebook.note(text.line, "condition-unreadable", at=condition.at or "its end")
        return ALWAYS
    return condition


def read_measured(kind: Kind, text: str) -> Measured | None:
    match kind:
        case Kind.NUMBER:
            return measures.number(text)
        case Kind.DAY:
            return measures.day(text)
        case Kind.MONTH:
            return measures.month(text)
        case _:
            return None


def _better(question: Question, option: str) -> str:
    option = option or (question.options[0] if question.options else "")
    match question.kind:
        case Kind.SEVERAL:
            return f"`selected({question.id}, {option})` or `count({question.id}) >= 1`"
        case Kind.CHOICE | Kind.SCALE | Kind.CONSENT:
            return f"`{question.id} = {option}`"
        case Kind.NUMBER | Kind.DAY | Kind.MONTH:
            return f"`{question.id} >= {EXAMPLES[question.kind]}`"
        case Kind.TEXT | Kind.STATEMENT:
            return "a condition on a choice question instead"
