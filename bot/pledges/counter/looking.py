"""What a card shows of the other half, and what its reader may do about it."""

from dataclasses import dataclass, replace

from bot.communities.model import Actor
from bot.core.db import Tx
from bot.pledges import naming, rating
from bot.pledges.counter import confirming, rules, store
from bot.pledges.counter.model import CounterPromise
from bot.pledges.model import Pledge


@dataclass(frozen=True, slots=True)
class InReturn:
    """What is promised in return for a pledge; what comes behind `keeps` is the reader's own."""

    promise: CounterPromise | None = None
    """None: nothing (any more)."""
    owner: str = ""
    """First name; "" when it is not shown."""
    keeps: tuple[int, int] | None = None
    """Between how many and how many percent of what its owner promised in return before was kept; None: it is too
    early to tell."""
    own: bool = False
    may_make: bool = False
    """They may promise something themselves, or ask an organiser to."""
    asked: CounterPromise | None = None
    """A proposal that waits for an answer: the reader's, or that of whom the reader may ask no longer."""
    to_answer: bool = False
    """It is the reader's."""
    asked_name: str = ""
    """First name of who is asked; "" when it is not shown."""
    may_confirm: bool = False


NOTHING = InReturn()


def shown(tx: Tx, pledge: Pledge) -> InReturn:
    """As everybody in the group sees it."""
    one = store.shown(tx, pledge)
    if one is None:
        return NOTHING
    keeps = rating.in_steps(store.kept_by(tx, pledge.community, one.owner))
    return InReturn(one, naming.first_name(tx, pledge, one.owner), keeps)


def nameless(tx: Tx, pledge: Pledge) -> InReturn:
    """As people see it of whom nobody knows who they are."""
    one = store.shown(tx, pledge)
    return NOTHING if one is None else InReturn(one)


def of_reader(tx: Tx, actor: Actor, pledge: Pledge, seen: InReturn, *, organiser: bool) -> InReturn:
    """The same, with what this reader may do. Raises MembershipStale."""
    made = store.of_pledge(tx, pledge)
    leads = organiser or actor.person == pledge.creator
    waiting = rules.pending(made)
    to_answer = waiting is not None and waiting.owner == actor.person
    mine = waiting if waiting is not None and (to_answer or leads) else None
    return replace(
        seen,
        own=seen.promise is not None and seen.promise.owner == actor.person,
        may_make=leads and rules.may_make(pledge, made, tx.now, organiser=organiser),
        asked=mine,
        to_answer=to_answer,
        asked_name="" if mine is None else naming.first_name(tx, pledge, mine.owner),
        may_confirm=confirming.may_confirm(tx, actor, pledge, seen.promise),
    )
