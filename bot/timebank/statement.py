"""What somebody's hours have come to, and the pages of what came and went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.communities import service as communities
from bot.communities.access import Act, require
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank import members
from bot.timebank.ledger import accounts, reading
from bot.timebank.ledger.model import Account, AccountId, Kind, Reason, Transfer, TransferId, TransferKind
from bot.timebank.rewards import naming
from bot.timebank.rewards.model import VenueId
from bot.timebank.rules import SOFT_CEILING, TRUSTED_AFTER

PAGE_SIZE: Final = 8


@dataclass(frozen=True, slots=True)
class Balance:
    """Somebody's hours in one community; all in minutes."""

    community: CommunityId
    title: str
    given: Minutes
    """Help they gave."""
    received: Minutes
    """Help they got."""
    starter: Minutes
    """What the fund gave them to begin with."""
    held: Minutes
    """On its way to others."""
    coming: Minutes
    """On its way to them."""
    can_spend: Minutes | None
    """None: any amount."""
    owing: Minutes
    """How much of that they would owe."""
    partners: int | None
    """With how many different people they have exchanged, as long as more would let them owe more; None: no matter."""
    beyond: Minutes | None
    """The soft ceiling, if they are above it."""
    credited: Minutes
    """Hours they gave to the community, as organisers approved them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement."""

    on: date
    incoming: bool
    minutes: Minutes
    reason: Reason
    taken_back: bool
    name: str | None
    """The first name of the other person ("": forgotten), or the name of the venue; None: it was neither."""
    words: str | None


@dataclass(frozen=True, slots=True)
class StatementPage:
    """Some lines, the newest first."""

    community: CommunityId
    title: str
    balance: Minutes
    """Of all entries; may be negative."""
    entries: tuple[Entry, ...]
    older: TransferId | None
    """The last of these, if there are older ones."""
    newest: bool
    """It is the first page."""


def balance(tx: Tx, actor: Actor, community: CommunityId | None = None) -> Balance:
    """The actor's own, here or in `community`; what they will have, as long as nothing has come or gone.

    Refuses as `require`.
    """
    community = whose(tx, actor, community)
    account, starter = members.look(tx, community, actor.person)
    exchanged = reading.totals_of(tx, account, Reason.EXCHANGE)
    terms = members.terms_of(tx, community)
    partners = reading.partners(tx, account, Reason.EXCHANGE, TRUSTED_AFTER)
    grows = partners < TRUSTED_AFTER and terms.floor_trusted != terms.floor_new
    can_spend, floor = account.can_spend, account.limits.floor
    return Balance(
        community=community,
        title=title_of(tx, community),
        given=exchanged.received,
        received=exchanged.paid,
        starter=starter,
        held=account.held_out,
        coming=account.held_in,
        can_spend=can_spend,
        owing=Minutes(0 if can_spend is None or floor is None else min(can_spend, max(0, -floor))),
        partners=partners if grows else None,
        beyond=SOFT_CEILING if account.balance > SOFT_CEILING else None,
        credited=reading.totals_of(tx, account, Reason.HOURS).received,
    )


def statement(
    tx: Tx, actor: Actor, community: CommunityId | None = None, before: TransferId | None = None
) -> StatementPage:
    """A page of the actor's own, here or in `community`, from behind an entry on. Refuses as `require`."""
    community = whose(tx, actor, community)
    account = accounts.find(tx, community, Kind.MEMBER, actor.person)
    if account is None:
        return StatementPage(community, title_of(tx, community), Minutes(0), (), None, newest=True)
    found = reading.page(tx, account, before, PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    return StatementPage(
        community=community,
        title=title_of(tx, community),
        balance=account.balance,
        entries=entries_of(tx, account, shown),
        older=shown[-1].id if len(found) > PAGE_SIZE else None,
        newest=before is None,
    )


def entries_of(tx: Tx, account: Account, transfers: Sequence[Transfer]) -> tuple[Entry, ...]:
    """The transfers as whoever has this account sees them."""
    others = {leg.payer if leg.payee == account.id else leg.payee for leg in (each.leg for each in transfers)}
    names = {other: _name_of(tx, account.community, other) for other in others}
    return tuple(_entry(tx, account, transfer, names) for transfer in transfers)


def _name_of(tx: Tx, community: CommunityId, of: AccountId) -> str | None:
    other = accounts.account(tx, community, of)
    if other and other.kind is Kind.VENUE:
        return naming.venue_name(tx, community, VenueId(other.holder))
    person = communities.person(tx, PersonId(other.holder)) if other and other.kind is Kind.MEMBER else None
    return person.first_name if person else None


def _entry(tx: Tx, account: Account, transfer: Transfer, names: Mapping[AccountId, str | None]) -> Entry:
    incoming = transfer.leg.payee == account.id
    return Entry(
        on=transfer.happened_on,
        incoming=incoming,
        minutes=transfer.leg.minutes,
        reason=transfer.reason,
        taken_back=transfer.kind is TransferKind.REVERSAL,
        name=names[transfer.leg.payer if incoming else transfer.leg.payee],
        words=reading.words_of(tx, transfer),
    )


def whose(tx: Tx, actor: Actor, community: CommunityId | None = None) -> CommunityId:
    """Where the actor's hours are looked at: in `community`, else where they are. Refuses as `require`."""
    if community is not None:
        community = communities.successor(tx, community) or community
        actor = replace(actor, community=community, present=actor.present and actor.community == community)
    require(tx, actor, Act.EXCHANGE)
    assert actor.community is not None, "it was required"
    return actor.community


def title_of(tx: Tx, community: CommunityId) -> str:
    """What the community is called."""
    where = communities.community(tx, community)
    return where.title if where else ""
