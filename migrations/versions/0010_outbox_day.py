"""A message that nobody could be told is forgotten after a while: it leads from a chat to what was said there.

What waits already has waited for a day that nobody noted, and is given the first there is: it goes when next tidied.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("day", sa.Date, nullable=False, server_default="2026-01-01"))
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("day", server_default=None)
