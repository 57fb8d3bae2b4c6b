"""An open conversation as a row, and a row as a conversation. Where it stands is plain; what was answered is sealed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Channel, Conversation
from feedback.store.codec import decoded, encoded
from feedback.store.keys import Cell, Keys
from feedback.store.tables import conversations
from surveys.session import Session, Stage


def values(keys: Keys, respondent_hash: bytes, day: date, conversation: Conversation) -> dict[str, Any]:
    session = conversation.session
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
        "answers": keys.seal(encoded(session.answers), _answers_cell(respondent_hash)),
        "day": day,
    }


async def standing(connection: AsyncConnection, hashes: Sequence[bytes]) -> Row[Any] | None:
    found = await connection.execute(select(conversations).where(conversations.c.respondent_hash.in_(hashes)))
    return found.first()


def conversation(keys: Keys, row: Row[Any]) -> Conversation:
    answers = decoded(keys.unseal(row.answers, _answers_cell(row.respondent_hash)))
    session = Session(row.survey, row.version, Stage(row.stage), row.at, answers, row.composing, row.misses)
    return Conversation(
        channel=Channel(row.channel),
        survey=row.survey,
        version=row.version,
        section_version=row.section_version,
        place=row.place,
        language=row.language,
        session=session,
    )


def _answers_cell(respondent_hash: bytes) -> Cell:
    return Cell(conversations.name, "answers", respondent_hash.hex())
