"""A chat as its person reads it: how far they are, what is kept, and how an answer is changed before it is sent."""

from bot.app import Product
from bot.conversation.asides import Do, Greet, Tapped
from bot.conversation.bodies import read_message
from bot.conversation.messages import Message
from bot.i18n import Phrases
from surveys.answers import Chosen
from surveys.replies import Done, Open, Picked, Send, Skip, Typed
from tests.integration.test_reminders import AMINA, does, kept, product

__all__ = ["product"]


async def said(product: Product) -> list[Message]:
    """Everything that waits for her, taken out of the line."""
    messages = []
    async for parcel in product.outbox.waiting_for(AMINA):
        messages.append(read_message(parcel.body))
        await product.outbox.delivered(parcel.id)
    return messages


async def last(product: Product) -> Message:
    return (await said(product))[-1]


def urdu(product: Product) -> Phrases:
    return product.catalogues.phrases("ur")


def progress(product: Product, number: int, total: int) -> str:
    return urdu(product).text("chat.progress", number=number, total=total)


def labels(message: Message) -> list[str]:
    return [way.label for row in message.ways for way in row]


async def test_each_question_says_how_far_one_is(product: Product) -> None:
    await does(product, Greet("ward-7"))
    assert progress(product, 1, 1) not in (await last(product)).text, "who somebody is is no question of the survey"
    await does(product, Picked(("fft",)))
    assert progress(product, 1, 3) in (await last(product)).text
    await does(product, Picked(("good",)))
    assert progress(product, 2, 3) in (await last(product)).text
    await does(product, Open("overall"))
    assert progress(product, 1, 3) in (await last(product)).text


async def test_how_many_there_are_follows_from_what_was_said(product: Product) -> None:
    await does(product, Greet("ward-7"), Picked(("patient",)))
    edition = await product.editions.edition("patient", None, None)
    assert edition is not None
    while (conversation := await product.service.look(AMINA)) is not None and conversation.session.at != "unfair":
        await does(product, Skip())
    before = (await last(product)).text
    await does(product, Picked(("yes",)))
    after = (await last(product)).text
    number, total = next((n, t) for n in range(1, 40) for t in range(40) if progress(product, n, t) in before)
    more = next(t for t in range(40) if progress(product, number + 1, t) in after)
    assert more > total, "yes leads to further questions"


async def test_the_questions_about_oneself_are_counted_from_one_and_the_door_to_them_is_not(product: Product) -> None:
    await does(product, Greet("ward-7"), Picked(("fft",)), Picked(("good",)), Skip(), Skip(), Send())
    door = (await last(product)).text
    assert not any(progress(product, 1, total) in door for total in range(40))
    await does(product, Picked(("yes",)))
    first = (await last(product)).text
    assert any(progress(product, 1, total) in first for total in range(2, 40))


async def test_what_is_written_is_said_to_be_kept_in_words_once_and_then_by_a_mark(product: Product) -> None:
    phrases = urdu(product)
    in_words = phrases.text("chat.kept-writing", done=phrases.text("button.done"))
    await does(product, Greet("ward-7"), Picked(("fft",)), Picked(("good",)))
    await said(product)
    for line in ("The nurse listened.", "Every night.", "And the cook."):
        await does(product, Typed(line, whole=False))
        conversation = await product.service.look(AMINA)
        assert conversation is not None
        assert line in str(conversation.session.answers["overall-why"]), "it is kept before it is said to be"
    first, *others = await said(product)
    assert first.text == in_words
    assert [message.text for message in others] == ["✓", "✓"]
    assert all(phrases.text("button.done") in labels(message) for message in (first, *others))
    await does(product, Done(), Open("overall-why"))
    await said(product)
    await does(product, Typed("Another thought.", whole=False))
    assert (await last(product)).text == in_words, "an answer that is begun anew is a new one"


async def test_each_answer_at_the_check_has_its_own_button(product: Product) -> None:
    await does(product, Greet("ward-7"), Picked(("fft",)), Picked(("good",)), Skip(), Picked(("yes",)))
    check, phrases = await last(product), urdu(product)
    change = [phrases.text("chat.change-number", number=number) for number in (1, 2)]
    ways = [phrases.text(name) for name in ("button.send", "button.back", "page.help-link", "button.stop")]
    assert labels(check) == [*change, *ways], "a skipped question has no answer to change"
    assert all(len(row) == 1 for row in check.ways)
    edition = await product.editions.edition("fft", None, None)
    assert edition is not None
    wording = edition.wording("ur")
    assert f"1. {wording.ask('overall')}\n  {wording.label('overall', 'good')}" in check.text
    assert f"2. {wording.ask('quote')}\n  {wording.label('quote', 'yes')}" in check.text

    second = check.ways[1][0].means
    assert isinstance(second, Tapped)
    assert second.do is Do.CHANGE
    await does(product, second)
    assert wording.ask("quote") in (await last(product)).text
    await does(product, Picked(("no",)))
    assert wording.label("quote", "no") in (await last(product)).text
    await does(product, Send(), Picked(("no",)))
    [response] = await kept(product)
    assert response.answers["quote"] == Chosen("no")


async def test_a_chat_does_not_speak_of_a_device(product: Product) -> None:
    await does(product, Greet("ward-7"), Picked(("fft",)), Picked(("good",)))
    await said(product)
    await does(product, Greet("trust"))
    phrases = urdu(product)
    asked = (await last(product)).text
    for name in ("chat.elsewhere", "elsewhere.text"):
        beginning = phrases.text(name, first="", other="").split("\u2068")[0]
        assert (beginning in asked) is (name == "chat.elsewhere")
