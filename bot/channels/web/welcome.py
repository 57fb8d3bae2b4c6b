"""The start page: which language, and who you are. Every way on is a plain link."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.trail import Trail
from bot.channels.web.visitor import language_of_page, token_of
from bot.web.errors import Problem, Way, problem_page
from bot.web.frame import frame_of
from bot.web.rendering import render
from feedback.records import Channel, Place, Respondent
from surveys.session import Stage
from surveys.text import Status


@dataclass(frozen=True, slots=True)
class Offer:
    """One survey to begin; `title` is what its wording calls it, where no phrase of ours does. `draft`: nobody has
    checked that wording yet."""

    survey: str
    title: str
    href: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Resume:
    """Where to carry on. `sent`: the feedback has been handed in, and only questions about the person are left."""

    href: str
    sent: bool


@dataclass(frozen=True, slots=True)
class WelcomeView:
    offers: tuple[Offer, ...]
    place: Place | None
    resume: Resume | None


async def show_welcome(request: web.Request) -> web.Response:
    pages, language, code = request.app[PAGES], language_of_page(request), request.query.get("place")
    place = await pages.places.find(code) if code else None
    if code and place is None:
        way = Way(frame_of(request, language).to("/"), "error.unknown-place-go-on")
        return problem_page(request, Problem(404, "unknown-place", (way,)))
    resume = await _open_answers(request, language)
    view = WelcomeView(await offers(request, language, code), place, resume)
    frame = frame_of(request, language, draft=any(offer.draft for offer in view.offers))
    return render(request, "welcome.html", frame, view)


async def offers(request: web.Request, language: str, place: str | None, kiosk: bool = False) -> tuple[Offer, ...]:
    pages = request.app[PAGES]
    found = [(survey, await pages.service.edition(survey, None, None)) for survey in pages.surveys]
    worded = [(survey, edition.wording(language)) for survey, edition in found if edition is not None]
    return tuple(
        Offer(survey, wording.title, Trail(survey, language, place, kiosk).start(), wording.status is Status.DRAFT)
        for survey, wording in worded
    )


async def _open_answers(request: web.Request, language: str) -> Resume | None:
    """What was begun in this browser and not brought to its end."""
    pages = request.app[PAGES]
    for survey in pages.surveys:
        token = token_of(request, Trail(survey, language))
        found = await pages.service.look(Respondent(Channel.WEB, token)) if token else None
        if found is not None:
            spoken = language if found.language in pages.catalogues.offered else found.language
            return Resume(Trail(survey, spoken).start(), sent=found.session.stage is Stage.SENT)
    return None
