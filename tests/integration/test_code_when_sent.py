"""Whoever sends their answers in a chat is shown the code with that, so that nobody who leaves then is without it."""

import re
from datetime import timedelta

from bot.app import Product, today
from bot.commands.responses import purged
from bot.conversation.asides import Anew, Delete, Do, Greet, Tapped
from bot.conversation.bodies import read_message
from feedback.records import State
from surveys.replies import Back, Open, Picked, Send, Skip, Stop
from tests.integration.test_reminders import AMINA, does, kept, product, told

__all__ = ["product"]

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
UP_TO_SENDING = (Picked(("fft",)), Picked(("good",)), Skip(), Skip())


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
    await does(product, Anew("ward-7", conversation.mark), *UP_TO_SENDING)
    assert await codes(product) == [code]
    await does(product, Send())
    [another] = await codes(product)
    assert another != code
    assert await product.responses.withdraw(code)
    assert await product.responses.known(another)


async def test_an_old_button_does_not_carry_what_the_code_follows_from(product: Product) -> None:
    await does(product, Greet("ward-7"), *UP_TO_SENDING)
    conversation = await product.service.look(AMINA)
    assert conversation is not None
    said = [read_message(parcel.body) async for parcel in product.outbox.waiting_for(AMINA)]
    tags = {way.means.tag for one in said for row in one.ways for way in row if isinstance(way.means, Tapped)}
    assert conversation.mark in tags
    assert all(len(tag) < len(conversation.tag) for tag in tags)
    assert conversation.tag not in "".join(map(str, said))
    await does(product, Tapped(conversation.mark, Do.SEND))
    assert len(await codes(product)) == 1


async def test_where_no_question_follows_the_code_is_told_once(product: Product) -> None:
    await does(product, Greet("ward-7"), Picked(("fft",)), Picked(("good",)), Stop())
    assert len(await codes(product)) == 1
