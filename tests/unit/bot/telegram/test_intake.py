"""What comes in is stored before it is confirmed. A thumb that shakes presses once; what comes again was not lost."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Bot

from bot.channels.telegram.bounds import AT_ONCE, SECONDS_EACH, Bounds
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.pace import IN_A_CHAT
from bot.channels.telegram.reading import Said
from bot.channels.telegram.trouble import Trouble
from bot.conversation.messages import Incoming
from bot.i18n import load_catalogues
from feedback.errors import Away
from feedback.records import Respondent

POLISH = load_catalogues().phrases("pl")
GOOD, POOR, TICK = "t.tag.pick.0.1", "t.tag.pick.0.3", "t.tag.tick.4.1"


def tap(number: int, data: str = GOOD, on: int = 9, chat: int = 5) -> dict[str, Any]:
    who = {"id": chat, "is_bot": False, "first_name": "A", "language_code": "pl"}
    message = {"message_id": on, "date": 1, "chat": {"id": chat, "type": "private"}}
    query = {"id": f"q{number}", "from": who, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": number, "callback_query": query}


def words(number: int, text: str) -> dict[str, Any]:
    who = {"id": 5, "is_bot": False, "first_name": "A", "language_code": "pl"}
    message = {"message_id": number, "date": 1, "chat": {"id": 5, "type": "private"}, "from": who, "text": text}
    return {"update_id": number, "message": message}


class Desk:
    """An intake with a clock of its own, and an inbox that can be away."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.away = False
        self.stored: list[str] = []
        self.answered: list[str] = []
        self.told: list[str] = []
        trouble, catalogues = Trouble(load_catalogues()), load_catalogues()

        def tell(update: str, said: Said) -> None:
            message = trouble.says(update, said)
            if message is not None:
                self.told.append(message.text)

        def scold(said: Said) -> None:
            if trouble.is_to_hear(said, self.seconds):
                self.told.append(trouble.too_much(said, None).text)

        bot = Bot("1:made-up")
        bot._bot_user = SimpleNamespace(username="heard_bot")  # type: ignore[assignment]  # as after getMe
        lanes = Lanes(self._catch_up, lambda: None)
        self._intake = Intake(
            self, catalogues, bot, lanes, self.answered.append, tell, scold, trouble.taken, lambda: self.seconds
        )

    async def receive(self, incoming: Sequence[Incoming]) -> None:
        if self.away:
            raise Away("gone")
        self.stored += [one.update for one in incoming if one.update not in self.stored]

    async def take(self, *updates: Mapping[str, Any]) -> None:
        await self._intake.take(updates)

    async def _catch_up(self, respondent: Respondent) -> None: ...


@pytest.fixture
async def desk() -> Desk:
    return Desk()


async def test_a_button_pressed_twice_by_one_wish_counts_once_and_stops_waiting_twice(desk: Desk) -> None:
    await desk.take(tap(1))
    desk.seconds = IN_A_CHAT - 0.01
    await desk.take(tap(2))
    assert desk.stored == ["1"]
    assert desk.answered == ["q1", "q2"]


async def test_in_one_batch_too(desk: Desk) -> None:
    await desk.take(tap(1), tap(2), tap(3))
    assert desk.stored == ["1"]


async def test_later_it_is_another_wish(desk: Desk) -> None:
    await desk.take(tap(1))
    desk.seconds = IN_A_CHAT
    await desk.take(tap(2))
    assert desk.stored == ["1", "2"]


async def test_another_button_another_message_another_chat_are_other_wishes(desk: Desk) -> None:
    await desk.take(tap(1), tap(2, POOR), tap(3, POOR, on=8), tap(4, POOR, on=8, chat=6), tap(5, POOR, on=8))
    assert desk.stored == ["1", "2", "3", "4"]


async def test_ticks_are_as_many_as_were_tapped(desk: Desk) -> None:
    await desk.take(tap(1, TICK), tap(2, TICK), tap(3, TICK))
    assert desk.stored == ["1", "2", "3"]


async def test_the_same_words_twice_are_words_twice(desk: Desk) -> None:
    await desk.take(words(1, "no"), words(2, "no"))
    assert desk.stored == ["1", "2"]


async def test_what_could_not_be_stored_is_no_second_press_when_it_comes_again(desk: Desk) -> None:
    desk.away = True
    with pytest.raises(Away):
        await desk.take(tap(1))
    desk.away = False
    await desk.take(tap(1))
    assert desk.stored == ["1"]


async def test_what_was_stored_and_comes_again_is_handed_on_for_the_inbox_to_know(desk: Desk) -> None:
    await desk.take(tap(1))
    await desk.take(tap(1), tap(1))
    assert desk.stored == ["1"]


async def test_out_of_order_updates_are_put_in_order(desk: Desk) -> None:
    await desk.take(words(3, "c"), words(1, "a"), words(2, "b"))
    assert desk.stored == ["1", "2", "3"]


@pytest.mark.parametrize("asked", ["/help", "help", "Pomoc", "مدد"])
async def test_while_nothing_can_be_stored_whoever_asks_for_help_is_given_it(desk: Desk, asked: str) -> None:
    desk.away = True
    for _ in range(3):
        with pytest.raises(Away):
            await desk.take(words(1, asked))
    with pytest.raises(Away):
        await desk.take(words(2, asked))
    assert len(desk.told) == 2, "once for each time that it was asked for"
    assert all("116 123" in text for text in desk.told)


async def test_everybody_else_is_told_once_that_it_takes_a_while(desk: Desk) -> None:
    desk.away = True
    for number in range(3):
        with pytest.raises(Away):
            await desk.take(tap(number), words(10 + number, "hello"))
    [told] = desk.told
    assert told.startswith(POLISH.text("chat.trouble-tap")), "the first of them was a tap"
    assert "116 123" in told, "whoever writes after too many others is not heard"


async def test_what_was_typed_is_kept_by_telegram_for_long_and_what_was_tapped_is_not(desk: Desk) -> None:
    desk.away = True
    with pytest.raises(Away):
        await desk.take(words(1, "hello"), tap(2, chat=6))
    typed, tapped = desk.told
    assert typed.startswith(POLISH.text("chat.trouble"))
    assert tapped.startswith(POLISH.text("chat.trouble-tap"))


async def test_up_to_the_bound_everything_is_kept_and_beyond_it_dropped_and_told_once(desk: Desk) -> None:
    await desk.take(*(words(number, "x") for number in range(AT_ONCE)))
    assert len(desk.stored) == AT_ONCE
    assert desk.told == []
    await desk.take(*(words(AT_ONCE + number, "x") for number in range(50)))
    assert len(desk.stored) == AT_ONCE
    [told] = desk.told
    assert told.startswith(POLISH.text("chat.too-many"))
    assert "116 123" in told


async def test_one_chat_beyond_its_bound_keeps_no_other_from_being_heard(desk: Desk) -> None:
    await desk.take(*(words(number, "x") for number in range(AT_ONCE + 1)), tap(1_000, chat=6))
    assert desk.stored[-1] == "1000"


async def test_a_bound_gives_way_with_time(desk: Desk) -> None:
    await desk.take(*(words(number, "x") for number in range(AT_ONCE)))
    desk.seconds = 2 * SECONDS_EACH
    await desk.take(words(1_000, "x"), words(1_001, "x"), words(1_002, "x"))
    assert desk.stored[-2:] == ["1000", "1001"]
    desk.seconds += AT_ONCE * SECONDS_EACH
    await desk.take(*(words(2_000 + number, "x") for number in range(AT_ONCE)))
    assert len(desk.stored) == 2 * AT_ONCE + 2


async def test_whoever_waits_and_goes_on_is_told_again_of_what_is_dropped(desk: Desk) -> None:
    """They did as they were told, and waited; then they write forty lines, and ten of them are lost."""
    await desk.take(*(words(number, "x") for number in range(AT_ONCE + 1)))
    desk.seconds = 30 * SECONDS_EACH
    for number in range(40):
        await desk.take(words(1_000 + number, "x"))
    assert len(desk.stored) == AT_ONCE + 30
    assert len(desk.told) == 2


async def test_a_tap_that_is_dropped_stops_waiting(desk: Desk) -> None:
    await desk.take(*(words(number, "x") for number in range(AT_ONCE)), tap(5_000))
    assert "5000" not in desk.stored
    assert desk.answered == ["q5000"]


@pytest.mark.parametrize(
    "asked", ["/delete", "/delete ABCD-EFGH-JKMN", "usuń moje odpowiedzi", "/stop", "/help", "مدد"]
)
async def test_asking_for_help_to_stop_or_to_delete_is_taken_beyond_all_bounds(desk: Desk, asked: str) -> None:
    await desk.take(*(words(number, "x") for number in range(AT_ONCE + 50)), words(5_000, asked))
    assert desk.stored[-1] == "5000"


@pytest.mark.parametrize("button", ["t.tag.stop..", "s.help"])
async def test_by_a_button_too(desk: Desk, button: str) -> None:
    await desk.take(*(words(number, "x") for number in range(AT_ONCE)), tap(5_000, button), tap(5_001, "s.privacy"))
    assert desk.stored[-1] == "5000"


async def test_whoever_asks_for_nothing_but_help_and_without_end_is_given_it_each_minute(desk: Desk) -> None:
    await desk.take(*(words(number, "/help") for number in range(AT_ONCE)))
    for number in range(30):
        await desk.take(words(1_000 + number, "/help"))
    assert len(desk.told) == 1
    assert "116 123" in desk.told[0]
    desk.seconds = 60.0
    await desk.take(*(words(2_000 + number, "/help") for number in range(20)))
    assert len(desk.told) == 2
    await desk.take(words(3_000, "x"))
    assert desk.stored[-1] == "3000", "an answer has room of its own, too"


async def test_what_comes_again_and_again_while_the_store_is_away_uses_up_nothing(desk: Desk) -> None:
    desk.away = True
    for _ in range(10):
        with pytest.raises(Away):
            await desk.take(*(words(number, "x") for number in range(100)))
    desk.away = False
    await desk.take(*(words(number, "x") for number in range(AT_ONCE)))
    assert len(desk.stored) == AT_ONCE


def test_of_chats_that_have_been_quiet_nothing_is_kept() -> None:
    bounds = Bounds()
    for number in range(5_000):
        bounds.took(str(number), float(number))
    assert len(bounds._said) < 1_100
