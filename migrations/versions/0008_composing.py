"""An answer in own words may take several messages; replies that cannot be read are counted until help is offered."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("conversations") as conversations:
        conversations.add_column(sa.Column("composing", sa.Boolean, nullable=False, server_default=sa.false()))
        conversations.add_column(sa.Column("misses", sa.Integer, nullable=False, server_default="0"))
