"""What is always true of reminders: a sentence, and the query for its exceptions."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from bot.core.statement import Statement, statement
from bot.reminders.tables import reminders

INVARIANTS: Final[Mapping[str, Statement]] = {
    "no reminder rang before it was due": statement(
        select(reminders.c.community_id, reminders.c.id, reminders.c.kind).where(
            reminders.c.rang_at < reminders.c.due_at
        )
    ),
}
