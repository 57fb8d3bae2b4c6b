"""Somebody at a page of a survey: who they are to us, and how far they have come. Reads only."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import Enum

from aiohttp import web

from bot.channels.web.kiosk.definition import pins
from bot.channels.web.pages import PAGES, WebPages
from bot.channels.web.trail import Trail
from bot.channels.web.visitor import is_of_another_stay, of_this_stay, token_of
from bot.conversation.messages import Incoming, Start
from bot.web.errors import Problem, Way, problem_page
from bot.web.frame import asked_language, wanted_language
from feedback.receipts import receipt_from
from feedback.records import TRUST, Channel, Conversation, Place, Respondent
from surveys.engine import begin
from surveys.replies import Reply
from surveys.session import Session
from surveys.text import Edition, Wording

NO_RECEIPT = "0000-0000-0000-0000"  # on a page made for nobody; a tablet's script puts its stay's own in its place
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Standing(Enum):
    """`new`: a browser without our cookie. `unused`: a token with nothing behind it. `over`: its answers are kept."""

    NEW = "new"
    UNUSED = "unused"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Visit:
    trail: Trail
    standing: Standing
    token: str
    edition: Edition
    conversation: Conversation | None
    place: Place | None

    @property
    def session(self) -> Session:
        """Where the person stands; for somebody who has not begun, where they would."""
        return self.conversation.session if self.conversation else begin(self.edition.survey).session

    @property
    def elsewhere(self) -> bool:
        """The address names another place than the one that the open answers are about."""
        asked = self.trail.place
        return self.conversation is not None and asked is not None and asked != self.conversation.place

    @property
    def receipt(self) -> str:
        return receipt_from(self.token) if self.token else NO_RECEIPT

    @property
    def wording(self) -> Wording:
        return self.edition.wording(self.trail.language)

    def is_first(self, question: str) -> bool:
        return self.edition.survey.questions[0].id == question

    def incoming(self, reply: Reply, update: str, *, unfinished: bool = False) -> Incoming:
        """`unfinished`: the answers that begin here may count though they are never sent."""
        place = self.trail.place or TRUST
        return Incoming(
            respondent=Respondent(channel_of(self.trail), self.token),
            update=update,
            reply=reply,
            language=self.trail.language,
            receipt=receipt_from(self.token),
            start=None if self.conversation else Start(self.trail.survey, place, unfinished=unfinished),
        )


def channel_of(trail: Trail) -> Channel:
    return Channel.KIOSK if trail.kiosk else Channel.WEB


def for_visitors(handle: Callable[[web.Request, Visit], Awaitable[web.Response]]) -> Handler:
    """A page of a survey: its handler is told who is looking, or the person why they cannot look."""

    async def handler(request: web.Request) -> web.Response:
        visit = await _visiting(request)
        if isinstance(visit, Problem):
            return problem_page(request, visit)
        response = await handle(request, visit)
        if visit.trail.kiosk:
            response.headers["Heard-Edition"] = pins(visit.edition)
        return response

    return handler


async def _visiting(request: web.Request) -> Visit | Problem:
    pages, trail = request.app[PAGES], _asked(request)
    place = await pages.places.find(trail.place) if trail.place else None
    if trail.place and place is None:
        return _unknown_place(trail)
    token = token_of(request, trail)
    if token and is_of_another_stay(request, trail, token):
        return Problem(410, "expired", (Way(trail.home(), "footer.start"),))
    token, conversation = await _held(pages, trail, token)
    edition = await _edition(pages, trail.survey, conversation)
    if edition is None:
        return Problem(404, "unknown-survey", (Way(trail.home(), "footer.start"),))
    standing = await _standing(pages, token, conversation)
    spoken = replace(trail, language=wanted_language(request, _spoken(request, conversation, standing)))
    shown = of_this_stay(request, spoken, token) if token else spoken
    return Visit(shown, standing, token or "", edition, conversation, place)


def _spoken(request: web.Request, conversation: Conversation | None, standing: Standing) -> str | None:
    """The language of what was begun here; once it is over only the address still tells it."""
    if conversation is not None:
        return conversation.language
    return asked_language(request) if standing is Standing.OVER else None


def _asked(request: web.Request) -> Trail:
    place = request.match_info.get("place")
    return Trail(
        survey=request.match_info["survey"],
        language=wanted_language(request),
        place=place or request.query.get("place"),
        kiosk=place is not None,
    )


async def _held(pages: WebPages, trail: Trail, token: str | None) -> tuple[str | None, Conversation | None]:
    """On a tablet the one cookie may still be of another survey or another place: then it is nobody's here."""
    found = await pages.service.look(Respondent(channel_of(trail), token)) if token else None
    ours = found is None or (found.survey == trail.survey and (not trail.kiosk or found.place == trail.place))
    return (token, found) if ours else (None, None)


async def _edition(pages: WebPages, survey: str, conversation: Conversation | None) -> Edition | None:
    if conversation is None:
        return await pages.service.edition(survey, None, None)
    return await pages.service.edition(survey, conversation.version, conversation.section_version)


async def _standing(pages: WebPages, token: str | None, conversation: Conversation | None) -> Standing:
    if token is None:
        return Standing.NEW
    if conversation is not None:
        return Standing.OPEN
    return Standing.OVER if await pages.receipts.known(receipt_from(token)) else Standing.UNUSED


def _unknown_place(trail: Trail) -> Problem:
    """A tablet that was set up with a wrong code must be seen to be wrong; a person may go on without the place."""
    if trail.kiosk:
        return Problem(404, "not-found")
    way = Way(replace(trail, place=None).start(), "error.unknown-place-go-on")
    return Problem(404, "unknown-place", (way,))
