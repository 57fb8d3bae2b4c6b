"""Every table as it stands after the newest migration. Tests hold the two to each other.

Nothing here tells in which order people answered. Ids of responses are random, and SQLite keeps these tables
sorted by them (WITHOUT ROWID), where else it would number the rows as they come. Where a row's bytes lie inside a
page or a table file still follows arrival, on both; who can read that has the server itself, and no query shows it.
Of those who answer, no time of day is kept but until when a message on its way out is held back.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from feedback.store.columns import SEQUENCE, Id, Instant

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

places = Table(
    "places",
    metadata,
    Column("code", Id, primary_key=True),
    # Looked at when the transaction ends, so that a tree may be added in any order.
    Column("parent", Id, ForeignKey("places.code", deferrable=True, initially="DEFERRED")),
    Column("name", Text, nullable=False),
    Column("level", Id, nullable=False),
)

# From which day on a place belongs to another one: figures by service have to tell before from after.
place_moves = Table(
    "place_moves",
    metadata,
    Column("entry", SEQUENCE, primary_key=True),
    Column("code", Id, ForeignKey("places.code"), nullable=False, index=True),
    Column("from_parent", Id, ForeignKey("places.code"), nullable=False),
    Column("to_parent", Id, ForeignKey("places.code"), nullable=False),
    Column("day", Date, nullable=False),
)

# How many people a place looks after, by group, and on which day that was taken in. Small numbers stand here: no
# command and no page shows them.
caseloads = Table(
    "caseloads",
    metadata,
    Column("place", Id, ForeignKey("places.code"), primary_key=True),
    Column("group", Id, primary_key=True),
    Column("people", Integer, nullable=False),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)

editions = Table(
    "editions",
    metadata,
    Column("survey", Id, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("section", Id, nullable=False),
    Column("definition", Text, nullable=False),
    Column("digest", Id, nullable=False),
    Column("day", Date, nullable=False),
)

# Once heard, a row keeps no more than the hash that tells a second delivery, and the day by which to forget it.
inbox = Table(
    "inbox",
    metadata,
    Column("arrival", SEQUENCE, primary_key=True),
    Column("update_hash", LargeBinary, nullable=False, unique=True),
    Column("day", Date, nullable=False),
    Column("respondent_hash", LargeBinary, index=True),
    Column("letter", LargeBinary),
    # It could not be worked on, or not be read: it waits no more, and is its person's to delete.
    Column("aside", Boolean, nullable=False, server_default=false()),
)

conversations = Table(
    "conversations",
    metadata,
    Column("respondent_hash", LargeBinary, primary_key=True),
    Column("channel", Id, nullable=False),
    Column("survey", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("section_version", Integer),
    Column("place", Id, ForeignKey("places.code"), nullable=False),
    Column("language", Id, nullable=False),
    Column("stage", Id, nullable=False),
    Column("at", Id),
    Column("composing", Boolean, nullable=False, server_default=false()),
    Column("misses", Integer, nullable=False, server_default="0"),
    Column("receipt_hash", LargeBinary, nullable=False),
    Column("answers", LargeBinary, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("tag", Id, nullable=False, server_default=""),
    Column("agreed", Id, nullable=False, server_default=""),
    # Where to send a reminder, sealed; there only while somebody has agreed to be reminded.
    Column("address", LargeBinary),
    Column("reminders", Integer, nullable=False, server_default="0"),
    Column("reminded", Date),
    sqlite_with_rowid=False,
)

# The id is random, so that a letter can be sealed for its row before the row has its turn in the line.
outbox = Table(
    "outbox",
    metadata,
    Column("turn", SEQUENCE, primary_key=True),
    Column("id", BigInteger, nullable=False, unique=True),
    Column("channel", Id, nullable=False),
    Column("respondent_hash", LargeBinary, nullable=False),
    Column("letter", LargeBinary, nullable=False),
    Column("held_until", Instant),
    Column("day", Date, nullable=False),
    Column("aside", Boolean, nullable=False, server_default=false()),
    # The conversation that it reminds of: once that is over, nobody is reminded.
    Column("reminds", LargeBinary),
    Index("ix_outbox_respondent_hash_turn", "respondent_hash", "turn"),
)

responses = Table(
    "responses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("survey", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("place", Id, ForeignKey("places.code"), nullable=False),
    Column("channel", Id, nullable=False),
    Column("language", Id, nullable=False),
    Column("day", Date, nullable=False),
    Column("state", Id, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("answers", Text, nullable=False),
    # A month, where that is not the day's: the day's own was in a release when this came.
    Column("counted_in", Id),
    Index("ix_responses_survey_day", "survey", "day"),
    sqlite_with_rowid=False,
)


def _of_response() -> Column[str]:
    return Column("response", Id, ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True)


comments = Table(
    "comments",
    metadata,
    _of_response(),
    Column("question", Id, primary_key=True),
    Column("words", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

equality = Table(
    "equality",
    metadata,
    _of_response(),
    Column("answers", Text, nullable=False),
    Column("words", LargeBinary),
    sqlite_with_rowid=False,
)

# One code may stand for several responses: somebody who answers twice from one browser is not turned away.
receipts = Table(
    "receipts",
    metadata,
    Column("receipt_hash", LargeBinary, primary_key=True),
    _of_response(),
    Index("ix_receipts_response", "response"),
    sqlite_with_rowid=False,
)

tallies = Table(
    "tallies",
    metadata,
    Column("survey", Id, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("place", Id, primary_key=True),
    Column("month", Id, primary_key=True),
    Column("characteristic", Id, primary_key=True),
    Column("value", Id, primary_key=True),
    Column("sheet", Text, nullable=False),
    sqlite_with_rowid=False,
)

releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("survey", Id, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("received_to", Date, nullable=False),
    Column("asked_by", Id, nullable=False),
    Column("policy", Id, nullable=False),
    Column("tables", Text, nullable=False),
    Column("attacked", Integer, nullable=False),
    Column("previous", Id, nullable=False),
    Column("hash", Id, nullable=False),
    UniqueConstraint("survey", "first", "last"),
)

# About those who run Heard, not about those who answer: a time of day belongs here.
audit = Table(
    "audit",
    metadata,
    Column("entry", SEQUENCE, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", Id, nullable=False),
    Column("action", Id, nullable=False),
    Column("reason", Text, nullable=False),
    Column("facts", Text, nullable=False),
)

# The people who read results and look after Heard. A row stays when somebody leaves: the trail names them.
staff = Table(
    "staff",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("email", Id, nullable=False, unique=True),
    Column("role", Id, nullable=False),
    Column("place", Id, ForeignKey("places.code")),
    Column("password_hash", Text),
    Column("demonstration", Boolean, nullable=False),
    Column("added", Date, nullable=False),
    Column("closed", Date),
)


def _of_person() -> Column[int]:
    return Column("staff", BigInteger, ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True)


# To set a password, once. Of a link and of a session no more is kept than a keyed hash of the token that opens it.
staff_links = Table(
    "staff_links",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    _of_person(),
    Column("expires", Instant, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    _of_person(),
    Column("begun", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
)

# By what was typed, whether somebody has that address or not: an answer must not tell which addresses there are.
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("email_hash", LargeBinary, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("since", Instant, nullable=False),
)
