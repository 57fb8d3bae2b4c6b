"""Many at once come to the same as one after the other, within a process and between processes."""

import asyncio
from dataclasses import replace

from feedback.records import Letter
from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import Database, open_database
from feedback.store.responses import Responses
from surveys.answers import Chosen
from tests.contract.examples import AMINA, KEYS, RECEIPT, a_conversation, a_response, today
from tests.contract.processes import DONE, GO, READY, another_process, answer_and_withdraw

ROUNDS = 15


async def test_two_processes_that_raise_and_lower_the_same_counts_lose_none(database_url: str) -> None:
    with (
        another_process(answer_and_withdraw, database_url, "one", ROUNDS) as (_, one),
        another_process(answer_and_withdraw, database_url, "two", ROUNDS) as (_, two),
    ):
        for told in (READY, GO, DONE):
            for pipe in (one, two):
                if told == GO:
                    pipe.send(GO)
                else:
                    assert pipe.recv() == told
    database = await open_database(database_url)
    counts = Counts(database)
    ((_, everybody),) = await counts.load("patient", None, ["2026-02"], ["all"])
    assert everybody["overall", "good"] == 2 * ROUNDS
    assert await counts.load("patient", None, ["2026-01"], ["all"]) == []
    assert await counts.differences() == []
    await database.close()


async def test_one_update_delivered_many_times_at_once_counts_once(database_url: str) -> None:
    databases = [await open_database(database_url) for _ in range(3)]

    async def delivered(database: Database, number: int) -> bool:
        conversations = Conversations(database, KEYS, today)
        await conversations.receive(Letter(AMINA, "the same", ""))
        async with conversations.open(AMINA, "the same") as opened:
            if not opened.repeated:
                await opened.close(a_response(f"r-{number}"), None)
            return opened.repeated

    repeated = await asyncio.gather(*(delivered(databases[number % 3], number) for number in range(9)))
    assert sorted(repeated) == [False] + [True] * 8
    assert len([response async for response in Responses(databases[0], KEYS).read()]) == 1
    assert await Conversations(databases[0], KEYS, today).unheard() == []
    for database in databases:
        await database.close()


async def test_one_person_typing_faster_than_we_work_loses_no_answer(database_url: str) -> None:
    """Each turn reads the conversation and writes it back with one answer more."""
    databases = [await open_database(database_url) for _ in range(3)]
    questions = [f"question-{number}" for number in range(9)]

    async def turn(database: Database, question: str) -> None:
        conversations = Conversations(database, KEYS, today)
        await conversations.receive(Letter(AMINA, question, ""))
        async with conversations.open(AMINA, question) as opened:
            before = opened.conversation or a_conversation()
            session = before.session.answering(question, Chosen("always"))
            await opened.save(replace(before, session=session), RECEIPT)

    await asyncio.gather(*(turn(databases[place % 3], question) for place, question in enumerate(questions)))
    found = await Conversations(databases[0], KEYS, today).look(AMINA)
    assert found is not None
    assert found.session.answers == dict.fromkeys(questions, Chosen("always"))
    for database in databases:
        await database.close()


async def test_two_who_withdraw_the_same_at_once_take_it_back_once(database_url: str) -> None:
    databases = [await open_database(database_url) for _ in range(2)]
    stores = [Responses(database, KEYS) for database in databases]
    await stores[0].add_all([(a_response("r-1"), "AB3D"), (a_response("r-2"), None)])
    assert sorted(await asyncio.gather(*(store.withdraw("AB3D") for store in stores))) == [False, True]
    counts = Counts(databases[0])
    ((_, everybody),) = await counts.load("patient", None, ["2026-05"], ["all"])
    assert everybody["overall", "good"] == 1
    assert await counts.differences() == []
    for database in databases:
        await database.close()
