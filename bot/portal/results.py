"""The board's table: the one that everybody may read, chosen by survey and quarter."""

from dataclasses import dataclass

from aiohttp import web
from markupsafe import Markup

from bot.portal.frame import show, show_problem
from bot.portal.ports import PORTAL
from bot.portal.tables import BY, SurveyName
from bot.portal.visit import Visitor
from bot.web.errors import Problem, Way
from feedback.export import words
from feedback.export.report_html import report_body
from feedback.periods import Period
from feedback.publish import RELEASE_ALTERED, BoardTable
from feedback.request import Refusal, Request

_FIRST = "patient"  # the survey that a board asks for
_NO_SUCH_TABLE = Problem(404, "no-such-table", (Way("/staff/results", "nav.results"),))
_NO_SAFE_TABLE = Problem(409, "no-safe-table", (Way("/staff/results", "nav.results"),))
_ALTERED = Problem(409, "release-altered", (Way("/staff/results", "nav.results"),))


@dataclass(frozen=True, slots=True)
class Quarter:
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class ResultsView:
    surveys: tuple[SurveyName, ...]
    survey: str
    quarters: tuple[Quarter, ...]
    quarter: str
    place: str
    when: str
    empty: bool
    table: Markup


async def show_results(request: web.Request, visitor: Visitor) -> web.Response:
    """The trail has its line before the table is there to be read."""
    portal = request.app[PORTAL]
    survey, period = request.query.get("survey", _FIRST), _period(request)
    asked = await portal.tables.asked(survey, period) if period else ()
    if period is None or not isinstance(asked, Request):
        return show_problem(request, _NO_SUCH_TABLE, visitor.person)
    facts = {"survey": survey, "from": str(period.first), "to": str(period.last), "by": BY, "audience": "public"}
    await portal.trail.record(portal.event(visitor.person.email, "results-read", **facts))
    made = await portal.tables.made(asked)
    if isinstance(made, Refusal):
        problem = _ALTERED if made.code == RELEASE_ALTERED else _NO_SAFE_TABLE
        return show_problem(request, problem, visitor.person)
    return show(request, "results.html", visitor.person, await _view(request, asked, made))


async def _view(request: web.Request, asked: Request, made: BoardTable) -> ResultsView:
    tables = request.app[PORTAL].tables
    return ResultsView(
        surveys=tuple(await tables.surveys()),
        survey=asked.survey,
        quarters=tuple(Quarter(str(one.first), words.period(one, tables.speech)) for one in tables.quarters()),
        quarter=str(asked.period.first),
        place=made.words.place,
        when=words.period(asked.period, tables.speech),
        empty=made.report.empty,
        # Ours, and escaped where a survey's words came in: the same parts as in the file that is given to everybody.
        table=Markup(report_body(made.report, made.words)),  # noqa: S704 - built of escaped parts
    )


def _period(request: web.Request) -> Period | None:
    """The newest quarter where none is asked for; none where there is no such quarter."""
    quarters = request.app[PORTAL].tables.quarters()
    wanted = request.query.get("quarter", str(quarters[0].first))
    return next((quarter for quarter in quarters if str(quarter.first) == wanted), None)
