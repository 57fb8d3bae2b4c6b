"""What was answered on a tablet while it had no connection, sent in when there is one. Heard in order, each reply once.

Every reply carries an id that the tablet gave it, so that what is sent again, because our answer to it was lost, counts
once. A reply goes with the stay's own token: whose cookie the tablet holds by now does not matter, and none is set.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import web
from multidict import MultiDict

from bot.channels.web.beginnings import wait_to_begin
from bot.channels.web.forms import ANSWER, DO, check_reply, question_reply
from bot.channels.web.kiosk.updates import is_update, named_update
from bot.channels.web.pages import PAGES
from bot.channels.web.trail import CHECK, DONE
from bot.channels.web.visit import Visit, channel_of, for_visitors
from bot.conversation.messages import Heard, Incoming, NobodyThere, Outcome, Repeated, Start
from bot.web.forms import field, read_form
from feedback.receipts import receipt_from
from feedback.records import Respondent
from surveys.events import Misread
from surveys.replies import Reply, Skip
from surveys.text import Edition

MOST_REPLIES = 20  # at one time: each is a transaction, and requests are what floods are counted by
_PINS = re.compile(r"([1-9][0-9]{0,5})-([1-9][0-9]{0,5})?")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class KeptReply:
    """One button that was pressed: on which page, with which answers, in which language. `begins`: the stay's first."""

    id: str
    page: str
    do: str
    answers: tuple[str, ...]
    language: str
    begins: bool


@for_visitors
async def hear_kept(request: web.Request, visit: Visit) -> web.Response:
    form = await read_form(request)
    replies = _read(field(form, "replies"))
    edition = await _edition(request, visit, field(form, "edition"))
    if not visit.token or replies is None:
        raise web.HTTPBadRequest
    if edition is None:
        return _gone()
    if any(kept.begins for kept in replies) and (wait := wait_to_begin(request, visit)):
        return _later(wait)
    for kept in replies:
        reply = _reply(kept, edition)
        if reply is not None and not await _heard(request, visit, edition, kept, reply):
            return _gone()
    return await _where(request, visit)


def _gone() -> web.Response:
    """Nobody can take these answers any more: the tablet counts them as lost."""
    return web.json_response({"gone": True}, status=410)


def _later(seconds: int) -> web.Response:
    """Too many have begun. Not in the words of a flood: what else the tablet kept may go on."""
    return web.json_response({"later": seconds}, status=429, headers={"Retry-After": str(seconds)})


async def _edition(request: web.Request, visit: Visit, named: str) -> Edition | None:
    """What was begun here goes on in its own version; else the one that the stay was answered on. A tablet that was
    switched off over the first answer never learnt which that was: then the newest."""
    if visit.conversation is not None or not named:
        return visit.edition
    found = _PINS.fullmatch(named)
    if found is None:
        raise web.HTTPBadRequest
    version, section_version = int(found[1]), int(found[2]) if found[2] else None
    return await request.app[PAGES].service.edition(visit.trail.survey, version, section_version)


async def _heard(request: web.Request, visit: Visit, edition: Edition, kept: KeptReply, reply: Reply) -> bool:
    """Whether there was somebody to hear it for. What the tablet took for an answer and we cannot read is passed over,
    so that it does not stand in the way of all that comes after it."""
    hear = request.app[PAGES].service.hear
    outcome = await hear(_incoming(request, visit, edition, kept, reply))
    if isinstance(outcome, Repeated) and not await _known(request, visit):
        return False
    if await _unread(request, visit, kept, outcome):
        log.warning("kept-answer-unreadable", survey=visit.trail.survey, question=kept.page)
        passed_over = KeptReply(f"{kept.id}-skip", kept.page, "skip", (), kept.language, begins=False)
        outcome = await hear(_incoming(request, visit, edition, passed_over, Skip(kept.page)))
    return not isinstance(outcome, NobodyThere)


async def _known(request: web.Request, visit: Visit) -> bool:
    """Whether what is sent again leads to anything: answers that are open, or kept."""
    pages = request.app[PAGES]
    open_now = await pages.service.look(Respondent(channel_of(visit.trail), visit.token))
    return open_now is not None or await pages.receipts.known(receipt_from(visit.token))


async def _unread(request: web.Request, visit: Visit, kept: KeptReply, outcome: Outcome) -> bool:
    """Heard now, or before we were stopped in the middle: then it stands at that question, with a miss."""
    if isinstance(outcome, Heard):
        return any(isinstance(event, Misread) for event in outcome.events)
    found = await request.app[PAGES].service.look(Respondent(channel_of(visit.trail), visit.token))
    return found is not None and found.session.at == kept.page and found.session.misses > 0


def _incoming(request: web.Request, visit: Visit, edition: Edition, kept: KeptReply, reply: Reply) -> Incoming:
    known = kept.language in request.app[PAGES].catalogues.languages
    survey = edition.survey
    start = Start(survey.id, visit.trail.place or "", survey.version, survey.section_version) if kept.begins else None
    return Incoming(
        respondent=Respondent(channel_of(visit.trail), visit.token),
        update=named_update(visit, kept.id),
        reply=reply,
        language=kept.language if known else visit.trail.language,
        receipt=receipt_from(visit.token),
        start=start,
    )


async def _where(request: web.Request, visit: Visit) -> web.Response:
    found = await request.app[PAGES].service.look(Respondent(channel_of(visit.trail), visit.token))
    return web.json_response({"at": visit.trail.standing(found.session) if found else visit.trail.page(DONE)})


def _reply(kept: KeptReply, edition: Edition) -> Reply | None:
    """None: a page or a question that this version does not have, such as an item that the trust no longer asks."""
    form = MultiDict([(DO, kept.do), *((ANSWER, answer) for answer in kept.answers)])
    if kept.page == CHECK:
        return check_reply(form)
    question = edition.survey.find(kept.page)
    return question_reply(form, question) if question else None


def _read(text: str) -> tuple[KeptReply, ...] | None:
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(listed, list) or len(listed) > MOST_REPLIES:
        return None
    replies = tuple(_read_one(one) for one in listed)
    return tuple(reply for reply in replies if reply is not None) if all(replies) else None


def _read_one(held: Any) -> KeptReply | None:
    match held:
        case {
            "id": str(id),
            "page": str(page),
            "do": str(do),
            "answers": [*answers],
            "language": str(language),
            "begins": bool(begins),
        } if is_update(id) and all(isinstance(answer, str) for answer in answers):
            return KeptReply(id, page, do, tuple(answers), language, begins)
        case _:
            return None
