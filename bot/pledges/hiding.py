"""Reports of abuse, and hiding: what organisers can take out of the community's sight, and show again."""

from dataclasses import dataclass, replace

from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.pledges.course_refusals import OwnReport
from bot.pledges.finding import pledge_for
from bot.pledges.model import Pledge
from bot.pledges.naming import facts_of
from bot.pledges.notices import PledgeHidden, PledgeReported
from bot.pledges.store import pledges as store
from bot.pledges.wording import Visibility


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of a report."""

    pledge: Pledge
    heard: bool
    """An organiser is told, or was; False: none of them can be written to."""


def report(tx: Tx, actor: Actor, code: str) -> Reported:
    """Tell organisers that somebody finds this pledge abusive, not who; once for each person.

    Refuses in this order: UnknownPledge, NobodyInParticular, OwnReport. Raises MembershipStale.
    """
    pledge, _ = pledge_for(tx, actor, code, Act.SIGN)
    if actor.person == pledge.creator:
        raise OwnReport(pledge.code)
    if pledge.hidden_at is not None:
        return Reported(pledge, heard=True)
    organisers = tuple(who for who in communities.organisers_in_reach(tx, pledge.community) if who != pledge.creator)
    if organisers:
        notice = PledgeReported(facts_of(pledge))
        key = f"{notice.kind}:{pledge.id}:{actor.person}"
        outbox.tell(tx, pledge.community, Owed(notice, ToPeople(organisers), key, pledge.subject, Urgency.ANSWER))
    return Reported(pledge, heard=bool(organisers))


def hide(tx: Tx, actor: Actor, code: str) -> Pledge:
    """Take the pledge out of lists, and its words off its card in the group; who made it is told. Signatures stay, and
    whoever has its code still finds it. Hidden already: nothing is written.

    Refuses in this order: UnknownPledge, NotAllowed. Raises MembershipStale.
    """
    pledge, _ = pledge_for(tx, actor, code, Act.MODERATE)
    if pledge.hidden_at is not None:
        return pledge
    hidden = replace(pledge, hidden_at=tx.now, hidden_by=actor.person)
    store.save(tx, hidden)
    notice = PledgeHidden(facts_of(hidden))
    key = f"{notice.kind}:{hidden.id}:{actor.key}"
    audience = ToPeople((hidden.creator,))
    outbox.tell(tx, hidden.community, Owed(notice, audience, key, hidden.subject, Urgency.ANSWER))
    _redraw(tx, hidden)
    return hidden


def show_again(tx: Tx, actor: Actor, code: str) -> Pledge:
    """The community sees it as before. Refuses as `hide`; nothing is written about one that is not hidden."""
    pledge, _ = pledge_for(tx, actor, code, Act.MODERATE)
    if pledge.hidden_at is None:
        return pledge
    shown = replace(pledge, hidden_at=None, hidden_by=None)
    store.save(tx, shown)
    store.list_again(tx, shown)
    outbox.withdraw(tx, shown.community, shown.subject, kinds=frozenset({PledgeHidden.kind}))
    _redraw(tx, shown)
    return shown


def _redraw(tx: Tx, pledge: Pledge) -> None:
    if pledge.wording.visibility is Visibility.COMMUNITY:
        outbox.show_card(tx, pledge.community, pledge.subject)
