"""When the creator is silent: a reminder, then the question who leads; the first who says yes does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToPeople
from bot.outbox.sending import StillTrue
from bot.pledges.course_notices import LeaderFound, LeaderLeft, LeaderSought, PlanMissing
from bot.pledges.finding import pledge_for, reminded
from bot.pledges.listening import is_in
from bot.pledges.model import Pledge
from bot.pledges.naming import facts_of, first_name
from bot.pledges.plans import ASKED_AFTER, NO_PLAN, WHO_LEADS, has_plan
from bot.pledges.signing import show_if_listed, to_signers
from bot.pledges.speaking import Volunteering, lives, volunteering
from bot.pledges.store import pledges, signatures
from bot.reminders.model import Reminder
from bot.reminders.service import Ring


@dataclass(frozen=True, slots=True)
class Volunteered:
    """What an offer to lead came to."""

    pledge: Pledge
    outcome: Volunteering
    lead: str
    """The first name of whoever leads now; "" when it is not shown."""


def volunteer(tx: Tx, actor: Actor, code: str) -> Volunteered:
    """Lead the pledge with its creator, who has been silent. The first one does; the others learn who.

    Refuses in this order: UnknownPledge, NobodyInParticular, NotInPledge, PledgeCancelled; who leads already is
    answered; then NoLeaderNeeded. Raises MembershipStale.
    """
    pledge, _ = pledge_for(tx, actor, code, Act.PLEDGE)
    mine = signatures.of_person(tx, pledge, actor.person)
    asked = pledge.tipped_at is not None and tx.now >= pledge.tipped_at + ASKED_AFTER and not has_plan(tx, pledge)
    outcome = volunteering(pledge, mine, actor.person, asked=asked)
    if outcome is Volunteering.LEADS:
        pledge = replace(pledge, lead=actor.person)
        pledges.save(tx, pledge)
        _tell_found(tx, pledge, actor.person)
        show_if_listed(tx, pledge)
    assert pledge.lead is not None, "somebody leads now"
    return Volunteered(pledge, outcome, first_name(tx, pledge, pledge.lead))


def _tell_found(tx: Tx, pledge: Pledge, lead: PersonId) -> None:
    """Signers hear it once for a pledge, its creator once of each who offers; the card says who it is now."""
    outbox.withdraw(tx, pledge.community, pledge.subject, kinds=frozenset({LeaderSought.kind, PlanMissing.kind}))
    notice = LeaderFound(facts_of(pledge), first_name(tx, pledge, lead))
    key = f"{notice.kind}:{pledge.id}"
    own = Owed(notice, ToPeople((pledge.creator,)), f"own_{key}:{lead}", pledge.subject)
    outbox.tell(tx, pledge.community, own)
    outbox.tell(tx, pledge.community, Owed(notice, to_signers(pledge), key, pledge.subject))


def _look(tx: Tx, reminder: Reminder, tell: Callable[[Tx, Pledge], None]) -> None:
    """What the reminders do when they ring: under the lock, so that nothing follows a pledge that has ended."""
    pledge = reminded(tx, reminder)
    if _is_without_plan(tx, pledge):
        tell(tx, pledge)


def _is_without_plan(tx: Tx, pledge: Pledge) -> bool:
    return lives(pledge) and pledge.lead is None and not has_plan(tx, pledge)


def _remind(tx: Tx, pledge: Pledge) -> None:
    notice = PlanMissing(facts_of(pledge))
    key = f"{notice.kind}:{pledge.id}"
    outbox.tell(tx, pledge.community, Owed(notice, ToPeople((pledge.creator,)), key, pledge.subject))


def _ask(tx: Tx, pledge: Pledge) -> None:
    notice = LeaderSought(facts_of(pledge))
    outbox.tell(tx, pledge.community, Owed(notice, to_signers(pledge), f"{notice.kind}:{pledge.id}", pledge.subject))


def _still_without(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether there is no plan and nobody who leads, and this person is concerned."""
    assert isinstance(notice, PlanMissing | LeaderSought), "the only kinds that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    return pledge is not None and _is_without_plan(tx, pledge) and _is_concerned(tx, pledge, person)


def _still_leads(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether somebody leads it, who is told themselves by the answer to their press."""
    assert isinstance(notice, LeaderFound), "the only kind that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    led = pledge is not None and lives(pledge) and pledge.lead not in (None, person)
    return led and pledge is not None and _is_concerned(tx, pledge, person)


def _still_left(tx: Tx, _community: CommunityId, _person: PersonId, notice: Notice) -> bool:
    assert isinstance(notice, LeaderLeft), "the only kind that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    return pledge is not None and lives(pledge) and pledge.lead is None


def _is_concerned(tx: Tx, pledge: Pledge, person: PersonId) -> bool:
    return person == pledge.creator or is_in(signatures.of_person(tx, pledge, person))


RINGS: Final[Mapping[str, Ring]] = {NO_PLAN: partial(_look, tell=_remind), WHO_LEADS: partial(_look, tell=_ask)}
STILL_TRUE: Final[Mapping[str, StillTrue]] = {
    PlanMissing.kind: _still_without,
    LeaderSought.kind: _still_without,
    LeaderFound.kind: _still_leads,
    LeaderLeft.kind: _still_left,
}
