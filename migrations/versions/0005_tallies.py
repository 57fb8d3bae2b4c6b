"""Counts, kept as responses come in: one sheet for each group, place and month."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("survey", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("place", ID, nullable=False),
        sa.Column("month", ID, nullable=False),
        sa.Column("characteristic", ID, nullable=False),
        sa.Column("value", ID, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("survey", "version", "place", "month", "characteristic", "value", name="pk_tallies"),
        sqlite_with_rowid=False,
    )
