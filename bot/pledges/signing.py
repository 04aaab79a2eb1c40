"""Signing and withdrawing: the verbs of those who join."""

from dataclasses import dataclass
from typing import Final

from bot.communities.access import ALLOWED, Act
from bot.communities.model import Actor, CommunityId, PersonId, Reach
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToMany, ToPeople, Urgency
from bot.pledges import awaiting, milestones, news, plans, rules, unreached
from bot.pledges.counter import binding
from bot.pledges.finding import pledge_for, unknown
from bot.pledges.model import Pledge, PledgeId, SignatureState
from bot.pledges.naming import creator_name, facts_of, first_names
from bot.pledges.notices import OwnPledgeTipped, PlaceFree, PledgeTipped
from bot.pledges.paper import telling as paper
from bot.pledges.paper.notices import PaperNews
from bot.pledges.promoting import promote
from bot.pledges.rules import Signing
from bot.pledges.signature import Signature
from bot.pledges.store import pledges, signatures

SIGNERS: Final = "pledge_signers"
"""The set of those who are in a pledge, by its id."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a wish to sign came to, and the pledge as it is now."""

    pledge: Pledge
    outcome: Signing
    tipped: bool = False
    """This was the signature that brought it to life."""
    reachable: bool = True
    """The bot can write to them; else they have to open their chat to be told what becomes of it."""
    amount: int | None = None
    """What they give now, in minutes or minor units, where it counts those."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The pledge after a withdrawal."""

    pledge: Pledge
    again: bool
    """They, or this very act, had withdrawn before; nothing was written."""
    may_return: bool = False
    """They can sign again, as things stand."""
    waited: bool = False
    """It was a place on the waiting list."""


def sign(tx: Tx, actor: Actor, code: str, amount: int | None = None) -> Signed:
    """Join the pledge; the signature that reaches the threshold brings it to life, here and now.

    `amount` is what they give where it counts hours, in minutes that have been checked (`giving`): who is in gives so
    many from now on; without it nothing is written. Refuses in this order: UnknownPledge, NobodyInParticular,
    OwnPledge; who has signed is answered; then PledgeCancelled, SigningOver. When every place is taken nothing is
    written (`waiting.wait`). Raises MembershipStale.
    """
    pledge, _ = pledge_for(tx, actor, code, Act.SIGN)
    mine = signatures.of_person(tx, pledge, actor.person)
    outcome = rules.signing(pledge, mine, actor, amount)
    reachable = actor.reach is not Reach.CLOSED
    if outcome is Signing.CHANGED:
        assert mine is not None and amount is not None, "the rule has looked"
        return _given(tx, pledge, mine, amount, reachable=reachable)
    if outcome is not Signing.SIGNED:
        return Signed(pledge, outcome, reachable=reachable, amount=None if mine is None else mine.amount)
    signed, signature = rules.now_signed(pledge, mine, actor, tx.now, amount)
    if mine is None:
        signatures.add(tx, signed, signature)
    else:
        signatures.save(tx, signed, signature)
    pledges.save(tx, signed)
    if signed.tipped_at is not None and pledge.tipped_at is not None:
        tell_tipped_also(tx, signed, actor.person)
    tipped = tell_reached(tx, pledge, signed)
    return Signed(signed, outcome, tipped, reachable, signature.amount)


def _given(tx: Tx, pledge: Pledge, mine: Signature, amount: int, *, reachable: bool) -> Signed:
    """Whoever is in, or waits, gives another amount from now on."""
    after, signature = rules.now_giving(pledge, mine, amount, tx.now)
    signatures.save(tx, after, signature)
    pledges.save(tx, after)
    return Signed(after, Signing.CHANGED, tell_reached(tx, pledge, after), reachable, amount)


def tell_reached(tx: Tx, before: Pledge, after: Pledge) -> bool:
    """Whether the pledge has come to life just now; what has been reached is told, and the card shows it."""
    tipped = after.state is not before.state
    if tipped:
        tell_tipped(tx, after)
    elif after.tipped_at is None:
        milestones.tell(tx, before, after)
    show_if_listed(tx, after)
    return tipped


def withdraw(tx: Tx, actor: Actor, code: str) -> Withdrawn:
    """Take one's signature back. A pledge that has come to life stays alive.

    Refuses in this order: UnknownPledge, NobodyInParticular, NotSigned; who has withdrawn is answered; then
    PledgeCancelled, PledgeOver. Raises MembershipStale.
    """
    pledge, standing = pledge_for(tx, actor, code, Act.WITHDRAW)
    mine = signatures.of_person(tx, pledge, actor.person)
    if mine is None and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)  # for whoever has left there is only what they are in
    mine = rules.withdrawing(pledge, mine, actor)
    if mine is None:
        return Withdrawn(pledge, again=True)
    left, taken_back = rules.now_withdrawn(pledge, mine, actor, tx.now)
    signatures.save(tx, left, taken_back)
    left = without(tx, pledge, left, actor.person)
    pledges.save(tx, left)
    tell_reached(tx, pledge, left)
    may_return = Act.SIGN in ALLOWED[standing] and rules.signing_open(left, tx.now)
    return Withdrawn(left, again=False, may_return=may_return, waited=mine.state is SignatureState.WAITING)


def without(tx: Tx, before: Pledge, after: Pledge, person: PersonId) -> Pledge:
    """What follows when this person is not in it any more, whether they withdrew or can't: their place goes to whoever
    has waited longest, and nothing that is only for those who are in reaches them. The caller keeps the pledge, and
    tells what has been reached."""
    after = promote(tx, after)
    if after.tipped_at is not None:
        outbox.withdraw_from(tx, after.community, _tipped_key(after), person)
        news.withdraw_latest_from(tx, after, person)
        plans.tell_if_left(tx, before, after)
    return after


def signers_after(
    tx: Tx, community: CommunityId, subject_id: int, after: int, limit: int
) -> list[tuple[int, PersonId]]:
    """The next of those who are in, by number: the outbox expands `SIGNERS` with it."""
    return signatures.signers(tx, community, PledgeId(subject_id), after=after, limit=limit)


def is_in(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether somebody who is to be told that "their" pledge has come to life has not withdrawn meanwhile."""
    assert isinstance(notice, PledgeTipped | PlaceFree), "the only kinds that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    mine = None if pledge is None else signatures.of_person(tx, pledge, person)
    return mine is not None and mine.is_in


def show_if_listed(tx: Tx, pledge: Pledge) -> None:
    """Refresh the card in the group, if the group may know of the pledge."""
    if pledge.listed:
        outbox.show_card(tx, pledge.community, pledge.subject)


def to_signers(pledge: Pledge) -> ToMany:
    """Everybody who is in."""
    return ToMany(SIGNERS, pledge.id)


def tell_tipped(tx: Tx, pledge: Pledge) -> None:
    """Once for ever: by the keys, and because only one signature finds the pledge open and makes it enough."""
    names, facts, in_return = first_names(tx, pledge), facts_of(pledge), binding.bind(tx, pledge)
    until = pledge.wording.deadline.at + outbox.LIFETIME  # people still sign until the deadline, and are told then
    for_signers = Owed(
        PledgeTipped(facts, creator_name(tx, pledge), names, in_return),
        to_signers(pledge),
        _tipped_key(pledge),
        pledge.subject,
        Urgency.ANSWER,
        until,
    )
    for_creator = Owed(
        OwnPledgeTipped(facts, names, in_return),
        ToPeople((pledge.creator,)),
        f"own_pledge_tipped:{pledge.id}",
        pledge.subject,
        Urgency.ANSWER,
        until,
    )
    outbox.tell(tx, pledge.community, for_creator)
    outbox.tell(tx, pledge.community, for_signers)
    paper.tell(tx, pledge, PaperNews.TIPPED)
    unreached.watch(tx, pledge, unreached.TIPPED)
    plans.watch(tx, pledge)
    awaiting.expect(tx, pledge)


def tell_tipped_also(tx: Tx, pledge: Pledge, person: PersonId) -> None:
    """Whoever comes in later hears it as well, and the latest news."""
    outbox.tell_also(tx, pledge.community, _tipped_key(pledge), person)
    news.tell_latest_also(tx, pledge, person)


def _tipped_key(pledge: Pledge) -> str:
    return unreached.notice_key(unreached.TIPPED, pledge.id)
