"""The code of answers: kept sealed with them, of use as soon as it was shown, and once the conversation is over nothing
leads from it to anybody."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from feedback.records import Agreement, Channel, Conversation, Letter, Respondent
from feedback.store.codec import encoded
from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import Database, open_database
from feedback.store.keys import Cell, Keys
from feedback.store.names import receipt_hashes, respondent_hashes
from feedback.store.outbox import Outbox
from feedback.store.responses import Responses
from surveys.answers import Chosen
from surveys.session import Stage
from tests.contract.examples import AMINA, BEN, KEYS, RECEIPT, TODAY, a_conversation, a_response, today

AFTER = Keys.from_secret(b"a made-up secret for tests alone, 2", b"a made-up secret for tests alone, 1")
BEFORE_STAGES = (Stage.GIVING, Stage.CHECKING)


def a_chat(stage: Stage = Stage.GIVING) -> Conversation:
    return a_conversation(stage, None, overall=Chosen("good"))


async def saved(
    conversations: Conversations,
    update: str,
    conversation: Conversation,
    who: Respondent = AMINA,
    code: str | None = None,
) -> None:
    await conversations.receive(Letter(who, update, ""))
    async with conversations.open(who, update) as opened:
        await opened.save(conversation, code)


async def saved_by_an_older_version(database: Database, conversation: Conversation) -> None:
    """The hash of the response stands in clear, and the code nowhere."""
    await saved(Conversations(database, KEYS, today), "0", conversation)
    name = respondent_hashes(KEYS, AMINA)[0]
    answers = KEYS.seal(encoded(conversation.session.answers), Cell("conversations", "answers", name.hex()))
    async with database.writing() as connection:
        values = {"hash": receipt_hashes(KEYS, RECEIPT)[0], "answers": answers}
        await connection.execute(text("UPDATE conversations SET receipt_hash = :hash, answers = :answers"), values)


async def hashes(database: Database, table: str) -> set[bytes]:
    async with database.reading() as connection:
        return set(map(bytes, await connection.scalars(text(f"SELECT receipt_hash FROM {table}"))))  # noqa: S608 - ours


async def ended_by_age(conversations: Conversations) -> None:
    [key] = await conversations.stale(TODAY.replace(day=4))
    async with conversations.open_stale(key) as opened:
        await opened.close(a_response())


async def test_it_stands_with_the_answers_until_the_end(conversations: Conversations) -> None:
    await saved(conversations, "1", a_chat(Stage.SENT), code=RECEIPT)
    async with conversations.open_quietly(AMINA) as opened:
        assert opened.receipt == RECEIPT


async def test_two_copies_of_the_database_do_not_join_a_person_to_a_response(
    conversations: Conversations, database: Database
) -> None:
    """Of whatever days, and without the key."""
    seen = set[bytes]()
    for number, stage in enumerate((*BEFORE_STAGES, Stage.SENT)):
        await saved(conversations, str(number), a_chat(stage), code=RECEIPT)
        seen |= await hashes(database, "conversations")
    await ended_by_age(conversations)
    kept = await hashes(database, "receipts")
    assert kept == {receipt_hashes(KEYS, RECEIPT)[0]}
    assert not seen & kept
    assert len(seen) == 2, "nothing, and once it was sent what the code is looked up by"


@pytest.mark.parametrize("stage", [*BEFORE_STAGES, Stage.SENT])
async def test_whoever_holds_a_secret_can_take_back_what_ended_without_them(
    conversations: Conversations, responses: Responses, stage: Stage
) -> None:
    """Their code is known from the first word on."""
    await saved(conversations, "1", a_chat(stage), code=RECEIPT)
    await ended_by_age(conversations)
    assert await responses.withdraw(RECEIPT)
    assert await responses.empty()


async def test_a_key_that_is_changed_in_the_middle_changes_no_code(
    conversations: Conversations, database: Database
) -> None:
    after, responses = Conversations(database, AFTER, today), Responses(database, AFTER)
    await saved(conversations, "1", a_chat(Stage.SENT), code=RECEIPT)
    assert await responses.known(RECEIPT)
    async with after.open_quietly(AMINA) as opened:
        assert opened.receipt == RECEIPT
        await opened.save(a_chat(Stage.SENT), opened.receipt)
    assert await responses.known(RECEIPT)
    await ended_by_age(after)
    assert await responses.withdraw(RECEIPT)
    assert await responses.empty()


@pytest.mark.parametrize("another_word", [False, True])
async def test_a_code_that_an_older_version_showed_works_until_the_end_and_after_it(
    conversations: Conversations, responses: Responses, database: Database, another_word: bool
) -> None:
    await saved_by_an_older_version(database, a_chat(Stage.SENT))
    assert await conversations.look(AMINA) == a_chat(Stage.SENT)
    if another_word:
        await saved(conversations, "1", a_chat(Stage.SENT))
    assert await responses.known(RECEIPT)
    async with conversations.open_quietly(AMINA) as opened:
        assert opened.receipt is None
        await opened.close(a_response(), "SHOWN-AT-THE-END")
    assert await responses.known("SHOWN-AT-THE-END")
    assert await responses.withdraw(RECEIPT)
    assert await responses.empty()
    assert not await responses.known("SHOWN-AT-THE-END")


async def test_an_older_version_s_answers_can_be_taken_back_in_the_middle_too(
    responses: Responses, database: Database
) -> None:
    await saved_by_an_older_version(database, a_chat(Stage.SENT))
    assert await responses.withdraw(RECEIPT)
    assert await responses.empty()


async def test_what_an_older_version_left_unfinished_is_withdrawn_by_its_code(
    conversations: Conversations, responses: Responses, database: Database
) -> None:
    await saved_by_an_older_version(database, a_chat())
    await ended_by_age(conversations)
    assert await responses.withdraw(RECEIPT)


async def test_one_more_word_and_an_older_version_s_hash_is_gone(
    conversations: Conversations, database: Database
) -> None:
    """Nobody was shown a chat's code before the answers were sent."""
    await saved_by_an_older_version(database, a_chat())
    await saved(conversations, "1", a_chat())
    assert await hashes(database, "conversations") == {b""}


@pytest.mark.parametrize("renewed", [False, True])
async def test_what_waits_for_whoever_took_back_what_they_sent_goes_with_it(
    conversations: Conversations, outbox: Outbox, database: Database, renewed: bool
) -> None:
    """Words to be said, a reminder, and what they said and nobody could work on; nobody else's."""
    keys = AFTER if renewed else KEYS
    asked = replace(a_chat(Stage.SENT), agreed=frozenset({Agreement.REMINDERS}))
    await saved(conversations, "1", asked, code=RECEIPT)
    after = Conversations(database, keys, today)
    [key] = await after.to_remind(0, today(), today())
    async with after.open_to_remind(key) as opened:
        await opened.say("you have begun")
    for who in (AMINA, BEN):
        await after.receive(Letter(who, "2", ""), Letter(who, "3", "cannot be worked on"))
        async with after.open(who, "2") as opened:
            await opened.say("you wrote: …")
        await after.set_aside(who, "3")
    assert await Responses(database, keys).withdraw(RECEIPT)
    assert await outbox.waiting(Channel.TELEGRAM) == 0
    assert len([parcel async for parcel in Outbox(database, keys).waiting_for(BEN)]) == 1
    async with database.reading() as connection:
        held = await connection.scalars(text("SELECT respondent_hash FROM inbox WHERE letter IS NOT NULL"))
        assert list(map(bytes, held)) == [respondent_hashes(keys, BEN)[0]]


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


@pytest.mark.parametrize("stage", BEFORE_STAGES)
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


async def test_two_who_take_back_each_others_answers_do_not_stand_in_each_others_way(
    conversations: Conversations, responses: Responses
) -> None:
    """Each is locked with the other, in one order."""
    codes = {AMINA: "HERS", BEN: "HIS"}

    async def takes_back(who: Respondent, update: str, code: str) -> bool:
        await conversations.receive(Letter(who, update, "/delete"))
        async with conversations.open(who, update, withdraws=code) as opened:
            return await opened.withdraw(code)

    for number in range(5):
        for who, code in codes.items():
            await saved(conversations, f"{number} sent", a_chat(Stage.SENT), who, code)
        turns = takes_back(AMINA, f"{number} deletes", "HIS"), takes_back(BEN, f"{number} deletes", "HERS")
        assert all(await asyncio.gather(*turns))
    assert await responses.empty()
