"""Flood limits at their edges, by numbers alone."""

import pytest

from bot.sandbox.flood import UNLIMITED, Flood, Limits, Rate


def test_thirty_a_second_and_not_one_more() -> None:
    flood = Flood(Limits())
    assert [flood.admit(chat, 100.0) for chat in range(30)] == [None] * 30
    assert flood.admit(30, 100.5) == 1
    assert flood.admit(30, 101.4) == 1
    assert flood.admit(30, 101.5) is None
    assert flood.refused == 2


@pytest.mark.parametrize(("at", "wait"), [(100.999, 1), (101.0, None), (101.001, None)])
def test_a_chat_is_free_again_after_a_second(at: float, wait: int | None) -> None:
    flood = Flood(Limits())
    flood.admit(1, 100.0)
    assert flood.admit(2, at) is None
    assert flood.admit(1, at) == wait


def test_a_small_burst_and_then_the_same_pace() -> None:
    flood = Flood(Limits(chat=Rate(3, 3.0)))
    assert [flood.admit(1, 100.0 + part / 10) for part in range(3)] == [None] * 3
    assert flood.admit(1, 100.3) == 3
    assert flood.admit(1, 103.2) == 1
    assert flood.admit(1, 103.3) is None


def test_what_is_refused_does_not_count_against_anybody() -> None:
    flood = Flood(Limits(overall=Rate(2, 1.0)))
    assert flood.admit(1, 100.0) is None
    assert flood.admit(1, 100.1) == 1
    assert flood.admit(2, 100.2) is None
    assert flood.admit(3, 100.3) == 1
    assert flood.admit(3, 101.3) is None


def test_without_limits_everything_passes() -> None:
    flood = Flood(UNLIMITED)
    assert [flood.admit(1, 100.0) for _ in range(1000)] == [None] * 1000
    assert flood.refused == 0
