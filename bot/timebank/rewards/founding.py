"""Founding venues, naming their staff, closing them: organisers do it. Looking at one: those who run it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.communities import drafts, neighbours
from bot.communities import service as communities
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId, Neighbour, PersonId
from bot.core.db import Tx
from bot.core.text import clean_line
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.timebank.ledger import accounts
from bot.timebank.ledger.model import Kind
from bot.timebank.rewards import finding, rules
from bot.timebank.rewards.figures import Settlement, settlement_of
from bot.timebank.rewards.model import Offer, Venue, VenueId
from bot.timebank.rewards.notices import StaffNamed
from bot.timebank.rewards.offering import end_all
from bot.timebank.rewards.redeeming import VENUE_LIMITS
from bot.timebank.rewards.refusals import EnoughStaff, EnoughVenues, NobodyToName, NoRewardForm, VenueNameTaken
from bot.timebank.rewards.store import offers
from bot.timebank.rewards.store import venues as store

KIND: Final = "venue"
"""The kind of the draft: how is it called, or who works there?"""

NAME, STAFF = "name", "staff"
"""Its steps."""

WAITED_FOR: Final = timedelta(hours=1)
_CHOICES_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class VenueView:
    """A venue for those who run it."""

    venue: Venue
    staff: tuple[tuple[int, str], ...]
    """First names, each with the number by which they are dismissed."""
    offers: tuple[Offer, ...]
    settlement: Settlement
    organises: bool
    """The reader may name staff, and close it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is answered by typing."""

    community: CommunityId
    venue: Venue | None = None
    """Who works there? None: how is the new one called?"""
    choices: tuple[Neighbour, ...] = ()
    """Those who may have been meant."""
    searched: str = ""


def look(tx: Tx, actor: Actor, community: CommunityId, venue: VenueId) -> VenueView:
    """Refuses as `require`, then UnknownVenue."""
    return _view(tx, actor, finding.run_venue(tx, actor, community, venue))


def ask_name(tx: Tx, actor: Actor, community: CommunityId) -> Asked:
    """How is a new venue called? Refuses as `require`, then EnoughVenues."""
    finding.organising(tx, actor, community)
    _check_room(tx, community)
    drafts.keep(tx, actor.person, Draft(KIND, NAME, {}, community), lasting=WAITED_FOR)
    return Asked(community)


def ask_staff(tx: Tx, actor: Actor, community: CommunityId, venue: VenueId) -> Asked:
    """Who works there? Refuses as `require`, then UnknownVenue, EnoughStaff."""
    found = finding.organised_venue(tx, actor, community, venue)
    _check_staff(tx, found)
    drafts.keep(tx, actor.person, Draft(KIND, STAFF, {"venue": venue}, community), lasting=WAITED_FOR)
    return Asked(community, found)


def waiting(tx: Tx, actor: Actor) -> Asked | None:
    """The question that is open. Refuses as `ask_name`, `ask_staff`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        return None
    if draft.step == NAME:
        finding.organising(tx, actor, draft.community)
        return Asked(draft.community)
    return Asked(draft.community, finding.organised_venue(tx, actor, draft.community, VenueId(draft.data["venue"])))


def typed(tx: Tx, actor: Actor, text: str) -> VenueView | Asked:
    """The answer. Refuses NoRewardForm, then as `found`, `name_staff`; NobodyToName."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        raise NoRewardForm
    if draft.step == NAME:
        return found(tx, actor, draft.community, text)
    venue = finding.organised_venue(tx, actor, draft.community, VenueId(draft.data["venue"]))
    name = clean_line(text)
    meant = neighbours.called(tx, venue.community, name, _CHOICES_MOST)
    if not meant:
        raise NobodyToName(name)
    if len(meant) > 1:
        return Asked(venue.community, venue, tuple(meant), name)
    return _named(tx, actor, venue, meant[0].person)


def choose_staff(tx: Tx, actor: Actor, person: PersonId) -> VenueView:
    """One of those who may have been meant. Refuses NoRewardForm, then as `ask_staff`; NobodyToName."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None or draft.step != STAFF:
        raise NoRewardForm
    return name_staff(tx, actor, draft.community, VenueId(draft.data["venue"]), person)


def found(tx: Tx, actor: Actor, community: CommunityId, text: str) -> VenueView:
    """A new venue, with an account. Refuses as `require`; RewardTextMissing, RewardTextTooLong, EnoughVenues,
    VenueNameTaken."""
    finding.organising(tx, actor, community)
    name = rules.read_name(text)
    _check_room(tx, community)
    if name.casefold() in {each.name.casefold() for each in store.open_ones(tx, community, rules.VENUES_MOST)}:
        raise VenueNameTaken(name)
    venue = store.add(tx, community, name, actor.person)
    accounts.open_account(tx, community, Kind.VENUE, venue.id, VENUE_LIMITS)
    drafts.drop(tx, actor.person, KIND)
    return _view(tx, actor, venue)


def name_staff(tx: Tx, actor: Actor, community: CommunityId, venue: VenueId, person: PersonId) -> VenueView:
    """This resident accepts vouchers there from now on, and is told; twice is once.

    Refuses as `require`; UnknownVenue, EnoughStaff, NobodyToName.
    """
    return _named(tx, actor, finding.organised_venue(tx, actor, community, venue), person)


def dismiss(tx: Tx, actor: Actor, community: CommunityId, venue: VenueId, number: int) -> VenueView:
    """From now on no more; twice is once. Refuses as `require`, then UnknownVenue."""
    where = finding.organised_venue(tx, actor, community, venue)
    store.dismiss(tx, where, number, actor.person)
    return _view(tx, actor, where)


def close(tx: Tx, actor: Actor, community: CommunityId, venue: VenueId) -> Venue:
    """It is no more, and what is out of it is called off: hours go back. Refuses as `require`, then UnknownVenue."""
    where = finding.organised_venue(tx, actor, community, venue)
    end_all(tx, actor, where)
    store.close(tx, where, actor.person)
    return replace(where, closed_at=tx.now)


def stop(tx: Tx, actor: Actor) -> None:
    """Nothing is asked any more."""
    drafts.drop(tx, actor.person, KIND)


def _named(tx: Tx, actor: Actor, venue: Venue, person: PersonId) -> VenueView:
    _check_staff(tx, venue)
    neighbour = neighbours.neighbour(tx, venue.community, person)
    if neighbour is None:
        raise NobodyToName("")
    drafts.drop(tx, actor.person, KIND)
    if store.name_staff(tx, venue, person, actor.person) and person != actor.person:
        notice = StaffNamed(venue.name, venue.community, venue.id)
        key = f"{notice.kind}:{venue.id}:{person}:{tx.new_id()}"
        outbox.tell(tx, venue.community, Owed(notice, ToPeople((person,)), key=key, subject=f"venue:{venue.id}"))
    return _view(tx, actor, venue)


def _view(tx: Tx, actor: Actor, venue: Venue) -> VenueView:
    people = [(number, communities.person(tx, who)) for number, who in store.staff(tx, venue, rules.STAFF_MOST)]
    return VenueView(
        venue=venue,
        staff=tuple((number, who.first_name) for number, who in people if who is not None),
        offers=tuple(offers.of_venue(tx, venue)),
        settlement=settlement_of(tx, venue),
        organises=finding.organises(tx, actor, venue.community),
    )


def _check_room(tx: Tx, community: CommunityId) -> None:
    if len(store.open_ones(tx, community, rules.VENUES_MOST)) >= rules.VENUES_MOST:
        raise EnoughVenues(rules.VENUES_MOST)


def _check_staff(tx: Tx, venue: Venue) -> None:
    if len(store.staff(tx, venue, rules.STAFF_MOST)) >= rules.STAFF_MOST:
        raise EnoughStaff(rules.STAFF_MOST)
