"""The respondents' pages as one application: which address leads to which handler, and what guards them all."""

from aiohttp import web

from bot.channels.web.asking import hear_question, show_question, show_start
from bot.channels.web.beginning_anew import hear_again
from bot.channels.web.beginnings import set_up_beginnings
from bot.channels.web.checking import hear_check, show_check
from bot.channels.web.displaying import hear_display, show_display
from bot.channels.web.ending import show_done, show_stopped
from bot.channels.web.guesses import GUESSES, WRONG_CODES
from bot.channels.web.health import Metrics, alive, ready
from bot.channels.web.information import showing
from bot.channels.web.kiosk.kept import hear_kept
from bot.channels.web.kiosk.manifest import show_manifest
from bot.channels.web.kiosk.pack import send_pack, set_up_packing
from bot.channels.web.later import RESUME, show_later
from bot.channels.web.pages import PAGES, WebPages
from bot.channels.web.resuming import hear_resume, show_resume, show_resume_link
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
from bot.web.floods import Counts
from bot.web.frame import CATALOGUES
from bot.web.headers import refusing_other_sites, securing
from bot.web.idling import UNTOUCHED
from bot.web.modules import ROUTE as MODULES
from bot.web.modules import send_module
from bot.web.patience import giving_up
from bot.web.refusing import SENDERS, refusing_floods
from bot.web.rendering import set_up_rendering
from bot.web.senders import Senders

LARGEST_FORM = 1_000_000  # bytes: the longest answer in any script, and room to spare
_SURVEY = "/{survey:[a-z0-9][a-z0-9-]*}"
_PLACE = "/kiosk/{place:[^/]+}"


def make_app(pages: WebPages) -> web.Application:
    metrics, url = Metrics(pages.registry), pages.public.url
    app = web.Application(
        client_max_size=LARGEST_FORM,
        middlewares=[giving_up, metrics.counting(), telling_problems, refusing_floods(url), refusing_other_sites(url)],
    )
    app[PAGES], app[CATALOGUES], app[ASSETS] = pages, pages.catalogues, load_assets()
    app[SENDERS], app[GUESSES] = Senders(pages.public.proxies), Counts(WRONG_CODES)
    set_up_beginnings(app, pages.registry)
    app[UNTOUCHED] = pages.public.kiosk_untouched
    set_up_rendering(app)
    set_up_packing(app)
    app.on_response_prepare.append(securing(url))
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
        web.get("/display", show_display),
        web.post("/display", hear_display),
        web.get("/later" + _SURVEY, show_later),
        web.get(RESUME, show_resume),
        web.post(RESUME, hear_resume),
        web.get(RESUME + "/{code}", show_resume_link),
        web.get(_PLACE, show_tablet),
        web.get(f"{_PLACE}{_SURVEY}/delete", show_delete),
        web.post(f"{_PLACE}{_SURVEY}/delete", hear_delete),
        web.get("/static/{name:.+}", send_asset),
        web.get(MODULES, send_module),
        web.get("/kiosk-manifest/{place:[^/]+}", show_manifest),
        web.get("/kiosk-pack/{place:[^/]+}" + _SURVEY, send_pack),
        web.post(_PLACE + _SURVEY, hear_kept),
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
