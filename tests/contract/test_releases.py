"""A release stays as it is: late answers count later, and what is taken back leaves its figures alone."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

from feedback.periods import Period
from feedback.records import Event, Letter, Response
from feedback.release import AlreadyFrozen, Draft, Frozen, Moved, Release, altered
from feedback.store import response_rows
from feedback.store.audit import Audit
from feedback.store.conversations import Conversations
from feedback.store.counts import Counts, raise_counts
from feedback.store.database import Database, open_database
from feedback.store.releases import Releases, in_time
from feedback.store.responses import Responses
from feedback.tally import EVERYBODY
from tests.contract.examples import AMINA, KEYS, RECEIPT, TODAY, a_response, today

SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))
SUMMER = Period(date(2026, 7, 1), date(2026, 9, 30))
DRAFT = Draft("patient", SPRING, date(2026, 7, 6), "operator", "a-policy", '["tables"]', 12)
EVENT = Event(datetime(2026, 7, 6, 12, 0, tzinfo=UTC), "operator", "release", "", {"survey": "patient"})


async def frozen(database: Database, draft: Draft = DRAFT) -> Release:
    counted = await Counts(database).load(draft.survey, None, draft.period.months, None)
    outcome = await Releases(database).freeze(draft, counted, EVENT)
    assert isinstance(outcome, Frozen)
    return outcome.release


async def in_month(counts: Counts, month: str, survey: str = "patient") -> int:
    sheets = await counts.load(survey, None, [month], [EVERYBODY])
    return sum(sheet["~responses", "finished"] for _, sheet in sheets)


async def answered(database: Database, response: Response) -> None:
    """As in a chat: the last question of a conversation."""
    conversations = Conversations(database, KEYS, today)
    await conversations.receive(Letter(AMINA, response.id, ""))
    async with conversations.open(AMINA, response.id) as opened:
        await opened.close(response, None)


async def test_a_release_reads_back_and_is_in_the_trail(database: Database, responses: Responses) -> None:
    await responses.add_all([(a_response(), None)])
    release = await frozen(database)
    later = await frozen(database, replace(DRAFT, period=SUMMER))

    register = Releases(database)
    assert await register.all() == [release, later]
    assert altered(await register.all(), ()) == ()
    assert await register.of("patient", SPRING) == release
    assert await register.of("patient", Period(date(2026, 1, 1), date(2026, 3, 31))) is None
    assert await register.numbered(2) == later
    assert await register.numbered(3) is None
    first, _ = await Audit(database).all()
    assert first.facts == {"survey": "patient", "release": "1", "hash": release.hash}


async def test_the_same_quarter_is_not_released_twice(database: Database) -> None:
    release = await frozen(database)
    again = await Releases(database).freeze(replace(DRAFT, tables='["others"]'), [], EVENT)
    assert again == AlreadyFrozen(release)
    assert len(await Audit(database).all()) == 1


async def test_counts_that_moved_meanwhile_are_not_released(database: Database, responses: Responses) -> None:
    before = await Counts(database).load("patient", None, SPRING.months, None)
    await responses.add_all([(a_response(), None)])
    assert await Releases(database).freeze(DRAFT, before, EVENT) == Moved()
    assert await Releases(database).all() == []


async def test_what_comes_after_the_release_counts_in_the_next_quarter(
    database: Database, responses: Responses, counts: Counts
) -> None:
    await responses.add_all([(a_response(), None)])
    await frozen(database)
    await answered(database, a_response("r-late-in-a-chat"))
    await responses.add_all([(a_response("r-typed-up-late"), None), (a_response("r-carer", survey="carer"), None)])

    assert [await in_month(counts, month) for month in ("2026-05", "2026-07")] == [1, 2]
    assert await in_month(counts, "2026-05", "carer") == 1
    assert await counts.differences() == []
    days = {response.id: (response.day, response.counted_in) async for response in responses.read()}
    assert days["r-typed-up-late"] == (TODAY, "2026-07")
    assert days["r-carer"] == (TODAY, None)


async def test_what_is_taken_back_is_taken_from_where_it_counts_and_from_no_release(
    database: Database, responses: Responses, counts: Counts
) -> None:
    await responses.add_all([(a_response("r-in-time"), "1111-2222-3333-4444")])
    release = await frozen(database)
    await responses.add_all([(a_response("r-late"), RECEIPT)])

    assert await responses.withdraw(RECEIPT)
    assert [await in_month(counts, month) for month in ("2026-05", "2026-07")] == [1, 0]
    assert await responses.withdraw("1111-2222-3333-4444")
    assert [await in_month(counts, month) for month in ("2026-05", "2026-07")] == [0, 0]
    assert await Releases(database).all() == [release]
    assert await counts.rebuild(EVENT) == 0
    assert await counts.differences() == []


async def test_whoever_answers_while_a_release_is_made_counts_in_it_or_after_it(database_url: str) -> None:
    databases = [await open_database(database_url) for _ in range(3)]
    register, counts = Releases(databases[0]), Counts(databases[0])
    tried = asyncio.Event()

    async def answers(number: int) -> None:
        if number > 6:
            await tried.wait()
        await Responses(databases[1 + number % 2], KEYS).add_all([(a_response(f"r-{number}"), None)])

    async def releases() -> int:
        while True:
            counted = await counts.load("patient", None, SPRING.months, None)
            outcome = await register.freeze(DRAFT, counted, EVENT)
            tried.set()
            if isinstance(outcome, Frozen):
                return sum(sheet["~responses", "finished"] for key, sheet in counted if key.value == EVERYBODY)

    released, *_ = await asyncio.gather(releases(), *(answers(number) for number in range(24)))
    in_time = [one async for one in Responses(databases[0], KEYS).read() if one.counted_in is None]
    assert len(in_time) == released == await in_month(counts, "2026-05")
    assert await in_month(counts, "2026-07") == 24 - released
    assert await counts.differences() == []
    for database in databases:
        await database.close()


async def test_a_release_waits_for_whoever_was_told_that_their_answer_is_in_time(database_url: str) -> None:
    """It was decided that an answer counts in spring, and it is not counted yet: then spring is not released."""
    database, other = await open_database(database_url), await open_database(database_url)
    counted = await Counts(database).load("patient", None, SPRING.months, None)
    async with database.writing() as connection:
        (response,) = await in_time(connection, [a_response()])
        freezing = asyncio.create_task(Releases(other).freeze(DRAFT, counted, EVENT))
        await asyncio.wait([freezing], timeout=1)  # it cannot be told from outside that somebody waits for a lock
        await response_rows.write(connection, KEYS, [(response, None)])
        await raise_counts(connection, response)
    assert response.counted_in is None
    assert await freezing == Moved()
    for each in (database, other):
        await each.close()
