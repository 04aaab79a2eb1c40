"""Looking at one pledge: its card, as its reader may see it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId
from bot.communities.refusals import BotIsOut
from bot.core.db import Tx
from bot.pledges import listening, news, rescue_rules, rules, speaking
from bot.pledges.checking import may_check
from bot.pledges.counter import looking
from bot.pledges.counter.looking import InReturn
from bot.pledges.finding import pledge_for, there
from bot.pledges.listening import Heard
from bot.pledges.model import Pledge, PledgeId, SignatureState
from bot.pledges.naming import creator_name, first_name, first_names, paper_names
from bot.pledges.paper.listing import is_worth_a_look
from bot.pledges.rating import creator_keeps
from bot.pledges.refusals import UnknownPledge
from bot.pledges.series.answering import round_of
from bot.pledges.series.model import Round
from bot.pledges.speaking import Announcement
from bot.pledges.store import pledges, signatures
from bot.pledges.wording import Visibility


@dataclass(frozen=True, slots=True)
class PledgeCard:
    """A pledge as a card shows it; what comes behind `creator_keeps` is the reader's own, and empty on the group's."""

    pledge: Pledge
    creator: str
    """First name; "" when it is not shown."""
    names: tuple[str, ...]
    """First names of those who signed first, if they are shown at all."""
    names_shown: bool
    signing_open: bool
    seen_at: datetime
    lead: str = ""
    """First name of the signer who leads it; "" if there is none, or it is not shown."""
    creator_keeps: tuple[int, int] | None = None
    """Between how many and how many percent of what was signed for the creator's earlier pledges was kept; None: it is
    too early to tell."""
    signed: bool = False
    own: bool = False
    may_cancel: bool = False
    waiting: bool = False
    """The reader waits for a place."""
    asked: bool = False
    """After a near miss: the reader is asked whether to go ahead, and their answer counts."""
    may_hide: bool = False
    """The reader organises here; they may also show it again."""
    may_report: bool = False
    title: str | None = None
    """The community's, for somebody who lives in others too."""
    heard: Heard | None = None
    """None: they hear nothing of it (any more)."""
    news: Announcement | None = None
    """The latest, for whoever is in it or has made it."""
    may_write: bool = False
    """To everybody who is in."""
    mine: SignatureState | None = None
    """How the reader's own signature stands."""
    may_check: bool = False
    """They may confirm what others did for it."""
    amount: int | None = None
    """What the reader gives, in minutes or minor units."""
    paper_names: tuple[str, ...] = ()
    """Names of those who signed on paper first, if names are shown at all."""
    may_see_paper: bool = False
    """The reader organises here, and somebody has signed on paper or can be added."""
    in_return: InReturn = looking.NOTHING
    """The other half."""
    series: Round | None = None
    """None: it does not come again."""
    may_steer: bool = False
    """The series: they may end it, or leave a round out."""


def card(tx: Tx, actor: Actor, code: str) -> PledgeCard:
    """The pledge as the actor may see it. Refuses UnknownPledge; raises MembershipStale."""
    pledge, _ = pledge_for(tx, actor, code, Act.SEE, lock=False)
    own = actor.person == pledge.creator
    organiser = access.may(tx, there(actor, pledge), Act.MODERATE)
    seen = _of_reader(tx, actor, _card(tx, pledge))
    return replace(
        seen,
        own=own,
        may_cancel=rules.may_cancel(pledge, own=own, organiser=organiser),
        may_hide=organiser,
        may_report=not own and not organiser,
        may_check=may_check(tx, actor, pledge),
        may_see_paper=organiser and is_worth_a_look(tx, pledge),
        in_return=looking.of_reader(tx, actor, pledge, seen.in_return, organiser=organiser),
        may_steer=own or organiser,
    )


def _of_reader(tx: Tx, actor: Actor, seen: PledgeCard) -> PledgeCard:
    """The card with what is the reader's own: their signature, and what they hear of it."""
    pledge, person = seen.pledge, actor.person
    mine = signatures.of_person(tx, pledge, person)
    signed = listening.is_in(mine)
    asked = person == pledge.creator or rescue_rules.was_in(pledge, mine)
    return replace(
        seen,
        title=communities.title_for(tx, person, pledge.community),
        signed=signed,
        waiting=mine is not None and mine.state is SignatureState.WAITING,
        asked=asked and rescue_rules.is_asking(pledge, tx.now),
        heard=listening.heard(pledge, mine, person),
        news=news.latest(tx, pledge) if news.hears(pledge, signed, person) else None,
        may_write=speaking.may_speak(pledge, person),
        mine=None if mine is None else mine.state,
        amount=None if mine is None else mine.amount,
    )


def card_if_seen(tx: Tx, actor: Actor, code: str) -> PledgeCard | None:
    """The same; None where `card` refuses: who takes back what is theirs may see the rest no more."""
    try:
        return card(tx, actor, code)
    except (UnknownPledge, BotIsOut):
        return None


def title_of(tx: Tx, _actor: Actor, pledge: Pledge) -> str:
    """The title of the pledge's community."""
    where = communities.community(tx, pledge.community)
    return where.title if where else ""


def group_card(tx: Tx, community: CommunityId, pledge_id: PledgeId) -> PledgeCard | None:
    """The pledge as its group sees it; None for one that the group does not see."""
    pledge = pledges.by_id(tx, community, pledge_id, lock=False)
    if pledge is None or pledge.wording.visibility is not Visibility.COMMUNITY:
        return None
    return _card(tx, pledge)


def _card(tx: Tx, pledge: Pledge) -> PledgeCard:
    return PledgeCard(
        pledge=pledge,
        creator=creator_name(tx, pledge),
        names=first_names(tx, pledge),
        names_shown=rules.names_shown(pledge),
        signing_open=rules.signing_open(pledge, tx.now),
        seen_at=tx.now,
        lead="" if pledge.lead is None else first_name(tx, pledge, pledge.lead),
        creator_keeps=creator_keeps(tx, pledge),
        paper_names=paper_names(tx, pledge),
        in_return=looking.shown(tx, pledge),
        series=round_of(tx, pledge),
    )
