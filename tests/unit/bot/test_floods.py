"""Counting senders: exact at the limit, forgotten in time, and never more of them than fit."""

from bot.web.floods import Counts, Limit

THREE_A_MINUTE = Limit(most=3, seconds=60)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_sender_is_welcome_up_to_the_limit() -> None:
    counts = Counts(THREE_A_MINUTE, Clock())
    assert [counts.count("here") for _ in range(5)] == [0, 0, 0, 60, 60]
    assert counts.count("there") == 0


def test_a_minute_after_the_first_it_is_welcome_again() -> None:
    clock = Clock()
    counts = Counts(THREE_A_MINUTE, clock)
    for _ in range(9):
        counts.count("here")
    clock.now += 59.5
    assert counts.count("here") == 1
    clock.now += 0.5
    assert counts.count("here") == 0
    assert len(counts) == 1


def test_what_is_over_is_forgotten_with_the_next_who_comes() -> None:
    clock = Clock()
    counts = Counts(THREE_A_MINUTE, clock)
    for number in range(100):
        counts.count(f"sender {number}")
    clock.now += 60
    counts.count("somebody else")
    assert len(counts) == 1


def test_a_million_addresses_fill_no_memory() -> None:
    counts = Counts(THREE_A_MINUTE, Clock(), room=50)
    for number in range(1000):
        counts.count(f"sender {number}")
        assert len(counts) <= 50
    for _ in range(3):
        counts.count("sender 999")
    assert counts.count("sender 999") > 0, "the latest are still known"


def test_what_did_not_count_is_given_back() -> None:
    counts = Counts(THREE_A_MINUTE, Clock())
    for _ in range(20):
        assert counts.count("here") == 0
        counts.give_back("here")
    counts.give_back("whom nobody knows")
    assert len(counts) == 1


def test_no_address_is_kept() -> None:
    counts = Counts(THREE_A_MINUTE, Clock())
    counts.count("192.0.2.7")
    assert "192.0.2.7" not in str(vars(counts))
    assert b"192.0.2.7" not in b"".join(vars(counts)["_windows"])
