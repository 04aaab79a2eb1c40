"""Pledges in chats that we do not know: found behind the bot's name by those who live where they were made, and shared.

Whoever reads them there may be anybody. Such a card names nobody (decision 0029).
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, Community, CommunityId, Reader
from bot.core.beginnings import words_asked
from bot.core.codes import read_code
from bot.core.db import Tx
from bot.core.refusal import Refusal
from bot.outbox import sharing
from bot.pledges import rules, signing
from bot.pledges.counter import looking
from bot.pledges.finding import pledge_for
from bot.pledges.model import CODE_LENGTH, Pledge, PledgeId
from bot.pledges.pages import Page
from bot.pledges.reading import PledgeCard
from bot.pledges.series.answering import round_of
from bot.pledges.signing import Signed
from bot.pledges.store import lists, pledges
from bot.pledges.wording import ONE_SECOND, Visibility

OFFERED_MOST: Final = 20
"""Telegram takes 50; nobody reads so many."""
HOMES_MOST: Final = 5
"""Communities of one person in which is looked, by title: at each of them Telegram may have to be asked."""

_NEWEST: Final = 2**63 - 1
_FAR: Final = (datetime(9999, 1, 1, tzinfo=UTC), _NEWEST)


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is for somebody who asks."""

    reader: Reader
    cards: tuple[PledgeCard, ...] = ()
    at_home: bool = False
    """They live somewhere."""


def offered(tx: Tx, telegram_id: int, words: str, *, untold: frozenset[CommunityId] = frozenset()) -> Offered:
    """The listed pledges with all of these words that people can sign now, those that end first on top.

    A code finds its pledge. Only from communities in which the asker lives. Nobody is met by asking. Raises
    MembershipStale; `untold`: there Telegram was asked and does not tell.
    """
    who = communities.person_by_telegram_id(tx, telegram_id)
    if who is None:
        return Offered(communities.group_reader(tx, CommunityId(0)))
    actor = Actor(who.id, None, tx.now, "")
    homes = [home for home in communities.communities_of(tx, actor)[:HOMES_MOST] if _sees(tx, actor, home, untold)]
    found = [pledge for home in homes for pledge in _found(tx, home.id, words)]
    found.sort(key=lambda pledge: (pledge.wording.deadline.at, pledge.id))
    reader = communities.reader_of(tx, who.id, homes[0].id if homes else None)
    return Offered(reader, tuple(_card(tx, pledge) for pledge in found[:OFFERED_MOST]), at_home=bool(homes))


def _sees(tx: Tx, actor: Actor, home: Community, untold: frozenset[CommunityId]) -> bool:
    return access.may(tx, replace(actor, community=home.id, untold=home.id in untold), Act.SEE)


def _found(tx: Tx, community: CommunityId, words: str) -> list[Pledge]:
    code = read_code(words)
    named = pledges.by_code(tx, code, lock=False) if code is not None and len(code) == CODE_LENGTH else None
    if named is not None and named.community == community:
        return [named] if named.listed and rules.signing_open(named, tx.now) else []
    page = Page((tx.now - ONE_SECOND, _NEWEST), _FAR, OFFERED_MOST, words=words_asked(words))
    return lists.open_ones(tx, community, page)


def shared_card(tx: Tx, community: CommunityId, pledge_id: PledgeId) -> PledgeCard | None:
    """The pledge as a shared card shows it; None for an unlisted one."""
    pledge = pledges.by_id(tx, community, pledge_id, lock=False)
    return None if pledge is None or pledge.wording.visibility is Visibility.UNLISTED else _card(tx, pledge)


def _card(tx: Tx, pledge: Pledge) -> PledgeCard:
    signing_open, in_return = rules.signing_open(pledge, tx.now), looking.nameless(tx, pledge)
    return PledgeCard(pledge, "", (), False, signing_open, tx.now, in_return=in_return, series=round_of(tx, pledge))


def share(tx: Tx, actor: Actor, code: str, inline_id: str) -> bool:
    """The actor has sent this pledge's card to a chat as the message `inline_id`: from now on it is kept up to date.

    False where the pledge is not (any more) theirs to see. Raises MembershipStale.
    """
    try:
        pledge, _ = pledge_for(tx, actor, code, Act.SEE, lock=False)
    except Refusal:
        return False
    _follow(tx, actor, pledge, inline_id)
    return pledge.listed


def sign_elsewhere(tx: Tx, actor: Actor, code: str, inline_id: str, amount: int | None = None) -> Signed:
    """Join the pledge on a card that somebody has shared; it is kept up to date, also where Telegram had not told us of
    it. Refuses as `signing.sign`."""
    signed = signing.sign(tx, actor, code, amount)
    _follow(tx, actor, signed.pledge, inline_id)
    return signed


def _follow(tx: Tx, actor: Actor, pledge: Pledge, inline_id: str) -> None:
    if pledge.listed:
        reader = communities.reader_of(tx, actor.person, pledge.community)
        sharing.share(tx, pledge.community, pledge.subject, inline_id, reader)
