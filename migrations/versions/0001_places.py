"""The trust's places: a tree with one root, which is there from the start."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    places = op.create_table(
        "places",
        sa.Column("code", ID, nullable=False),
        sa.Column("parent", ID),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("level", ID, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_places"),
        sa.ForeignKeyConstraint(
            ["parent"], ["places.code"], name="fk_places_parent", deferrable=True, initially="DEFERRED"
        ),
    )
    op.bulk_insert(places, [{"code": "trust", "parent": None, "name": "The trust", "level": "trust"}])
