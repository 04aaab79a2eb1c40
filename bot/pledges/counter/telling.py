"""Who is told what about a counter-promise, and when it is asked whether they heard."""

from bot.communities import service as communities
from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToPeople, Urgency
from bot.pledges import naming
from bot.pledges.counter import binding, rules
from bot.pledges.counter.model import CounterPromise
from bot.pledges.counter.naming import facts_of
from bot.pledges.counter.notices import (
    CounterAgreed,
    CounterAsked,
    CounterEnded,
    CounterProposed,
    CounterToConfirm,
    CounterWithdrawn,
    Outcome,
)
from bot.pledges.model import Pledge
from bot.pledges.signing import show_if_listed, to_signers
from bot.reminders import service as reminders


def proposed(tx: Tx, pledge: Pledge, one: CounterPromise, *, anew: str = "") -> None:
    """Its owner is asked, `anew` by the act that has changed the pledge meanwhile; without an answer it lapses."""
    until = rules.lapses_at(pledge, one.made_at)
    author = naming.first_name(tx, pledge, one.author)
    notice = CounterProposed(naming.facts_of(pledge), facts_of(tx, pledge, one), author, until)
    if anew:
        outbox.withdraw(tx, pledge.community, pledge.subject, kinds=frozenset({notice.kind}))
    key = f"{_key(notice, pledge, one)}:{anew}"
    owed = Owed(notice, ToPeople((one.owner,)), key, pledge.subject, Urgency.ANSWER, expires_at=until)
    outbox.tell(tx, pledge.community, owed)
    lapsing = f"{binding.LAPSING}:{pledge.id}:{one.number}"
    reminders.remind(tx, pledge.community, binding.LAPSING, pledge.subject, until, key=lapsing)


def agreed(tx: Tx, pledge: Pledge, one: CounterPromise, overtaken: CounterPromise | None = None) -> None:
    """It is promised: its creator hears it, and whoever has proposed it, or another one that waits no longer."""
    authors = (one.author,) if overtaken is None else (one.author, overtaken.author)
    _tell(tx, pledge, one, CounterAgreed(naming.facts_of(pledge), facts_of(tx, pledge, one)), pledge.creator, *authors)
    show_if_listed(tx, pledge)


def withdrawn(tx: Tx, pledge: Pledge, one: CounterPromise) -> None:
    """Everybody who signed with it hears that it is promised no longer."""
    notice = CounterWithdrawn(naming.facts_of(pledge), facts_of(tx, pledge, one))
    _tell(tx, pledge, one, notice, pledge.creator)
    _tell_signers(tx, pledge, one, notice)
    show_if_listed(tx, pledge)


def done(tx: Tx, pledge: Pledge, one: CounterPromise) -> None:
    """Its owner says that it is done: the signers hear it, and whoever can confirm it is asked to."""
    no_more_questions(tx, pledge)
    facts, promise = naming.facts_of(pledge), facts_of(tx, pledge, one)
    _tell(tx, pledge, one, CounterToConfirm(facts, promise), *_who_confirm(tx, pledge, one))
    _tell_signers(tx, pledge, one, CounterEnded(facts, promise, Outcome.DONE))
    show_if_listed(tx, pledge)


def kept(tx: Tx, pledge: Pledge, one: CounterPromise) -> None:
    """It was confirmed before its owner said a word: signers and creator hear it, but for whoever has confirmed it."""
    notice = CounterEnded(naming.facts_of(pledge), facts_of(tx, pledge, one), Outcome.DONE)
    if pledge.creator != one.settled_by:
        _tell(tx, pledge, one, notice, pledge.creator)
    _tell_signers(tx, pledge, one, notice)


def failed(tx: Tx, pledge: Pledge, one: CounterPromise, outcome: Outcome) -> None:
    """Its owner can't, or never answered: signers and creator hear it, with the reason if there is one."""
    no_more_questions(tx, pledge)
    notice = CounterEnded(naming.facts_of(pledge), facts_of(tx, pledge, one), outcome, one.reason)
    _tell(tx, pledge, one, notice, pledge.creator)
    _tell_signers(tx, pledge, one, notice)
    show_if_listed(tx, pledge)


def no_more_questions(tx: Tx, pledge: Pledge) -> None:
    """It is answered: reminders and questions stop."""
    for kind in (*binding.AHEAD, *binding.ASKING, binding.MISSING):
        reminders.forget(tx, pledge.community, pledge.subject, kind=kind)
    outbox.withdraw(tx, pledge.community, pledge.subject, kinds=frozenset({CounterAsked.kind}))


def _who_confirm(tx: Tx, pledge: Pledge, one: CounterPromise) -> tuple[PersonId, ...]:
    """The creator; for their own promise some organisers who gain nothing by it, if the group may know of it."""
    if pledge.creator != one.owner:
        return (pledge.creator,)
    return communities.organisers_in_reach(tx, pledge.community) if pledge.listed else ()


def _tell(tx: Tx, pledge: Pledge, one: CounterPromise, notice: Notice, *people: PersonId) -> None:
    """These people, but for the owner, who knows."""
    audience = tuple(sorted({each for each in people if each != one.owner}))
    if audience:
        key = f"own_{_key(notice, pledge, one)}"
        outbox.tell(tx, pledge.community, Owed(notice, ToPeople(audience), key, pledge.subject, Urgency.ANSWER))


def _tell_signers(tx: Tx, pledge: Pledge, one: CounterPromise, notice: Notice) -> None:
    """Everybody who is in; the owner is left out when it is said."""
    if pledge.count:
        outbox.tell(tx, pledge.community, Owed(notice, to_signers(pledge), _key(notice, pledge, one), pledge.subject))


def _key(notice: Notice, pledge: Pledge, one: CounterPromise) -> str:
    """Each of these is told once; what a promise came to, once for each outcome."""
    outcome = f":{notice.outcome}" if isinstance(notice, CounterEnded) else ""
    return f"{notice.kind}:{pledge.id}:{one.number}{outcome}"
