"""Never faster than Telegram allows, by a clock of the test's own; and no slower than need be."""

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.pace import BURST, IN_A_CHAT, IN_ALL, LONGEST_REST, WINDOW, Pace

MESSAGES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.floats(0, 0.3), st.booleans()),
    max_size=150,
)


@given(MESSAGES)
def test_never_more_than_telegram_allows(messages: list[tuple[str, float, bool]]) -> None:
    pace, now = Pace(), 100.0
    every: list[float] = []
    by_chat: dict[str, list[float]] = defaultdict(list)
    calls: dict[str, list[float]] = defaultdict(list)
    for chat, later, new in messages:
        now += later
        at = pace.when(chat, now, new=new)
        assert at >= now
        every.append(at)
        calls[chat].append(at)
        if new:
            by_chat[chat].append(at)
    every.sort()
    assert all(late - early >= WINDOW - 1e-6 for early, late in zip(every, every[IN_ALL:], strict=False))
    for sent in by_chat.values():
        assert all(late - early >= IN_A_CHAT - 1e-6 for early, late in pairwise(sent))
    for called in map(sorted, calls.values()):
        late_enough = BURST * IN_A_CHAT - 1e-6
        assert all(late - early >= late_enough for early, late in zip(called, called[BURST:], strict=False))


def test_the_first_message_goes_at_once_and_the_next_in_its_chat_a_second_later() -> None:
    pace = Pace()
    assert pace.when("a", 5.0) == 5.0
    assert pace.when("b", 5.0) == 5.0
    assert pace.when("a", 5.0) == 5.0 + IN_A_CHAT
    assert pace.when("a", 9.0) == 9.0


@pytest.mark.parametrize(("number", "wait"), [(IN_ALL - 1, 0.0), (IN_ALL, WINDOW), (IN_ALL + 1, WINDOW)])
def test_so_many_go_at_once_and_the_rest_a_second_later(number: int, wait: float) -> None:
    pace = Pace()
    for chat in range(number):
        pace.when(str(chat), 0.0)
    assert pace.when("last", 0.0) == wait


def test_a_taps_change_and_the_next_question_go_together() -> None:
    pace = Pace()
    assert pace.when("a", 0.0, new=False) == 0.0
    assert pace.when("a", 0.0) == 0.0
    assert pace.when("a", 3 * IN_A_CHAT, new=False) == 3 * IN_A_CHAT
    assert pace.when("a", 3 * IN_A_CHAT) == 3 * IN_A_CHAT


@pytest.mark.parametrize(("number", "wait"), [(BURST - 1, 0.0), (BURST, BURST * IN_A_CHAT), (2 * BURST, 6 * IN_A_CHAT)])
def test_changes_count_like_messages(number: int, wait: float) -> None:
    """Somebody who ticks as fast as they can."""
    pace = Pace()
    for _ in range(number):
        pace.when("a", 0.0, new=False)
    assert pace.when("a", 0.0, new=False) == wait
    assert pace.when("b", 0.0, new=False) == 0.0


def test_patience_in_one_chat_is_that_chats_alone() -> None:
    pace = Pace()
    pace.refused("a", until=40.0, now=10.0)
    assert pace.patience("a", 10.0) == 30.0
    assert pace.patience("b", 10.0) == 0.0
    assert pace.patience("a", 40.0) <= 0.0


def test_patience_in_two_chats_at_once_is_everybodys() -> None:
    pace = Pace()
    pace.refused("a", until=30.0, now=10.0)
    pace.refused("b", until=31.0, now=10.0)
    assert pace.patience("c", 10.0) == 21.0
    assert pace.resting(10.0) == 21.0


def test_two_chats_silence_nobody_else_for_long() -> None:
    """They can do so on purpose, and help goes the same way."""
    pace = Pace()
    pace.refused("a", until=4_000.0, now=10.0)
    pace.refused("b", until=4_000.0, now=10.0)
    assert pace.patience("c", 10.0) == LONGEST_REST
    assert pace.patience("a", 10.0) == 3_990.0


def test_patience_that_is_over_is_not_counted_with_a_new_one() -> None:
    pace = Pace()
    pace.refused("a", until=11.0, now=10.0)
    pace.refused("b", until=41.0, now=12.0)
    assert pace.patience("c", 12.0) == 0.0


def test_an_hours_patience_in_one_chat_slows_nobody_else_down() -> None:
    pace = Pace()
    pace.refused("a", until=3600.0, now=0.0)
    at = [pace.when(f"chat {number}", number / 20) for number in range(200)]
    assert at == [number / 20 for number in range(200)]


def test_after_many_chats_old_ones_are_left_out() -> None:
    pace = Pace()
    for number in range(5_000):
        pace.when(str(number), float(number))
        pace.refused(str(number), number + 0.5, float(number))
    assert len(pace._chats) < 1_100
    assert len(pace._refused_until) < 1_100
    assert pace.when("4999", 4999.0) == 4999.0 + IN_A_CHAT
