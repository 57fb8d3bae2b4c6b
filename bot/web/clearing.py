"""A tablet that many people share clears itself, whatever page was left on it: by a header where no script does it."""

from aiohttp import web

from bot.web.frame import Frame
from bot.web.idling import SECONDS_TO_SAY_SO, SECONDS_WITHOUT_SCRIPT


def clear_when_left(page: web.Response, frame: Frame, seconds: int | None = None) -> None:
    """On somebody's own device nothing is cleared under their hands, and nothing where a script asks them first: it
    could not hold back what a header has set going."""
    if frame.kiosk and not frame.watched:
        wait = seconds or max(SECONDS_WITHOUT_SCRIPT, frame.untouched + SECONDS_TO_SAY_SO)
        page.headers["Refresh"] = f"{wait}; url={frame.home}"
