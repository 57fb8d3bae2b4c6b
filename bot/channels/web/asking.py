"""Question pages. Looking writes nothing; the first answer that is sent begins the conversation."""

import secrets
from dataclasses import dataclass, replace

from aiohttp import web

from bot.channels.web.beginning_anew import way_to_start_again
from bot.channels.web.beginnings import wait_to_begin
from bot.channels.web.changes import Changes, changes_of, telling
from bot.channels.web.elsewhere import about_one_place
from bot.channels.web.forms import button, filled_in, question_reply, switching
from bot.channels.web.kiosk.updates import update_of
from bot.channels.web.later import way_to_come_back
from bot.channels.web.pages import PAGES
from bot.channels.web.refusals import closed, expired, no_cookie, not_begun
from bot.channels.web.trail import DONE, STOPPED
from bot.channels.web.trap import Trap, trapped
from bot.channels.web.unfinished import UnfinishedChoice, agrees_to_count, counting_unfinished, unfinished_choice
from bot.channels.web.views import Filled, QuestionView, question_view
from bot.channels.web.visit import Standing, Visit, channel_of, for_visitors
from bot.channels.web.visitor import give_token, new_token, of_this_stay
from bot.conversation.messages import Heard, Outcome
from bot.conversation.misreadings import mistaken_text
from bot.web.clearing import clear_when_left
from bot.web.forms import SMALL, Form, read_form
from bot.web.frame import frame_of
from bot.web.idling import SECONDS_TO_NOTE_THE_CODE
from bot.web.refusing import too_often
from bot.web.rendering import go_to, render
from feedback.records import Place, Respondent
from surveys.definition import OPT_IN, Kind, Question
from surveys.engine import open_questions
from surveys.events import Misread
from surveys.replies import Reply
from surveys.session import Session
from surveys.text import Status


@dataclass(frozen=True, slots=True)
class Asking:
    """`receipt`: where the answers have just been sent. Whoever leaves before the last page has seen it."""

    question: QuestionView
    receipt: str | None
    beginning: bool
    place: Place | None
    changes: Changes
    again: str | None
    later: str | None
    trap: Trap | None
    unfinished: UnfinishedChoice | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with the form that the page answers: it stands in the fields again. `misread`: why it was no answer;
    `trapped`: what stood in the field that people do not see."""

    filled: Filled | None = None
    misread: Misread | None = None
    trapped: str = ""


NOTHING_SENT = Sent()


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
        return question_page(request, visit, visit.session, question)
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
    form = await read_form(request, None if question.kind is Kind.TEXT else SMALL)
    match visit.standing:
        case Standing.OVER:
            return to_the_end(visit, form)
        case Standing.UNUSED if not visit.is_first(question.id):
            return to_the_end(visit, form)
    if switching(form):
        return question_page(request, visit, visit.session, question, Sent(filled_in(form)))
    if visit.conversation is None and trapped(form):
        return question_page(request, visit, visit.session, question, Sent(filled_in(form), trapped=trapped(form)))
    if wait := wait_to_begin(request, visit):
        raise too_often(wait)
    outcome = await hear(request, visit, question_reply(form, question), unfinished=agrees_to_count(request, visit))
    misread = _misread(outcome)
    if isinstance(outcome, Heard) and misread is not None:
        return question_page(request, visit, outcome.session, question, Sent(filled_in(form), misread))
    return await to_where_they_stand(request, visit, outcome, form)


async def hear(request: web.Request, visit: Visit, reply: Reply, *, unfinished: bool = False) -> Outcome:
    """Each request is an update of its own. Sent twice it does no harm: a reply names the question that it answers."""
    incoming = visit.incoming(reply, update_of(request, visit) or secrets.token_urlsafe(16), unfinished=unfinished)
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
    token = new_token()
    trail = of_this_stay(request, visit.trail, token)
    fresh = replace(visit, trail=trail, standing=Standing.UNUSED, token=token, conversation=None)
    page = question_page(request, fresh, fresh.session, fresh.edition.survey.questions[0])
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


def question_page(
    request: web.Request, visit: Visit, session: Session, question: Question, sent: Sent = NOTHING_SENT
) -> web.Response:
    beginning = not session.answers and not sent.misread and visit.is_first(question.id)
    unfinished = unfinished_choice(request, visit) if beginning else None
    address = visit.trail.page(question.id)
    if unfinished is not None and unfinished.agreed:
        address = counting_unfinished(address)
    frame = frame_of(request, visit.trail.language, address, visit.wording.status is Status.DRAFT)
    error = mistaken_text(sent.misread, question, visit.wording, frame.phrases) if sent.misread else None
    asking = Asking(
        question=question_view(visit.edition, session, question, frame.phrases, address, sent.filled, error),
        receipt=visit.receipt if question.id == OPT_IN else None,
        beginning=beginning,
        place=visit.place if beginning else None,
        changes=changes_of(request),
        again=way_to_start_again(visit, session),
        later=way_to_come_back(frame, visit, session),
        trap=Trap(sent.trapped) if beginning else None,
        unfinished=unfinished,
    )
    page = render(request, "question.html", frame, asking, 422 if error or sent.trapped else 200)
    if asking.receipt is not None:
        clear_when_left(page, frame, SECONDS_TO_NOTE_THE_CODE)
    return page
