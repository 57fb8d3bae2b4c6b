"""When a place came to belong to another one, and how many people of each group it looks after."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "place_moves",
        sa.Column("entry", SEQUENCE, nullable=False),
        sa.Column("code", ID, nullable=False),
        sa.Column("from_parent", ID, nullable=False),
        sa.Column("to_parent", ID, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("entry", name="pk_place_moves"),
        *(
            sa.ForeignKeyConstraint([column], ["places.code"], name=f"fk_place_moves_{column}")
            for column in ("code", "from_parent", "to_parent")
        ),
    )
    op.create_index("ix_place_moves_code", "place_moves", ["code"])
    op.create_table(
        "caseloads",
        sa.Column("place", ID, nullable=False),
        sa.Column("group", ID, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("place", "group", name="pk_caseloads"),
        sa.ForeignKeyConstraint(["place"], ["places.code"], name="fk_caseloads_place"),
        sqlite_with_rowid=False,
    )
