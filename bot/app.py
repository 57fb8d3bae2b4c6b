"""The composition root: settings in, the product's parts out, wired together. The clock is read here."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError

from bot.config import Settings
from bot.conversation.messages import Heard, Message
from bot.conversation.service import ConversationService
from bot.conversation.wording import Spoken
from bot.editions import PublishedEditions, freeze, frozen_edition
from bot.i18n import Catalogues, Phrases, load_catalogues, load_staff_phrases
from bot.lexicon import lexicon
from bot.offering import drafts, offered
from bot.secret_key import secret_key
from bot.survey_files import load_library
from feedback.receipts import new_response_id
from feedback.records import Channel
from feedback.store.audit import Audit
from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import Database, open_database
from feedback.store.editions import Editions, Frozen
from feedback.store.keys import Keys
from feedback.store.outbox import Outbox
from feedback.store.places import Places
from feedback.store.responses import Responses
from feedback.store.sign_in_attempts import SignInAttempts
from feedback.store.staff import Staff
from feedback.store.staff_links import StaffLinks
from feedback.store.staff_sessions import StaffSessions
from feedback.store.upgrade import is_current, upgrade
from surveys.text import Edition

_TRUST_CLOCK = ZoneInfo("Europe/London")


def today() -> date:
    """The day in England, wherever the server stands."""
    return datetime.now(_TRUST_CLOCK).date()


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
    places: Places
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
        whole = _wired(settings, database, keys)
        unlike = await publish_library(whole.published, today())
        yield replace(await _offering(whole), unlike=unlike)
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


async def _offering(whole: Product) -> Product:
    """Without the languages that this trust does not offer, judged by what is published when the program starts."""
    if whole.settings.draft_languages:
        return whole
    newest = {one.survey: one for one in reversed(await whole.published.all())}
    editions = [frozen_edition(one.survey, one.definition) for one in newest.values()]
    tags = offered(whole.catalogues, drafts(whole.catalogues, editions), with_drafts=False)
    return replace(whole, catalogues=whole.catalogues.offering(tags))


def _wired(settings: Settings, database: Database, keys: Keys) -> Product:
    catalogues = load_catalogues()
    published = Editions(database)
    editions = PublishedEditions(published, settings.equality)
    conversations = Conversations(database, keys, today)
    return Product(
        settings=settings,
        keys=keys,
        database=database,
        catalogues=catalogues,
        staff_phrases=load_staff_phrases(catalogues),
        conversations=conversations,
        responses=Responses(database, keys),
        counts=Counts(database),
        places=Places(database),
        published=published,
        outbox=Outbox(database, keys),
        audit=Audit(database),
        staff=Staff(database),
        staff_links=StaffLinks(database, keys),
        staff_sessions=StaffSessions(database, keys),
        sign_in_attempts=SignInAttempts(database, keys),
        editions=editions,
        service=ConversationService(
            conversations=conversations,
            editions=editions,
            speakers={Channel.TERMINAL: _speaker(catalogues)},
            lexicon=lexicon(catalogues),
            today=today,
            new_response_id=new_response_id,
        ),
    )


def _speaker(catalogues: Catalogues) -> Callable[[Heard, Edition], tuple[Message, ...]]:
    def speak(heard: Heard, edition: Edition) -> tuple[Message, ...]:
        return Spoken(edition, catalogues.phrases(heard.language), heard.language).messages(heard)

    return speak


async def _open(settings: Settings) -> Database:
    try:
        _make_current(settings)
        return await open_database(settings.database_url)
    except OperationalError as error:
        raise Unreachable from error


def _make_current(settings: Settings) -> None:
    """The embedded database is brought up to date by whoever opens it; a shared one by `heard db upgrade` alone."""
    if settings.database_url.startswith("sqlite"):
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        upgrade(settings.database_url)
    elif not is_current(settings.database_url):
        raise NotMigrated
