"""Was it kept? The creator or an organiser confirms it, never its owner: nobody confirms what they gain from."""

from bot.communities import access
from bot.communities.access import Act
from bot.communities.model import Actor
from bot.communities.refusals import BotIsOut, NotAllowed
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.pledges.counter import bound_rules, store, telling
from bot.pledges.counter.agreeing import Answered
from bot.pledges.counter.model import CounterPromise
from bot.pledges.counter.notices import CounterToConfirm
from bot.pledges.finding import pledge_for, there
from bot.pledges.model import Pledge
from bot.pledges.refusals import UnknownPledge
from bot.pledges.signing import show_if_listed


def confirm(tx: Tx, actor: Actor, code: str) -> Answered:
    """It was kept; its owner is asked no more.

    Refuses in this order: UnknownPledge, NotAllowed, NothingToConfirm, OwnReturn; what is confirmed is answered.
    Raises MembershipStale.
    """
    pledge = _checked(tx, actor, code)
    one = store.shown(tx, pledge)
    theirs = bound_rules.confirming(pledge, one, actor.person)
    if theirs is None:
        assert one is not None, "the rule has looked"
        return Answered(pledge, one, again=True)
    verified = bound_rules.now_verified(theirs, actor.person, tx.now)
    store.save(tx, pledge, verified)
    telling.no_more_questions(tx, pledge)
    outbox.withdraw(tx, pledge.community, pledge.subject, kinds=frozenset({CounterToConfirm.kind}))
    show_if_listed(tx, pledge)
    return Answered(pledge, verified)


def may_confirm(tx: Tx, actor: Actor, pledge: Pledge, one: CounterPromise | None) -> bool:
    """Whether to offer it. Raises MembershipStale."""
    if not bound_rules.may_confirm(one, actor.person, tx.now):
        return False
    return actor.person == pledge.creator or access.may(tx, there(actor, pledge), Act.MODERATE)


def _checked(tx: Tx, actor: Actor, code: str) -> Pledge:
    try:
        pledge, _ = pledge_for(tx, actor, code, Act.MODERATE)
    except (NotAllowed, UnknownPledge, BotIsOut):
        pledge, _ = pledge_for(tx, actor, code, Act.SEE)
        if actor.person != pledge.creator:
            raise
    return pledge
