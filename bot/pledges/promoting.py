"""A place has become free: whoever has waited longest for one is in, and hears it."""

from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.pledges import news, rules
from bot.pledges.model import Pledge
from bot.pledges.naming import facts_of
from bot.pledges.notices import PlaceFree
from bot.pledges.store import signatures


def promote(tx: Tx, pledge: Pledge) -> Pledge:
    """The pledge, with somebody from the waiting list in the place that has just become free, if anybody waits.

    The pledge is locked, and the caller keeps it and tells what has been reached: with their hours it may be alive.
    """
    if pledge.full or not pledge.waiting or not pledge.state.signable:
        return pledge
    first = signatures.first_waiting(tx, pledge)
    assert first is not None, "those who wait are counted"
    promoted, signature = rules.now_promoted(pledge, first, tx.now)
    signatures.save(tx, promoted, signature)
    notice = PlaceFree(facts_of(promoted))
    key = f"{notice.kind}:{promoted.id}:{signature.number}"
    audience = ToPeople((signature.person,))
    outbox.tell(tx, promoted.community, Owed(notice, audience, key, promoted.subject, Urgency.ANSWER))
    news.tell_latest_also(tx, promoted, signature.person)
    return promoted
