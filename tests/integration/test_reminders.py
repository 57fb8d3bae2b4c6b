"""Somebody who asked to be reminded: twice at most, days apart, by day, in their language; and what becomes of them
afterwards."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import Product, today
from bot.commands.responses import purged
from bot.conversation.asides import Agree, Aside, Delete, Do, Gone, Greet, Page, Show, Tapped
from bot.conversation.bodies import read_message
from bot.conversation.messages import Incoming
from feedback.records import Agreement, Channel, Respondent, Response, State
from surveys.answers import Chosen, Nothing
from surveys.replies import Picked, Reply, Send, Skip, Stop
from tests.support.product import opened_product

AMINA = Respondent(Channel.TELEGRAM, "4477001122")
NUMBERS = count(1)


@pytest.fixture
async def product(database_url: str, tmp_path: Path) -> AsyncIterator[Product]:
    async with opened_product(tmp_path, database_url) as whole:
        yield whole


async def does(product: Product, *things: Reply | Aside, who: Respondent = AMINA) -> None:
    for thing in things:
        incoming = Incoming(who, str(next(NUMBERS)), thing, "ur", receipt=None, language_chosen=False)
        await product.service.hear(incoming)


async def told(product: Product) -> list[str]:
    """Everything that waits for her, taken out of the line."""
    texts = []
    async for parcel in product.outbox.waiting_for(AMINA):
        texts.append(read_message(parcel.body).text)
        await product.outbox.delivered(parcel.id)
    return texts


async def began(product: Product, *agreed: Agreement) -> None:
    await does(product, Greet("ward-7"), *map(Agree, agreed), Picked(("fft",)), Picked(("good",)))
    await told(product)


async def kept(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


def in_days(days: int, hour: int = 11, minute: int = 0) -> datetime:
    return datetime.combine(today() + timedelta(days=days), time(hour, minute))


async def test_nobody_is_reminded_who_did_not_ask_for_it(product: Product) -> None:
    await began(product)
    assert [await product.service.remind(in_days(day)) for day in range(14)] == [0] * 14
    assert await told(product) == []


async def test_whoever_asked_is_reminded_twice_in_their_language_and_shown_where_they_stand(product: Product) -> None:
    await began(product, Agreement.REMINDERS)
    phrases = product.catalogues.phrases("ur")

    reminded, texts = list[int](), list[str]()
    for day in range(14):
        reminded += [day] * await product.service.remind(in_days(day))
        texts += await told(product)

    assert reminded == [1, 7]
    edition = await product.editions.edition("fft", None, None)
    assert edition is not None
    first, second = texts
    assert first == second
    assert edition.wording("ur").ask("overall-why") in first
    assert phrases.text("chat.reminder", day="").split("\u2068")[0] in first


@pytest.mark.parametrize(("hour", "minute", "people"), [(9, 59, 0), (10, 0, 1), (17, 59, 1), (18, 0, 0), (3, 0, 0)])
async def test_nobody_is_reminded_at_night(product: Product, hour: int, minute: int, people: int) -> None:
    await began(product, Agreement.REMINDERS)
    assert await product.service.remind(in_days(1, hour, minute)) == people


async def test_two_processes_that_remind_at_once_remind_once(product: Product, tmp_path: Path) -> None:
    await began(product, Agreement.REMINDERS)
    [key] = await product.conversations.to_remind(0, today(), today())
    again = await product.conversations.to_remind(0, today(), today())

    assert await product.service.remind(in_days(1)) == 1
    assert [key] == again
    async with product.conversations.open_to_remind(key) as opened:
        assert opened.conversation is None


async def test_coming_back_keeps_the_count_of_reminders(product: Product) -> None:
    await began(product, Agreement.REMINDERS)
    assert await product.service.remind(in_days(1)) == 1
    await told(product)
    await does(product, Skip())
    assert await product.service.remind(in_days(1)) == 0
    assert await product.service.remind(in_days(7)) == 1
    assert await product.service.remind(in_days(13)) == 0


async def test_stopping_ends_the_reminders_and_the_link_to_the_chat(product: Product) -> None:
    await began(product, Agreement.REMINDERS)
    await does(product, Skip(), Skip(), Send(), Skip())
    assert await product.service.look(AMINA) is None
    assert await product.service.remind(in_days(1)) == 0


async def test_what_was_sent_is_thanked_for_and_not_asked_for_again(product: Product) -> None:
    await began(product, Agreement.REMINDERS)
    await does(product, Skip(), Skip(), Send())
    await told(product)
    await product.service.remind(in_days(1))
    [reminder] = await told(product)
    assert reminder.startswith(product.catalogues.phrases("ur").text("chat.reminder-sent"))


async def test_unfinished_answers_are_deleted_unless_their_giver_agreed_that_they_count(product: Product) -> None:
    await began(product)
    assert await purged(product, today() + timedelta(days=15)) == 1
    assert await kept(product) == []

    await began(product, Agreement.UNFINISHED)
    assert await purged(product, today() + timedelta(days=14)) == 0
    assert await purged(product, today() + timedelta(days=15)) == 1
    [response] = await kept(product)
    assert (response.state, response.place, response.day) == (State.UNFINISHED, "ward-7", today())
    assert response.answers["overall"] == Chosen("good")
    assert response.answers["overall-why"] is Nothing.NOT_REACHED
    assert await product.service.look(AMINA) is None
    assert await product.counts.differences() == []


async def test_agreeing_and_answering_nothing_leaves_nothing(product: Product) -> None:
    await does(product, Greet(), Agree(Agreement.UNFINISHED), Agree(Agreement.REMINDERS))
    await purged(product, today() + timedelta(days=15))
    await does(product, Greet(), Agree(Agreement.UNFINISHED), Picked(("fft",)))
    await purged(product, today() + timedelta(days=15))
    assert await kept(product) == []


async def test_an_agreement_of_the_last_time_means_nothing_the_next(product: Product) -> None:
    await began(product, Agreement.REMINDERS, Agreement.UNFINISHED)
    await does(product, Greet("ward-7"), Tapped("", Do.STOP))
    await does(product, Skip(), Skip(), Send(), Skip())
    await began(product)
    conversation = await product.service.look(AMINA)
    assert conversation is not None
    assert conversation.agreed == frozenset()


@pytest.mark.parametrize(("first", "second"), [(1, 7), (2, 8), (7, 13), (8, 14)])
async def test_the_second_comes_six_days_after_the_first_however_late_that_was(
    product: Product, first: int, second: int
) -> None:
    await began(product, Agreement.REMINDERS)
    reminded = []
    for day in range(first, 15):
        reminded += [day] * await product.service.remind(in_days(day))
        await told(product)
    assert reminded == [first, second]


async def test_after_a_long_downtime_there_is_one_reminder_a_day(product: Product) -> None:
    await began(product, Agreement.REMINDERS)
    assert [await product.service.remind(in_days(8, hour)) for hour in range(10, 18)] == [1, *[0] * 7]


async def test_while_telegram_is_away_the_later_reminder_takes_the_place_of_the_earlier(product: Product) -> None:
    await began(product, Agreement.REMINDERS)
    assert await product.service.remind(in_days(1)) == 1
    assert await product.service.remind(in_days(2)) == 0
    assert await product.service.remind(in_days(7)) == 1
    assert len(await told(product)) == 1
    assert await product.service.remind(in_days(8)) == 0
    assert await product.service.remind(in_days(13)) == 1, "the first was never sent, and does not count"
    assert len(await told(product)) == 1
    assert await product.service.remind(in_days(14)) == 0


async def test_a_reminder_that_nobody_was_sent_before_they_came_back_does_not_count(product: Product) -> None:
    await began(product, Agreement.REMINDERS)
    assert await product.service.remind(in_days(1)) == 1
    await does(product, Skip())
    await told(product)
    reminded = []
    for day in range(1, 15):
        reminded += [day] * await product.service.remind(in_days(day))
        await told(product)
    assert reminded == [1, 7]


async def test_written_by_day_it_waits_through_the_night_and_holds_nothing_back(product: Product) -> None:
    """Telegram was away until three; then they ask for help, and are reminded in the morning."""
    await began(product, Agreement.REMINDERS)
    assert await product.service.remind(in_days(1, 17, 59)) == 1
    assert await claimed(product, in_days(2, 3), reminding=False) == []
    await does(product, Show(Page.HELP))
    [help] = await claimed(product, in_days(2, 3), reminding=False)
    assert not reminding(product, help)
    [reminder] = await claimed(product, in_days(2, 10), reminding=True)
    assert reminding(product, reminder)


async def claimed(product: Product, moment: datetime, *, reminding: bool) -> list[str]:
    parcels = await product.outbox.claim(
        Channel.TELEGRAM, 10, now=moment.astimezone(UTC), seconds=60, reminding=reminding
    )
    return [read_message(parcel.body).text for parcel in parcels]


@pytest.mark.parametrize("last", [Delete(), Gone(), Tapped("", Do.STOP), Greet()])
async def test_nobody_is_reminded_who_has_just_said_something_that_was_not_worked_on_yet(
    product: Product, last: Aside
) -> None:
    await began(product, Agreement.REMINDERS)
    await product.service.receive([Incoming(AMINA, "just now", last, "ur", None, language_chosen=False)])
    assert await product.service.remind(in_days(1)) == 0
    assert await told(product) == []


@pytest.mark.parametrize("last", [Delete(), Gone(), Stop(), Skip()])
async def test_a_reminder_that_waits_is_not_sent_to_whoever_is_here_again_or_is_over_with_it(
    product: Product, last: Reply | Aside
) -> None:
    await began(product, Agreement.REMINDERS)
    assert await product.service.remind(in_days(1)) == 1
    [reminder] = [parcel async for parcel in product.outbox.waiting_for(AMINA)]
    await does(product, last)
    assert not await product.outbox.stands(reminder.id)
    assert not [text for text in await told(product) if reminding(product, text)]


async def test_one_conversation_that_cannot_be_read_keeps_nobody_else_from_being_reminded_or_ended(
    product: Product,
) -> None:
    await began(product, Agreement.REMINDERS)
    await damaged(product)
    ben = Respondent(Channel.TELEGRAM, "4477009999")
    await does(product, Greet("ward-7"), Agree(Agreement.REMINDERS), Picked(("fft",)), Picked(("good",)), who=ben)
    assert await product.service.remind(in_days(1)) == 1
    assert await purged(product, today() + timedelta(days=15)) == 2, "it ends by its age too, unread"
    assert await product.service.look(ben) is None


async def damaged(product: Product) -> None:
    async with product.database.writing() as connection:
        await connection.execute(text("UPDATE conversations SET answers = :cut"), {"cut": b"damaged"})


def reminding(product: Product, told: str) -> bool:
    return product.catalogues.phrases("ur").text("chat.reminder", day="").split("\u2068")[0] in told
