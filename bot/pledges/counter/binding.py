"""What the course of a pledge does to what is promised in return: it binds, or nothing is owed.

Called by whatever brings a pledge to life or ends it, in the same transaction.
"""

from typing import Final

from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.pledges import naming
from bot.pledges.counter import rules, store, times
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.counter.naming import facts_of
from bot.pledges.counter.notices import (
    CounterBound,
    CounterFewerAsked,
    CounterNotAgreed,
    CounterProposed,
    CounterReleased,
)
from bot.pledges.model import Pledge, PledgeState
from bot.reminders import service as reminders

AHEAD: Final = ("counter_week_ahead", "counter_day_ahead")
ASKING: Final = ("counter_ask", "counter_ask_again", "counter_ask_still", "counter_ask_last")
MISSING: Final = "counter_missing"
LAPSING: Final = "counter_lapsing"
KEPT: Final = "counter_kept"
"""The kinds of reminders."""

_FREED: Final = frozenset({CounterState.PROMISED, CounterState.OWED})


def bind(tx: Tx, pledge: Pledge) -> CounterFacts | None:
    """The pledge has just come alive: what its signers are told of the other half; None: there is none that holds."""
    let_lapse(tx, pledge)
    one = store.shown(tx, pledge)
    if one is None or one.state is not CounterState.PROMISED:
        return None
    if not rules.holds(pledge, one):
        return None  # its owner can say so until the time is up: `not_for_fewer`
    one = bind_now(tx, pledge, one)
    promise = facts_of(tx, pledge, one)
    bound = CounterBound(naming.facts_of(pledge), promise)
    key = f"{bound.kind}:{pledge.id}"
    outbox.tell(tx, pledge.community, Owed(bound, ToPeople((one.owner,)), key, pledge.subject, Urgency.ANSWER))
    return promise


def ask_for_fewer(tx: Tx, pledge: Pledge) -> CounterFacts | None:
    """The pledge has just missed, nearly: its people are asked, and so is who promises something in return. What that
    is, for whoever has to say whether to go ahead; None: nothing."""
    let_lapse(tx, pledge)
    one, until = store.shown(tx, pledge), pledge.rescue_until
    if one is None or until is None:
        return None
    promise = facts_of(tx, pledge, one)
    asked = CounterFewerAsked(naming.facts_of(pledge), promise, until)
    owed = Owed(asked, ToPeople((one.owner,)), f"{asked.kind}:{pledge.id}", pledge.subject, expires_at=until)
    outbox.tell(tx, pledge.community, owed)
    return promise


def not_for_fewer(tx: Tx, pledge: Pledge) -> None:
    """The time to say that it holds for fewer people is over."""
    one = store.shown(tx, pledge)
    if one is not None and one.state is CounterState.PROMISED:
        _release(tx, pledge, one)


def bind_now(tx: Tx, pledge: Pledge, one: CounterPromise) -> CounterPromise:
    """It is owed from now on."""
    one = rules.now_bound(one)
    store.save(tx, pledge, one)
    expect(tx, pledge, one)
    return one


def expect(tx: Tx, pledge: Pledge, one: CounterPromise) -> None:
    """Reminders before its day, questions after it. A reminder whose moment is over stays away."""
    moments = {kind: times.ahead_at(one.due, turn) for turn, kind in enumerate(AHEAD)}
    ahead = {kind: at for kind, at in moments.items() if at > tx.now}
    asking = {kind: times.asked_at(one.due, turn) for turn, kind in enumerate(ASKING)}
    for kind, at in {**ahead, **asking, MISSING: times.missed_at(one.due)}.items():
        reminders.remind(tx, pledge.community, kind, pledge.subject, at, key=f"{kind}:{pledge.id}")


def release(tx: Tx, pledge: Pledge) -> None:
    """The pledge has ended without coming alive, or is called off: nobody owes anything in return."""
    let_lapse(tx, pledge, by=pledge.cancelled_by)
    one = store.shown(tx, pledge)
    if one is not None and one.state in _FREED:
        _release(tx, pledge, one)


def let_lapse(tx: Tx, pledge: Pledge, *, by: PersonId | None = None) -> None:
    """The proposal that waited comes to nothing; its author hears it, unless it was they who ended it (`by`)."""
    lapsed = lapse_proposals(tx, pledge)
    if lapsed is not None and lapsed.author != by:
        not_agreed(tx, pledge, lapsed, answered=False)


def not_agreed(tx: Tx, pledge: Pledge, one: CounterPromise, *, answered: bool) -> None:
    """Whoever has proposed it hears that it comes to nothing."""
    notice = CounterNotAgreed(naming.facts_of(pledge), facts_of(tx, pledge, one), answered)
    key = f"own_{notice.kind}:{pledge.id}:{one.number}"
    outbox.tell(tx, pledge.community, Owed(notice, ToPeople((one.author,)), key, pledge.subject, Urgency.ANSWER))


def lapse_proposals(tx: Tx, pledge: Pledge) -> CounterPromise | None:
    """Nobody is asked any more; the proposal that waited."""
    waiting = rules.pending(store.of_pledge(tx, pledge))
    if waiting is not None:
        store.save(tx, pledge, rules.now_ended(waiting, CounterState.LAPSED, tx.now))
        outbox.withdraw(tx, pledge.community, pledge.subject, kinds=frozenset({CounterProposed.kind}))
    return waiting


def _release(tx: Tx, pledge: Pledge, one: CounterPromise) -> None:
    """Whoever has called it off themselves knows."""
    store.save(tx, pledge, rules.now_ended(one, CounterState.RELEASED, tx.now))
    cancelled = pledge.state is PledgeState.CANCELLED
    if cancelled and pledge.cancelled_by == one.owner:
        return
    told = CounterReleased(
        naming.facts_of(pledge), facts_of(tx, pledge, one), fewer=pledge.rescued_at is not None, cancelled=cancelled
    )
    key = f"{told.kind}:{pledge.id}"
    outbox.tell(tx, pledge.community, Owed(told, ToPeople((one.owner,)), key, pledge.subject, Urgency.ANSWER))
