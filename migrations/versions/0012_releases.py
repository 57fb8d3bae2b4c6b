"""Releases are kept for good, and an answer that comes after its own quarter's release counts in a later one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("survey", ID, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("received_to", sa.Date, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("policy", ID, nullable=False),
        sa.Column("tables", sa.Text, nullable=False),
        sa.Column("attacked", sa.Integer, nullable=False),
        sa.Column("previous", ID, nullable=False),
        sa.Column("hash", ID, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_releases"),
        sa.UniqueConstraint("survey", "first", "last", name="uq_releases_survey_first_last"),
    )
    op.add_column("responses", sa.Column("counted_in", ID))
