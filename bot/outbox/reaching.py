"""Whom the bot can write to: people open the private chat, close it, and open it again.

`communities` lies below the outbox and can owe nothing itself: those of its verbs by which a chat opens stand here, and
whoever opens it hears what could not be said before.
"""

from bot.communities import service as communities
from bot.communities.model import Actor, Reach, Sighting
from bot.core.db import Tx
from bot.outbox import service as outbox


def recognise(tx: Tx, sighting: Sighting) -> Actor:
    """As `communities.recognise`; to whoever opens their chat by this act is said what is still worth saying."""
    actor = communities.recognise(tx, sighting)
    if actor.reach is Reach.OPENED:
        outbox.say_after_all(tx, actor.person)
    return actor


def reach_changed(tx: Tx, telegram_id: int, reachable: bool) -> None:
    """Whoever has this Telegram id has blocked the bot, or let it in again. Nothing if we have not met."""
    who = communities.person_by_telegram_id(tx, telegram_id)
    if who is None:
        return
    if not reachable:
        communities.mark_unreachable(tx, who.id)
        return
    communities.mark_reachable(tx, who.id)
    outbox.say_after_all(tx, who.id)
