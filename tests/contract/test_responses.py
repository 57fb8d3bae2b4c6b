"""What was said is read back as it was said, and can be taken back by whoever holds the receipt."""

from collections.abc import Iterator
from contextlib import aclosing
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.exc import IntegrityError

from feedback.records import Letter, Response
from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import Database
from feedback.store.keys import Keys, Unreadable
from feedback.store.places import Places
from feedback.store.responses import Responses
from tests.contract.examples import AMINA, RECEIPT, TREE, a_conversation, a_response, batches

OTHER_RECEIPT = "AB3D-AB3D-AB3D-AB3D"
examples = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


async def read(responses: Responses, **filters: object) -> list[Response]:
    return [response async for response in responses.read(**filters)]  # type: ignore[arg-type]  # any of its filters


async def ids(responses: Responses, **filters: object) -> list[str]:
    return [response.id for response in await read(responses, **filters)]


@examples
@given(batch=batches)
async def test_every_response_reads_back_as_it_was_written(
    responses: Responses, places: Places, batch: list[Response]
) -> None:
    await places.add_all(TREE)
    before = await ids(responses)
    await responses.add_all((response, response.id) for response in batch)
    added = [response for response in await read(responses) if response.id not in before]
    assert added == sorted(batch, key=lambda response: response.id)
    for response in batch:
        assert await responses.withdraw(response.id)


async def test_responses_come_by_survey_day_and_place_in_the_order_of_their_ids(
    responses: Responses, places: Places
) -> None:
    await places.add_all(TREE)
    await responses.add_all(
        [
            (a_response("r-c", day=date(2026, 5, 31)), None),
            (a_response("r-b", day=date(2026, 5, 1), place="ward-7"), None),
            (a_response("r-a", survey="carer"), None),
        ]
    )
    assert await ids(responses) == ["r-a", "r-b", "r-c"]
    assert await ids(responses, survey="patient") == ["r-b", "r-c"]
    assert await ids(responses, first=date(2026, 5, 2)) == ["r-a", "r-c"]
    assert await ids(responses, first=date(2026, 5, 1), last=date(2026, 5, 3)) == ["r-a", "r-b"]
    assert await ids(responses, places=["north", "ward-7"]) == ["r-b"]
    assert await ids(responses, places=[]) == []


async def test_many_responses_are_read_a_part_at_a_time(responses: Responses) -> None:
    wanted = [f"r-{number:04}" for number in range(1203)]
    assert await responses.add_all(((a_response(id), None) for id in wanted), chunk=500) == 1203
    assert [response.id async for response in responses.read()] == wanted
    async with aclosing(responses.read()) as begun:
        async for first in begun:
            assert first == a_response("r-0000")
            break
    assert await responses.add_all([(a_response("r-after"), None)]) == 1


async def test_reading_sees_the_database_as_it_was_when_it_began(responses: Responses) -> None:
    await responses.add_all((a_response(f"r-{number:04}"), f"receipt {number}") for number in range(600))
    async with aclosing(responses.read()) as begun:
        seen = [await anext(begun)]
        assert await responses.withdraw("receipt 599")
        seen += [response async for response in begun]
    assert seen == [a_response(f"r-{number:04}") for number in range(600)]


async def test_adding_the_same_again_changes_nothing(responses: Responses, counts: Counts) -> None:
    assert await responses.add_all([(a_response("r-a"), RECEIPT), (a_response("r-a"), RECEIPT)]) == 1
    assert await responses.add_all([(a_response("r-a"), RECEIPT), (a_response("r-b"), None)]) == 1
    assert await ids(responses) == ["r-a", "r-b"]
    ((_, everybody),) = await counts.load("patient", None, ["2026-05"], ["all"])
    assert everybody["overall", "good"] == 2


async def test_one_response_that_cannot_be_kept_keeps_out_all(responses: Responses, counts: Counts) -> None:
    def given_responses() -> Iterator[tuple[Response, None]]:
        yield from ((a_response(f"r-{number}"), None) for number in range(5))
        yield a_response("r-nowhere", place="no such place"), None

    with pytest.raises(IntegrityError):
        await responses.add_all(given_responses(), chunk=2)
    assert await responses.empty()
    assert await counts.load("patient", None, ["2026-05"], ["all"]) == []


@pytest.mark.parametrize("field", ["id", "survey", "place", "language"])
async def test_an_id_with_nul_in_it_is_refused_on_every_back_end(responses: Responses, field: str) -> None:
    with pytest.raises(Exception, match="an id cannot hold NUL"):
        await responses.add_all([(a_response(**{field: "be\0fore"}), None)])
    assert await responses.empty()


@examples
@given(kept=batches, withdrawn=batches)
async def test_withdrawing_brings_every_count_back_to_what_it_was(
    responses: Responses, places: Places, counts: Counts, kept: list[Response], withdrawn: list[Response]
) -> None:
    await places.add_all(TREE)
    known = {response.id for response in kept}
    withdrawn = [response for response in withdrawn if response.id not in known]
    await responses.add_all((response, response.id) for response in kept)
    before = await every_sheet(counts)
    await responses.add_all((response, response.id) for response in withdrawn)
    for response in withdrawn:
        assert await responses.withdraw(response.id)
    assert await every_sheet(counts) == before
    assert await counts.differences() == []
    for response in kept:
        assert await responses.withdraw(response.id)
    assert await every_sheet(counts) == []


async def test_a_withdrawn_response_is_gone_for_good(responses: Responses) -> None:
    await responses.add_all([(a_response("r-a"), RECEIPT), (a_response("r-b"), OTHER_RECEIPT)])
    assert await responses.known(RECEIPT)
    assert await responses.withdraw(RECEIPT)
    assert not await responses.known(RECEIPT)
    assert not await responses.withdraw(RECEIPT)
    assert await ids(responses) == ["r-b"]
    assert await responses.known(OTHER_RECEIPT)


async def test_a_receipt_that_nobody_was_given_withdraws_nothing(responses: Responses) -> None:
    await responses.add_all([(a_response(), RECEIPT)])
    assert not await responses.withdraw(OTHER_RECEIPT)
    assert not await responses.known(OTHER_RECEIPT)
    assert await ids(responses) == [a_response().id]


async def test_a_receipt_from_before_the_key_was_changed_still_withdraws(
    database: Database, responses: Responses
) -> None:
    await responses.add_all([(a_response(), RECEIPT)])
    ring = Keys.from_secret(b"a made-up secret for tests alone, 2", b"a made-up secret for tests alone, 1")
    after = Responses(database, ring)
    assert await read(after) == [a_response()]
    assert await after.known(RECEIPT)
    assert await after.withdraw(RECEIPT)
    assert await after.empty()


async def test_without_the_key_words_are_refused_by_name_and_never_garbled(
    database: Database, responses: Responses
) -> None:
    await responses.add_all([(a_response(), RECEIPT)])
    stranger = Responses(database, Keys.from_secret(b"a made-up secret for tests alone, 2"))
    with pytest.raises(Unreadable, match=r"comments\.words of r-000000000001 overall-why"):
        await read(stranger)


async def test_a_database_is_empty_until_it_holds_anything_of_anybodys(
    responses: Responses, conversations: Conversations, places: Places
) -> None:
    assert await responses.empty()
    await conversations.receive(Letter(AMINA, "1", ""))
    async with conversations.open(AMINA, "1") as opened:
        await opened.save(a_conversation(), RECEIPT)
    assert not await responses.empty()
    await conversations.receive(Letter(AMINA, "2", ""))
    async with conversations.open(AMINA, "2") as opened:
        await opened.close(None, None)
    assert await responses.empty()
    await places.add_all(TREE)
    assert not await responses.empty()


async def every_sheet(counts: Counts) -> list[tuple[object, object]]:
    months = [f"2026-{month:02}" for month in range(1, 13)]
    kinds = ("all", "repeats", "ethnicity", "age", "religion", "migrant")
    surveys = ("patient", "carer")
    return [sheet for survey in surveys for kind in kinds for sheet in await counts.load(survey, None, months, [kind])]
