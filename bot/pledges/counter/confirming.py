"""Was it kept? The creator or an organiser confirms it, never its owner: nobody confirms what they gain from."""

from datetime import datetime
from typing import Final

from bot.communities import undoing
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.pledges.counter import binding, bound_rules, store, telling
from bot.pledges.counter.agreeing import Answered
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.counter.notices import CounterToConfirm
from bot.pledges.finding import may_steer, reminded, steered
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.signing import show_if_listed
from bot.reminders import service as reminders
from bot.reminders.model import Reminder

CONFIRMED: Final = "return_confirmed"
"""To undo: a promise was confirmed."""


def confirm(tx: Tx, actor: Actor, code: str) -> Answered:
    """It was kept; its owner is asked no more. For a minute that can be undone; where its owner has not said so,
    everybody hears of it after that.

    Refuses in this order: UnknownPledge, NotAllowed, NothingToConfirm, OwnReturn; what is confirmed is answered.
    Raises MembershipStale.
    """
    pledge, _ = steered(tx, actor, code, Act.SEE)
    one = store.shown(tx, pledge)
    theirs = bound_rules.confirming(pledge, one, actor.person)
    if theirs is None:
        assert one is not None, "the rule has looked"
        return Answered(pledge, one, again=True)
    verified = bound_rules.now_verified(theirs, actor.person, tx.now)
    store.save(tx, pledge, verified)
    telling.no_more_questions(tx, pledge)
    outbox.withdraw(tx, pledge.community, pledge.subject, kinds=frozenset({CounterToConfirm.kind}))
    if theirs.state is not CounterState.CLAIMED:
        key = f"{binding.KEPT}:{pledge.id}:{theirs.number}"
        reminders.remind(tx, pledge.community, binding.KEPT, pledge.subject, tx.now + undoing.LASTING, key=key)
    show_if_listed(tx, pledge)
    settled_at = None if theirs.settled_at is None else theirs.settled_at.isoformat()
    before = {"code": pledge.code, "state": theirs.state.value, "settled_at": settled_at}
    return Answered(pledge, verified, undo=undoing.offer(tx, actor, CONFIRMED, before, pledge.community))


def put_back(tx: Tx, actor: Actor, undone: Draft) -> None:
    """It was a slip: it stands as before, if nobody has confirmed it since; what was called off meanwhile is owed no
    more. Refuses UnknownPledge, NotAllowed."""
    pledge, _ = steered(tx, actor, undone.data["code"], Act.SEE)
    one = store.shown(tx, pledge)
    if one is None or one.state is not CounterState.VERIFIED or one.settled_by != actor.person:
        return
    settled_at = undone.data["settled_at"]
    at = None if settled_at is None else datetime.fromisoformat(settled_at)
    before = bound_rules.now_unverified(one, CounterState(undone.data["state"]), at)
    store.save(tx, pledge, before)
    reminders.forget(tx, pledge.community, pledge.subject, kind=binding.KEPT)
    if pledge.state is PledgeState.CANCELLED:
        binding.release(tx, pledge)
    elif before.state is CounterState.OWED:
        binding.expect(tx, pledge, before)
    show_if_listed(tx, pledge)


def tell(tx: Tx, reminder: Reminder) -> None:
    """What the reminder `binding.KEPT` does: the minute is over, and it is confirmed still."""
    pledge = reminded(tx, reminder)
    one = store.shown(tx, pledge)
    if one is not None and one.state is CounterState.VERIFIED:
        telling.kept(tx, pledge, one)


def may_confirm(tx: Tx, actor: Actor, pledge: Pledge, one: CounterPromise | None) -> bool:
    """Whether to offer it. Raises MembershipStale."""
    if not bound_rules.may_confirm(one, actor.person, tx.now):
        return False
    return may_steer(tx, actor, pledge)
