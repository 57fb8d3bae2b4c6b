"""Conversations in a chat: which buttons are theirs, what was agreed to at the start, and where a reminder may go."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("conversations") as conversations:
        conversations.add_column(sa.Column("tag", ID, nullable=False, server_default=""))
        conversations.add_column(sa.Column("agreed", ID, nullable=False, server_default=""))
        conversations.add_column(sa.Column("address", sa.LargeBinary))
        conversations.add_column(sa.Column("reminders", sa.Integer, nullable=False, server_default="0"))
