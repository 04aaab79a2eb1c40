"""The answer to "do you promise this?", and promises that are taken back before they bind."""

from dataclasses import dataclass

from bot.communities.access import ALLOWED, Act
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.pledges.counter import binding, rules, store, telling
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.counter.refusals import ProposalOver
from bot.pledges.finding import pledge_for, reminded, steered, unknown
from bot.pledges.model import Pledge
from bot.pledges.signing import show_if_listed
from bot.reminders.model import Reminder


@dataclass(frozen=True, slots=True)
class Answered:
    """The pledge, and what is promised for it, or not, after an answer."""

    pledge: Pledge
    promise: CounterPromise
    again: bool = False
    """It was so before; nothing was written."""
    undo: str | None = None
    """The token to take a confirmation back."""


def agree(tx: Tx, actor: Actor, code: str, number: int) -> Answered:
    """They promise what was proposed to them. It is theirs then, whoever wrote it.

    Refuses in this order: UnknownPledge, NotAllowed (who organises here no longer), ProposalOver; who has agreed is
    answered; then as `rules.making`. Raises MembershipStale.
    """
    pledge, _ = pledge_for(tx, actor, code, Act.MODERATE)
    made = store.of_pledge(tx, pledge)
    one = next((each for each in made if each.number == number), None)
    proposal = rules.agreeing(pledge, one, actor.person, actor.at)
    if proposal is None:
        assert one is not None, "the rule has looked"
        return Answered(pledge, one, again=True)
    rules.making(pledge, made, actor.person, actor.at)
    promised = rules.now_agreed(proposal, tx.now)
    store.save(tx, pledge, promised)
    telling.agreed(tx, pledge, promised)
    return Answered(pledge, promised)


def decline(tx: Tx, actor: Actor, code: str, number: int) -> Answered:
    """They don't. Refuses UnknownPledge, ProposalOver; who has declined is answered. Raises MembershipStale."""
    pledge, standing = pledge_for(tx, actor, code, Act.ANSWER)
    one = next((each for each in store.of_pledge(tx, pledge) if each.number == number), None)
    theirs = one is not None and one.owner == actor.person
    if not theirs and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)
    if theirs and one is not None and one.state is CounterState.DECLINED:
        return Answered(pledge, one, again=True)
    proposal = rules.agreeing(pledge, one, actor.person, actor.at)
    if proposal is None:
        raise ProposalOver(pledge.code)
    declined = rules.now_ended(proposal, CounterState.DECLINED, tx.now)
    store.save(tx, pledge, declined)
    binding.not_agreed(tx, pledge, declined, answered=True)
    return Answered(pledge, declined)


def take_back(tx: Tx, actor: Actor, code: str) -> Pledge:
    """Nobody is asked any more: by whoever began the pledge, or an organiser; who had asked is told, if that is
    somebody else. Nobody is asked: nothing is written.

    Refuses UnknownPledge, NotAllowed. Raises MembershipStale.
    """
    pledge, _ = steered(tx, actor, code, Act.WITHDRAW)
    binding.let_lapse(tx, pledge, by=actor.person)
    return pledge


def lapse(tx: Tx, reminder: Reminder) -> None:
    """What the reminder `binding.LAPSING` does: no answer is an answer, for the proposal that it is for."""
    pledge = reminded(tx, reminder)
    waiting = rules.pending(store.of_pledge(tx, pledge))
    if waiting is None or tx.now < rules.lapses_at(pledge, waiting.made_at):
        return
    binding.let_lapse(tx, pledge)


def withdraw(tx: Tx, actor: Actor, code: str) -> Answered:
    """Their promise is taken back, before it binds: everybody who signed with it is told.

    Refuses in this order: UnknownPledge, NothingInReturn; who has withdrawn is answered; then PledgeCancelled,
    ReturnBinds. Raises MembershipStale.
    """
    pledge, standing = pledge_for(tx, actor, code, Act.WITHDRAW)
    made = [each for each in store.of_pledge(tx, pledge) if each.owner == actor.person]
    if not made and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)
    if made and made[-1].state in (CounterState.WITHDRAWN, CounterState.LAPSED):
        return Answered(pledge, made[-1], again=True)
    mine = next((each for each in made if each.shown), None)
    taken_back = rules.now_withdrawn(pledge, rules.withdrawing(pledge, mine, actor.person), tx.now)
    store.save(tx, pledge, taken_back)
    if pledge.count:
        telling.withdrawn(tx, pledge, taken_back)
    else:
        show_if_listed(tx, pledge)
    return Answered(pledge, taken_back)


def stay(tx: Tx, actor: Actor, code: str) -> Answered:
    """After a near miss: it holds for fewer people as well; if the pledge lives with them already, it binds now.

    Refuses in this order: UnknownPledge, NothingInReturn; who has said so is answered; then PledgeCancelled,
    ReturnTooLate. Raises MembershipStale.
    """
    pledge, standing = pledge_for(tx, actor, code, Act.ANSWER)
    one = store.shown(tx, pledge)
    if (one is None or one.owner != actor.person) and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)
    mine = rules.staying(pledge, one, actor.person, actor.at)
    if mine.stays:
        return Answered(pledge, mine, again=True)
    stays = rules.now_staying(mine)
    store.save(tx, pledge, stays)
    if pledge.rescued_at is not None:
        stays = binding.bind_now(tx, pledge, stays)
    show_if_listed(tx, pledge)
    return Answered(pledge, stays)
