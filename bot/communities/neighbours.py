"""Residents as those see them who want to do something with them: found by a name, or pointed at."""

from bot.communities.model import CommunityId, Neighbour, PersonId, Pointed
from bot.communities.rules import NAME_LENGTH
from bot.communities.store import organisers as store
from bot.communities.store import people
from bot.communities.store.residents import residence
from bot.core.db import Tx
from bot.core.text import clean_line


def neighbour(tx: Tx, community: CommunityId, person: PersonId) -> Neighbour | None:
    """Somebody who lives here now; None for anybody else."""
    home = residence(tx, community, person)
    return None if home is None or home.left_at is not None else store.one(tx, community, person)


def pointed_at(tx: Tx, community: CommunityId, pointed: Pointed) -> Neighbour | None:
    """The resident whom a message points at; None: they do not live here, or we have never met."""
    who = people.person_by_telegram_id(tx, pointed.telegram_id)
    return None if who is None else neighbour(tx, community, who.id)


def called(tx: Tx, community: CommunityId, name: str, limit: int) -> list[Neighbour]:
    """Up to `limit` residents whose name or username this is, else those of whose name it is the first word.

    Never those whose name only begins so: nobody looks through the residents letter by letter.
    """
    name = clean_line(name)[:NAME_LENGTH]
    found = store.called(tx, community, name, limit) if name.strip("@ ") else []
    wanted = name.removeprefix("@").casefold()
    exact = [each for each in found if wanted in (each.name.casefold(), (each.username or "").casefold())]
    return exact or found
