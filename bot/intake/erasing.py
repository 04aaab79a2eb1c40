"""What Telegram brought of one person."""

from collections.abc import Mapping
from typing import Any, Final

from bot.communities import service as communities
from bot.communities.keeping import Keeper, Traces
from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.intake import store


def erase(tx: Tx, person: PersonId) -> Traces:
    """Of updates that are settled neither text nor number stays; it comes before their Telegram id is erased."""
    who = communities.person(tx, person)
    if who is not None and who.telegram_id is not None:
        store.erase(tx, who.telegram_id)
    return Traces()


def tell(tx: Tx, person: PersonId) -> Mapping[str, Any]:
    """What waits to be dealt with, or could not be."""
    who = communities.person(tx, person)
    return {"updates": [] if who is None or who.telegram_id is None else store.of_person(tx, who.telegram_id)}


KEEPER: Final = Keeper("brought_by_telegram", erase, tell)
