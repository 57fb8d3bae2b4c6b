"""One respondent, locked, in one transaction: all that is done here comes about together, or not at all."""

from datetime import date
from typing import Any

from sqlalchemy import Row, delete
from sqlalchemy import update as change
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Agreement, Conversation, Respondent, Response
from feedback.store import clearing, conversation_rows, response_rows
from feedback.store.counts import raise_counts
from feedback.store.dialects import insert_or_renew
from feedback.store.keys import Keys
from feedback.store.names import open_receipt_hashes, receipt_hashes, respondent_hashes
from feedback.store.outbox import post
from feedback.store.releases import in_time
from feedback.store.tables import conversations, outbox
from feedback.store.withdrawing import withdrawn
from surveys.session import Stage


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
        arrival: int = 0,
    ) -> None:
        self._connection = connection
        self._keys = keys
        self._today = today
        self._filed_under = filed_under
        self._respondent = respondent
        self._names = frozenset({filed_under, *(respondent_hashes(keys, respondent) if respondent else ())})
        self._reminding = reminding
        self._arrival = arrival
        self.conversation: Conversation | None = None
        self.receipt: str | None = None
        if row is not None:
            self.conversation, self.receipt = conversation_rows.conversation(keys, row)
        self._hash_from_before = bytes(row.receipt_hash) if row and self.receipt is None else b""
        self.touched = row.day if row else today
        self.repeated = repeated
        self.leaves_traces = False

    async def save(self, conversation: Conversation, receipt: str | None) -> None:
        """With its code, sealed, from when there is one: should nobody come back, what was sent can still be withdrawn
        by its holder."""
        self._refuse_if_repeated()
        address = self._respondent.address if self._respondent else None
        row = conversation_rows.values(self._keys, self._filed_under, self._today, conversation, receipt, address)
        row["receipt_hash"] = self._looked_up_by(conversation, receipt)
        await self._connection.execute(insert_or_renew(self._connection, conversations), row)
        await self.remind_no_more()

    async def close(self, response: Response | None, receipt: str | None = None) -> None:
        """What linked a respondent to answers goes as the answers become a response, or become nothing.

        Without a receipt in hand, the one that stands with the conversation goes with the response.
        """
        self._refuse_if_repeated()
        link = conversations.c.respondent_hash == self._filed_under
        await self._connection.execute(delete(conversations).where(link))
        self.leaves_traces = True
        await self.remind_no_more()
        await clearing.forget_aside(self._connection, self._names)
        if response is not None:
            (response,) = await in_time(self._connection, [response])
            await response_rows.write(self._connection, self._keys, [(response, None)])
            await response_rows.write_receipts(self._connection, response, self._kept_under(receipt or self.receipt))
            await raise_counts(self._connection, response)

    async def say(self, body: str) -> None:
        self._refuse_if_repeated()
        if self._respondent is None:
            raise NobodyToTell
        reminds = self._filed_under if self._reminding else None
        filed = self._filed_under if self.conversation is not None else None
        await post(self._connection, self._keys, self._respondent, body, self._today, reminds, filed)

    async def reminded(self, day: date) -> None:
        """It does not count as being here: the day stays."""
        self._refuse_if_repeated()
        this = conversations.c.respondent_hash == self._filed_under
        counted = {"reminders": conversations.c.reminders + 1, "reminded": day}
        await self._connection.execute(change(conversations).where(this).values(counted))

    async def fall_silent(self) -> bool:
        """Nothing that still waits to be said to this respondent is said any more. Whether anything did."""
        self._refuse_if_repeated()
        return await clearing.fall_silent(self._connection, self._names)

    async def withdraw(self, receipt: str) -> bool:
        """Takes back what was given under this code, whoever gave it. False where there is nothing."""
        self._refuse_if_repeated()
        found = await withdrawn(self._connection, self._keys, receipt)
        self.leaves_traces = self.leaves_traces or found
        if found and await conversation_rows.standing(self._connection, [self._filed_under]) is None:
            self.conversation = self.receipt = None
        return found

    async def forget_aside(self) -> None:
        """What this respondent said or was to be told and nobody could read or work on, also where it waits for its
        key."""
        self._refuse_if_repeated()
        await clearing.forget_aside(self._connection, self._names, before=self._arrival)

    async def remind_no_more(self) -> None:
        """Whoever is here, or is over with it, needs no reminder that still waits to be sent; nor does it count."""
        if self.conversation is None or Agreement.REMINDERS not in self.conversation.agreed:
            return
        pending = outbox.c.respondent_hash.in_(self._names) & outbox.c.reminds.is_not(None)
        unsent = (await self._connection.execute(delete(outbox).where(pending))).rowcount
        if unsent:
            this = (conversations.c.respondent_hash == self._filed_under) & (conversations.c.reminders >= unsent)
            counted = {"reminders": conversations.c.reminders - unsent}
            await self._connection.execute(change(conversations).where(this).values(counted))

    def _looked_up_by(self, conversation: Conversation, receipt: str | None) -> bytes:
        """What finds it by its code while it is open: nothing, until that was shown."""
        if conversation.session.stage is not Stage.SENT:
            return b""
        return open_receipt_hashes(self._keys, receipt)[0] if receipt else self._hash_from_before

    def _kept_under(self, receipt: str | None) -> set[bytes]:
        """What finds the response. A code that an older version showed as the answers were sent must work too."""
        kept = {receipt_hashes(self._keys, receipt)[0]} if receipt else set[bytes]()
        sent = self.conversation is not None and self.conversation.session.stage is Stage.SENT
        if self._hash_from_before and (sent or not receipt):
            kept.add(self._hash_from_before)
        return kept

    def _refuse_if_repeated(self) -> None:
        if self.repeated:
            raise HeardBefore


class HeardBefore(Exception):
    """An update that comes in twice counts once, even where a caller forgets to ask whether it is repeated."""


class NobodyToTell(Exception):
    """The address went with the conversation's last update: none is kept for saying that it expired."""
