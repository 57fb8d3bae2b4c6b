"""Everything that a tablet needs to go on asking one survey in one language while it has no connection.

The pages are those that everybody gets, made by the same code for somebody who has answered nothing; the script fills
in what its own person said. Nobody's answers are in a pack, nor anything else of whoever asks for it: it may lie on the
tablet for as long as it is of use, and one pack serves all tablets of its place.
"""

import asyncio
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from bot.channels.web.asking import question_page
from bot.channels.web.changes import Changes
from bot.channels.web.checking import CheckView
from bot.channels.web.ending import end_page
from bot.channels.web.kiosk.definition import described, pins
from bot.channels.web.kiosk.held_packs import HeldPacks, MadeOf
from bot.channels.web.kiosk.mistakes import mistakes_of
from bot.channels.web.pages import PAGES
from bot.channels.web.tablet import TabletView
from bot.channels.web.trail import CHECK, DONE, STOPPED, Trail
from bot.channels.web.views import answer_row
from bot.channels.web.visit import NO_RECEIPT, Standing, Visit
from bot.channels.web.welcome import offers
from bot.i18n import Phrases
from bot.web.assets import ASSETS
from bot.web.frame import BACK, LANGUAGE, asked_language, frame_of, way_back_from, with_query
from bot.web.modules import module_addresses
from bot.web.rendering import render
from feedback.records import Place
from surveys.definition import FEEDBACK, Survey
from surveys.session import Session, Stage
from surveys.text import Edition, Wording

_NOTHING_SAID = "&nothing=1"
_ASSET = re.compile(r'(?:src|href)="(/(?:static|kiosk-scripts)/[^"]+)"')
_PACKS = web.AppKey("packs", HeldPacks)


@dataclass(frozen=True, slots=True)
class _Packing:
    request: web.Request
    trail: Trail
    place: Place
    edition: Edition
    phrases: Phrases

    @property
    def wording(self) -> Wording:
        return self.edition.wording(self.trail.language)


def set_up_packing(app: web.Application) -> None:
    app[_PACKS] = HeldPacks()


async def send_pack(request: web.Request) -> web.Response:
    pages, language = request.app[PAGES], asked_language(request)
    place = await pages.places.find(request.match_info["place"])
    edition = await pages.service.edition(request.match_info["survey"], None, None)
    if place is None or edition is None or language is None:
        raise web.HTTPNotFound
    trail = Trail(edition.survey.id, language, place.code, kiosk=True)
    if way_back_from(request) != trail.home():  # what is round each page is made for the tablet that it names
        raise web.HTTPNotFound
    packing = _Packing(_nobodys(request, trail), trail, place, edition, pages.catalogues.phrases(language))
    return _sent(request, await request.app[_PACKS].of(await _made_of(packing), lambda: _compressed(packing)))


def _nobodys(request: web.Request, trail: Trail) -> web.Request:
    """The request without whatever came with it: no cookie, no preference, and nothing more in its address."""
    bare = with_query(request.path, {LANGUAGE: trail.language, BACK: trail.home()})
    return request.clone(rel_url=bare, headers={})


async def _made_of(packing: _Packing) -> MadeOf:
    pages, place = packing.request.app[PAGES], packing.place
    offered = [await pages.service.edition(survey, None, None) for survey in pages.surveys]
    editions = [packing.edition, *filter(None, offered)]
    pinned = tuple(f"{edition.survey.id}/{pins(edition)}" for edition in editions)
    return MadeOf(packing.trail.survey, packing.trail.language, place.code, place.name, pinned)


async def _compressed(packing: _Packing) -> bytes:
    """Some tenths of a second's work, done where it keeps nobody else waiting."""
    text = json.dumps(await _pack(packing), ensure_ascii=False)
    return await asyncio.to_thread(gzip.compress, text.encode(), mtime=0)


def _sent(request: web.Request, pack: bytes) -> web.Response:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=pack, content_type="application/json", headers={"Content-Encoding": "gzip"})
    return web.Response(body=gzip.decompress(pack), content_type="application/json")


async def _pack(packing: _Packing) -> dict[str, Any]:
    survey, wording = packing.edition.survey, packing.wording
    pages = {packing.trail.home() + f"?lang={packing.trail.language}": await _home(packing)}
    for where, page in _pages(packing):
        pages[where] = page
        await asyncio.sleep(0)  # others are served between two pages
    return {
        "edition": pins(packing.edition),
        "language": packing.trail.language,
        "survey": described(survey),
        "wording": wording.language,
        "labels": {question.id: dict(wording.texts[question.id].labels) for question in survey},
        "mistakes": {question.id: mistakes_of(question, wording, packing.phrases) for question in survey},
        "answered": [packing.phrases.plural("check.answers", count) for count in range(len(survey.questions) + 1)],
        "skipped": packing.phrases.text("answer.skipped"),
        "pages": {where: _marked(page) for where, page in pages.items()},
        "assets": _assets(packing.request, pages.values()),
    }


async def _home(packing: _Packing) -> web.Response:
    request, trail = packing.request, packing.trail
    view = TabletView(packing.place, await offers(request, trail.language, packing.place.code, kiosk=True))
    here = f"{trail.home()}?lang={trail.language}"
    frame = frame_of(request, trail.language, here, draft=any(offer.draft for offer in view.offers))
    return render(request, "tablet.html", frame, view)


def _pages(packing: _Packing) -> Iterator[tuple[str, web.Response]]:
    trail = packing.trail
    yield from _questions(packing)
    yield trail.page(CHECK), _shown(packing, "check.html", trail.page(CHECK), _check(packing))
    for name, stopped in ((DONE, False), (STOPPED, True)):
        yield trail.page(name), end_page(packing.request, trail, stopped, NO_RECEIPT)
    yield trail.page(STOPPED) + _NOTHING_SAID, end_page(packing.request, trail, True, None)
    for name in ("help-now", "privacy"):
        where = f"/{name}?lang={trail.language}"
        yield where, _shown(packing, f"{name}.html", where, trail.home())


def _questions(packing: _Packing) -> Iterator[tuple[str, web.Response]]:
    """A second step is shown with all its options; the script leaves those that the first one calls for."""
    asked, survey = packing.edition.survey, _without_narrowing(packing.edition.survey)
    visit = Visit(packing.trail, Standing.UNUSED, "", replace(packing.edition, survey=survey), None, packing.place)
    for question in survey:
        stage = Stage.GIVING if question.section == FEEDBACK else Stage.SENT
        session = Session(asked.id, asked.version, stage, question.id, {})
        page = question_page(packing.request, visit, session, question)
        yield packing.trail.page(question.id), page
        if visit.is_first(question.id):
            yield packing.trail.start(), page


def _without_narrowing(survey: Survey) -> Survey:
    return replace(survey, questions=tuple(replace(question, narrowing=None) for question in survey.questions))


def _check(packing: _Packing) -> CheckView:
    """With a row for every question that could be asked."""
    edition, trail, language = packing.edition, packing.trail, packing.phrases.language
    rows = (
        answer_row(edition, question, None, language, trail.page(question.id))
        for question in edition.survey.section(FEEDBACK)
        if question.answerable
    )
    return CheckView(tuple(rows), 0, trail.page(CHECK), Changes(0, 0), None, None)


def _shown(packing: _Packing, template: str, where: str, view: object) -> web.Response:
    draft = packing.wording.status.value == "draft"
    return render(packing.request, template, frame_of(packing.request, packing.trail.language, where, draft), view)


def _marked(page: web.Response) -> str:
    """To be told from a page that the server has just sent: this one is nobody's until the script has filled it in."""
    return (page.text or "").replace("<html ", "<html data-packed ", 1)


def _assets(request: web.Request, pages: Iterable[web.Response]) -> list[str]:
    """What the pages name, and the scripts that their script asks for."""
    named = {found for page in pages for found in _ASSET.findall(page.text or "")}
    return sorted({*named, *module_addresses(request.app[ASSETS])})
