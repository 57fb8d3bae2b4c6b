"""Staff: who may sign in, the links and sessions that they hold, and how often somebody tried."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _of_people("staff_links", sa.Column("expires", INSTANT, nullable=False))
    _of_people("staff_sessions", *(sa.Column(name, INSTANT, nullable=False) for name in ("begun", "seen", "expires")))
    op.create_table(
        "sign_in_attempts",
        sa.Column("email_hash", sa.LargeBinary, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("email_hash", name="pk_sign_in_attempts"),
    )


def _people() -> None:
    op.create_table(
        "staff",
        sa.Column("id", SEQUENCE, nullable=False),
        sa.Column("email", ID, nullable=False),
        sa.Column("role", ID, nullable=False),
        sa.Column("place", ID),
        sa.Column("password_hash", sa.Text),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sa.Column("added", sa.Date, nullable=False),
        sa.Column("closed", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("email", name="uq_staff_email"),
        sa.ForeignKeyConstraint(["place"], ["places.code"], name="fk_staff_place"),
    )


def _of_people(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("staff", sa.BigInteger, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("token_hash", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name=f"fk_{table}_staff", ondelete="CASCADE"),
    )
    op.create_index(f"ix_{table}_staff", table, ["staff"])
