"""An open conversation as a row, and a row as a conversation. Where it stands is plain. Sealed are the
answers and, from when there is one, the code that they can be withdrawn by.

    sealed: [CODE or null, answers]     the column `receipt_hash`: nothing; once sent, a hash of a kind of its own
    sealed: answers, or [null, answers]     the column may hold the hash that the response will have

The second line is how conversations stand that an older version saved: their codes were not kept. Such a hash stays
what it is until they end.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Agreement, Channel, Conversation
from feedback.store.codec import decoded, encoded
from feedback.store.keys import Cell, Keys
from feedback.store.tables import conversations
from surveys.answers import Answer
from surveys.session import Session, Stage


def values(
    keys: Keys,
    respondent_hash: bytes,
    day: date,
    conversation: Conversation,
    receipt: str | None,
    address: str | None = None,
) -> dict[str, Any]:
    """`address` is kept, sealed, only where somebody agreed to be reminded."""
    session = conversation.session
    reminding = address is not None and Agreement.REMINDERS in conversation.agreed
    return {
        "respondent_hash": respondent_hash,
        "channel": conversation.channel.value,
        "survey": conversation.survey,
        "version": conversation.version,
        "section_version": conversation.section_version,
        "place": conversation.place,
        "language": conversation.language,
        "stage": session.stage.value,
        "at": session.at,
        "composing": session.composing,
        "misses": session.misses,
        "answers": keys.seal(json.dumps([receipt, encoded(session.answers)]), _answers_cell(respondent_hash)),
        "day": day,
        "tag": conversation.tag,
        "agreed": " ".join(sorted(conversation.agreed)),
        "address": keys.seal(address, _address_cell(respondent_hash)) if reminding and address is not None else None,
        "reminders": conversation.reminders,
    }


async def standing(connection: AsyncConnection, hashes: Sequence[bytes]) -> Row[Any] | None:
    found = await connection.execute(select(conversations).where(conversations.c.respondent_hash.in_(hashes)))
    return found.first()


def conversation(keys: Keys, row: Row[Any]) -> tuple[Conversation, str | None]:
    """And its code, where it is known."""
    receipt, answers = _unsealed(keys, row)
    session = Session(row.survey, row.version, Stage(row.stage), row.at, answers, row.composing, row.misses)
    return _conversation(row, session), receipt


def _conversation(row: Row[Any], session: Session) -> Conversation:
    return Conversation(
        channel=Channel(row.channel),
        survey=row.survey,
        version=row.version,
        section_version=row.section_version,
        place=row.place,
        language=row.language,
        session=session,
        tag=row.tag,
        agreed=frozenset(map(Agreement, row.agreed.split())),
        reminders=row.reminders,
    )


def address(keys: Keys, row: Row[Any]) -> str:
    return keys.unseal(row.address, _address_cell(row.respondent_hash))


def _unsealed(keys: Keys, row: Row[Any]) -> tuple[str | None, dict[str, Answer]]:
    text = keys.unseal(row.answers, _answers_cell(row.respondent_hash))
    held: list[str] | dict[str, Any] = json.loads(text)
    receipt, answers = (None, text) if isinstance(held, dict) else held
    return receipt, decoded(answers)


def _address_cell(respondent_hash: bytes) -> Cell:
    return Cell(conversations.name, "address", respondent_hash.hex())


def _answers_cell(respondent_hash: bytes) -> Cell:
    return Cell(conversations.name, "answers", respondent_hash.hex())
