"""What may be said of a counter-promise: its owner's name as any other name."""

from bot.core.db import Tx
from bot.pledges.counter import store
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.model import Pledge
from bot.pledges.naming import first_name


def facts_of(tx: Tx, pledge: Pledge, one: CounterPromise) -> CounterFacts:
    """What every message says of it, as of now."""
    return CounterFacts(first_name(tx, pledge, one.owner), one.what, one.due, one.number, one.office)


def owed_in_return(tx: Tx, pledge: Pledge) -> CounterFacts | None:
    """What is still to come, in return for a pledge that ends; None: nothing."""
    one = store.shown(tx, pledge)
    return facts_of(tx, pledge, one) if one is not None and one.state is CounterState.OWED else None
