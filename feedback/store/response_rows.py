"""A response as rows, and rows as a response: options in one table, sealed words and equality answers in their own."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Channel, Response, State
from feedback.store.codec import decoded, encoded
from feedback.store.keys import Cell, Keys
from feedback.store.names import receipt_hashes
from feedback.store.tables import comments, equality, receipts, responses
from surveys.answers import Answer, Words

Given: TypeAlias = tuple[Response, str | None]
_AT_A_TIME = 500
_Values: TypeAlias = dict[str, Any]


async def write(connection: AsyncConnection, keys: Keys, given: Sequence[Given]) -> None:
    """Each with the receipt that withdraws it, where it has one. The counts are the caller's to raise."""
    rows: tuple[tuple[Any, list[_Values]], ...] = (
        (responses, [_response_row(response) for response, _ in given]),
        (comments, [row for response, _ in given for row in _comment_rows(keys, response)]),
        (equality, [_equality_row(keys, response) for response, _ in given if response.equality]),
        (receipts, [_receipt_row(keys, response, receipt) for response, receipt in given if receipt]),
    )
    for table, values in rows:
        if values:
            await connection.execute(insert(table), values)


async def stored(
    connection: AsyncConnection, chosen: ColumnElement[bool], keys: Keys | None
) -> AsyncGenerator[Response, None]:
    """In the order of their ids. Without keys the words stay sealed: to count, it is enough that there are some."""
    query = select(
        responses, equality.c.answers.label("equality_answers"), equality.c.words.label("equality_words")
    ).outerjoin(equality)
    result = await connection.stream(query.where(chosen).order_by(responses.c.id))
    try:  # its own `async with` leaves the cursor open for a reader who stops early
        async for rows in result.partitions(_AT_A_TIME):
            words = await _words(connection, [row.id for row in rows], keys)
            for row in rows:
                yield _response(row, words.get(row.id, {}), keys)
    finally:
        await result.close()


def _response_row(response: Response) -> _Values:
    return {
        "id": response.id,
        "survey": response.survey,
        "version": response.version,
        "place": response.place,
        "channel": response.channel.value,
        "language": response.language,
        "day": response.day,
        "state": response.state.value,
        "repeat": response.repeat,
        "counted_in": response.counted_in,
        "answers": encoded(_without_words(response.answers)),
    }


def _comment_rows(keys: Keys, response: Response) -> list[_Values]:
    return [
        {
            "response": response.id,
            "question": question,
            "words": keys.seal(words.text, _comment_cell(response.id, question)),
        }
        for question, words in _only_words(response.answers).items()
    ]


def _equality_row(keys: Keys, response: Response) -> _Values:
    own_words = _only_words(response.equality)
    return {
        "response": response.id,
        "answers": encoded(_without_words(response.equality)),
        "words": keys.seal(encoded(own_words), _equality_cell(response.id)) if own_words else None,
    }


async def write_receipts(connection: AsyncConnection, response: Response, hashes: Collection[bytes]) -> None:
    if hashes:
        rows = [{"receipt_hash": each, "response": response.id} for each in hashes]
        await connection.execute(insert(receipts), rows)


def _receipt_row(keys: Keys, response: Response, receipt: str) -> _Values:
    return {"receipt_hash": receipt_hashes(keys, receipt)[0], "response": response.id}


def _response(row: Row[Any], words: Mapping[str, Words], keys: Keys | None) -> Response:
    own_words = {}
    if keys is not None and row.equality_words is not None:
        own_words = decoded(keys.unseal(row.equality_words, _equality_cell(row.id)))
    return Response(
        id=row.id,
        survey=row.survey,
        version=row.version,
        place=row.place,
        channel=Channel(row.channel),
        language=row.language,
        day=row.day,
        state=State(row.state),
        repeat=row.repeat,
        answers={**decoded(row.answers), **words},
        equality={**decoded(row.equality_answers or "{}"), **own_words},
        counted_in=row.counted_in,
    )


async def _words(
    connection: AsyncConnection, ids: Sequence[str], keys: Keys | None
) -> Mapping[str, Mapping[str, Words]]:
    found: dict[str, dict[str, Words]] = {}
    for row in await connection.execute(select(comments).where(comments.c.response.in_(ids))):
        text = keys.unseal(row.words, _comment_cell(row.response, row.question)) if keys else ""
        found.setdefault(row.response, {})[row.question] = Words(text)
    return found


def _only_words(answers: Mapping[str, Answer]) -> dict[str, Words]:
    return {question: answer for question, answer in answers.items() if isinstance(answer, Words)}


def _without_words(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {question: answer for question, answer in answers.items() if not isinstance(answer, Words)}


def _comment_cell(response: str, question: str) -> Cell:
    return Cell(comments.name, "words", f"{response} {question}")


def _equality_cell(response: str) -> Cell:
    return Cell(equality.name, "words", response)
