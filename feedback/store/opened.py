"""One respondent, locked, in one transaction: all that is done here comes about together, or not at all."""

from datetime import date
from typing import Any

from sqlalchemy import Row, delete
from sqlalchemy import update as change
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Conversation, Respondent, Response
from feedback.store import conversation_rows, response_rows
from feedback.store.counts import raise_counts
from feedback.store.dialects import insert_or_renew
from feedback.store.keys import Keys
from feedback.store.names import receipt_hashes
from feedback.store.outbox import post
from feedback.store.tables import conversations, outbox


class Opened:
    def __init__(
        self,
        connection: AsyncConnection,
        keys: Keys,
        today: date,
        filed_under: bytes,
        respondent: Respondent | None,
        row: Row[Any] | None,
        repeated: bool,
    ) -> None:
        self._connection = connection
        self._keys = keys
        self._today = today
        self._filed_under = filed_under
        self._respondent = respondent
        self._receipt_hash = row.receipt_hash if row else None
        self.conversation = conversation_rows.conversation(keys, row) if row else None
        self.touched = row.day if row else today
        self.repeated = repeated
        self.closed = False

    async def save(self, conversation: Conversation, receipt: str) -> None:
        """With the receipt's hash: should nobody come back, what was sent can still be withdrawn by its holder."""
        self._refuse_if_repeated()
        address = self._respondent.address if self._respondent else None
        row = conversation_rows.values(self._keys, self._filed_under, self._today, conversation, address)
        row["receipt_hash"] = receipt_hashes(self._keys, receipt)[0]
        await self._connection.execute(insert_or_renew(self._connection, conversations), row)

    async def close(self, response: Response | None, receipt: str | None = None) -> None:
        """What linked a respondent to answers goes as the answers become a response, or become nothing.

        Without a receipt in hand, the one that was saved with the conversation goes with the response.
        """
        self._refuse_if_repeated()
        link = conversations.c.respondent_hash == self._filed_under
        await self._connection.execute(delete(conversations).where(link))
        self.closed = True
        if response is not None:
            held = receipt_hashes(self._keys, receipt)[0] if receipt else self._receipt_hash
            await response_rows.write(self._connection, self._keys, [(response, None)])
            await response_rows.write_receipt(self._connection, response, held)
            await raise_counts(self._connection, response)

    async def say(self, body: str) -> None:
        self._refuse_if_repeated()
        if self._respondent is None:
            raise NobodyToTell
        await post(self._connection, self._keys, self._respondent, body, self._today)

    async def reminded(self) -> None:
        """It does not count as being here: the day stays."""
        self._refuse_if_repeated()
        this = conversations.c.respondent_hash == self._filed_under
        await self._connection.execute(
            change(conversations).where(this).values(reminders=conversations.c.reminders + 1)
        )

    async def fall_silent(self) -> None:
        """Nothing that still waits to be said to this respondent is said any more."""
        self._refuse_if_repeated()
        waiting = outbox.c.respondent_hash == self._filed_under
        await self._connection.execute(delete(outbox).where(waiting))

    def _refuse_if_repeated(self) -> None:
        if self.repeated:
            raise HeardBefore


class HeardBefore(Exception):
    """An update that comes in twice counts once, even where a caller forgets to ask whether it is repeated."""


class NobodyToTell(Exception):
    """The address went with the conversation's last update: none is kept for saying that it expired."""
