"""Rescue: after a near miss its creator and its signers are asked whether to go ahead with fewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.communities.access import ALLOWED, Act
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToMany, ToPeople
from bot.outbox.service import Expander
from bot.pledges import rescue_rules as rules
from bot.pledges.counter import binding
from bot.pledges.finding import pledge_for, reminded, unknown
from bot.pledges.model import Pledge, PledgeId, PledgeState
from bot.pledges.naming import facts_of
from bot.pledges.notices import OwnPledgeLetGo, OwnRescueAsked, PledgeLetGo, RescueAsked, WentAheadWithout
from bot.pledges.paper import telling as paper_people
from bot.pledges.paper.notices import PaperNews
from bot.pledges.signing import show_if_listed, tell_tipped, tell_tipped_also, to_signers, without
from bot.pledges.store import paper, pledges, rescue, signatures
from bot.reminders import service as reminders
from bot.reminders.model import Reminder

RESCUE: Final = "pledge_rescue"
"""The kind of reminder that rings when the time to answer is over."""

LEFT_OUT: Final = "pledge_left_out"
"""The set of those who did not answer, of a pledge that goes ahead without them."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The pledge after an answer."""

    pledge: Pledge
    rescued: bool = False
    """This was the answer that brought it to life."""


def ask(tx: Tx, pledge: Pledge) -> Pledge:
    """Put the question to the creator and the signers of a pledge that has just missed; it as it is then."""
    asked = rules.now_asked(pledge, tx.now)
    until = asked.rescue_until
    assert until is not None, "asked just now"
    facts, in_return = facts_of(asked), binding.ask_for_fewer(tx, asked)
    own = Owed(
        OwnRescueAsked(facts, until, asked.minimum, in_return),
        ToPeople((asked.creator,)),
        f"{OwnRescueAsked.kind}:{asked.id}",
        asked.subject,
        expires_at=until,
    )
    notice = RescueAsked(facts, until, in_return)
    key = f"{RescueAsked.kind}:{asked.id}"
    outbox.tell(tx, asked.community, own)
    outbox.tell(tx, asked.community, Owed(notice, to_signers(asked), key, asked.subject, expires_at=until))
    reminders.remind(tx, asked.community, RESCUE, asked.subject, until, key=f"{RESCUE}:{asked.id}")
    return asked


def go_ahead(tx: Tx, actor: Actor, code: str, minimum: int) -> Answered:
    """The creator's yes, if at least `minimum` signers say so too (1 to as many as have signed).

    Refuses in this order: UnknownPledge, NobodyInParticular, NotAsked, PledgeCancelled, RescueOver. Raises
    MembershipStale.
    """
    return _answered(tx, rules.now_led(_own(tx, actor, code), minimum))


def let_go(tx: Tx, actor: Actor, code: str) -> Answered:
    """The creator's no: it is over, and everybody who signed is told. Refuses as `go_ahead`; what has come to life
    meanwhile stays alive."""
    pledge = _own(tx, actor, code)
    return Answered(let_go_now(tx, pledge) if pledge.state is PledgeState.EXPIRED else pledge)


def let_go_now(tx: Tx, pledge: Pledge) -> Pledge:
    """Nobody is asked any more whether to go ahead: it is over. The pledge is locked, and people are being asked."""
    reminders.forget(tx, pledge.community, pledge.subject, kind=RESCUE)
    return _close(tx, pledge)


def stay(tx: Tx, actor: Actor, code: str, *, stays: bool) -> Answered:
    """A signer's yes or no; the yes that makes enough brings the pledge to life, here and now.

    Refuses as `go_ahead`; then the same act again is answered, and nothing is written.
    """
    pledge, standing = pledge_for(tx, actor, code, Act.ANSWER)
    mine = signatures.of_person(tx, pledge, actor.person)
    if mine is None and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)  # for whoever has left there is only what they are in
    rules.answering(pledge, actor, asked=rules.was_in(pledge, mine))
    assert mine is not None, "who is asked has signed"
    if rules.said_before(mine, actor, stays=stays):
        return Answered(pledge)
    after, signature = rules.now_answered(pledge, mine, actor, tx.now, stays=stays)
    signatures.save(tx, after, signature)
    if after.count > pledge.count:
        tell_tipped_also(tx, after, actor.person)
    elif after.count < pledge.count:
        after = without(tx, pledge, after, actor.person)
    return _answered(tx, after)


def time_is_up(tx: Tx, reminder: Reminder) -> None:
    """What the reminder `RESCUE` does when it rings."""
    pledge = reminded(tx, reminder)
    if pledge.rescued_at is not None:
        binding.not_for_fewer(tx, pledge)
        show_if_listed(tx, pledge)
    if pledge.state is PledgeState.EXPIRED:
        _close(tx, pledge)
        key = f"{OwnPledgeLetGo.kind}:{pledge.id}"
        own = Owed(OwnPledgeLetGo(facts_of(pledge)), ToPeople((pledge.creator,)), key, pledge.subject)
        outbox.tell(tx, pledge.community, own)
    elif pledge.state is PledgeState.RESCUED:
        notice = WentAheadWithout(facts_of(pledge))
        key = f"{notice.kind}:{pledge.id}"
        outbox.tell(tx, pledge.community, Owed(notice, ToMany(LEFT_OUT, pledge.id), key, pledge.subject))


def is_asked(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether somebody who is to be asked has not answered meanwhile."""
    assert isinstance(notice, RescueAsked), "the only kind that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    mine = None if pledge is None else signatures.of_person(tx, pledge, person)
    return mine is not None and mine.stays is None and pledge is not None and rules.is_asking(pledge, tx.now)


def left_out_after(
    tx: Tx, community: CommunityId, subject_id: int, after: int, limit: int
) -> list[tuple[int, PersonId]]:
    """The next of those without whom it goes ahead: the outbox expands `LEFT_OUT` with it."""
    return rescue.left_out(tx, community, PledgeId(subject_id), after=after, limit=limit)


def _own(tx: Tx, actor: Actor, code: str) -> Pledge:
    """The pledge that the actor has made and may answer for."""
    pledge, standing = pledge_for(tx, actor, code, Act.ANSWER)
    if actor.person != pledge.creator and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)
    rules.answering(pledge, actor, asked=actor.person == pledge.creator)
    return pledge


def _answered(tx: Tx, pledge: Pledge) -> Answered:
    """Keep what was answered; with enough yes it comes to life, and who has not said yes is not in it any more."""
    rescued = rules.is_rescued(pledge)
    if rescued:
        paper_people.tell(tx, pledge, PaperNews.LEFT_OUT)
        pledge = rules.now_rescued(pledge, tx.now)
        rescue.leave_out(tx, pledge)
        paper.leave_out(tx, pledge)
    pledges.save(tx, pledge)
    if rescued:
        tell_tipped(tx, pledge)
    show_if_listed(tx, pledge)
    return Answered(pledge, rescued)


def _close(tx: Tx, pledge: Pledge) -> Pledge:
    """It does not go ahead: its signers are told, and nobody is asked any more."""
    closed = rules.now_closed(pledge, tx.now)
    pledges.save(tx, closed)
    binding.release(tx, closed)
    outbox.withdraw(tx, closed.community, closed.subject, kinds=frozenset({RescueAsked.kind, OwnRescueAsked.kind}))
    notice = PledgeLetGo(facts_of(closed))
    key = f"{notice.kind}:{closed.id}"
    outbox.tell(tx, closed.community, Owed(notice, to_signers(closed), key, closed.subject))
    paper_people.tell(tx, closed, PaperNews.ENDED)
    show_if_listed(tx, closed)
    return closed


SETS: Final[Mapping[str, Expander]] = {LEFT_OUT: left_out_after}
"""The sets of people that only a rescue knows."""
