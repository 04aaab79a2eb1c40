"""/forgetme: asked once, since it cannot be undone; then of the person only a number stays."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.communities import drafts, erasing
from bot.communities import service as communities
from bot.communities.access import require_somebody
from bot.communities.drafts import Draft
from bot.communities.keeping import Keepers, Traces
from bot.communities.model import Actor, PersonId
from bot.communities.refusals import AskedTooLongAgo
from bot.core.db import Tx
from bot.outbox.erasing import redact

KIND: Final = "forget_me"
"""The draft that waits for the yes."""

LASTING: Final = timedelta(minutes=15)

_TOKEN_BITS: Final = 64


def ask(tx: Tx, actor: Actor) -> str:
    """Stands for this question on its button, for 15 minutes, and for nobody else. Refuses NobodyInParticular."""
    require_somebody(actor)
    token = f"{tx.random.getrandbits(_TOKEN_BITS):x}"
    drafts.keep(tx, actor.person, Draft(KIND, "yes", {"token": token}), lasting=LASTING)
    return token


def forget(tx: Tx, telegram_id: int, token: str, keepers: Keepers) -> bool:
    """The yes of whoever has this Telegram id. False: nobody with it is known (any more), nothing is to be forgotten.

    Nobody is recognised: that would make the person anew. Refuses AskedTooLongAgo.
    """
    who = communities.person_by_telegram_id(tx, telegram_id)
    if who is None or not erasing.is_known(tx, who.id):
        return False
    asked = drafts.draft_of(tx, who.id, KIND)
    if asked is None or asked.data["token"] != token:
        raise AskedTooLongAgo
    erase(tx, who.id, keepers)
    return True


def erase(tx: Tx, person: PersonId, keepers: Keepers) -> None:
    """Everything that any package keeps of them, whole or not at all; and what is on its way to others."""
    found = Traces()
    for keeper in keepers:
        found |= keeper.erase(tx, person)
    redact(tx, found)


def forget_again(tx: Tx, people: Sequence[PersonId], keepers: Keepers) -> int:
    """After a restore: those of these who are known again, because the copy is older than their wish; how many."""
    known = [person for person in people if erasing.is_known(tx, person)]
    for person in known:
        erase(tx, person, keepers)
    return len(known)
