"""Rows that get another key, although others refer to it.

Such a key cannot be changed: the rows are copied under the new one, those who refer to them follow, and then the old
rows are deleted.
"""

from typing import Any

from sqlalchemy import Column, select
from sqlalchemy.dialects import postgresql

from bot.core.statement import given


def copied(column: Column[Any]) -> postgresql.Insert:
    """INSERT every row in whose `column` stands `other` once more, with `one` there: both are given by the call."""
    values = (given(column, "one") if each is column else each for each in column.table.c)
    rows = select(*values).where(column == given(column, "other"))
    return postgresql.insert(column.table).from_select(column.table.c.keys(), rows)
