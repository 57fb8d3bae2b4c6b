"""Answers that ceased to count, or count again, with one that was changed: their number stands in the next address."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.web.frame import with_query
from surveys.answers import Answer, Nothing
from surveys.events import Event, Restored, Withdrawn

WITHDRAWN, RESTORED = "withdrawn", "restored"
_MOST = 99
_COUNT = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True, slots=True)
class Changes:
    """How many. The address may have been written by anybody: a number is all that is read from it."""

    withdrawn: int
    restored: int


def telling(address: str, events: Iterable[Event], answers: Mapping[str, Answer]) -> str:
    """Questions that were skipped come and go as well, but nobody misses them."""
    counts = {WITHDRAWN: 0, RESTORED: 0}
    for event in events:
        match event:
            case Withdrawn(questions):
                counts[WITHDRAWN] += _given(questions, answers)
            case Restored(questions):
                counts[RESTORED] += _given(questions, answers)
    told = {name: str(min(count, _MOST)) for name, count in counts.items() if count}
    return with_query(address, told) if told else address


def changes_of(request: web.Request) -> Changes:
    return Changes(_count(request, WITHDRAWN), _count(request, RESTORED))


def _given(questions: Iterable[str], answers: Mapping[str, Answer]) -> int:
    return sum(not isinstance(answers.get(question), Nothing) for question in questions)


def _count(request: web.Request, name: str) -> int:
    asked = request.query.get(name, "")
    return int(asked) if _COUNT.fullmatch(asked) else 0
