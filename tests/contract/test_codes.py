"""The code of a chat's answers: one through the whole conversation, of use as soon as it was shown, and once the
conversation is over nothing leads from it to anybody."""

import asyncio
from dataclasses import replace

import pytest

from feedback.receipts import normal
from feedback.records import Conversation, Letter, Respondent
from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import Database, open_database
from feedback.store.keys import Keys
from feedback.store.responses import Responses
from surveys.session import Stage
from tests.contract.examples import AMINA, BEN, KEYS, RECEIPT, a_conversation, a_response, today

TAG = "0f" * 16
AFTER = Keys.from_secret(b"a made-up secret for tests alone, 2", b"a made-up secret for tests alone, 1")


def a_chat(stage: Stage = Stage.GIVING, tag: str = TAG) -> Conversation:
    return replace(a_conversation(stage, None), tag=tag)


async def saved(
    conversations: Conversations, update: str, conversation: Conversation, who: Respondent = AMINA, code: str = ""
) -> str:
    """Under its own code, unless another is given."""
    await conversations.receive(Letter(who, update, ""))
    async with conversations.open(who, update) as opened:
        code = code or opened.receipt_of(conversation)
        await opened.save(conversation, code)
    return code


async def test_it_is_the_same_from_the_first_word_to_the_last(conversations: Conversations) -> None:
    codes = [await saved(conversations, update, a_chat()) for update in ("1", "2", "3")]
    assert len(set(codes)) == 1
    assert normal(codes[0]) == codes[0]


async def test_no_two_conversations_share_one_not_even_in_the_same_chat(conversations: Conversations) -> None:
    first = await saved(conversations, "1", a_chat())
    second = await saved(conversations, "2", a_chat(tag="0e" * 16))
    assert first != second


async def test_nobody_makes_it_of_the_tag_without_the_key(conversations: Conversations, database: Database) -> None:
    code = await saved(conversations, "1", a_chat())
    stranger = Conversations(database, Keys.from_secret(b"a made-up secret for tests alone, 3"), today)
    assert await saved(stranger, "1", a_chat(), BEN) != code


async def test_a_key_that_is_changed_in_the_middle_changes_no_code(
    conversations: Conversations, database: Database
) -> None:
    """It was shown under the old key, was saved again under the new one, and is still the code that was shown."""
    after, responses = Conversations(database, AFTER, today), Responses(database, AFTER)
    shown = await saved(conversations, "1", a_chat(Stage.SENT))
    assert await saved(after, "2", a_chat(Stage.SENT)) == shown
    assert await saved(after, "3", a_chat(Stage.SENT)) == shown
    await after.receive(Letter(AMINA, "4", ""))
    async with after.open(AMINA, "4") as opened:
        await opened.close(a_response(), opened.receipt_of(a_chat(Stage.SENT)))
    assert await responses.withdraw(shown)
    assert await responses.empty()


async def test_what_was_sent_can_be_taken_back_before_the_last_question(
    conversations: Conversations, responses: Responses, counts: Counts
) -> None:
    await saved(conversations, "1", a_chat(Stage.SENT), code=RECEIPT)
    assert await responses.known(RECEIPT)
    assert await responses.withdraw(RECEIPT)
    assert await conversations.look(AMINA) is None
    assert not await responses.known(RECEIPT)
    assert not await responses.withdraw(RECEIPT)
    assert await counts.differences() == []


@pytest.mark.parametrize("stage", [Stage.GIVING, Stage.CHECKING])
async def test_a_code_that_was_not_shown_yet_is_nobodys(
    conversations: Conversations, responses: Responses, stage: Stage
) -> None:
    await saved(conversations, "1", a_chat(stage), code=RECEIPT)
    assert not await responses.known(RECEIPT)
    assert not await responses.withdraw(RECEIPT)
    assert await conversations.look(AMINA) == a_chat(stage)


async def test_what_comes_to_its_end_while_it_is_taken_back_is_taken_back(database_url: str) -> None:
    """By another process, which waits for its turn: whichever was first, nothing is left."""
    databases = [await open_database(database_url) for _ in range(2)]
    conversations, responses = Conversations(databases[0], KEYS, today), Responses(databases[1], KEYS)
    await saved(conversations, "1", a_chat(Stage.SENT), code=RECEIPT)
    await conversations.receive(Letter(AMINA, "2", ""))
    async with conversations.open(AMINA, "2") as opened:
        withdrawing = asyncio.create_task(responses.withdraw(RECEIPT))
        await opened.close(a_response(), RECEIPT)
    assert await withdrawing
    assert await responses.empty()
    assert await Counts(databases[0]).differences() == []
    for database in databases:
        await database.close()
