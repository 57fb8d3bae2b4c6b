"""Who may sign in, for whoever looks after that. People are added by a command: it prints a link to hand over."""

from dataclasses import dataclass

from aiohttp import web

from bot.i18n import english_day
from bot.portal.entering import LARGEST_FORM
from bot.portal.frame import show
from bot.portal.policies import may_be_ended
from bot.portal.ports import PORTAL
from bot.portal.visit import Visitor
from bot.web.forms import read_form
from bot.web.rendering import go_to
from feedback.staff import Person

_PEOPLE = "/staff/people"


@dataclass(frozen=True, slots=True)
class Row:
    """`state` names a phrase. `end`: where their access is ended, if this administrator may."""

    email: str
    role: str
    place: str | None
    added: str
    state: str
    end: str | None


async def show_people(request: web.Request, visitor: Visitor) -> web.Response:
    people = await request.app[PORTAL].people.all()
    return show(request, "people.html", visitor.person, [_row(person, visitor.person) for person in people])


async def show_end(request: web.Request, visitor: Visitor) -> web.Response:
    return show(request, "end.html", visitor.person, await _to_end(request, visitor))


async def hear_end(request: web.Request, visitor: Visitor) -> web.Response:
    await read_form(request, LARGEST_FORM)
    portal, person = request.app[PORTAL], await _to_end(request, visitor)
    event = portal.event(visitor.person.email, "staff-removed", email=person.email)
    await portal.people.close(person.id, portal.today(), event)
    return go_to(_PEOPLE)


async def _to_end(request: web.Request, visitor: Visitor) -> Person:
    person = await request.app[PORTAL].people.by_id(int(request.match_info["person"]))
    if person is None or not may_be_ended(person, visitor.person):
        raise web.HTTPNotFound
    return person


def _row(person: Person, reader: Person) -> Row:
    end = f"{_PEOPLE}/{person.id}/end" if may_be_ended(person, reader) else None
    return Row(person.email, f"role.{person.role.value}", person.place, english_day(person.added), _state(person), end)


def _state(person: Person) -> str:
    if person.closed is not None:
        return "people.ended"
    return "people.can-sign-in" if person.password_hash else "people.invited"
