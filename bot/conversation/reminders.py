"""When somebody who asked for it is reminded of what they began: twice at most, days apart, and by day. Pure."""

from datetime import date, datetime, time, timedelta

DAYS_TO_COME_BACK = 14  # after that an unfinished conversation is ended, and its link to a chat deleted
FIRST_AFTER, SECOND_AFTER = timedelta(days=1), timedelta(days=7)
APART = SECOND_AFTER - FIRST_AFTER  # also where the first came late
FROM, UNTIL = time(10), time(18)  # of the day in England; earlier and later people sleep, eat or are afraid of a phone


def by_day(moment: datetime) -> bool:
    return FROM <= moment.time() < UNTIL


def due(today: date) -> tuple[tuple[int, date, date], ...]:
    """How many reminders somebody has had, and the last days on which they may have been here and have been reminded,
    to be reminded today."""
    return (0, today - FIRST_AFTER, today - timedelta(days=1)), (1, today - SECOND_AFTER, today - APART)


def last_day(touched: date) -> date:
    """On which they can still come back."""
    return touched + timedelta(days=DAYS_TO_COME_BACK)
