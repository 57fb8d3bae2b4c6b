"""Opening sealed rows of which some may not open. What is damaged is given back by its number, to be set aside; what
was sealed with a key that is not here waits for it. Each is told in the log by its number alone, and keeps no other
back."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import structlog
from sqlalchemy import Row

from feedback.store.keys import KeyMissing, Unreadable

T = TypeVar("T")
log = structlog.get_logger()


class Opening:
    """`line`: which is told of, as the log names it."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._told = set[int]()

    def each(
        self, rows: Iterable[Row[Any]], number: Callable[[Row[Any]], int], unsealed: Callable[[Row[Any]], T]
    ) -> tuple[list[T], list[int]]:
        opened, damaged = list[T](), list[int]()
        for row in rows:
            try:
                opened.append(unsealed(row))
            except KeyMissing as error:
                self._tell_once(number(row), error.why)
            except Unreadable as error:
                log.error(f"{self._line}-unread", row=number(row), why=error.why)  # noqa: TRY400 - a trace says no more
                damaged.append(number(row))
        return opened, damaged

    def _tell_once(self, row: int, why: str) -> None:
        if row not in self._told:
            self._told.add(row)
            log.error(f"{self._line}-key-missing", row=row, why=why)
