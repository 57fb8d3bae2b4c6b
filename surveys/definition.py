"""What a survey asks, apart from how it is worded (see `text`). Frozen values only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.conditions import ALWAYS, Condition

FEEDBACK = "feedback"
EQUALITY = "equality"
OPT_IN = "equality-opt-in"
YES = "yes"
COMPETENCIES = frozenset(
    {"cultural-awareness", "staff-knowledge", "partnership", "co-production", "workforce", "co-learning"}
)


class Kind(StrEnum):
    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Makes a second step of an earlier question: what is offered depends on the broader answer given there."""

    broad: str
    by_answer: Mapping[str, tuple[str, ...]]
    always: tuple[str, ...] = ()

    def offered(self, broad_answer: str) -> tuple[str, ...]:
        options = self.by_answer.get(broad_answer, ())
        return options + self.always if options else ()


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: Kind
    section: str
    options: tuple[str, ...] = ()
    exclusive: frozenset[str] = frozenset()
    positive: frozenset[str] = frozenset()
    outside_base: frozenset[str] = frozenset()
    narrowing: Narrowing | None = None
    condition: Condition = ALWAYS
    competency: str | None = None
    on_request: bool = False  # asked only where a trust turns it on


@dataclass(frozen=True, slots=True)
class Survey:
    """What one respondent is taken through: a survey's questions and those of the section that follows it."""

    id: str
    version: int
    audience: str
    questions: tuple[Question, ...]
    section_version: int | None = None
    _by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {question.id: question for question in self.questions})

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def find(self, id: str) -> Question | None:
        return self._by_id.get(id)

    def question(self, id: str) -> Question:
        return self._by_id[id]

    def section(self, name: str) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.section == name)
