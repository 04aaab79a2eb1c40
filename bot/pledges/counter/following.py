"""What comes of a promise that binds by itself: reminders, the question, at last silence. And who still hears it."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToPeople, Urgency
from bot.outbox.sending import StillTrue
from bot.pledges import naming
from bot.pledges.counter import agreeing, binding, bound_rules, confirming, rules, store, telling, times
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.counter.naming import facts_of
from bot.pledges.counter.notices import (
    CounterAhead,
    CounterAsked,
    CounterEnded,
    CounterFewerAsked,
    CounterProposed,
    CounterToConfirm,
    CounterWithdrawn,
    Outcome,
)
from bot.pledges.finding import reminded
from bot.pledges.listening import is_in
from bot.pledges.model import Pledge
from bot.pledges.store import pledges, signatures
from bot.reminders.model import Reminder
from bot.reminders.service import Ring


def ahead(tx: Tx, reminder: Reminder, turn: int) -> None:
    """Its day is a week off, or a day. What comes too late (an outage) stays away."""
    pledge, one = _owed(tx, reminder)
    if one is None:
        return
    until = times.ahead_at(one.due, turn + 1) if turn + 1 < len(times.AHEAD) else one.due.at
    notice = CounterAhead(naming.facts_of(pledge), facts_of(tx, pledge, one))
    if until > tx.now:
        _tell(tx, pledge, one, notice, turn, until)


def ask(tx: Tx, reminder: Reminder, turn: int) -> None:
    """Is it done? A question whose successor is due already (an outage) stays away."""
    pledge, one = _owed(tx, reminder)
    if one is None:
        return
    last = turn + 1 == len(binding.ASKING)
    until = times.missed_at(one.due) if last else times.asked_at(one.due, turn + 1)
    notice = CounterAsked(naming.facts_of(pledge), facts_of(tx, pledge, one), turn)
    if until > tx.now:
        _tell(tx, pledge, one, notice, turn, until)


def miss(tx: Tx, reminder: Reminder) -> None:
    """They never answered: everybody who counts on it is told."""
    pledge, one = _owed(tx, reminder)
    if one is not None:
        missed = bound_rules.now_missed(one, tx.now)
        store.save(tx, pledge, missed)
        telling.failed(tx, pledge, missed, Outcome.MISSED)


def _owed(tx: Tx, reminder: Reminder) -> tuple[Pledge, CounterPromise | None]:
    """The pledge, locked, and what is owed in return; None: nothing (any more)."""
    pledge = reminded(tx, reminder)
    one = store.shown(tx, pledge)
    return pledge, one if one is not None and one.state is CounterState.OWED else None


def _tell(tx: Tx, pledge: Pledge, one: CounterPromise, notice: Notice, turn: int, until: datetime) -> None:
    key = f"{notice.kind}:{pledge.id}:{turn}"
    owed = Owed(notice, ToPeople((one.owner,)), key, pledge.subject, Urgency.REMINDER, expires_at=until)
    outbox.tell(tx, pledge.community, owed)


def _still_owed(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    assert isinstance(notice, CounterAhead | CounterAsked), "the only kinds that this is asked for"
    one = _of(tx, notice.pledge.code)
    return one is not None and one.owner == person and one.state is CounterState.OWED


def _still_proposed(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    assert isinstance(notice, CounterProposed), "the only kind that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    waiting = None if pledge is None else rules.pending(store.of_pledge(tx, pledge))
    return waiting is not None and waiting.owner == person and waiting.number == notice.promise.number


def _still_asked(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    assert isinstance(notice, CounterFewerAsked), "the only kind that this is asked for"
    one = _of(tx, notice.pledge.code)
    return one is not None and one.owner == person and one.state is CounterState.PROMISED and not one.stays


def _still_to_confirm(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    assert isinstance(notice, CounterToConfirm), "the only kind that this is asked for"
    one = _of(tx, notice.pledge.code)
    return one is not None and one.owner != person and one.state is CounterState.CLAIMED


def _still_concerned(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether they are in it or have made it; its owner, or who has confirmed it, has said it themselves."""
    assert isinstance(notice, CounterEnded | CounterWithdrawn), "the only kinds that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    if pledge is None:
        return False
    one = next(each for each in store.of_pledge(tx, pledge) if each.number == notice.promise.number)
    if person in (one.owner, one.settled_by):
        return False
    return person == pledge.creator or is_in(signatures.of_person(tx, pledge, person))


def _of(tx: Tx, code: str) -> CounterPromise | None:
    pledge = pledges.by_code(tx, code, lock=False)
    return None if pledge is None else store.shown(tx, pledge)


RINGS: Final[Mapping[str, Ring]] = {
    **{kind: partial(ahead, turn=turn) for turn, kind in enumerate(binding.AHEAD)},
    **{kind: partial(ask, turn=turn) for turn, kind in enumerate(binding.ASKING)},
    binding.MISSING: miss,
    binding.LAPSING: agreeing.lapse,
    binding.KEPT: confirming.tell,
}
STILL_TRUE: Final[Mapping[str, StillTrue]] = {
    CounterAhead.kind: _still_owed,
    CounterAsked.kind: _still_owed,
    CounterProposed.kind: _still_proposed,
    CounterFewerAsked.kind: _still_asked,
    CounterToConfirm.kind: _still_to_confirm,
    CounterEnded.kind: _still_concerned,
    CounterWithdrawn.kind: _still_concerned,
}
"""Of what is told, what may be overtaken before its turn comes."""
