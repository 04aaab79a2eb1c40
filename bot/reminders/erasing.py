"""Reminders of one person, which nobody hears any more."""

from collections.abc import Mapping
from typing import Any, Final

from bot.communities.keeping import Keeper, Traces
from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.reminders.people import store


def erase(tx: Tx, person: PersonId) -> Traces:
    """What waits for them alone, and what rang for them."""
    store.delete_all(tx, person)
    return Traces()


def tell(tx: Tx, person: PersonId) -> Mapping[str, Any]:
    """What waits for them alone, and what rang for them."""
    return {"reminders": store.all_of(tx, person)}


KEEPER: Final = Keeper("reminders", erase, tell)
