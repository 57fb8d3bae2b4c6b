"""What a survey asks, apart from how it is worded (see `text`). Frozen values only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from surveys.answers import Answer, Chosen
from surveys.conditions import ALWAYS, Condition, Holds, Is, compiled, mentions
from surveys.measures import Range

FEEDBACK = "feedback"
EQUALITY = "equality"
OPT_IN = "equality-opt-in"
YES = "yes"
COMPETENCIES = frozenset(
    {"cultural-awareness", "staff-knowledge", "partnership", "co-production", "workforce", "co-learning"}
)


class Kind(StrEnum):
    """A scale is a choice whose options stand in order, best first; a statement asks nothing."""

    CHOICE = "choice"
    SCALE = "scale"
    SEVERAL = "several"
    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    TEXT = "text"
    STATEMENT = "statement"
    CONSENT = "consent"


ONE_OF = frozenset({Kind.CHOICE, Kind.SCALE, Kind.CONSENT})
WITH_OPTIONS = ONE_OF | {Kind.SEVERAL}
MEASURED = frozenset({Kind.NUMBER, Kind.DAY, Kind.MONTH})


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
    """`needed` questions cannot be skipped; their wording says why. `since` is the version of the survey from which on
    the question has meant what it means now: answers of those versions are counted together."""

    id: str
    kind: Kind
    section: str
    options: tuple[str, ...] = ()
    exclusive: frozenset[str] = frozenset()
    positive: frozenset[str] = frozenset()
    outside_base: frozenset[str] = frozenset()
    off_scale: frozenset[str] = frozenset()
    narrowing: Narrowing | None = None
    range: Range | None = None
    condition: Condition = ALWAYS
    needed: bool = False
    competency: str | None = None
    on_request: bool = False  # asked only where a trust turns it on
    since: int = 1
    asked_if: Holds | None = field(init=False, repr=False, compare=False)  # None: whatever was answered

    def __post_init__(self) -> None:
        """Worked out once: a turn looks at every question of the survey."""
        object.__setattr__(self, "asked_if", _asked_if(self))

    @property
    def answerable(self) -> bool:
        return self.kind is not Kind.STATEMENT

    @property
    def scale(self) -> tuple[str, ...]:
        """The options that stand in order."""
        return tuple(option for option in self.options if option not in self.off_scale)


@dataclass(frozen=True, slots=True)
class Survey:
    """What one respondent is taken through: a survey's questions and those of the section that follows it.

    `deciding` names the questions whose answers decide whether or how others are asked.
    """

    id: str
    version: int
    audience: str
    questions: tuple[Question, ...]
    section_version: int | None = None
    deciding: frozenset[str] = field(init=False, repr=False, compare=False)
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {question.id: question for question in self.questions})
        object.__setattr__(self, "_places", {question.id: place for place, question in enumerate(self.questions)})
        object.__setattr__(self, "deciding", frozenset(_deciding(self.questions)))

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def find(self, id: str) -> Question | None:
        return self._by_id.get(id)

    def question(self, id: str) -> Question:
        return self._by_id[id]

    def place(self, id: str) -> int:
        return self._places[id]

    def section(self, name: str) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.section == name)


def _asked_if(question: Question) -> Holds | None:
    """Its own condition, an answer that its options depend on, and the opt-in page of the equality section."""
    parts: list[Holds] = []
    if question.section == EQUALITY and question.id != OPT_IN:
        parts.append(compiled(Is(OPT_IN, YES)))
    if question.narrowing is not None:
        parts.append(partial(_has_finer, question.narrowing))
    if question.condition != ALWAYS:
        parts.append(compiled(question.condition))
    if len(parts) < 2:
        return parts[0] if parts else None
    return lambda standing: all(part(standing) for part in parts)


def _has_finer(narrowing: Narrowing, standing: Mapping[str, Answer]) -> bool:
    broad = standing.get(narrowing.broad)
    return isinstance(broad, Chosen) and bool(narrowing.offered(broad.option))


def _deciding(questions: tuple[Question, ...]) -> Iterator[str]:
    yield OPT_IN
    for question in questions:
        yield from mentions(question.condition)
        if question.narrowing is not None:
            yield question.narrowing.broad
