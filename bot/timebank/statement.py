"""What somebody's hours have come to, and the pages of what came and went."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.communities import service as communities
from bot.communities.access import Act, require
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank import members
from bot.timebank.ledger import accounts, reading
from bot.timebank.ledger.model import Account, Kind, Reason, Transfer, TransferId, TransferKind
from bot.timebank.rewards import naming
from bot.timebank.rewards.model import VenueId
from bot.timebank.rules import SOFT_CEILING, TRUSTED_AFTER

PAGE_SIZE: Final = 8


@dataclass(frozen=True, slots=True)
class Balance:
    """Somebody's hours in one community; all in minutes."""

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
    """How far they may still owe, all in all; 0: nobody may."""
    partners: int | None
    """With how many different people they have exchanged, as long as more would let them owe more; None: no matter."""
    beyond: Minutes | None
    """The soft ceiling, if they are above it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement."""

    on: date
    incoming: bool
    minutes: Minutes
    reason: Reason
    taken_back: bool
    name: str | None
    """The first name of the other person, or the name of the venue; None: it was neither."""
    words: str | None


@dataclass(frozen=True, slots=True)
class StatementPage:
    """Some lines, the newest first."""

    title: str
    balance: Minutes
    """Of all entries; may be negative."""
    entries: tuple[Entry, ...]
    older: TransferId | None
    """The last of these, if there are older ones."""
    newest: bool
    """It is the first page."""


def balance(tx: Tx, actor: Actor) -> Balance:
    """The actor's own; what they will have, as long as nothing has come or gone. Refuses as `require`."""
    community = _community(tx, actor)
    account, starter = members.look(tx, community, actor.person)
    exchanged = reading.totals_of(tx, account, Reason.EXCHANGE)
    terms = members.terms_of(tx, community)
    partners = reading.partners(tx, account, Reason.EXCHANGE, TRUSTED_AFTER)
    grows = partners < TRUSTED_AFTER and terms.floor_trusted != terms.floor_new
    floor = account.limits.floor
    return Balance(
        title=_title(tx, community),
        given=exchanged.received,
        received=exchanged.paid,
        starter=starter,
        held=account.held_out,
        coming=account.held_in,
        can_spend=account.can_spend,
        owing=Minutes(0 if floor is None else -floor),
        partners=partners if grows else None,
        beyond=SOFT_CEILING if account.balance > SOFT_CEILING else None,
    )


def statement(tx: Tx, actor: Actor, before: TransferId | None = None) -> StatementPage:
    """A page of the actor's own, from behind an entry on. Refuses as `require`."""
    community = _community(tx, actor)
    account = accounts.find(tx, community, Kind.MEMBER, actor.person)
    if account is None:
        return StatementPage(_title(tx, community), Minutes(0), (), None, newest=True)
    found = reading.page(tx, account, before, PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    return StatementPage(
        title=_title(tx, community),
        balance=account.balance,
        entries=tuple(_entry(tx, account, transfer) for transfer in shown),
        older=shown[-1].id if len(found) > PAGE_SIZE else None,
        newest=before is None,
    )


def _entry(tx: Tx, account: Account, transfer: Transfer) -> Entry:
    incoming = transfer.leg.payee == account.id
    other = accounts.account(tx, account.community, transfer.leg.payer if incoming else transfer.leg.payee)
    return Entry(
        on=transfer.happened_on,
        incoming=incoming,
        minutes=transfer.leg.minutes,
        reason=transfer.reason,
        taken_back=transfer.kind is TransferKind.REVERSAL,
        name=None if other is None else _name_of(tx, other),
        words=reading.words_of(tx, transfer),
    )


def _name_of(tx: Tx, other: Account) -> str | None:
    if other.kind is Kind.VENUE:
        return naming.venue_name(tx, other.community, VenueId(other.holder))
    person = communities.person(tx, PersonId(other.holder)) if other.kind is Kind.MEMBER else None
    return person.first_name if person else None


def _community(tx: Tx, actor: Actor) -> CommunityId:
    require(tx, actor, Act.EXCHANGE)
    assert actor.community is not None, "it was required"
    return actor.community


def _title(tx: Tx, community: CommunityId) -> str:
    where = communities.community(tx, community)
    return where.title if where else ""
