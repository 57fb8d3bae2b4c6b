"""Secrets in every place of the store that a secret can be in: waiting, open, on the way out, and kept."""

from collections.abc import Iterable

from feedback.records import Channel, Letter, Respondent
from feedback.store.conversations import Conversations
from feedback.store.database import Database
from surveys.answers import Words
from tests.contract.examples import KEYS, OWN_WORDS, RECEIPT, WORDS, a_conversation, a_response, today

SOMEBODY = Respondent(Channel.TELEGRAM, "address-4477001122")
OTHER = Respondent(Channel.WEB, "address-of-a-browser")
BODY, UPDATE, WAITING = "the body as it came in", "update-990011", "update-990012"
MESSAGE = "a message to a person"
PLANTED = (
    WORDS,
    OWN_WORDS,
    SOMEBODY.address,
    OTHER.address,
    RECEIPT,
    RECEIPT.replace("-", ""),
    BODY,
    UPDATE,
    WAITING,
    MESSAGE,
)


async def plant(database: Database) -> None:
    conversations = Conversations(database, KEYS, today)
    for who, update in ((SOMEBODY, UPDATE), (OTHER, UPDATE), (SOMEBODY, WAITING)):
        await conversations.receive(Letter(who, update, BODY))
    async with conversations.open(SOMEBODY, UPDATE) as opened:
        await opened.save(a_conversation(good=Words(WORDS)), RECEIPT)
        await opened.say(MESSAGE)
    async with conversations.open(OTHER, UPDATE) as opened:
        await opened.close(a_response(), RECEIPT)
        await opened.say(MESSAGE)


def in_clear(held: bytes, planted: Iterable[str] = PLANTED) -> list[str]:
    """The planted texts that can be read there, in any way that a database or JSON writes text."""
    return [text for text in planted if any(written in held for written in _written(text))]


def _written(text: str) -> tuple[bytes, ...]:
    plain = text.encode()
    return plain, text.encode("utf-16-le"), plain.hex().encode(), ascii(text)[1:-1].encode()
