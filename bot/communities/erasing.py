"""Forgetting a person: of them only their number stays, and what others did with them hangs on that."""

from collections.abc import Mapping
from typing import Any, Final

from bot.communities.keeping import Keeper, Traces, traces
from bot.communities.model import PersonId
from bot.communities.store import erasing as store
from bot.communities.store import people
from bot.communities.store.erasing import forgotten
from bot.core.db import Tx

__all__ = ["KEEPER", "erase", "forgotten", "is_known"]


def is_known(tx: Tx, person: PersonId) -> bool:
    """Whether there is such a person, and they have not been forgotten; nobody else forgets them meanwhile."""
    who = people.person_by_id(tx, person, lock=True)
    return who is not None and who.telegram_id is not None


def erase(tx: Tx, person: PersonId) -> Traces:
    """Names, settings, homes, rights, half-finished dialogues."""
    who = people.person_by_id(tx, person, lock=True)
    store.forget(tx, person)
    return Traces() if who is None else traces((who.first_name, who.username))


def tell(tx: Tx, person: PersonId) -> Mapping[str, Any]:
    """The same, to be told."""
    return store.kept(tx, person)


KEEPER: Final = Keeper("you", erase, tell)
