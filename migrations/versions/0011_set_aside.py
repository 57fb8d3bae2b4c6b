"""What cannot be worked on or read is set aside and still known as its person's, so that they can delete it; and a
reminder is known as one until it is sent.

What was set aside before this has lost its person already: it goes by its day, as it would have.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    for table in ("inbox", "outbox"):
        with op.batch_alter_table(table) as altered:
            altered.add_column(sa.Column("aside", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("reminds", sa.LargeBinary))
    with op.batch_alter_table("conversations") as conversations:
        conversations.add_column(sa.Column("reminded", sa.Date))
    inbox = sa.table("inbox", sa.column("respondent_hash"), sa.column("letter"), sa.column("aside", sa.Boolean))
    before = inbox.c.respondent_hash.is_(None) & inbox.c.letter.is_not(None)
    op.execute(inbox.update().where(before).values(aside=True))
