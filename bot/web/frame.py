"""What stands round every page: its language and direction, the way to other languages, to help, and out."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from aiohttp import web

from bot.i18n import Catalogues, Language, Phrases
from bot.web.display import USUAL, Display, display_of
from bot.web.idling import SECONDS_TO_NOTE_THE_CODE, SECONDS_TO_SAY_SO, UNTOUCHED, is_watched
from surveys.text import Status

CATALOGUES = web.AppKey("catalogues", Catalogues)
BACK = "back"
LANGUAGE = "lang"


@dataclass(frozen=True, slots=True)
class LanguageLink:
    language: Language
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    phrases: Phrases
    languages: tuple[LanguageLink, ...]
    draft: bool
    help: str
    privacy: str
    home: str
    kiosk: bool
    untouched: int = 0  # seconds before a tablet asks whether anybody is there
    watched: bool = False  # by the tablet's script, which does so
    display: Display = USUAL
    display_link: str = ""

    @property
    def language(self) -> Language:
        return self.phrases.language

    def to(self, path: str) -> str:
        """A page of ours in the same language; on a tablet with the way back to it."""
        back = {BACK: self.home} if self.kiosk else {}
        return with_query(path, {LANGUAGE: self.language.tag, **back})

    @property
    def manifest(self) -> str:
        """Of the tablet as an app that fills the screen."""
        return self.home.replace("/kiosk/", "/kiosk-manifest/", 1)

    @property
    def shared(self) -> bool:
        """Many people use this device, whether or not its page is one of the tablet's own."""
        return self.kiosk or self.watched

    @property
    def untouched_at_the_end(self) -> int:
        """A code stands on the screen."""
        return min(self.untouched, SECONDS_TO_NOTE_THE_CODE - SECONDS_TO_SAY_SO)

    @property
    def to_say_so(self) -> int:
        return SECONDS_TO_SAY_SO


def frame_of(request: web.Request, language: str, here: str | None = None, draft: bool = False) -> Frame:
    """`here` is the address to come back to, where it is not the request's own: after a form that was sent in."""
    phrases = request.app[CATALOGUES].phrases(language)
    address = here or _address_of(request)
    way_back = way_back_from(request) or address
    kiosk = _kiosk(way_back) is not None
    language_and_way = {LANGUAGE: phrases.language.tag, BACK: way_back}
    return Frame(
        phrases=phrases,
        languages=_languages(request.app[CATALOGUES], phrases.language, address),
        draft=draft or phrases.status is Status.DRAFT,
        help=with_query("/help-now", language_and_way),
        privacy=with_query("/privacy", language_and_way if kiosk else {LANGUAGE: phrases.language.tag}),
        home=_home(way_back, phrases.language.tag),
        kiosk=kiosk,
        untouched=request.app[UNTOUCHED],
        watched=is_watched(request),
        display=display_of(request),
        display_link=with_query("/display", language_and_way),
    )


def _address_of(request: web.Request) -> str:
    """With one slash before it: a browser would take what follows two for another site."""
    return f"/{request.path_qs.lstrip('/')}"


def wanted_language(request: web.Request, otherwise: str | None = None) -> str:
    """What the address asks for, else what the person has been using, else what their browser prefers."""
    asked = [request.query.get(LANGUAGE), otherwise]
    return request.app[CATALOGUES].fitting([*filter(None, asked), *_preferred(request)], otherwise)


def asked_language(request: web.Request) -> str | None:
    """For somebody who is here already: the language of the address they came by, offered to others or not."""
    asked = request.query.get(LANGUAGE)
    return asked if asked in request.app[CATALOGUES].languages else None


def way_back_from(request: web.Request) -> str | None:
    """The page that somebody came from for help. Only a page of ours: the address may have been written by anybody."""
    address = request.query.get(BACK, "")
    local = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if local and address.isprintable() else None


def with_query(address: str, values: dict[str, str]) -> str:
    """The address with these values in its query, instead of the ones that it had for them."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in values]
    return f"{parts.path}?{urlencode([*kept, *values.items()])}"


def _languages(catalogues: Catalogues, current: Language, address: str) -> tuple[LanguageLink, ...]:
    shown = (tag for tag in catalogues.languages if tag in (*catalogues.offered, current.tag))
    known = (catalogues.phrases(tag).language for tag in shown)
    return tuple(
        LanguageLink(language, with_query(address, {LANGUAGE: language.tag}), language == current) for language in known
    )


def _home(address: str, language: str) -> str:
    """A tablet begins anew in its own language: the last person's would say something of them, and puzzle the next."""
    kiosk = _kiosk(address)
    return f"/kiosk/{kiosk}" if kiosk else with_query("/", {LANGUAGE: language})


def _kiosk(address: str) -> str | None:
    """The place of the shared tablet that the page is shown on, so that no link leads out of it."""
    parts = urlsplit(address).path.split("/")
    return quote(unquote(parts[2]), safe="") if parts[1:2] == ["kiosk"] and len(parts) > 2 else None


def _preferred(request: web.Request) -> list[str]:
    """The browser's languages in its order of preference. A malformed part counts as least wanted."""
    return [tag for _, tag in sorted(map(_weighted, _ranges(request)), key=lambda pair: -pair[0])]


def _ranges(request: web.Request) -> list[str]:
    return request.headers.get("Accept-Language", "").split(",")


def _weighted(range: str) -> tuple[float, str]:
    tag, _, quality = range.strip().partition(";q=")
    try:
        return float(quality or 1), tag
    except ValueError:
        return 0.0, tag
