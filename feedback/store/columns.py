"""The kinds of column that the back ends would otherwise treat differently."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import BigInteger, ColumnElement, DateTime, Dialect, Integer, LargeBinary, Text, func
from sqlalchemy.types import TypeDecorator, TypeEngine

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")


class Id(TypeDecorator[str]):
    """A name that a program or an author gave. It sorts by code point, whatever the server's locale."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        return Text(collation="C") if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """PostgreSQL has no NUL in text. SQLite has, and would keep what could never be moved over."""
        if value is not None and "\0" in value:
            raise ValueError("an id cannot hold NUL")
        return value


class Instant(TypeDecorator[datetime]):
    """A moment, in UTC on both sides. SQLite keeps no zone: it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def opens_here(sealed: ColumnElement[bytes], ids: Sequence[bytes]) -> ColumnElement[bool]:
    """Whether it was sealed under one of these keys: all ids are of one length, and sealed values begin with theirs."""
    return func.substr(sealed, 1, len(ids[0]), type_=LargeBinary).in_(ids)
