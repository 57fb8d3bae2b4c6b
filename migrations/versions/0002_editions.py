"""Published surveys: one row a version, never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("survey", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("section", ID, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("digest", ID, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("survey", "version", name="pk_editions"),
    )
