"""What becomes of promises in return when whoever made them is forgotten: nobody counts on them any longer."""

from bot.communities.keeping import GONE
from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.pledges.counter import binding, bound_rules, rules, store, telling
from bot.pledges.counter.model import CounterState
from bot.pledges.counter.notices import Outcome
from bot.pledges.model import Pledge


def let_go(tx: Tx, pledge: Pledge, person: PersonId) -> None:
    """A proposal by them or to them lapses, a promise of theirs is taken back, and what they owe can't be kept.
    Everybody concerned is told, as always; their words are gone already, and the pledge is locked."""
    waiting = rules.pending(store.of_pledge(tx, pledge))
    if waiting is not None and person in (waiting.owner, waiting.author):
        binding.let_lapse(tx, pledge, by=person)
    shown = store.shown(tx, pledge)
    if shown is None or shown.owner != person:
        return
    if shown.state is CounterState.PROMISED:
        gone = rules.now_withdrawn(pledge, shown, tx.now)
        store.save(tx, pledge, gone)
        telling.withdrawn(tx, pledge, gone)
    elif shown.state is CounterState.OWED:
        excused = bound_rules.now_excused(shown, GONE, tx.now)
        store.save(tx, pledge, excused)
        telling.failed(tx, pledge, excused, Outcome.CANT)
