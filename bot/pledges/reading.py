"""Looking at pledges: one card, lists."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId
from bot.communities.refusals import BotIsOut
from bot.core.db import Tx
from bot.core.text import clean_line, digits
from bot.pledges import listening, news, rescue_rules, rules, speaking
from bot.pledges.checking import may_check
from bot.pledges.finding import pledge_for, there
from bot.pledges.languages.tables import folded
from bot.pledges.listening import Heard
from bot.pledges.model import ONE_SECOND, STILL_IN, Pledge, PledgeId, SignatureState, Visibility
from bot.pledges.naming import creator_name, first_name, first_names
from bot.pledges.pages import WORDS_MOST, Page
from bot.pledges.rating import creator_keeps
from bot.pledges.refusals import UnknownPledge
from bot.pledges.speaking import Announcement
from bot.pledges.store import lists, pledges, rates, signatures

PAGE_SIZE: Final = 8
_NEWEST: Final = 2**63 - 1
_FAR: Final = (datetime(9999, 1, 1, tzinfo=UTC), _NEWEST)


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


@dataclass(frozen=True, slots=True)
class PledgeList:
    """One page of the open pledges, soonest first."""

    pledges: tuple[Pledge, ...]
    words: tuple[str, ...]
    seen_at: datetime
    title: str | None = None
    """As in `PledgeCard`."""
    before: PledgeId | None = None
    """There are earlier ones: those before this pledge."""
    after: PledgeId | None = None
    """There are later ones: those after this pledge."""


@dataclass(frozen=True, slots=True)
class MyPledges:
    """One page of what a person made and signed, newest first."""

    pledges: tuple[tuple[Pledge, bool], ...]
    """Each with whether the person made it (else they signed it)."""
    seen_at: datetime
    title: str | None = None
    """As in `PledgeCard`."""
    after: PledgeId | None = None
    """There are older ones."""
    waiting: frozenset[PledgeId] = frozenset()
    """Those of them in which the person waits for a place."""
    owed: frozenset[PledgeId] = frozenset()
    """Those to which they owe an answer: did they do it?"""
    kept: int = 0
    of: int = 0
    """How much of what they signed is known to be kept, of all that is known. Nobody else sees it."""


def card(tx: Tx, actor: Actor, code: str) -> PledgeCard:
    """The pledge as the actor may see it. Refuses UnknownPledge; raises MembershipStale."""
    pledge, _ = pledge_for(tx, actor, code, Act.SEE, lock=False)
    mine = signatures.of_person(tx, pledge, actor.person)
    own = actor.person == pledge.creator
    matters = pledge.state.signable or pledge.hidden_at is not None
    organiser = matters and access.may(tx, there(actor, pledge), Act.MODERATE)
    may_cancel = rules.may_cancel(pledge, own=own, organiser=organiser)
    state = None if mine is None else mine.state
    signed = state in STILL_IN
    asked = (own or rescue_rules.was_in(pledge, mine)) and rescue_rules.is_asking(pledge, tx.now)
    title = communities.title_for(tx, actor.person, pledge.community)
    return replace(
        _card(tx, pledge),
        own=own,
        may_cancel=may_cancel,
        title=title,
        signed=signed,
        waiting=state is SignatureState.WAITING,
        asked=asked,
        may_hide=organiser,
        may_report=not own and not organiser,
        heard=listening.heard(pledge, mine, actor.person),
        news=news.latest(tx, pledge) if news.hears(pledge, signed, actor.person) else None,
        may_write=speaking.may_speak(pledge, actor.person),
        mine=state,
        may_check=may_check(tx, actor, pledge),
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
    )


def open_pledges(tx: Tx, actor: Actor, words: str, place: str = "", *, backwards: bool = False) -> PledgeList:
    """The pledges that people can sign now, with all the words (three at most), behind or before the pledge `place`.

    Refuses as `access.require` does for Act.SEE. Raises MembershipStale.
    """
    access.require(tx, actor, Act.SEE)
    assert actor.community is not None, "who may see is somewhere"
    low, high = (tx.now - ONE_SECOND, _NEWEST), _FAR  # whose last second is over cannot be signed
    cursor = pledges.by_id(tx, actor.community, _place(place), lock=False) if place else None
    if cursor is not None:
        here = (cursor.wording.deadline.at, cursor.id)
        low, high = (low, here) if backwards else (max(low, here), high)
    page = Page(low, high, PAGE_SIZE, backwards and cursor is not None, filter_words(words))
    found = lists.open_ones(tx, actor.community, page)
    if cursor is not None and not found:
        return open_pledges(tx, actor, words)  # what was there has ended meanwhile: from the beginning
    title = communities.title_for(tx, actor.person, actor.community)
    return replace(_page_of(found, page, tx.now, came_from=cursor is not None), title=title)


def open_now(tx: Tx, community: CommunityId, most: int) -> list[Pledge]:
    """The listed pledges that can be signed now, those that end first before the others; `most` at most."""
    return lists.open_ones(tx, community, Page((tx.now - ONE_SECOND, _NEWEST), _FAR, most))[:most]


def _place(text: str) -> PledgeId:
    """The pledge that a button names; beyond all pledges if it names none."""
    return PledgeId(min(int(text), _NEWEST) if text.isdecimal() else _NEWEST)


def filter_words(text: str) -> tuple[str, ...]:
    """The words by which a list is narrowed."""
    return tuple(folded(digits(clean_line(text)).replace(":", " ")).split()[:WORDS_MOST])


def _page_of(found: list[Pledge], page: Page, now: datetime, *, came_from: bool) -> PledgeList:
    """`found` holds one more than fits when there are more in the direction of the page."""
    more = len(found) > page.size
    shown = found[: page.size]
    if page.backwards:
        shown.reverse()
    earlier, later = (more, True) if page.backwards else (came_from, more)
    return PledgeList(
        pledges=tuple(shown),
        words=page.words,
        seen_at=now,
        before=shown[0].id if shown and earlier else None,
        after=shown[-1].id if shown and later else None,
    )


def my_pledges(tx: Tx, actor: Actor, place: str = "") -> MyPledges:
    """What the actor made and signed in their community, newest first. Refuses as `access.require` for Act.SEE."""
    access.require(tx, actor, Act.SEE)
    assert actor.community is not None, "who may see is somewhere"
    found = lists.of_person(tx, actor.community, actor.person, before=_place(place), limit=PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    rate = rates.of_signer(tx, actor.community, actor.person)
    return MyPledges(
        pledges=tuple((pledge, pledge.creator == actor.person) for pledge in shown),
        seen_at=tx.now,
        title=communities.title_for(tx, actor.person, actor.community),
        after=shown[-1].id if len(found) > PAGE_SIZE else None,
        waiting=lists.waited_for(tx, actor.community, actor.person),
        owed=rates.owed(tx, actor.community, actor.person),
        kept=rate.kept,
        of=rate.all,
    )
