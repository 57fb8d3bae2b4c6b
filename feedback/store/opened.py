"""One respondent, locked, in one transaction: all that is done here comes about together, or not at all."""

from datetime import date
from typing import Any

from sqlalchemy import Row, delete
from sqlalchemy import update as change
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Agreement, Conversation, Respondent, Response
from feedback.store import conversation_rows, response_rows
from feedback.store.counts import raise_counts
from feedback.store.dialects import insert_or_renew
from feedback.store.keys import Keys
from feedback.store.names import receipt_hashes, receipt_of, respondent_hashes
from feedback.store.outbox import post
from feedback.store.tables import conversations, inbox, outbox
from feedback.store.withdrawing import withdrawn


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
        reminding: bool = False,
    ) -> None:
        self._connection = connection
        self._keys = keys
        self._today = today
        self._filed_under = filed_under
        self._respondent = respondent
        self._names = frozenset({filed_under, *(respondent_hashes(keys, respondent) if respondent else ())})
        self._reminding = reminding
        self._receipt_hash = row.receipt_hash if row else None
        self.conversation = conversation_rows.conversation(keys, row) if row else None
        self.touched = row.day if row else today
        self.repeated = repeated
        self.leaves_traces = False

    def receipt_of(self, conversation: Conversation) -> str:
        """Where the person holds no secret that it could follow from."""
        return receipt_of(self._keys, conversation.tag, self._receipt_hash)

    async def save(self, conversation: Conversation, receipt: str) -> None:
        """With the receipt's hash: should nobody come back, what was sent can still be withdrawn by its holder."""
        self._refuse_if_repeated()
        address = self._respondent.address if self._respondent else None
        row = conversation_rows.values(self._keys, self._filed_under, self._today, conversation, address)
        row["receipt_hash"] = receipt_hashes(self._keys, receipt)[0]
        await self._connection.execute(insert_or_renew(self._connection, conversations), row)
        await self.remind_no_more()

    async def close(self, response: Response | None, receipt: str | None = None) -> None:
        """What linked a respondent to answers goes as the answers become a response, or become nothing.

        Without a receipt in hand, the one that was saved with the conversation goes with the response.
        """
        self._refuse_if_repeated()
        link = conversations.c.respondent_hash == self._filed_under
        await self._connection.execute(delete(conversations).where(link))
        self.leaves_traces = True
        await self.remind_no_more()
        await self.forget_aside()
        if response is not None:
            held = receipt_hashes(self._keys, receipt)[0] if receipt else self._receipt_hash
            await response_rows.write(self._connection, self._keys, [(response, None)])
            await response_rows.write_receipt(self._connection, response, held)
            await raise_counts(self._connection, response)

    async def say(self, body: str) -> None:
        self._refuse_if_repeated()
        if self._respondent is None:
            raise NobodyToTell
        reminds = self._filed_under if self._reminding else None
        await post(self._connection, self._keys, self._respondent, body, self._today, reminds)

    async def reminded(self, day: date) -> None:
        """It does not count as being here: the day stays."""
        self._refuse_if_repeated()
        this = conversations.c.respondent_hash == self._filed_under
        counted = {"reminders": conversations.c.reminders + 1, "reminded": day}
        await self._connection.execute(change(conversations).where(this).values(counted))

    async def fall_silent(self) -> None:
        """Nothing that still waits to be said to this respondent is said any more."""
        self._refuse_if_repeated()
        await self._connection.execute(delete(outbox).where(outbox.c.respondent_hash.in_(self._names)))

    async def withdraw(self, receipt: str) -> bool:
        """Takes back what was given under this code, whoever gave it. False where there is nothing."""
        self._refuse_if_repeated()
        found = await withdrawn(self._connection, self._keys, receipt)
        self.leaves_traces = self.leaves_traces or found
        return found

    async def forget_aside(self) -> None:
        """What this respondent said or was to be told and nobody could read or work on. That there was something stays
        until its day is forgotten, and leads to nobody."""
        self._refuse_if_repeated()
        said = inbox.c.respondent_hash.in_(self._names) & inbox.c.aside
        await self._connection.execute(change(inbox).where(said).values(respondent_hash=None, letter=None))
        unread = outbox.c.respondent_hash.in_(self._names) & outbox.c.aside
        await self._connection.execute(delete(outbox).where(unread))

    async def remind_no_more(self) -> None:
        """Whoever is here, or is over with it, needs no reminder that still waits to be sent."""
        if self.conversation is None or Agreement.REMINDERS not in self.conversation.agreed:
            return
        pending = outbox.c.respondent_hash.in_(self._names) & outbox.c.reminds.is_not(None)
        await self._connection.execute(delete(outbox).where(pending))

    def _refuse_if_repeated(self) -> None:
        if self.repeated:
            raise HeardBefore


class HeardBefore(Exception):
    """An update that comes in twice counts once, even where a caller forgets to ask whether it is repeated."""


class NobodyToTell(Exception):
    """The address went with the conversation's last update: none is kept for saying that it expired."""
