"""The respondents' pages as one application: which address leads to which handler, and what guards them all."""

from aiohttp import web

from bot.channels.web.asking import hear_question, show_question, show_start
from bot.channels.web.beginning_anew import hear_again
from bot.channels.web.checking import hear_check, show_check
from bot.channels.web.ending import show_done, show_stopped
from bot.channels.web.health import Metrics, alive, ready
from bot.channels.web.information import showing
from bot.channels.web.pages import PAGES, WebPages
from bot.channels.web.tablet import show_tablet
from bot.channels.web.welcome import show_welcome
from bot.channels.web.withdrawing import (
    hear_delete,
    hear_withdraw,
    show_delete,
    show_kept,
    show_withdraw,
    show_withdrawn,
)
from bot.web.assets import ASSETS, load_assets, send_asset
from bot.web.errors import telling_problems
from bot.web.frame import CATALOGUES
from bot.web.headers import refusing_other_sites, securing
from bot.web.rendering import set_up_rendering

LARGEST_FORM = 1_000_000  # bytes: the longest answer in any script, and room to spare
_SURVEY = "/{survey:[a-z0-9][a-z0-9-]*}"
_PLACE = "/kiosk/{place:[^/]+}"


def make_app(pages: WebPages) -> web.Application:
    metrics = Metrics()
    app = web.Application(
        client_max_size=LARGEST_FORM,
        middlewares=[metrics.counting(), telling_problems, refusing_other_sites(pages.public.url)],
    )
    app[PAGES], app[CATALOGUES], app[ASSETS] = pages, pages.catalogues, load_assets()
    set_up_rendering(app)
    app.on_response_prepare.append(securing(pages.public.url))
    app.add_routes([*_for_everybody(), *_survey("/s" + _SURVEY), *_survey(_PLACE + _SURVEY), *_for_machines(metrics)])
    return app


def _for_everybody() -> list[web.RouteDef]:
    return [
        web.get("/", show_welcome),
        web.get("/help-now", showing("help-now.html")),
        web.get("/privacy", showing("privacy.html")),
        web.get("/updates", showing("updates.html")),
        web.get("/withdraw", show_withdraw),
        web.post("/withdraw", hear_withdraw),
        web.get("/withdraw/done", show_withdrawn),
        web.get("/withdraw/kept", show_kept),
        web.get(_PLACE, show_tablet),
        web.get(f"{_PLACE}{_SURVEY}/delete", show_delete),
        web.post(f"{_PLACE}{_SURVEY}/delete", hear_delete),
        web.get("/static/{name:.+}", send_asset),
    ]


def _survey(root: str) -> list[web.RouteDef]:
    """The named pages come before the questions: a question's id may not be one of theirs."""
    return [
        web.get(root, show_start),
        web.get(f"{root}/check", show_check),
        web.post(f"{root}/check", hear_check),
        web.post(f"{root}/again", hear_again),
        web.get(f"{root}/done", show_done),
        web.get(f"{root}/stopped", show_stopped),
        web.get(f"{root}/{{question}}", show_question),
        web.post(f"{root}/{{question}}", hear_question),
    ]


def _for_machines(metrics: Metrics) -> list[web.RouteDef]:
    return [web.get("/healthz", alive), web.get("/readyz", ready), web.get("/metrics", metrics.show)]
