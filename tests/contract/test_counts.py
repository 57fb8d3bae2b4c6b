"""The counts are those of the responses, at every moment."""

import json
from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete, select, update

from feedback.records import Event, Response
from feedback.store.audit import Audit
from feedback.store.counts import Counts
from feedback.store.database import Database
from feedback.store.places import Places
from feedback.store.responses import Responses
from feedback.store.tables import tallies
from feedback.tally import ANSWERED, EVERYBODY, RESPONSES, WORDS, TallyKey
from surveys.answers import Chosen
from tests.contract.examples import TREE, a_response, batches

EVERYBODY_IN_MAY = TallyKey("patient", 1, "trust", "2026-05", EVERYBODY, EVERYBODY)


async def test_one_response_leaves_its_marks_on_the_sheets_of_everybody_and_of_its_groups(
    responses: Responses, counts: Counts
) -> None:
    await responses.add_all([(a_response(), None)])
    marks = {
        (RESPONSES, "finished"): 1,
        ("overall", "good"): 1,
        ("overall-why", WORDS): 1,
        ("needs-unmet", ANSWERED): 1,
        ("needs-unmet", "food"): 1,
        ("needs-unmet", "prayer"): 1,
        ("safe", "~skipped"): 1,
        ("unfair-who", "~not-asked"): 1,
        ("good", "~not-reached"): 1,
    }
    assert await counts.load("patient", None, ["2026-05"], [EVERYBODY]) == [(EVERYBODY_IN_MAY, marks)]
    ((key, sheet),) = await counts.load("patient", [1], ["2026-05"], ["ethnicity"])
    assert (key.value, sheet) == ("pakistani", marks)
    ((key, _),) = await counts.load("patient", [1], ["2026-05"], ["religion"])
    assert key.value == "~not-asked"


async def test_counts_are_loaded_by_survey_version_month_and_characteristic(
    responses: Responses, counts: Counts
) -> None:
    await responses.add_all(
        [
            (a_response("r-1"), None),
            (a_response("r-2", version=2), None),
            (a_response("r-3", day=date(2026, 6, 1)), None),
            (a_response("r-4", survey="carer"), None),
        ]
    )

    async def found(versions: list[int] | None, months: list[str]) -> list[tuple[int, str]]:
        loaded = await counts.load("patient", versions, months, [EVERYBODY])
        return [(key.version, key.month) for key, _ in loaded]

    assert await found(None, ["2026-05", "2026-06"]) == [(1, "2026-05"), (1, "2026-06"), (2, "2026-05")]
    assert await found([1], ["2026-05", "2026-06"]) == [(1, "2026-05"), (1, "2026-06")]
    assert await found([1, 2], ["2026-06"]) == [(1, "2026-06")]
    assert await found([], ["2026-05"]) == []
    assert await found(None, []) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(batch=batches)
async def test_counts_kept_one_by_one_are_those_counted_from_all(
    responses: Responses, places: Places, counts: Counts, batch: list[Response]
) -> None:
    await places.add_all(TREE)
    await responses.add_all(((response, response.id) for response in batch), chunk=2)
    assert await counts.differences() == []
    for response in batch:
        await responses.withdraw(response.id)


async def test_counts_that_somebody_changed_are_told_and_put_right(
    database: Database, responses: Responses, counts: Counts
) -> None:
    await responses.add_all([(a_response(), None)])
    right = await counts.load("patient", None, ["2026-05"], [EVERYBODY])
    async with database.writing() as connection:
        await connection.execute(delete(tallies).where(tallies.c.characteristic == "age"))
        tampered = {"overall": {"good": 7}}
        everybody = tallies.c.characteristic == EVERYBODY
        await connection.execute(update(tallies).where(everybody).values(sheet=json.dumps(tampered)))
    wrong = {difference.key.characteristic: difference for difference in await counts.differences()}
    assert set(wrong) == {"age", EVERYBODY}
    assert wrong["age"].kept == {}
    assert wrong[EVERYBODY].kept == {("overall", "good"): 7}
    assert wrong[EVERYBODY].counted == right[0][1]
    event = Event(datetime(2026, 5, 4, 3, 0, tzinfo=UTC), "operator", "counts-rebuild", "", {})
    assert await counts.rebuild(event) == 2
    assert [line.facts for line in await Audit(database).all()] == [{"sheets": "2"}]
    assert await counts.differences() == []
    assert await counts.load("patient", None, ["2026-05"], [EVERYBODY]) == right


async def test_counts_that_are_too_low_stop_no_withdrawal(
    database: Database, responses: Responses, counts: Counts
) -> None:
    await responses.add_all([(a_response(), "AB3D"), (a_response("r-2", answers={"safe": Chosen("never")}), None)])
    async with database.writing() as connection:
        await connection.execute(delete(tallies))
    assert await responses.withdraw("AB3D")
    assert [response.id async for response in responses.read()] == ["r-2"]
    assert all(difference.kept == {} for difference in await counts.differences())


async def test_no_sheet_holds_a_zero_and_none_is_empty(
    database: Database, responses: Responses, counts: Counts
) -> None:
    await responses.add_all([(a_response("r-1"), "one"), (a_response("r-2", answers={"x": Chosen("y")}), "two")])
    await responses.withdraw("one")
    async with database.reading() as connection:
        sheets = [json.loads(text) for text in await connection.scalars(select(tallies.c.sheet))]
    assert sheets
    assert all(sheet == {RESPONSES: {"finished": 1}, "x": {"y": 1}} for sheet in sheets)
    await responses.withdraw("two")
    async with database.reading() as connection:
        assert (await connection.execute(select(tallies))).first() is None


async def test_thousands_of_sheets_at_once_are_kept_in_parts(responses: Responses, counts: Counts) -> None:
    given_responses = [
        (a_response(f"r-{number:04}", survey=f"survey-{number % 150}", equality={}), None) for number in range(300)
    ]
    await responses.add_all(given_responses)
    assert await counts.differences() == []
    ((_, sheet),) = await counts.load("survey-149", None, ["2026-05"], [EVERYBODY])
    assert Counter(sheet)["overall", "good"] == 2
