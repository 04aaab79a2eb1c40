"""Lists of pledges: the open ones, and one's own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.beginnings import words_asked
from bot.core.db import Tx
from bot.pledges.counter import store as counters
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.pages import Page
from bot.pledges.series.answering import round_of
from bot.pledges.series.model import Round
from bot.pledges.store import lists, pledges, rates
from bot.pledges.wording import ONE_SECOND

PAGE_SIZE: Final = 8
_NEWEST: Final = 2**63 - 1
_FAR: Final = (datetime(9999, 1, 1, tzinfo=UTC), _NEWEST)


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
    in_return: frozenset[PledgeId] = frozenset()
    """Those of them for which somebody promises something in return."""
    rounds: tuple[tuple[PledgeId, Round], ...] = ()
    """Which rounds those of them are that come again."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What somebody promises, or owes, in return for a pledge."""

    code: str
    what: str


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
    in_return: tuple[Returned, ...] = ()
    """What they promise or owe in return, on the first page."""
    rounds: tuple[tuple[PledgeId, Round], ...] = ()
    """As in `PledgeList`."""


def open_pledges(tx: Tx, actor: Actor, words: str, place: str = "", *, backwards: bool = False) -> PledgeList:
    """The pledges that people can sign now, with all the words, behind or before the pledge `place`.

    Three words at most; what is given may be the beginning of a word.

    Refuses as `access.require` does for Act.SEE. Raises MembershipStale.
    """
    access.require(tx, actor, Act.SEE)
    assert actor.community is not None, "who may see is somewhere"
    low, high = (tx.now - ONE_SECOND, _NEWEST), _FAR  # whose last second is over cannot be signed
    cursor = pledges.by_id(tx, actor.community, _place(place), lock=False) if place else None
    if cursor is not None:
        here = (cursor.wording.deadline.at, cursor.id)
        low, high = (low, here) if backwards else (max(low, here), high)
    page = Page(low, high, PAGE_SIZE, backwards and cursor is not None, words_asked(words))
    found = lists.open_ones(tx, actor.community, page)
    if cursor is not None and not found:
        return open_pledges(tx, actor, words)  # what was there has ended meanwhile: from the beginning
    title = communities.title_for(tx, actor.person, actor.community)
    shown = _page_of(found, page, tx.now, came_from=cursor is not None)
    in_return = frozenset(each.id for each in shown.pledges if counters.shown(tx, each) is not None)
    return replace(shown, title=title, in_return=in_return, rounds=_rounds(tx, shown.pledges))


def open_now(tx: Tx, community: CommunityId, most: int) -> list[Pledge]:
    """The listed pledges that can be signed now, those that end first before the others; `most` at most."""
    return lists.open_ones(tx, community, Page((tx.now - ONE_SECOND, _NEWEST), _FAR, most))[:most]


def _place(text: str) -> PledgeId:
    """The pledge that a button names; beyond all pledges if it names none."""
    return PledgeId(min(int(text), _NEWEST) if text.isdecimal() else _NEWEST)


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
        in_return=() if place else _in_return(tx, actor.community, actor.person),
        rounds=_rounds(tx, shown),
    )


def _rounds(tx: Tx, shown: Iterable[Pledge]) -> tuple[tuple[PledgeId, Round], ...]:
    return tuple((each.id, of) for each in shown if (of := round_of(tx, each)) is not None)


def _in_return(tx: Tx, community: CommunityId, person: PersonId) -> tuple[Returned, ...]:
    return tuple(Returned(code, what) for code, what in counters.living(tx, community, person, PAGE_SIZE))
