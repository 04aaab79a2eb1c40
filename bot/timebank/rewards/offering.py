"""What a venue offers: written question by question, published, ended."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final

from bot.communities import drafts
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.rewards import finding, rules
from bot.timebank.rewards.model import Offer, OfferId, Terms, Venue, VenueId
from bot.timebank.rewards.redeeming import ring_at
from bot.timebank.rewards.refusals import EnoughRewards, NoRewardForm, UnknownReward
from bot.timebank.rewards.store import offers, vouchers

KIND: Final = "reward"
"""The kind of the draft."""

WAITED_FOR: Final = timedelta(hours=6)
_TOKEN_BYTES: Final = 4
_NONE: Final = "-"
"""On a button: no limit, no terms."""


class Step(StrEnum):
    """What is asked."""

    TITLE = "title"
    PRICE = "price"
    STOCK = "stock"
    DAYS = "days"
    TERMS = "terms"
    READY = "ready"


_ORDER: Final = tuple(Step)


@dataclass(frozen=True, slots=True)
class OfferForm:
    """An offer that is being written."""

    venue: Venue
    step: Step
    terms: Terms

    @property
    def token(self) -> str:
        """Stands for it on the button that publishes it."""
        return blake2b(repr((self.venue.id, self.terms)).encode(), digest_size=_TOKEN_BYTES).hexdigest()


@dataclass(frozen=True, slots=True)
class Ending:
    """An offer that is to end: what is out of it?"""

    offer: Offer
    venue: Venue
    out: int


def begin(tx: Tx, actor: Actor, community: CommunityId, venue: VenueId) -> OfferForm:
    """Refuses as `finding.run_venue`, then EnoughRewards."""
    where = finding.run_venue(tx, actor, community, venue)
    _check_room(tx, where)
    return _keep(tx, actor, OfferForm(where, Step.TITLE, Terms("", Minutes(0), None, 0)))


def waiting(tx: Tx, actor: Actor) -> OfferForm | None:
    """The form that is open. Refuses as `finding.run_venue`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        return None
    venue = finding.run_venue(tx, actor, draft.community, VenueId(draft.data["venue"]))
    return OfferForm(venue, Step(draft.step), rules.as_kept(draft.data["terms"]))


def typed(tx: Tx, actor: Actor, text: str) -> OfferForm:
    """The answer to the question that is open; behind the last one nothing is typed.

    Refuses NoRewardForm, as `finding.run_venue`, then RewardTextMissing, RewardTextTooLong, PriceNotUnderstood,
    StockNotUnderstood, DaysNotUnderstood.
    """
    form = _open(tx, actor)
    match form.step:
        case Step.TITLE:
            return _next(tx, actor, form, title=rules.read_name(text))
        case Step.PRICE:
            return _next(tx, actor, form, minutes=rules.read_price(text))
        case Step.STOCK:
            return _next(tx, actor, form, per_week=rules.read_stock(text))
        case Step.DAYS:
            return _next(tx, actor, form, days=rules.read_days(text))
        case Step.TERMS:
            return _next(tx, actor, form, terms=rules.read_terms(text))
        case Step.READY:
            return form


def choose(tx: Tx, actor: Actor, step: str, value: str) -> OfferForm:
    """A button of a question; one of a question that is answered already changes nothing. Refuses as `typed`."""
    form = _open(tx, actor)
    if form.step.value != step:
        return form
    if value == _NONE and form.step is Step.STOCK:
        return _next(tx, actor, form, per_week=None)
    if value == _NONE and form.step is Step.TERMS:
        return _next(tx, actor, form, terms=None)
    return typed(tx, actor, value) if form.step is Step.DAYS else form


def publish(tx: Tx, actor: Actor, token: str) -> Offer | OfferForm:
    """It is on offer from now on; a form that has changed meanwhile is shown again.

    Refuses NoRewardForm, as `finding.run_venue`, EnoughRewards.
    """
    form = _open(tx, actor)
    if form.step is not Step.READY or form.token != token:
        return form
    finding.run_venue(tx, actor, form.venue.community, form.venue.id, lock=True)
    _check_room(tx, form.venue)
    drafts.drop(tx, actor.person, KIND)
    return offers.add(tx, form.venue, form.terms, actor.person)


def stop(tx: Tx, actor: Actor) -> None:
    """Not after all."""
    drafts.drop(tx, actor.person, KIND)


def ask_end(tx: Tx, actor: Actor, community: CommunityId, offer: OfferId) -> Ending:
    """What would become of it? Refuses as `finding.run_venue`, UnknownReward."""
    found, venue = _run(tx, actor, community, offer, lock=False)
    return Ending(found, venue, len(vouchers.out_of_offer(tx, found)))


def end(tx: Tx, actor: Actor, community: CommunityId, offer: OfferId, *, called_off: bool) -> Ending:
    """It is not on offer any more. Vouchers that are out stay good, or are called off: then hours go back, one after
    the other, as reminders that ring at once. An end is one; twice is once. Refuses as `ask_end`."""
    found, venue = _run(tx, actor, community, offer, lock=True)
    out = vouchers.out_of_offer(tx, found)
    if found.ended_at is None:
        offers.end(tx, found, actor.person, called_off=called_off)
        for voucher in out if called_off else ():
            ring_at(tx, voucher, tx.now)
    return Ending(replace(found, ended_at=found.ended_at or tx.now), venue, len(out))


def end_all(tx: Tx, actor: Actor, venue: Venue) -> None:
    """The venue offers nothing any more, and all that is out is called off, also of what has ended before."""
    for each in offers.of_venue(tx, venue):
        offer = offers.by_id(tx, venue.community, each.id, lock=True)
        assert offer is not None, "nothing is deleted"
        if offer.ended_at is None:
            offers.end(tx, offer, actor.person, called_off=True)
    for voucher in vouchers.out_of_venue(tx, venue):
        ring_at(tx, voucher, tx.now)


def _run(tx: Tx, actor: Actor, community: CommunityId, offer: OfferId, *, lock: bool) -> tuple[Offer, Venue]:
    finding.living_in(tx, actor, community)
    found = offers.by_id(tx, community, offer, lock=lock)
    if found is None:
        raise UnknownReward
    return found, finding.run_venue(tx, actor, community, found.venue)


def _open(tx: Tx, actor: Actor) -> OfferForm:
    form = waiting(tx, actor)
    if form is None:
        raise NoRewardForm
    return form


def _next(tx: Tx, actor: Actor, form: OfferForm, **answer: Any) -> OfferForm:
    step = _ORDER[_ORDER.index(form.step) + 1]
    return _keep(tx, actor, replace(form, step=step, terms=replace(form.terms, **answer)))


def _keep(tx: Tx, actor: Actor, form: OfferForm) -> OfferForm:
    data = {"venue": form.venue.id, "terms": rules.kept(form.terms)}
    drafts.keep(tx, actor.person, Draft(KIND, form.step.value, data, form.venue.community), lasting=WAITED_FOR)
    return form


def _check_room(tx: Tx, venue: Venue) -> None:
    if len(offers.of_venue(tx, venue)) >= rules.OFFERS_MOST:
        raise EnoughRewards(rules.OFFERS_MOST)
