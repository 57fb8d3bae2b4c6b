"""What staff see inside: the board's table, and who else can sign in."""

from datetime import date, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import update

from bot.app import Product, now, today
from bot.commands.report import sources_of
from bot.portal.tables import BoardTables
from feedback.export.report_html import report_body
from feedback.periods import newest_all_over
from feedback.policy import PeriodKind
from feedback.publish import BoardTable, shipped_policy
from feedback.records import Channel, Event, Response, State
from feedback.release import Release
from feedback.releasing import publish
from feedback.request import Request
from feedback.staff import Role
from feedback.store.tables import releases
from surveys.answers import Chosen
from tests.integration.portal.conftest import Newcomer
from tests.support.staff import EMAILS, StaffMember, with_access

NEWEST, BEFORE, *_ = newest_all_over(PeriodKind.QUARTER, today(), 8)


async def answered(product: Product, day: date, count: int, survey: str = "fft") -> None:
    responses = [
        Response(
            f"r-{survey}-{day}-{number:05}",
            survey,
            1,
            "trust",
            Channel.WEB,
            "en",
            day,
            State.FINISHED,
            repeat=False,
            answers={"overall": Chosen("good" if number % 4 else "poor")},
            equality={"ethnicity": Chosen("indian" if number % 2 else "british")},
        )
        for number in range(count)
    ]
    await product.responses.add_all((response, None) for response in responses)


@pytest.fixture
async def board(person: StaffMember, product: Product) -> StaffMember:
    await with_access(product, Role.BOARD)
    await person.sign_in(EMAILS[Role.BOARD])
    return person


@pytest.fixture
async def administrator(newcomer: Newcomer, product: Product) -> StaffMember:
    await with_access(product, Role.ADMINISTRATOR)
    signed_in = newcomer()
    await signed_in.sign_in(EMAILS[Role.ADMINISTRATOR])
    return signed_in


async def test_the_newest_full_quarter_is_shown_first_and_others_can_be_chosen(
    board: StaffMember, product: Product
) -> None:
    await answered(product, BEFORE.first, 403)
    page = await board.open("/staff/results")
    assert page.one("#survey option[selected]").attributes["value"] == "patient"
    assert page.one("#quarter option[selected]").attributes["value"] == str(NEWEST.first)
    assert page.words("main h2") == "Nothing here yet"

    page = await board.open(f"/staff/results?survey=fft&quarter={BEFORE.first}")

    assert page.one("#survey option[selected]").attributes["value"] == "fft"
    assert page.one("#quarter option[selected]").attributes["value"] == str(BEFORE.first)
    everybody = page.one(".heard-report tr.everybody")
    assert everybody.text(separator="|", strip=True) == "Everybody|405"


async def test_the_trail_says_who_looked_at_which_table(board: StaffMember, product: Product) -> None:
    await board.open(f"/staff/results?survey=fft&quarter={BEFORE.first}")
    line = (await product.audit.all())[-1]
    assert (line.actor, line.action) == (EMAILS[Role.BOARD], "results-read")
    assert line.facts == {
        "survey": "fft",
        "from": str(BEFORE.first),
        "to": str(BEFORE.last),
        "by": "ethnicity",
        "audience": "public",
    }


async def test_few_answers_stay_hidden(board: StaffMember, product: Product) -> None:
    await answered(product, NEWEST.first, 9)
    page = await board.open("/staff/results?survey=fft")
    assert page.one(".heard-report tr.everybody").text(separator="|", strip=True) == "Everybody|[c]"


async def test_a_published_table_that_somebody_changed_is_shown_to_nobody_until_it_is_put_right(
    board: StaffMember, product: Product
) -> None:
    await answered(product, BEFORE.first, 403)
    asked = await BoardTables(sources_of(product), today).asked("fft", BEFORE)
    assert isinstance(asked, Request)
    event = Event(now(), "operator", "release", "", {})
    made = await publish(sources_of(product), asked, shipped_policy(), today(), event)
    assert isinstance(made, Release)
    address, published = f"/staff/results?survey=fft&quarter={BEFORE.first}", made.draft.tables
    shown = (await board.open(address)).one(".heard-report tr.everybody").text(strip=True)

    await put(product, published.replace('"base",405', '"base",410'))
    refused = await board.open(address)
    assert (refused.status, refused.words("h1")) == (409, "These published figures were changed")

    await put(product, published)
    assert (await board.open(address)).one(".heard-report tr.everybody").text(strip=True) == shown


async def put(product: Product, tables: str) -> None:
    """Past the program."""
    async with product.database.writing() as connection:
        await connection.execute(update(releases).values(tables=tables))


async def test_a_table_is_made_once_a_day_so_that_a_reload_tells_nothing_of_who_took_answers_back(
    product: Product,
) -> None:
    """Nor of who gave more: whatever changes is seen the next day."""
    day = today()
    tables = BoardTables(sources_of(product), lambda: day)
    asked = await tables.asked("fft", NEWEST)
    assert isinstance(asked, Request)

    async def everybody() -> str:
        made = await tables.made(asked)
        assert isinstance(made, BoardTable)
        shown = LexborHTMLParser(report_body(made.report, made.words)).css_first("tr.everybody")
        assert shown is not None
        return shown.text(separator="|", strip=True)

    await answered(product, NEWEST.first, 43)
    before = await everybody()
    await answered(product, NEWEST.first.replace(day=2), 43)

    assert [await everybody() for _ in range(3)] == [before] * 3
    day += timedelta(days=1)
    assert await everybody() != before


async def test_a_released_quarter_is_shown_as_it_was_released(board: StaffMember, product: Product) -> None:
    """At once, also where a draft was shown on the same day; and whatever comes in afterwards."""
    await answered(product, NEWEST.first, 403)
    address = "/staff/results?survey=fft"
    assert "Fingerprint of the release" not in (await board.open(address)).text

    sources = sources_of(product)
    asked = await BoardTables(sources, today).asked("fft", NEWEST)
    assert isinstance(asked, Request)
    event = Event(now(), "operator", "release", "", {})
    assert isinstance(await publish(sources, asked, shipped_policy(), today(), event), Release)
    await answered(product, NEWEST.first.replace(day=2), 43)

    page = await board.open(address)
    assert "Fingerprint of the release" in page.text
    assert page.one(".heard-report tr.everybody").text(separator="|", strip=True) == "Everybody|405"


@pytest.mark.parametrize(
    "query",
    [
        "survey=nothing",
        "survey=equality",
        "quarter=2026-02-01",
        "quarter=1999-01-01",
        "quarter=x",
        "survey=",
        "quarter=",
    ],
)
async def test_a_table_that_there_is_not(board: StaffMember, product: Product, query: str) -> None:
    page = await board.open(f"/staff/results?{query}")
    assert (page.status, page.words("h1")) == (404, "There is no such table")
    assert [line.action for line in await product.audit.all()].count("results-read") == 1


async def test_a_quarter_that_runs_cannot_be_chosen(board: StaffMember) -> None:
    page = await board.open("/staff/results")
    offered = [node.attributes["value"] or "" for node in page.tree.css("#quarter option")]
    assert len(offered) == 8
    assert offered == sorted(offered, reverse=True)
    assert all(date.fromisoformat(first) < NEWEST.last < today() for first in offered)


async def test_an_administrator_sees_everybody_and_can_end_their_access(
    administrator: StaffMember, board: StaffMember, product: Product
) -> None:
    page = await administrator.open("/staff/people")
    assert [node.text() for node in page.tree.css(".heard-people__email")] == sorted(
        [EMAILS[Role.ADMINISTRATOR], EMAILS[Role.BOARD]]
    )
    page = await administrator.open(page.link("End access"))
    assert EMAILS[Role.BOARD] in page.words("main")
    assert (await board.open("/staff/results")).status == 200, "looking changes nothing"

    page = await administrator.send(page.address)

    assert page.address == "/staff/people"
    assert "Access has ended." in page.text
    assert page.tree.css("main dd a") == []
    assert (await board.open("/staff/results")).address == "/staff/sign-in?after=signed-out-by-us"
    line = (await product.audit.all())[-1]
    assert (line.actor, line.action, line.facts) == (
        EMAILS[Role.ADMINISTRATOR],
        "staff-removed",
        {"email": EMAILS[Role.BOARD]},
    )


async def test_nobody_ends_their_own_access_or_that_of_nobody(administrator: StaffMember, product: Product) -> None:
    [own] = await product.staff.all()
    for person in (own.id, 99, 999_999_999):
        assert (await administrator.open(f"/staff/people/{person}/end")).status == 404
        assert (await administrator.send(f"/staff/people/{person}/end")).status == 404
    assert await product.staff.all() == [own]
