"""How pledges end by themselves: the deadline passes before enough have signed."""

from typing import Final

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.pledges import rescue_rules, rescuing, rules
from bot.pledges.counter import binding
from bot.pledges.finding import reminded
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.naming import creator_name, facts_of
from bot.pledges.notices import OwnPledgeExpired, PledgeExpired
from bot.pledges.paper import telling as paper
from bot.pledges.paper.notices import PaperNews
from bot.pledges.signing import show_if_listed, to_signers
from bot.pledges.store import pledges as store
from bot.reminders.model import Reminder

DEADLINE: Final = "pledge_deadline"
"""The kind of reminder that rings when signing is over."""


def expire(tx: Tx, community: CommunityId, pledge_id: PledgeId) -> bool:
    """End the pledge if its time is up and it did not come to life; whether it ended now.

    Under the same lock as every signature, and read anew: whoever signed in time has been counted before.
    """
    pledge = store.by_id(tx, community, pledge_id, lock=True)
    if pledge is None or tx.now < pledge.wording.closes_at:
        return False
    expired = rules.expires(pledge, tx.now)
    if expired:
        pledge = _expired(tx, rules.now_expired(pledge, tx.now))
        store.save(tx, pledge)
    show_if_listed(tx, pledge)  # also of one that came to life: nobody can sign any more
    return expired


def deadline_reached(tx: Tx, reminder: Reminder) -> None:
    """What the reminder `DEADLINE` does when it rings."""
    expire(tx, reminder.community, reminded(tx, reminder).id)


def _expired(tx: Tx, pledge: Pledge) -> Pledge:
    """Everybody hears that it was not enough, or is asked whether to go ahead with fewer."""
    if rescue_rules.near_miss(pledge, tx.now):
        return rescuing.ask(tx, pledge)
    _tell_expired(tx, pledge)
    return pledge


def _tell_expired(tx: Tx, pledge: Pledge) -> None:
    binding.release(tx, pledge)
    facts = facts_of(pledge)
    own = OwnPledgeExpired(facts)
    key = f"own_pledge_expired:{pledge.id}"
    outbox.tell(tx, pledge.community, Owed(own, ToPeople((pledge.creator,)), key, pledge.subject))
    if pledge.here:
        notice = PledgeExpired(facts, creator_name(tx, pledge))
        key = f"pledge_expired:{pledge.id}"
        outbox.tell(tx, pledge.community, Owed(notice, to_signers(pledge), key, pledge.subject))
    paper.tell(tx, pledge, PaperNews.ENDED)
