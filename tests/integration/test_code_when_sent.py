"""Whoever sends their answers in a chat is shown the code with that, so that nobody who leaves then is without it."""

import re
from datetime import timedelta

from sqlalchemy import text

from bot.app import Product, today
from bot.commands.responses import purged
from bot.conversation.asides import Anew, Aside, Delete, Do, Greet, Page, Show, Tapped
from bot.conversation.bodies import read_message
from bot.conversation.messages import Incoming
from feedback.records import Agreement, Letter, State
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Typed
from tests.integration.test_reminders import AMINA, began, does, in_days, kept, product, told

__all__ = ["product"]

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
UP_TO_SENDING = (Picked(("fft",)), Picked(("good",)), Skip(), Skip())
WORDS = "The night nurse shouted at me"
UP_TO_HER_WORDS = (Picked(("fft",)), Picked(("good",)), Typed(WORDS), Done())


async def codes(product: Product) -> list[str]:
    """Of all messages that wait for her."""
    return CODE.findall("\n".join(await told(product)))


async def sent(product: Product) -> str:
    await does(product, Greet("ward-7"), *UP_TO_SENDING)
    assert await codes(product) == [], "nothing was sent, so there is nothing to take back"
    await does(product, Send())
    [code] = await codes(product)
    return code


async def test_the_code_that_came_with_sent_is_the_one_at_the_end(product: Product) -> None:
    code = await sent(product)
    await does(product, Picked(("yes",)), Picked(("asian",)), Back(), Open("ethnicity-group"))
    assert await codes(product) == []
    await does(product, Stop())
    assert await codes(product) == [code]
    assert await product.responses.withdraw(code)
    assert await kept(product) == []


async def test_the_code_stands_on_a_line_of_its_own(product: Product) -> None:
    """A phone would break it in the middle of a sentence, and in Urdu its halves would stand the wrong way round."""
    await does(product, Greet("ward-7"), *UP_TO_SENDING, Send())
    [said] = [text for text in await told(product) if CODE.search(text)]
    [line] = [line for line in said.splitlines() if CODE.search(line)]
    assert CODE.fullmatch(line.strip("\u2068\u2069"))


async def test_whoever_leaves_after_sending_has_a_code_that_deletes(product: Product) -> None:
    code = await sent(product)
    assert await purged(product, today() + timedelta(days=15)) == 1
    [response] = await kept(product)
    assert response.state is State.FINISHED
    assert await product.responses.withdraw(code)
    assert await kept(product) == []


async def test_it_deletes_at_once_and_the_chat_is_over_with_it(product: Product) -> None:
    code = await sent(product)
    await does(product, Delete(code))
    phrases = product.catalogues.phrases("ur")
    assert phrases.text("withdraw.done-title") in (await told(product))[-1]
    await does(product, Picked(("yes",)))
    assert phrases.text("chat.over") in (await told(product))[-1]
    assert await kept(product) == []


async def test_leaving_what_was_sent_for_a_new_beginning_tells_it_again(product: Product) -> None:
    code = await sent(product)
    conversation = await product.service.look(AMINA)
    assert conversation is not None
    await does(product, Anew("ward-7", conversation.tag), *UP_TO_SENDING)
    assert await codes(product) == [code]
    await does(product, Send())
    [another] = await codes(product)
    assert another != code
    assert await product.responses.withdraw(code)
    assert await product.responses.known(another)


async def test_help_says_that_answers_are_still_here_only_while_they_are(product: Product) -> None:
    still_here = product.catalogues.phrases("ur").text("chat.help-carry-on")

    async def helped(*doing: Aside | Reply) -> str:
        await does(product, *doing)
        await told(product)
        await does(product, Show(Page.HELP))
        return (await told(product))[-1]

    assert still_here not in await helped(Greet("ward-7"))
    assert still_here in await helped(Picked(("fft",)), Picked(("good",)))
    assert still_here not in await helped(Delete())


async def test_an_old_button_that_sends_brings_the_code_too(product: Product) -> None:
    await does(product, Greet("ward-7"), *UP_TO_SENDING)
    conversation = await product.service.look(AMINA)
    assert conversation is not None
    await told(product)
    await does(product, Tapped(conversation.tag, Do.SEND))
    assert len(await codes(product)) == 1


async def test_where_no_question_follows_the_code_is_told_once(product: Product) -> None:
    await does(product, Greet("ward-7"), Picked(("fft",)), Picked(("good",)), Stop())
    assert len(await codes(product)) == 1


async def test_nothing_that_was_taken_back_is_told_any_more_in_the_chat(product: Product) -> None:
    """Telegram was away since: her words, which the check repeats, wait still."""
    for ending in ((), (Stop(),)):
        await does(product, Greet("ward-7"), *UP_TO_HER_WORDS, Skip(), Send())
        code = CODE.findall(await waiting(product))[-1]
        assert WORDS in await waiting(product)
        await does(product, *ending, Delete(code))
        assert WORDS not in await waiting(product)
        assert product.catalogues.phrases("ur").text("withdraw.done-title") in await waiting(product)
        await told(product)


async def test_nothing_that_was_taken_back_on_the_web_is_told_any_more(product: Product) -> None:
    await does(product, Greet("ward-7"), *UP_TO_HER_WORDS, Skip(), Send())
    code = CODE.findall(await waiting(product))[-1]
    assert await product.responses.withdraw(code)
    assert await waiting(product) == ""


async def test_the_question_that_stands_is_asked_again_where_it_went_with_what_was_taken_back(product: Product) -> None:
    """She takes back her earlier answers while she gives others, and nothing reached her yet."""
    await does(product, Greet("ward-7"), Picked(("fft",)), Picked(("good",)), Stop())
    [code] = await codes(product)
    await does(product, Greet("ward-7"), Picked(("fft",)))
    [*_, question] = await lines(product)
    await does(product, Delete(code))
    [said] = await lines(product)
    assert product.catalogues.phrases("ur").text("withdraw.done-title") in said
    assert said.endswith("\n\n".join(question.split("\n\n")[-2:]))


async def test_what_was_set_aside_goes_with_what_is_taken_back_on_the_web(product: Product) -> None:
    code = await sent(product)
    await product.conversations.receive(Letter(AMINA, "broken", f"no body of ours: {WORDS}"))
    await product.service.catch_up(AMINA)
    assert len(await product.conversations.aside()) == 1
    assert await product.responses.withdraw(code)
    async with product.database.reading() as connection:
        held = text("SELECT count(*) FROM inbox WHERE letter IS NOT NULL OR respondent_hash IS NOT NULL")
        assert await connection.scalar(held) == 0


async def test_a_reminder_of_what_was_taken_back_is_not_sent_in_a_new_conversation(product: Product) -> None:
    await began(product, Agreement.REMINDERS)
    await does(product, Skip(), Skip(), Send())
    [code] = await codes(product)
    assert await product.service.remind(in_days(1)) == 1
    [reminder, *_] = [parcel async for parcel in product.outbox.waiting_for(AMINA)]
    assert await product.responses.withdraw(code)
    await does(product, Greet("ward-7"))
    assert not await product.outbox.stands(reminder.id)


async def test_a_letter_that_an_older_version_wrote_brings_no_code_into_a_chat(product: Product) -> None:
    """It waited while Heard was brought up to date: its own code stood in it, of which nobody was told."""
    await does(product, Greet("ward-7"), *UP_TO_SENDING)
    await told(product)
    theirs = "8QCM-58BG-YAX6-VEAY"
    await product.service.hear(Incoming(AMINA, "old", Send(), "ur", receipt=theirs, language_chosen=False))
    [code] = await codes(product)
    assert code != theirs
    await does(product, Picked(("yes",)))
    assert await product.responses.known(code)
    assert not await product.responses.known(theirs)


async def test_a_copy_of_last_night_joins_no_chat_to_a_response(product: Product) -> None:
    """Of the database, without the key: no bytes of a chat's row stand beside a response."""
    await does(product, Greet("ward-7"), *UP_TO_SENDING)
    copies = await filed_under(product, "conversations")
    await does(product, Send())
    copies |= await filed_under(product, "conversations")
    await does(product, Stop())
    kept_under = await filed_under(product, "receipts")
    assert len(kept_under) == 1
    assert not copies & kept_under


async def lines(product: Product) -> list[str]:
    """What waits for her, and stays where it is."""
    return [read_message(parcel.body).text async for parcel in product.outbox.waiting_for(AMINA)]


async def waiting(product: Product) -> str:
    return "\n".join(await lines(product))


async def filed_under(product: Product, table: str) -> set[bytes]:
    async with product.database.reading() as connection:
        return set(map(bytes, await connection.scalars(text(f"SELECT receipt_hash FROM {table}"))))  # noqa: S608 - ours
