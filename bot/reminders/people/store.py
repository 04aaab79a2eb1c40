"""Statements about the reminders of one person. They look through all of them: nobody else ever asks so."""

from typing import Any, Final

from sqlalchemy import delete, select

from bot.communities.model import PersonId
from bot.core.db import Tx, given, statement
from bot.reminders.tables import reminders

_THEIRS: Final = reminders.c.person_id == given(reminders.c.person_id, "person")
_DELETE: Final = statement(delete(reminders).where(_THEIRS))
_TOLD: Final = statement(
    select(reminders.c.kind, reminders.c.subject, reminders.c.due_at, reminders.c.rang_at).where(_THEIRS)
)


def delete_all(tx: Tx, person: PersonId) -> None:
    """What waits for them, and what rang."""
    tx.run(_DELETE, person=person)


def all_of(tx: Tx, person: PersonId) -> list[dict[str, Any]]:
    """The same, to be told."""
    return [row._asdict() for row in tx.rows(_TOLD, person=person)]
