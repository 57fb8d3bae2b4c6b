"""Every staff page, by enumeration: as an outsider, as another role, and when the session is over."""

from collections.abc import Iterator

import pytest
from aiohttp import web

from bot.app import Product
from bot.commands.serve import portal
from bot.portal.app import make_portal
from bot.portal.passwords import Passwords
from bot.portal.permissions import Permission, may
from feedback.staff import Role
from tests.integration.portal.conftest import Newcomer
from tests.support.staff import EMAILS, NOON, QUICK, Clock, StaffMember, event, with_access
from tests.support.web_person import Page

# Who each page is for. A page that is not named here fails below.
FOR: dict[tuple[str, str], Permission | None] = {
    ("GET", "/"): None,
    ("POST", "/sign-out"): None,
    ("GET", "/results"): Permission.READ_RESULTS,
    ("GET", "/people"): Permission.MANAGE_SIGN_INS,
    ("GET", "/people/{person}/end"): Permission.MANAGE_SIGN_INS,
    ("POST", "/people/{person}/end"): Permission.MANAGE_SIGN_INS,
}
OPEN = {("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/begin/{token}"), ("POST", "/begin/{token}")}
PAGES = sorted(FOR)


def _routes(app: web.Application) -> Iterator[tuple[str, str]]:
    for route in app.router.routes():
        if route.method != "HEAD" and route.resource is not None:
            yield route.method, route.resource.canonical


async def test_every_page_is_open_on_purpose_or_named_with_whom_it_is_for(product: Product) -> None:
    app = make_portal(portal(product, Passwords(QUICK)))
    assert set(_routes(app)) == OPEN | set(FOR)


async def visited(person: StaffMember, page: tuple[str, str]) -> Page:
    method, path = page
    address = f"/staff{path.format(person=1)}"
    return await (person.open(address) if method == "GET" else person.send(address))


@pytest.mark.parametrize("page", PAGES)
async def test_an_outsider_is_led_to_the_sign_in_page(
    person: StaffMember, product: Product, page: tuple[str, str]
) -> None:
    before = await with_access(product, Role.BOARD)

    shown = await visited(person, page)

    assert (shown.address, shown.words("h1")) == ("/staff/sign-in", "Sign in")
    assert await product.staff.all() == [before]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", PAGES)
async def test_another_role_is_told_so_and_changes_nothing(
    person: StaffMember, product: Product, page: tuple[str, str], role: Role
) -> None:
    await with_access(product, Role.BOARD if role is Role.PATIENT_EXPERIENCE else Role.PATIENT_EXPERIENCE)
    await with_access(product, role)
    await person.sign_in(EMAILS[role])
    wanted = FOR[page]
    allowed = wanted is None or may(role, wanted)
    before = await product.staff.all()

    shown = await visited(person, page)

    if allowed:
        assert shown.status == 200
    else:
        assert (shown.status, shown.words("h1")) == (403, "This page is not for your role")
        assert await product.staff.all() == before


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("end", ["idle", "long", "removed"])
async def test_a_session_that_is_over_opens_no_page(
    newcomer: Newcomer, product: Product, clock: Clock, page: tuple[str, str], end: str
) -> None:
    member = await with_access(product, Role.ADMINISTRATOR)
    other = await with_access(product, Role.BOARD)
    person = newcomer()
    await person.sign_in(member.email)
    token = person.token
    await _over(end, product, clock, person, member.id)
    assert person.token == token

    shown = await visited(person, page)

    assert shown.address == "/staff/sign-in?after=signed-out-by-us"
    assert "You have been signed out" in shown.words("[role=status]")
    assert person.token is None
    assert await product.staff.by_id(other.id) == other


async def _over(end: str, product: Product, clock: Clock, person: StaffMember, member: int) -> None:
    match end:
        case "idle":
            clock.move(minutes=30)
        case "long":
            for _ in range(24):
                clock.move(minutes=29)
                await person.open("/staff/people")
            clock.move(minutes=24)
        case _:
            await product.staff.close(member, NOON.date(), event("staff-removed"))


async def test_whoever_clicks_stays_signed_in(person: StaffMember, product: Product, clock: Clock) -> None:
    await with_access(product, Role.ADMINISTRATOR)
    await person.sign_in(EMAILS[Role.ADMINISTRATOR])
    for _ in range(3):
        clock.move(minutes=29)
        assert (await person.open("/staff/people")).address == "/staff/people"


@pytest.mark.parametrize("page", [*PAGES, *sorted(OPEN), ("GET", "/nothing-here")])
async def test_no_page_is_kept_by_a_browser_or_leads_out(
    person: StaffMember, product: Product, page: tuple[str, str]
) -> None:
    """Going back after signing out asks the server again, which then knows nobody."""
    await with_access(product, Role.BOARD)
    await person.sign_in(EMAILS[Role.BOARD])

    method, path = page
    shown = await visited(person, (method, path.replace("{token}", "no-such-token")))

    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert shown.tree.css("script, style, [style], iframe") == []
    assert shown.language == ("en", "ltr")
    links = [node.attributes["href"] or "" for node in shown.tree.css("a")]
    assert [link for link in links if not link.startswith(("/staff/", "#"))] == []


async def test_a_page_that_there_is_not_and_a_way_that_there_is_not(person: StaffMember) -> None:
    assert (await person.open("/staff/nothing")).words("h1") == "Page not found"
    async with person.browser.delete(f"{person.server}/staff/results") as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
        assert "Go to the first staff page" in await answer.text()


async def test_figures_about_pages_name_the_page_and_nobody(person: StaffMember, product: Product) -> None:
    await with_access(product, Role.ADMINISTRATOR)
    await person.sign_in(EMAILS[Role.ADMINISTRATOR])
    await person.open("/staff/begin/a-secret-token")
    async with person.browser.get(f"{person.server}/metrics") as metrics:
        figures = await metrics.text()
    assert 'page="/staff/begin/{token}"' in figures
    assert "a-secret-token" not in figures
    assert "trust.example" not in figures
