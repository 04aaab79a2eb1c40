"""Reminders of one person, which nobody hears any more."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import delete, select

from bot.communities.keeping import Keeper, Traces
from bot.communities.model import PersonId
from bot.core.db import Tx, given, statement
from bot.reminders.tables import reminders

_THEIRS: Final = reminders.c.person_id == given(reminders.c.person_id, "person")
_DELETE: Final = statement(delete(reminders).where(_THEIRS))
_TOLD: Final = statement(
    select(reminders.c.kind, reminders.c.subject, reminders.c.due_at, reminders.c.rang_at).where(_THEIRS)
)


def erase(tx: Tx, person: PersonId) -> Traces:
    """What waits for them alone, and what rang for them."""
    tx.run(_DELETE, person=person)
    return Traces()


def tell(tx: Tx, person: PersonId) -> Mapping[str, Any]:
    """What waits for them alone, and what rang for them."""
    return {"reminders": [row._asdict() for row in tx.rows(_TOLD, person=person)]}


KEEPER: Final = Keeper("reminders", erase, tell)
