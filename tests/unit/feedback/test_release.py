"""The chain of releases, and when an answer counts that comes too late for its own quarter."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.periods import Period, period_of
from feedback.policy import PeriodKind
from feedback.release import Draft, Release, altered, counted_in, released

SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))
SUMMER = Period(date(2026, 7, 1), date(2026, 9, 30))
DRAFT = Draft("patient", SPRING, date(2026, 7, 6), "operator", "a-policy", "[]", 12)


def register(count: int = 3) -> list[Release]:
    made: list[Release] = []
    for number in range(count):
        made.append(released(replace(DRAFT, attacked=number), made[-1] if made else None))
    return made


def told_of(releases: list[Release]) -> list[tuple[int, str]]:
    return [(one.number, one.hash) for one in releases]


def test_releases_are_numbered_and_each_names_the_one_before() -> None:
    one, two, three = register()
    assert [one.number, two.number, three.number] == [1, 2, 3]
    assert (two.previous, three.previous) == (one.hash, two.hash)
    assert altered([one, two, three], told_of([one, two, three])) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"survey": "carer"},
        {"period": SUMMER},
        {"received_to": date(2026, 7, 7)},
        {"asked_by": "somebody else"},
        {"policy": "a laxer one"},
        {"tables": "[0]"},
        {"attacked": 13},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_nothing_in_a_release_can_be_changed_unseen(changes: dict[str, object]) -> None:
    one, two, three = register()
    changed = replace(two, draft=replace(two.draft, **changes))  # type: ignore[arg-type]  # one dictionary for many types
    assert altered([one, changed, three], ()) == (2,)


def test_a_release_that_was_changed_and_hashed_anew_breaks_with_the_next() -> None:
    one, two, three = register()
    assert altered([one, released(replace(two.draft, tables="[0]"), one), three], ()) == (3,)


def test_a_release_that_was_taken_out_is_missed() -> None:
    one, two, three = register()
    assert altered([one, three], ()) == (3,)
    assert altered([two, three], ()) == (2,)


def test_the_newest_that_was_taken_out_is_missed_by_the_trail() -> None:
    one, two = register(2)
    assert altered([one], told_of([one, two])) == (2,)
    assert altered([], told_of([one, two])) == (1, 2)
    assert altered([released(replace(DRAFT, tables="[0]"), None)], told_of([one])) == (1,)


@pytest.mark.parametrize(
    ("day", "frozen", "month"),
    [
        (date(2026, 6, 30), [], None),
        (date(2026, 6, 30), [SUMMER], None),
        (date(2026, 6, 30), [SPRING], "2026-07"),
        (date(2026, 4, 1), [SPRING], "2026-07"),
        (date(2026, 5, 3), [SPRING, SUMMER], "2026-10"),
        (date(2026, 5, 3), [SUMMER, SPRING], "2026-10"),
        (date(2026, 7, 1), [SPRING], None),
    ],
)
def test_a_late_answer_counts_in_the_next_open_quarter(day: date, frozen: list[Period], month: str | None) -> None:
    assert counted_in(day, frozen) == month


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(days, st.sets(days.map(lambda day: period_of(PeriodKind.QUARTER, day)), max_size=12))
def test_no_answer_ever_counts_in_what_was_released_nor_before_its_day(day: date, frozen: set[Period]) -> None:
    month = counted_in(day, frozen) or day.strftime("%Y-%m")
    assert month not in {one for period in frozen for one in period.months}
    assert month >= day.strftime("%Y-%m")
