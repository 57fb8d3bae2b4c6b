"""Publishing: the tables of a survey and period are made, attacked twice, and frozen in the register for good.

The first attack knows the truth and more than is told; what it finds is withheld. The second has nothing but the
tables, as an auditor will have later on. Answers may come in while this works: then it begins again.
"""

import asyncio
from collections.abc import Sequence
from datetime import date

from feedback.attack.audit import Undecided, audit
from feedback.frozen import frozen
from feedback.policy import Policy
from feedback.publish import Sources, draft_tables, release_altered
from feedback.records import Event
from feedback.release import AlreadyFrozen, Draft, Frozen, Moved, Release, intact
from feedback.request import Refusal, Request
from feedback.safe_table import SafeTable

_TRIES = 3


async def publish(sources: Sources, request: Request, policy: Policy, day: date, event: Event) -> Release | Refusal:
    """Everything that the policy publishes of that survey and period, or what was released of it before."""
    for _ in range(_TRIES):
        before = await sources.register.of(request.survey, request.period)
        if before is not None:
            return before if intact(before) else release_altered(before)
        counted = await sources.counts.load(request.survey, None, request.period.months, None)
        if not counted:
            return Refusal("--publish", "nobody-answered")
        tables = await draft_tables(sources, request, policy.lattice.characteristics, policy, counted)
        if isinstance(tables, Refusal):
            return tables
        attacked = await asyncio.to_thread(_attacked, tables)
        if isinstance(attacked, Refusal):
            return attacked
        draft = Draft(request.survey, request.period, day, event.actor, policy.hash, frozen(tables), attacked)
        match await sources.register.freeze(draft, counted, event):
            case Frozen(release) | AlreadyFrozen(release):
                return release
            case Moved():
                continue
    return Refusal("--publish", "counts-move", {})


def _attacked(tables: Sequence[SafeTable]) -> int | Refusal:
    try:
        audits = [audit(table) for table in tables]
    except Undecided:
        return Refusal("--publish", "attack-undecided")
    found = [cell.question for one in audits for cell in (*one.found.counts, *one.found.parts)]
    if found:
        return Refusal("--publish", "attack-finds", {"questions": ", ".join(dict.fromkeys(found))})
    return sum(one.attacked for one in audits)
