"""How far one respondent has come. A session is a value: a step returns the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from surveys.answers import Answer


class Stage(StrEnum):
    """`giving`: feedback questions; `checking`: the check page; `sent`: the equality section, after sending."""

    GIVING = "giving"
    CHECKING = "checking"
    SENT = "sent"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Session:
    """Answers that routing has since passed by stay here until sending, so that changing back restores them.

    `composing`: the question at which the session stands has an answer that the next message or tick goes on with.
    `misses`: how many replies in a row could not be read.
    """

    survey: str
    version: int
    stage: Stage
    at: str | None
    answers: Mapping[str, Answer]
    composing: bool = False
    misses: int = 0

    @property
    def closed(self) -> bool:
        return self.stage in (Stage.FINISHED, Stage.STOPPED)

    def answering(self, question: str, answer: Answer) -> "Session":
        return replace(self, answers={**self.answers, question: answer})

    def without(self, question: str) -> "Session":
        return replace(self, answers={id: answer for id, answer in self.answers.items() if id != question})

    def standing(self, stage: Stage, at: str | None = None) -> "Session":
        return replace(self, stage=stage, at=at, composing=False, misses=0)
