"""A tablet that many people share clears itself, whatever page was left on it: by a header, so without a script."""

from aiohttp import web

from bot.web.frame import Frame

SECONDS_UNTOUCHED = 600  # nobody writes for longer without pressing a button; the next person may be waiting


def clear_when_left(page: web.Response, frame: Frame, seconds: int = SECONDS_UNTOUCHED) -> None:
    """On somebody's own device nothing is cleared under their hands."""
    if frame.kiosk:
        page.headers["Refresh"] = f"{seconds}; url={frame.home}"
