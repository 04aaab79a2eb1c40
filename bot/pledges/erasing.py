"""Forgetting a person's part in pledges.

Their words go. What they began ends as if it was called off, unless it has come alive and somebody leads it with them:
then it is that person's, with the words to which everybody in it has agreed. Where they signed, they are out of what is
still open, and are counted without a name in what has come alive: people rely on how many they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.communities import neighbours
from bot.communities.keeping import Keeper, Traces, traces
from bot.communities.model import Actor, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.pledges import plans, rescuing, rules, signing
from bot.pledges.cancelling import call_off
from bot.pledges.counter import erasing as in_return
from bot.pledges.model import Pledge, PledgeState, SignatureState
from bot.pledges.series import rounds
from bot.pledges.series.store import series as series_store
from bot.pledges.store import erasing as store
from bot.pledges.store import pledges, signatures, words
from bot.timebank.claims import flowing


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of the pledges that somebody began."""

    called_off: int = 0
    led_by_others: int = 0


def fate(tx: Tx, person: PersonId) -> Fate:
    """If they were forgotten now."""
    found = (pledges.by_id(tx, *each, lock=False) for each in store.touched_by(tx, person))
    own = [pledge for pledge in found if pledge is not None and pledge.creator == person]
    led = sum(_goes_on(tx, pledge) for pledge in own)
    return Fate(sum(_is_open(pledge) for pledge in own) - led, led)


def erase(tx: Tx, person: PersonId) -> Traces:
    """One pledge after the other, each under its lock."""
    found = Traces()
    for each in store.touched_by(tx, person):
        pledge = pledges.by_id(tx, *each, lock=True)
        if pledge is not None:
            found |= _erase(tx, pledge, person)
    store.forget_answers(tx, person)
    return found


def tell(tx: Tx, person: PersonId) -> Mapping[str, Any]:
    """All of it."""
    return store.kept(tx, person)


def _erase(tx: Tx, pledge: Pledge, person: PersonId) -> Traces:
    own, goes_on = pledge.creator == person, _goes_on(tx, pledge)
    said, subjects = store.erase_written(tx, pledge, person), [pledge.subject]
    if own and not goes_on:
        said += store.erase_wording(tx, pledge)
        words.forget(tx, pledge)
        subjects += flowing.forget_words(tx, pledge.community, pledge.code)
    now = pledges.by_id(tx, pledge.community, pledge.id, lock=True)
    assert now is not None, "pledges are kept"
    in_return.let_go(tx, now, person)
    if own:
        _end(tx, now, goes_on=goes_on)
    else:
        _leave(tx, now, person)
    outbox.redraw_card(tx, pledge.community, pledge.subject)
    return traces(said, ((pledge.community, subject) for subject in subjects))


def _end(tx: Tx, pledge: Pledge, *, goes_on: bool) -> None:
    """What they began has no one who answers for it any more, unless it goes on."""
    found = series_store.of_pledge(tx, pledge)
    if found is not None and found[0].ended_at is None and found[0].pledge == pledge.id:
        rounds.end(tx, found[0], pledge, None)
    if goes_on:
        return
    if pledge.state is PledgeState.EXPIRED and pledge.rescue_until is not None:
        rescuing.let_go_now(tx, pledge)
    elif pledge.state.signable:
        call_off(tx, pledge, pledge.creator, "")


def _leave(tx: Tx, pledge: Pledge, person: PersonId) -> None:
    """Out of what is open, or of its waiting list; in what has come alive they lead no longer, and are counted."""
    mine = signatures.of_person(tx, pledge, person)
    if mine is None or not pledge.state.signable:
        return
    if mine.state is SignatureState.WAITING or (pledge.state is PledgeState.OPEN and mine.is_in):
        nobody = Actor(person, pledge.community, tx.now, f"forget:{person}")
        left, gone = rules.now_withdrawn(pledge, mine, nobody, tx.now)
        signatures.save(tx, left, gone)
        left = signing.without(tx, pledge, left, person)
        pledges.save(tx, left)
        signing.tell_reached(tx, pledge, left)
    elif pledge.lead == person:
        left = replace(pledge, lead=None)
        pledges.save(tx, left)
        plans.tell_if_left(tx, pledge, left)


def _is_open(pledge: Pledge) -> bool:
    return pledge.state.signable or (pledge.state is PledgeState.EXPIRED and pledge.rescue_until is not None)


def _goes_on(tx: Tx, pledge: Pledge) -> bool:
    """It has come alive, and somebody leads it who lives there."""
    alive = pledge.state.signable or pledge.state is PledgeState.ACTING
    if not alive or pledge.tipped_at is None or pledge.lead is None:
        return False
    return neighbours.neighbour(tx, pledge.community, pledge.lead) is not None


KEEPER: Final = Keeper("pledges", erase, tell)
