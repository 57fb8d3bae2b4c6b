"""What is under way: updates received, conversations that stand open, messages on their way out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("arrival", SEQUENCE, nullable=False),
        sa.Column("update_hash", sa.LargeBinary, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("respondent_hash", sa.LargeBinary),
        sa.Column("letter", sa.LargeBinary),
        sa.PrimaryKeyConstraint("arrival", name="pk_inbox"),
        sa.UniqueConstraint("update_hash", name="uq_inbox_update_hash"),
    )
    op.create_index("ix_inbox_respondent_hash", "inbox", ["respondent_hash"])
    op.create_table(
        "conversations",
        sa.Column("respondent_hash", sa.LargeBinary, nullable=False),
        sa.Column("channel", ID, nullable=False),
        sa.Column("survey", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("section_version", sa.Integer),
        sa.Column("place", ID, nullable=False),
        sa.Column("language", ID, nullable=False),
        sa.Column("stage", ID, nullable=False),
        sa.Column("at", ID),
        sa.Column("receipt_hash", sa.LargeBinary, nullable=False),
        sa.Column("answers", sa.LargeBinary, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("respondent_hash", name="pk_conversations"),
        sa.ForeignKeyConstraint(["place"], ["places.code"], name="fk_conversations_place"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conversations_day", "conversations", ["day"])
    op.create_table(
        "outbox",
        sa.Column("turn", SEQUENCE, nullable=False),
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("channel", ID, nullable=False),
        sa.Column("respondent_hash", sa.LargeBinary, nullable=False),
        sa.Column("letter", sa.LargeBinary, nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("turn", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
    )
    op.create_index("ix_outbox_respondent_hash_turn", "outbox", ["respondent_hash", "turn"])
