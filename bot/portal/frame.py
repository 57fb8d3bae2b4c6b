"""What stands round every staff page: the way to what this person may see, and out. No way to a respondent's page."""

from dataclasses import dataclass

from aiohttp import web

from bot.portal.permissions import Permission, may
from bot.portal.ports import PORTAL
from bot.web.errors import Problem, Way
from bot.web.frame import Frame
from bot.web.rendering import render
from feedback.staff import Person

_LINKS = ((Permission.READ_RESULTS, "results"), (Permission.MANAGE_SIGN_INS, "people"))
_HOME = Way("/staff/", "staff.home")
NOT_ALLOWED = Problem(403, "not-allowed", (_HOME,))


@dataclass(frozen=True, slots=True)
class Link:
    """`phrase` names the page; `here`: it is the one that is shown."""

    href: str
    phrase: str
    here: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """`person` is empty where nobody is signed in."""

    person: Person | None
    links: tuple[Link, ...]
    page: object


def show(
    request: web.Request, template: str, person: Person | None, page: object = None, status: int = 200
) -> web.Response:
    frame = Frame(
        phrases=request.app[PORTAL].phrases,
        languages=(),
        draft=False,
        help="",
        privacy="",
        home=_HOME.href,
        kiosk=False,
    )
    return render(request, f"staff/{template}", frame, Shown(person, _links(person, request.path), page), status)


def show_problem(request: web.Request, problem: Problem, person: Person | None = None) -> web.Response:
    return show(request, "problem.html", person, problem, problem.status)


def _links(person: Person | None, path: str) -> tuple[Link, ...]:
    if person is None:
        return ()
    pages = [page for permission, page in _LINKS if may(person.role, permission)]
    return tuple(Link(f"/staff/{page}", f"nav.{page}", path == f"/staff/{page}") for page in pages)
