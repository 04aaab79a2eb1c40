"""Column types and the one metadata that every package's tables join.

The types are chosen so that one DDL serves SQLite's STRICT tables and PostgreSQL alike.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, MetaData, Sequence, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

workers = Sequence("workers", minvalue=0, maxvalue=1023, cycle=True, metadata=metadata)
"""Numbers for the processes that share one PostgreSQL, so that their row ids differ. (SQLite has one process.)"""

Id = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit whole number: row ids, Telegram ids, counts."""

String = Text
"""Text of any length; limits are rules, checked before a row is written."""


class Moment(TypeDecorator[datetime]):
    """A UTC instant, kept as whole microseconds since 1970 (decision 0003). Refuses naive datetimes."""

    impl = BigInteger().with_variant(Integer, "sqlite")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else _EPOCH + timedelta(microseconds=value)
