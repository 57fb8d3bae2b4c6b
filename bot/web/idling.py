"""How long a tablet that many people share waits for somebody before it clears its screen.

Where its script runs, it asks first, and a touch is enough to stay. Without one nobody can be asked, so that the wait
is longer: a screen that goes away under somebody's hands is worse than one that stands for some minutes more.
"""

from aiohttp import web

USUALLY_UNTOUCHED = 120  # seconds before the script asks, where the trust has not said otherwise
SECONDS_TO_SAY_SO = 30  # after it has asked; accessibility guidelines want 20 at least
SECONDS_WITHOUT_SCRIPT = 600  # nobody writes for longer without pressing a button
SECONDS_TO_NOTE_THE_CODE = 60  # where it stands on a tablet; a link there asks for as much again
UNTOUCHED = web.AppKey("kiosk-untouched", int)
_WATCHED = "kiosk-watched"  # the script's own cookie: it is running, and clears the screen itself


def is_watched(request: web.Request) -> bool:
    return _WATCHED in request.cookies
