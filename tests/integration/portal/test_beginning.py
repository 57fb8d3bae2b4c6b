"""The one-time link: from the command's output to a password of one's own."""

import pytest

from bot.app import Product
from feedback.staff import Newcomer as Invited
from feedback.staff import Person, Role
from tests.integration.portal.conftest import Newcomer
from tests.support.staff import EMAILS, NOON, PASSWORD, Clock, StaffMember, event, with_access

TOKEN = "made-up-token-of-a-link"
LINK = f"/staff/begin/{TOKEN}"
INVITED = "invited@trust.example"


async def invited(product: Product, clock: Clock, days: int = 7) -> Person:
    await product.staff.add(Invited(INVITED, Role.ADMINISTRATOR), NOON.date(), event())
    person = await product.staff.find(INVITED)
    assert person is not None
    moment = clock.moment.replace(day=clock.moment.day + days)
    await product.staff_links.give(person.id, TOKEN, moment, event("staff-link-made"))
    return person


async def test_a_link_leads_to_a_password_and_that_into_the_pages(
    person: StaffMember, product: Product, clock: Clock
) -> None:
    await invited(product, clock)
    for _ in range(3):
        page = await person.open(LINK)
        assert page.one("#email").attributes["value"] == INVITED

    page = await person.send(LINK, password=PASSWORD, again=PASSWORD)

    assert page.address == "/staff/people", "signed in at once"
    assert INVITED in page.words(".heard-staff-bar__who")
    lines = [(line.actor, line.action) for line in await product.audit.all()]
    assert lines[-2:] == [(INVITED, "password-set"), (INVITED, "signed-in")]
    await person.send("/staff/sign-out")
    assert (await person.sign_in(INVITED)).address == "/staff/people"


async def test_a_link_works_once(newcomer: Newcomer, product: Product, clock: Clock) -> None:
    await invited(product, clock)
    await newcomer().send(LINK, password=PASSWORD, again=PASSWORD)
    late = newcomer()
    other = "another password altogether"

    for page in (await late.open(LINK), await late.send(LINK, password=other, again=other)):
        assert (page.status, page.words("h1")) == (410, "This link no longer works")

    assert (await late.sign_in(INVITED, other)).status == 422


async def test_a_link_works_for_seven_days(person: StaffMember, product: Product, clock: Clock) -> None:
    await invited(product, clock)
    clock.move(days=7, seconds=-1)
    assert (await person.open(LINK)).status == 200
    clock.move(seconds=1)
    assert (await person.open(LINK)).status == 410
    assert (await person.send(LINK, password=PASSWORD, again=PASSWORD)).status == 410


@pytest.mark.parametrize("token", ["x", "%00", "%F0%9F%90%98", "a" * 2000])
async def test_a_link_that_nobody_was_given(person: StaffMember, token: str) -> None:
    assert (await person.open(f"/staff/begin/{token}")).status == 410


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "at least \u206812\u2069 characters"),
        ("", "", "at least \u206812\u2069 characters"),
        ("x" * 201, "x" * 201, "\u2068200\u2069 characters or fewer"),
        (INVITED, INVITED, "cannot be your password"),
        (PASSWORD, PASSWORD.upper(), "not the same"),
        ("Heard-NHS-2026", "Heard-NHS-2026", "easy to guess"),
    ],
)
async def test_a_password_that_will_not_do_is_told_why_and_uses_nothing_up(
    person: StaffMember, product: Product, clock: Clock, password: str, again: str, told: str
) -> None:
    await invited(product, clock)

    page = await person.send(LINK, password=password, again=again)

    assert page.status == 422
    assert told in page.words("#password-error")
    assert "value" not in page.one("#password").attributes
    assert (await person.send(LINK, password=PASSWORD, again=PASSWORD)).address == "/staff/people"


async def test_a_new_password_ends_every_session_and_lets_one_in_who_had_to_wait(
    newcomer: Newcomer, product: Product, clock: Clock
) -> None:
    board = await with_access(product, Role.BOARD)
    thief, person = newcomer(), newcomer()
    await thief.sign_in(EMAILS[Role.BOARD])
    for _ in range(6):
        await person.sign_in(board.email, "forgotten")
    await product.staff_links.give(board.id, TOKEN, clock.moment.replace(day=9), event("staff-link-made"))

    await person.send(LINK, password="a password made anew", again="a password made anew")

    assert (await thief.open("/staff/results")).address == "/staff/sign-in?after=signed-out-by-us"
    assert (await person.open("/staff/results")).status == 200
    assert (await person.sign_in(board.email)).status == 422, "and not 429: what was tried before counts no more"
    assert (await person.sign_in(board.email, "a password made anew")).status == 200


async def test_the_address_of_the_page_is_told_to_nobody_and_its_form_still_works(
    person: StaffMember, product: Product, clock: Clock
) -> None:
    """A new browser says where a form comes from; an old one, which cannot, may name the server and nothing more."""
    await invited(product, clock)
    address, fields = f"{person.server}{LINK}", {"password": "short", "again": "short"}
    new, old = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": person.server}
    for says, policy in ((new, "no-referrer"), (old, "strict-origin")):
        async with person.browser.get(address, headers=says) as page:
            assert page.headers["Referrer-Policy"] == policy
        async with person.browser.post(address, headers=says, data=fields) as page:
            assert (page.status, page.headers["Referrer-Policy"]) == (422, policy)
        async with person.browser.get(f"{address}-over", headers=says) as page:
            assert (page.status, page.headers["Referrer-Policy"]) == (410, policy)
    async with person.browser.post(address, headers={"Origin": "null"}, data=fields) as page:
        assert page.status == 403
    assert (await person.open("/staff/sign-in")).headers["Referrer-Policy"] == "same-origin"
