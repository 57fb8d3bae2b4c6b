"""How a conversation ends, and what is kept of it. Pure."""

from dataclasses import replace
from datetime import date

from bot.conversation.welcome import WELCOME
from feedback.records import Agreement, Conversation, Response, State
from surveys.engine import advance
from surveys.record import equality_of, feedback_of, said_nothing
from surveys.replies import Stop
from surveys.session import Stage
from surveys.text import Edition


def response_of(edition: Edition, ended: Conversation, id: str, day: date) -> Response | None:
    """Of a conversation that its person has ended. Somebody who stopped before saying anything leaves none."""
    stopped = ended.session.stage is Stage.STOPPED
    if stopped and _empty(edition, ended):
        return None
    return _response(edition, ended, id, day, State.STOPPED if stopped else State.FINISHED)


def response_left(edition: Edition, left: Conversation, id: str, day: date, *, expired: bool) -> Response | None:
    """Of a conversation that its person has left. What was sent counts. What never was is deleted unread, unless they
    agreed beforehand that it counts should they never come back."""
    if left.session.stage is Stage.SENT:
        ended = replace(left, session=advance(edition.survey, left.session, Stop()).session)
        return _response(edition, ended, id, day, State.FINISHED)
    if not expired or Agreement.UNFINISHED not in left.agreed or _empty(edition, left):
        return None
    return _response(edition, left, id, day, State.UNFINISHED)


def _empty(edition: Edition, conversation: Conversation) -> bool:
    return conversation.survey == WELCOME or said_nothing(edition.survey, conversation.session)


def _response(edition: Edition, ended: Conversation, id: str, day: date, state: State) -> Response:
    return Response(
        id=id,
        survey=ended.survey,
        version=ended.version,
        place=ended.place,
        channel=ended.channel,
        language=ended.language,
        day=day,
        state=state,
        repeat=False,
        answers=feedback_of(edition.survey, ended.session),
        equality=equality_of(edition.survey, ended.session),
    )
