"""Signing in and out as it looks from a browser, and to somebody who tries what is not theirs."""

import re
from http.cookies import SimpleCookie

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher
from structlog.testing import capture_logs

from bot.app import Product
from feedback.staff import Newcomer as Invited
from feedback.staff import Role
from tests.integration.portal.conftest import Newcomer
from tests.support.staff import EMAILS, NOON, PASSWORD, Clock, StaffMember, event, site_over, with_access

BOARD = EMAILS[Role.BOARD]
NOBODY = "nobody@trust.example"
FIRST_PAGE = {
    Role.BOARD: "/staff/results",
    Role.PATIENT_EXPERIENCE: "/staff/results",
    Role.ADMINISTRATOR: "/staff/people",
}


@pytest.mark.parametrize("role", Role)
async def test_signing_in_leads_to_the_first_page_of_ones_role(
    person: StaffMember, product: Product, role: Role
) -> None:
    await with_access(product, role)
    assert (await person.open("/staff")).address == "/staff/sign-in"

    page = await person.sign_in(f" {EMAILS[role].upper()} ")

    assert (page.status, page.address) == (200, FIRST_PAGE[role])
    assert EMAILS[role] in page.words(".heard-staff-bar__who")
    assert (await person.open("/staff/sign-in")).address == FIRST_PAGE[role]


async def test_a_wrong_password_and_an_unknown_address_are_told_the_same(person: StaffMember, product: Product) -> None:
    await with_access(product, Role.BOARD)
    ended = await with_access(product, Role.ADMINISTRATOR)
    await product.staff.close(ended.id, NOON.date(), event("staff-removed"))
    await product.staff.add(Invited("invited@trust.example", Role.BOARD), NOON.date(), event())
    tried = [(BOARD, "wrong"), (NOBODY, PASSWORD), (ended.email, PASSWORD), ("invited@trust.example", PASSWORD)]
    tried += [("not an address", PASSWORD), ("nul\0@trust.example", PASSWORD), (BOARD, "x" * 10_000)]

    pages = [await person.sign_in(email, password) for email, password in tried]

    assert {page.status for page in pages} == {422}
    assert len({re.sub(r'value="[^"]*"', "", page.tree.html or "") for page in pages}) == 1
    assert "not right" in pages[0].words(".nhsuk-error-summary")
    assert all("Set-Cookie" not in page.headers for page in pages)


@pytest.mark.parametrize("email", [BOARD, NOBODY])
async def test_after_five_wrong_attempts_one_waits_whoever_one_is(
    person: StaffMember, product: Product, clock: Clock, email: str
) -> None:
    await with_access(product, Role.BOARD)
    wrong = [(await person.sign_in(email, "wrong")).status for _ in range(5)]
    assert wrong == [422] * 5

    held_off = [await person.sign_in(email.upper()) for _ in range(2)]

    assert [page.status for page in held_off] == [429, 429]
    assert "Wait 15 minutes" in held_off[0].words(".nhsuk-error-summary")
    clock.move(minutes=15)
    assert (await person.sign_in(email)).status == (200 if email == BOARD else 422)
    assert [line.action for line in await product.audit.all()].count("sign-in-held-off") == 1


async def test_others_need_not_wait_and_success_wipes_the_slate(newcomer: Newcomer, product: Product) -> None:
    for role in (Role.BOARD, Role.ADMINISTRATOR):
        await with_access(product, role)
    person = newcomer()
    for _ in range(2):
        for _ in range(4):
            await person.sign_in(BOARD, "wrong")
        assert (await person.sign_in(BOARD)).status == 200
    for _ in range(6):
        await person.sign_in(BOARD, "wrong")
    assert (await newcomer().sign_in(EMAILS[Role.ADMINISTRATOR])).status == 200


async def test_nothing_filled_in_is_no_attempt(person: StaffMember, product: Product) -> None:
    await with_access(product, Role.BOARD)
    for _ in range(9):
        page = await person.sign_in(BOARD, "")
        assert page.words(".nhsuk-error-summary__list") == "Enter your email address and your password"
    assert (await person.sign_in(BOARD)).status == 200


async def test_a_token_that_was_planted_is_not_the_one_that_signs_in(newcomer: Newcomer, product: Product) -> None:
    await with_access(product, Role.BOARD)
    person, thief = newcomer(), newcomer()
    planted = "a" * 43
    person.keep(planted)
    thief.keep(planted)

    await person.sign_in(BOARD)

    assert person.token != planted
    assert (await thief.open("/staff/results")).address.startswith("/staff/sign-in")


async def test_signing_in_again_ends_what_this_browser_had(newcomer: Newcomer, product: Product) -> None:
    await with_access(product, Role.BOARD)
    other = await with_access(product, Role.ADMINISTRATOR)
    person, thief = newcomer(), newcomer()
    await person.sign_in(other.email)
    thief.keep(person.token or "")

    await person.sign_in(BOARD)

    told = [(line.actor, line.action, line.facts) for line in await product.audit.all()]
    assert (BOARD, "session-replaced", {"email": other.email}) in told

    assert (await thief.open("/staff/results")).address.startswith("/staff/sign-in")
    assert (await person.open("/staff/results")).status == 200


async def test_signing_out_ends_it_on_the_server(newcomer: Newcomer, product: Product) -> None:
    await with_access(product, Role.BOARD)
    person, thief = newcomer(), newcomer()
    await person.sign_in(BOARD)
    thief.keep(person.token or "")

    page = await person.send("/staff/sign-out")

    assert page.words("[role=status]") == "You have signed out."
    assert person.token is None
    assert (await person.open("/staff/results")).address == "/staff/sign-in"
    assert (await thief.open("/staff/results")).address == "/staff/sign-in?after=signed-out-by-us"


async def test_the_cookie_is_kept_from_scripts_and_other_sites(person: StaffMember, product: Product) -> None:
    await with_access(product, Role.BOARD)
    fields = {"email": BOARD, "password": PASSWORD}
    async with person.browser.post(f"{person.server}/staff/sign-in", data=fields, allow_redirects=False) as answer:
        cookie = answer.headers["Set-Cookie"]
    assert re.match(r"heard-staff=[\w-]{43}; ", cookie)
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert not re.search("Secure|Max-Age|expires|Domain", cookie, re.IGNORECASE)


async def test_over_https_the_cookie_is_bound_to_this_server(product: Product, clock: Clock) -> None:
    await with_access(product, Role.BOARD)
    site = site_over(product, clock, "https://heard.trust.example")
    async with TestServer(site) as running, ClientSession() as browser:
        sent = {"Origin": "https://heard.trust.example"}
        fields = {"email": BOARD, "password": PASSWORD}
        address = running.make_url("/staff/sign-in")
        async with browser.post(address, data=fields, headers=sent, allow_redirects=False) as answer:
            given = SimpleCookie(answer.headers["Set-Cookie"])["__Host-heard-staff"]
    assert (bool(given["secure"]), given["path"], given["domain"], given["samesite"]) == (True, "/", "", "Strict")


HERE_ALONE = ("http://127.0.0.1", "127.0.0.1")


@pytest.mark.parametrize(
    ("url", "host", "headers", "status"),
    [
        (*HERE_ALONE, {}, 303),
        (*HERE_ALONE, {"Host": "localhost:8080"}, 303),
        (*HERE_ALONE, {"Host": "heard.trust.example"}, 422),
        (*HERE_ALONE, {"Host": "[heard"}, 422),
        (*HERE_ALONE, {"Forwarded": "for=192.0.2.7"}, 422),
        (*HERE_ALONE, {"X-Forwarded-For": "192.0.2.7"}, 422),
        (*HERE_ALONE, {"X-Forwarded-Proto": "https"}, 422),
        ("http://127.0.0.1", "192.0.2.1", {}, 422),
        ("http://heard.trust.example", "127.0.0.1", {}, 422),
    ],
)
async def test_invented_people_sign_in_on_this_machine_alone(
    product: Product, clock: Clock, url: str, host: str, headers: dict[str, str], status: int
) -> None:
    await with_access(product, Role.BOARD, demonstration=True)
    fields = {"email": BOARD, "password": PASSWORD}
    async with TestServer(site_over(product, clock, url, host=host)) as running, ClientSession() as browser:
        address = running.make_url("/staff/sign-in")
        async with browser.post(address, data=fields, headers=headers, allow_redirects=False) as answer:
            assert answer.status == status


async def test_an_invented_persons_session_is_none_for_whoever_comes_by_way_of_another_machine(
    person: StaffMember, product: Product
) -> None:
    await with_access(product, Role.BOARD, demonstration=True)
    await person.sign_in(BOARD)
    for headers, address in (({}, "/staff/results"), ({"X-Forwarded-For": "192.0.2.7"}, "/staff/sign-in")):
        async with person.browser.get(f"{person.server}/staff/results", headers=headers) as page:
            assert page.url.path == address


async def test_another_site_can_sign_nobody_in_or_out(person: StaffMember, product: Product) -> None:
    await with_access(product, Role.BOARD)
    await person.sign_in(BOARD)
    for path in ("/staff/sign-in", "/staff/sign-out", "/staff/begin/x", "/staff/people/1/end"):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            async with person.browser.post(f"{person.server}{path}", data={}, headers=headers) as refused:
                assert refused.status == 403, path
    assert (await person.open("/staff/results")).status == 200


async def test_a_hash_with_old_settings_is_made_anew(person: StaffMember, product: Product) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    await product.staff.add(Invited(BOARD, Role.BOARD, password_hash=old), NOON.date(), event())

    assert (await person.sign_in(BOARD)).status == 200

    kept = await product.staff.find(BOARD)
    assert kept is not None
    assert kept.password_hash != old
    await person.send("/staff/sign-out")
    assert (await person.sign_in(BOARD)).status == 200


async def test_the_trail_tells_who_came_and_neither_it_nor_a_log_tells_a_secret(
    person: StaffMember, product: Product, caplog: pytest.LogCaptureFixture
) -> None:
    await with_access(product, Role.BOARD)
    with capture_logs() as logs:
        await person.sign_in(NOBODY, "a wrong secret")
        await person.sign_in(BOARD, "a wrong secret")
        await person.sign_in(BOARD)
        token = person.token or ""
        await person.open("/staff/nothing-here")
        await person.send("/staff/sign-out")

    lines = await product.audit.all()

    assert [(line.actor, line.action) for line in lines[1:]] == [
        ("somebody", "sign-in-failed"),
        (BOARD, "sign-in-failed"),
        (BOARD, "signed-in"),
        (BOARD, "results-read"),
        (BOARD, "signed-out"),
    ]
    for secret in (PASSWORD, "a wrong secret", NOBODY, token):
        assert secret
        assert secret not in f"{lines}{logs}{caplog.text}"
