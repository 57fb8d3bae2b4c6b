"""Staff pages over the whole product, a clock that a test moves, and people who have a sign-in."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from aiohttp import ClientResponse, ClientSession, web
from argon2 import PasswordHasher
from selectolax.lexbor import LexborHTMLParser
from yarl import URL

from bot.app import Product
from bot.commands.serve import portal
from bot.portal.passwords import Passwords
from bot.site import make_site
from feedback.records import Event
from feedback.staff import Newcomer, Person, Role
from tests.support.web import pages_over
from tests.support.web_person import Page

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HERE = "http://127.0.0.1"
PASSWORD = "three random words here"
EMAILS = {role: f"{role.value}@trust.example" for role in Role}
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # the real settings take a core for a while


@dataclass(slots=True)
class Clock:
    moment: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


def event(action: str = "staff-added") -> Event:
    return Event(NOON, "operator", action, "", {})


def site_over(
    product: Product, clock: Clock, url: str = HERE, *, host: str = "127.0.0.1", passwords: Passwords | None = None
) -> web.Application:
    wired = portal(product, passwords or Passwords(QUICK))
    return make_site(pages_over(product, url), replace(wired, now=clock, public_url=url, host=host))


async def with_access(product: Product, role: Role, *, demonstration: bool = False) -> Person:
    newcomer = Newcomer(EMAILS[role], role, None, QUICK.hash(PASSWORD), demonstration)
    await product.staff.add(newcomer, NOON.date(), event())
    person = await product.staff.find(EMAILS[role])
    assert person is not None
    return person


class StaffMember:
    """Somebody with a browser of their own, in front of the staff pages."""

    def __init__(self, browser: ClientSession, server: str) -> None:
        self.browser = browser
        self.server = server

    async def open(self, path: str) -> Page:
        async with self.browser.get(f"{self.server}{path}") as response:
            return await _page(response)

    async def send(self, path: str, **fields: str) -> Page:
        async with self.browser.post(f"{self.server}{path}", data=fields, headers={"Origin": self.server}) as response:
            return await _page(response)

    async def sign_in(self, email: str, password: str = PASSWORD) -> Page:
        return await self.send("/staff/sign-in", email=email, password=password)

    @property
    def token(self) -> str | None:
        held = self.browser.cookie_jar.filter_cookies(URL(self.server)).get("heard-staff")
        return held.value if held else None

    def keep(self, token: str) -> None:
        self.browser.cookie_jar.update_cookies({"heard-staff": token}, URL(self.server))


async def _page(response: ClientResponse) -> Page:
    tree = LexborHTMLParser(await response.text())
    return Page(str(response.url), response.status, tree, response.headers)
