"""Who may sign in, with what, and until when: kept alike on both back ends, never without a line in the trail."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from feedback.records import Event
from feedback.staff import Newcomer, Person, Role, StaffSession
from feedback.store.audit import Audit
from feedback.store.database import Database
from feedback.store.sign_in_attempts import SignInAttempts
from feedback.store.staff import Staff
from feedback.store.staff_links import StaffLinks
from feedback.store.staff_sessions import StaffSessions
from feedback.store.tables import metadata, staff_links, staff_sessions
from tests.contract.examples import KEYS
from tests.contract.test_secrecy import every_value

NOON = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
DAY = date(2026, 5, 3)
AMINA, BEN = "amina@trust.example", "ben@trust.example"
TOKEN, OTHER_TOKEN = "a-token-made-up-for-tests", "another-token-made-up-for-tests"


def event(action: str) -> Event:
    return Event(NOON, "operator", action, "", {"email": AMINA})


@pytest.fixture
def people(database: Database) -> Staff:
    return Staff(database)


@pytest.fixture
def links(database: Database) -> StaffLinks:
    return StaffLinks(database, KEYS)


@pytest.fixture
def sessions(database: Database) -> StaffSessions:
    return StaffSessions(database, KEYS)


@pytest.fixture
def attempts(database: Database) -> SignInAttempts:
    return SignInAttempts(database, KEYS)


async def added(people: Staff, email: str = AMINA, password: str | None = "a hash") -> Person:
    await people.add(Newcomer(email, Role.BOARD, "trust", password), DAY, event("staff-added"))
    person = await people.find(email)
    assert person is not None
    return person


async def begun(sessions: StaffSessions, person: Person, token: str = TOKEN, instead_of: str | None = None) -> bool:
    session = StaffSession(person, NOON, NOON, LATER)
    return await sessions.begin(session, token, instead_of, None, event("signed-in"))


async def actions(database: Database) -> list[str]:
    return [line.action for line in await Audit(database).all()]


async def test_somebody_is_added_found_and_listed(people: Staff, database: Database) -> None:
    ben, amina = await added(people, BEN), await added(people)

    assert (amina.email, amina.role, amina.place, amina.added, amina.closed) == (AMINA, Role.BOARD, "trust", DAY, None)
    assert await people.all() == [amina, ben]
    assert await people.by_id(ben.id) == ben
    assert await people.find("nobody@trust.example") is None
    assert await actions(database) == ["staff-added"] * 2


async def test_an_address_has_one_sign_in_and_a_refusal_leaves_no_line(people: Staff, database: Database) -> None:
    first = await added(people)

    assert not await people.add(Newcomer(AMINA, Role.ADMINISTRATOR), DAY, event("staff-added"))

    assert await people.all() == [first]
    assert await actions(database) == ["staff-added"]


async def test_whoever_left_can_come_back_and_begins_anew(people: Staff) -> None:
    first = await added(people)
    await people.close(first.id, DAY, event("staff-removed"))

    assert await people.add(Newcomer(AMINA, Role.ADMINISTRATOR), LATER.date(), event("staff-added"))

    again = await people.find(AMINA)
    assert again is not None
    assert (again.id, again.role, again.closed, again.password_hash) == (first.id, Role.ADMINISTRATOR, None, None)


async def test_ending_access_ends_sessions_and_links_of_that_person_alone(
    people: Staff, links: StaffLinks, sessions: StaffSessions, database: Database
) -> None:
    amina, ben = await added(people), await added(people, BEN)
    await begun(sessions, amina)
    await begun(sessions, ben, OTHER_TOKEN)
    await links.give(amina.id, TOKEN, LATER, event("staff-link-made"))

    assert await people.close(amina.id, DAY, event("staff-removed"))

    assert await sessions.find(TOKEN) is None
    assert await links.find(TOKEN) is None
    assert await sessions.find(OTHER_TOKEN) is not None
    closed = await people.find(AMINA)
    assert closed is not None
    assert (closed.closed, closed.password_hash) == (DAY, None)
    assert not await people.close(amina.id, DAY, event("staff-removed"))
    assert (await actions(database)).count("staff-removed") == 1


async def test_a_link_sets_a_password_once_and_ends_what_was_open(
    people: Staff, links: StaffLinks, sessions: StaffSessions, database: Database
) -> None:
    amina = await added(people)
    await begun(sessions, amina)
    await links.give(amina.id, TOKEN, LATER, event("staff-link-made"))
    found = await links.find(TOKEN)
    assert found is not None
    assert (found.person, found.expires) == (amina, LATER)

    assert await links.use(TOKEN, "a new hash", NOON, event("password-set"))

    assert (await added_hash(people), await sessions.find(TOKEN)) == ("a new hash", None)
    assert not await links.use(TOKEN, "a third hash", NOON, event("password-set"))
    assert await added_hash(people) == "a new hash"
    assert await actions(database) == ["staff-added", "signed-in", "staff-link-made", "password-set"]


async def added_hash(people: Staff) -> str | None:
    person = await people.find(AMINA)
    return person.password_hash if person else None


async def test_of_two_who_use_a_link_at_once_one_succeeds(people: Staff, links: StaffLinks) -> None:
    amina = await added(people)
    await links.give(amina.id, TOKEN, LATER, event("staff-link-made"))

    used = await asyncio.gather(*(links.use(TOKEN, f"hash {n}", NOON, event("password-set")) for n in range(4)))

    assert sorted(used) == [False, False, False, True]


@pytest.mark.parametrize(("left", "works"), [(1, True), (0, False), (-1, False)])
async def test_a_link_works_until_its_moment(people: Staff, links: StaffLinks, left: int, works: bool) -> None:
    amina = await added(people)
    await links.give(amina.id, TOKEN, LATER, event("staff-link-made"))

    used = await links.use(TOKEN, "a new hash", LATER - timedelta(seconds=left), event("password-set"))

    assert used is works


async def test_a_newer_link_replaces_an_older_one(people: Staff, links: StaffLinks) -> None:
    amina = await added(people)
    for token in (TOKEN, OTHER_TOKEN):
        await links.give(amina.id, token, LATER, event("staff-link-made"))

    assert await links.find(TOKEN) is None
    assert await links.find(OTHER_TOKEN) is not None


async def test_a_session_is_found_renewed_and_ended(people: Staff, sessions: StaffSessions, database: Database) -> None:
    amina = await added(people)
    assert await begun(sessions, amina)
    assert await sessions.find(TOKEN) == StaffSession(amina, NOON, NOON, LATER)

    await sessions.renew(TOKEN, LATER, LATER + timedelta(minutes=30))
    assert await sessions.find(TOKEN) == StaffSession(amina, NOON, LATER, LATER + timedelta(minutes=30))

    await sessions.end(TOKEN, event("signed-out"))
    assert await sessions.find(TOKEN) is None
    assert await actions(database) == ["staff-added", "signed-in", "signed-out"]


async def test_signing_in_anew_ends_what_the_browser_came_with(people: Staff, sessions: StaffSessions) -> None:
    amina = await added(people)
    await begun(sessions, amina)

    await begun(sessions, amina, OTHER_TOKEN, instead_of=TOKEN)

    assert await sessions.find(TOKEN) is None
    assert await sessions.find(OTHER_TOKEN) is not None


@pytest.mark.parametrize("change", ["removed", "new password"])
async def test_nobody_signs_in_with_what_was_changed_meanwhile(
    people: Staff, links: StaffLinks, sessions: StaffSessions, database: Database, change: str
) -> None:
    as_looked_at = await added(people)
    await links.give(as_looked_at.id, TOKEN, LATER, event("staff-link-made"))
    if change == "removed":
        await people.close(as_looked_at.id, DAY, event("staff-removed"))
    else:
        await links.use(TOKEN, "a new hash", NOON, event("password-set"))

    assert not await begun(sessions, as_looked_at)

    assert await sessions.find(TOKEN) is None
    assert "signed-in" not in await actions(database)


async def test_a_hash_made_anew_is_kept_with_the_sign_in(people: Staff, sessions: StaffSessions) -> None:
    amina = await added(people)

    await sessions.begin(StaffSession(amina, NOON, NOON, LATER), TOKEN, None, "a stronger hash", event("signed-in"))

    assert await added_hash(people) == "a stronger hash"


async def test_attempts_add_up_within_their_time_and_for_one_address(attempts: SignInAttempts) -> None:
    window = timedelta(minutes=15)

    async def tried(typed: str, at: datetime) -> int:
        return await attempts.count(typed, at, at - window)

    assert [await tried(AMINA, NOON) for _ in range(3)] == [1, 2, 3]
    assert await tried(BEN, NOON) == 1
    assert await tried(AMINA, NOON + window - timedelta(seconds=1)) == 4
    assert await tried(AMINA, NOON + window) == 1
    await attempts.clear(AMINA)
    assert await tried(AMINA, NOON + window) == 1


async def test_attempts_at_once_are_all_counted(attempts: SignInAttempts) -> None:
    counted = await asyncio.gather(*(attempts.count(AMINA, NOON, NOON - timedelta(minutes=15)) for _ in range(8)))

    assert sorted(counted) == list(range(1, 9))


async def test_what_is_over_is_forgotten_and_what_is_not_stays(
    people: Staff, links: StaffLinks, sessions: StaffSessions, attempts: SignInAttempts, database: Database
) -> None:
    amina, ben = await added(people), await added(people, BEN)
    for person, token, expires in ((amina, TOKEN, NOON), (ben, OTHER_TOKEN, LATER)):
        await links.give(person.id, token, expires, event("staff-link-made"))
        session = StaffSession(person, NOON - timedelta(hours=1), NOON, expires)
        await sessions.begin(session, token, None, None, event("signed-in"))
        await attempts.count(person.email, expires, NOON - timedelta(minutes=15))

    for store in (links, sessions, attempts):
        await store.forget(NOON)

    async with database.reading() as connection:
        for table in (staff_links, staff_sessions, metadata.tables["sign_in_attempts"]):
            assert await connection.scalar(select(func.count()).select_from(table)) == 1, table.name
    assert await sessions.find(OTHER_TOKEN) is not None


async def test_no_column_holds_a_token_or_an_address_that_was_tried(
    people: Staff, links: StaffLinks, sessions: StaffSessions, attempts: SignInAttempts, database: Database
) -> None:
    amina = await added(people)
    await begun(sessions, amina)
    await links.give(amina.id, OTHER_TOKEN, LATER, event("staff-link-made"))
    await attempts.count("tried@elsewhere.example", NOON, NOON)

    held = [value async for _, value in every_value(database)]

    for secret in (TOKEN, OTHER_TOKEN, "tried@elsewhere.example"):
        assert not any(secret.encode() in value for value in held)


async def test_a_change_and_its_line_in_the_trail_stand_or_fall_together(people: Staff, database: Database) -> None:
    without_a_zone = Event(NOON.replace(tzinfo=None), "operator", "staff-added", "", {})

    with pytest.raises(Exception, match="zone"):
        await people.add(Newcomer(AMINA, Role.BOARD), DAY, without_a_zone)

    assert await people.all() == []
    assert await actions(database) == []
