"""Question pages. Looking writes nothing; the first answer that is sent begins the conversation."""

import secrets
from dataclasses import dataclass, replace

from aiohttp import web

from bot.channels.web.beginning_anew import way_to_start_again
from bot.channels.web.changes import Changes, changes_of, telling
from bot.channels.web.elsewhere import about_one_place
from bot.channels.web.forms import button, filled_in, question_reply
from bot.channels.web.pages import PAGES
from bot.channels.web.refusals import closed, expired, no_cookie, not_begun
from bot.channels.web.trail import DONE, STOPPED
from bot.channels.web.views import Filled, QuestionView, question_view
from bot.channels.web.visit import Standing, Visit, channel_of, for_visitors
from bot.channels.web.visitor import give_token, new_token
from bot.conversation.messages import Heard, Outcome
from bot.conversation.misreadings import mistaken_text
from bot.web.forms import Form, read_form
from bot.web.frame import frame_of
from bot.web.rendering import go_to, render
from feedback.records import Place, Respondent
from surveys.definition import Question
from surveys.engine import open_questions
from surveys.events import Misread
from surveys.replies import Reply
from surveys.session import Session
from surveys.text import Status


@dataclass(frozen=True, slots=True)
class Asking:
    question: QuestionView
    beginning: bool
    place: Place | None
    changes: Changes
    again: str | None


@for_visitors
@about_one_place
async def show_start(request: web.Request, visit: Visit) -> web.Response:
    """Straight to the first question; or to where the person stands, if they began here before."""
    if visit.standing is Standing.OPEN and not visit.trail.kiosk:
        return go_to(visit.trail.standing(visit.session))
    return _from_the_beginning(request, visit)


@for_visitors
@about_one_place
async def show_question(request: web.Request, visit: Visit) -> web.Response:
    question = _named(request, visit)
    if visit.standing is Standing.OPEN:
        if question not in open_questions(visit.edition.survey, visit.session):
            return go_to(visit.trail.standing(visit.session))
        return _page(request, visit, visit.session, question)
    if visit.standing is Standing.OVER:
        return closed(request, visit)
    if visit.is_first(question.id):
        return _from_the_beginning(request, visit)
    return not_begun(visit) if visit.standing is Standing.NEW else expired(request, visit)


@for_visitors
@about_one_place
async def hear_question(request: web.Request, visit: Visit) -> web.Response:
    question = _named(request, visit)
    if visit.standing is Standing.NEW:
        return no_cookie(request, visit)
    form = await read_form(request)
    match visit.standing:
        case Standing.OVER:
            return to_the_end(visit, form)
        case Standing.UNUSED if not visit.is_first(question.id):
            return to_the_end(visit, form)
    outcome = await hear(request, visit, question_reply(form, question))
    misread = _misread(outcome)
    if isinstance(outcome, Heard) and misread is not None:
        return _page(request, visit, outcome.session, question, filled_in(form), misread)
    return await to_where_they_stand(request, visit, outcome, form)


async def hear(request: web.Request, visit: Visit, reply: Reply) -> Outcome:
    """Each request is an update of its own. Sent twice it does no harm: a reply names the question that it answers."""
    incoming = visit.incoming(reply, update=secrets.token_urlsafe(16))
    return await request.app[PAGES].service.hear(incoming)


async def to_where_they_stand(request: web.Request, visit: Visit, outcome: Outcome, form: Form) -> web.Response:
    """A button that was pressed twice leads to one page: the late press looks where the other one has led."""
    if isinstance(outcome, Heard):
        address = visit.trail.standing(outcome.session)
        return go_to(telling(address, outcome.events, outcome.session.answers))
    found = await request.app[PAGES].service.look(Respondent(channel_of(visit.trail), visit.token))
    return go_to(visit.trail.standing(found.session)) if found else to_the_end(visit, form)


def to_the_end(visit: Visit, form: Form) -> web.Response:
    """How a conversation ended is not kept with its code; the button that was pressed is what can be known of it."""
    return go_to(visit.trail.page(STOPPED if button(form) == "stop" else DONE))


def _from_the_beginning(request: web.Request, visit: Visit) -> web.Response:
    fresh = replace(visit, standing=Standing.UNUSED, token=new_token(), conversation=None)
    page = _page(request, fresh, fresh.session, fresh.edition.survey.questions[0])
    give_token(request, page, fresh.trail, fresh.token)
    return page


def _named(request: web.Request, visit: Visit) -> Question:
    question = visit.edition.survey.find(request.match_info["question"])
    if question is None:
        raise web.HTTPNotFound
    return question


def _misread(outcome: Outcome) -> Misread | None:
    events = outcome.events if isinstance(outcome, Heard) else ()
    return next((event for event in events if isinstance(event, Misread)), None)


def _page(
    request: web.Request,
    visit: Visit,
    session: Session,
    question: Question,
    filled: Filled | None = None,
    misread: Misread | None = None,
) -> web.Response:
    address = visit.trail.page(question.id)
    frame = frame_of(request, visit.trail.language, address, visit.wording.status is Status.DRAFT)
    error = mistaken_text(misread, question, visit.wording, frame.phrases) if misread else None
    view = question_view(visit.edition, session, question, frame.phrases, address, filled, error)
    beginning = not session.answers and not misread and visit.is_first(question.id)
    again = way_to_start_again(visit, session)
    asking = Asking(view, beginning, visit.place if beginning else None, changes_of(request), again)
    return render(request, "question.html", frame, asking, 422 if error else 200)
