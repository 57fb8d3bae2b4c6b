"""What was said, each kind apart: options chosen, sealed words, equality answers, and what withdraws them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "responses",
        sa.Column("id", ID, nullable=False),
        sa.Column("survey", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("place", ID, nullable=False),
        sa.Column("channel", ID, nullable=False),
        sa.Column("language", ID, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("state", ID, nullable=False),
        sa.Column("repeat", sa.Boolean, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_responses"),
        sa.ForeignKeyConstraint(["place"], ["places.code"], name="fk_responses_place"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_responses_survey_day", "responses", ["survey", "day"])
    op.create_table(
        "comments",
        *_of_response("comments"),
        sa.Column("question", ID, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("response", "question", name="pk_comments"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "equality",
        *_of_response("equality"),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("words", sa.LargeBinary),
        sa.PrimaryKeyConstraint("response", name="pk_equality"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipts",
        sa.Column("receipt_hash", sa.LargeBinary, nullable=False),
        *_of_response("receipts"),
        sa.PrimaryKeyConstraint("receipt_hash", "response", name="pk_receipts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_receipts_response", "receipts", ["response"])


def _of_response(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    name = f"fk_{table}_response"
    return (
        sa.Column("response", ID, nullable=False),
        sa.ForeignKeyConstraint(["response"], ["responses.id"], name=name, ondelete="CASCADE"),
    )
