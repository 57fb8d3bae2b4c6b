"""A process that is killed between any two statements loses nothing that it had acknowledged, and doubles nothing."""

from itertools import count
from multiprocessing import Pipe
from signal import SIGKILL

from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import open_database
from feedback.store.outbox import Outbox
from feedback.store.responses import Responses
from tests.contract.examples import KEYS, today
from tests.contract.processes import DONE, HALTED, another_process, converse, conversing, respondent


def killed_at(point: int, url: str, name: str) -> set[str] | None:
    """What a process had acknowledged when it was killed at that point, or None where it was done before."""
    acknowledged: set[str] = set()
    with another_process(converse, url, name, frozenset(), point) as (process, pipe):
        while (told := pipe.recv()) not in (HALTED, DONE):
            _, word = told
            acknowledged.add(word)
        if told == DONE:
            return None
        process.kill()
        process.join()
        assert process.exitcode == -SIGKILL
    return acknowledged


async def test_a_kill_at_any_point_loses_doubles_and_reorders_nothing(database_url: str) -> None:
    acknowledged_before: list[int] = []
    for point in count(1):
        acknowledged = killed_at(point, database_url, f"person {point}")
        if acknowledged is None:
            break
        acknowledged_before.append(len(acknowledged))
        _, pipe = Pipe()
        await conversing(database_url, respondent(f"person {point}"), acknowledged, pipe)
    assert acknowledged_before == sorted(acknowledged_before)
    assert {0, 1, 2} == set(acknowledged_before)
    assert len(acknowledged_before) > 25
    await everybody_was_heard_once(database_url, people=point)


async def everybody_was_heard_once(url: str, people: int) -> None:
    database = await open_database(url)
    conversations, outbox, responses = (
        Conversations(database, KEYS, today),
        Outbox(database, KEYS),
        Responses(database, KEYS),
    )
    assert await conversations.unheard() == []
    for person in range(1, people + 1):
        who = respondent(f"person {person}")
        assert await conversations.look(who) is None
        assert [parcel.body async for parcel in outbox.waiting_for(who)] == ["How was it?", "Thank you."]
        assert await responses.known(f"receipt of {who.address}")
    assert len([response async for response in responses.read()]) == people
    counts = Counts(database)
    ((_, everybody),) = await counts.load("patient", None, ["2026-05"], ["all"])
    assert everybody["overall", "good"] == people
    assert await counts.differences() == []
    await database.close()
