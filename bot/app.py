"""The composition root: settings in, the product's parts out, wired together. The clock is read here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError

from bot.channels.telegram.limits import LONGEST_MESSAGE
from bot.config import Settings
from bot.conversation.beginnings import Beginnings
from bot.conversation.commands import MEANT, command_words
from bot.conversation.replying import Replying
from bot.conversation.service import ConversationService
from bot.conversation.talk import Talk
from bot.conversation.turns import Turns
from bot.conversation.welcome import welcome_edition
from bot.editions import PublishedEditions, freeze, frozen_edition
from bot.i18n import Catalogues, Phrases, load_catalogues, load_staff_phrases
from bot.lexicon import lexicon
from bot.offering import SURVEYS, drafts, offered
from bot.secret_key import secret_key
from bot.survey_files import load_library
from feedback.errors import Away
from feedback.receipts import new_response_id
from feedback.records import Channel
from feedback.store.audit import Audit
from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import Database, open_database
from feedback.store.editions import Editions, Frozen
from feedback.store.keys import Keys
from feedback.store.outbox import Outbox
from feedback.store.place_imports import PlaceImports
from feedback.store.places import Places
from feedback.store.releases import Releases
from feedback.store.responses import Responses
from feedback.store.sign_in_attempts import SignInAttempts
from feedback.store.staff import Staff
from feedback.store.staff_links import StaffLinks
from feedback.store.staff_sessions import StaffSessions
from feedback.store.upgrade import is_current, upgrade

_TRUST_CLOCK = ZoneInfo("Europe/London")


def today() -> date:
    """The day in England, wherever the server stands."""
    return datetime.now(_TRUST_CLOCK).date()


def in_england() -> datetime:
    return datetime.now(_TRUST_CLOCK)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Product:
    settings: Settings
    keys: Keys = field(repr=False)
    database: Database
    catalogues: Catalogues
    staff_phrases: Phrases
    conversations: Conversations
    responses: Responses
    counts: Counts
    releases: Releases
    places: Places
    place_imports: PlaceImports
    published: Editions
    outbox: Outbox
    audit: Audit
    staff: Staff
    staff_links: StaffLinks
    staff_sessions: StaffSessions
    sign_in_attempts: SignInAttempts
    editions: PublishedEditions
    service: ConversationService
    unlike: tuple[str, ...] = ()


class Unreachable(Exception):
    """No database answers at the address in the settings."""


class NotMigrated(Exception):
    """The database's tables are those of another version, and it is shared: upgrading it is the operator's to say."""


@asynccontextmanager
async def product(settings: Settings) -> AsyncIterator[Product]:
    keys = Keys.from_secret(secret_key(settings.secret_key, settings.data_dir))
    database = await _open(settings)
    try:
        published = Editions(database)
        unlike = await publish_library(published, today())
        catalogues = await _offering(settings, published)
        yield await _wired(settings, database, keys, catalogues, unlike)
    finally:
        await database.close()


async def publish_library(published: Editions, day: date) -> tuple[str, ...]:
    """The shipped surveys, once each. A version that was published before stays as it was; which are unlike the shipped
    ones is returned."""
    unlike: list[str] = []
    for file in load_library().values():
        one = freeze(file)
        outcome = await published.publish(one.survey, one.version, one.section, one.definition, one.digest, day)
        if isinstance(outcome, Frozen):
            unlike.append(f"{one.survey} version {one.version}")
    return tuple(unlike)


async def _offering(settings: Settings, published: Editions) -> Catalogues:
    """Without the languages that this trust does not offer, judged by what is published when the program starts."""
    catalogues = load_catalogues()
    if settings.draft_languages:
        return catalogues
    newest = {one.survey: one for one in reversed(await published.all())}
    editions = [frozen_edition(one.survey, one.definition) for one in newest.values()]
    return catalogues.offering(offered(catalogues, drafts(catalogues, editions), with_drafts=False))


async def _wired(
    settings: Settings, database: Database, keys: Keys, catalogues: Catalogues, unlike: tuple[str, ...]
) -> Product:
    published, places, responses = Editions(database), Places(database), Responses(database, keys)
    editions = PublishedEditions(published, settings.equality)
    conversations = Conversations(database, keys, today)
    return Product(
        settings=settings,
        keys=keys,
        database=database,
        catalogues=catalogues,
        staff_phrases=load_staff_phrases(catalogues),
        conversations=conversations,
        responses=responses,
        counts=Counts(database),
        releases=Releases(database),
        places=places,
        place_imports=PlaceImports(database),
        published=published,
        outbox=Outbox(database, keys),
        audit=Audit(database),
        staff=Staff(database),
        staff_links=StaffLinks(database, keys),
        staff_sessions=StaffSessions(database, keys),
        sign_in_attempts=SignInAttempts(database, keys),
        editions=editions,
        service=await _service(conversations, published, editions, places, catalogues),
        unlike=unlike,
    )


async def _service(
    conversations: Conversations,
    published: Editions,
    editions: PublishedEditions,
    places: Places,
    catalogues: Catalogues,
) -> ConversationService:
    surveys = [survey for survey in SURVEYS if await published.newest(survey) is not None]
    beginnings = Beginnings(editions, welcome_edition(catalogues, surveys))
    replying = Replying(beginnings, lexicon(catalogues), today, new_response_id)
    talks = {
        Channel.TERMINAL: Talk(catalogues, buttons=False),
        Channel.TELEGRAM: Talk(catalogues, buttons=True, keeper="telegram", longest=LONGEST_MESSAGE),
    }
    every = map(catalogues.phrases, catalogues.languages)  # offered or not
    words = command_words({name: one.text(f"command.{name}") for name in MEANT} for one in every)
    turns = Turns(beginnings, replying, places, talks, words)
    return ConversationService(conversations, editions, turns, replying, talks, words)


async def _open(settings: Settings) -> Database:
    try:
        _make_current(settings)
        return await open_database(settings.database_url)
    except (Away, OperationalError) as error:
        raise Unreachable from error


def _make_current(settings: Settings) -> None:
    """The embedded database is brought up to date by whoever opens it; a shared one by `heard db upgrade` alone."""
    if settings.database_url.startswith("sqlite"):
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        upgrade(settings.database_url)
    elif not is_current(settings.database_url):
        raise NotMigrated
