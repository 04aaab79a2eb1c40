"""What somebody's hours have come to, and the pages of what came and went."""

from collections.abc import Mapping, Sequence
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
from bot.timebank.ledger.model import Account, AccountId, Kind, Reason, Transfer, TransferId, TransferKind
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
    """How much of that they would owe."""
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
    """The first name of the other person, "" if they were forgotten; None: it was no person."""
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
    community = whose(tx, actor)
    account, starter = members.look(tx, community, actor.person)
    exchanged = reading.totals_of(tx, account, Reason.EXCHANGE)
    terms = members.terms_of(tx, community)
    partners = reading.partners(tx, account, Reason.EXCHANGE, TRUSTED_AFTER)
    grows = partners < TRUSTED_AFTER and terms.floor_trusted != terms.floor_new
    can_spend, floor = account.can_spend, account.limits.floor
    return Balance(
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
    )


def statement(tx: Tx, actor: Actor, before: TransferId | None = None) -> StatementPage:
    """A page of the actor's own, from behind an entry on. Refuses as `require`."""
    community = whose(tx, actor)
    account = accounts.find(tx, community, Kind.MEMBER, actor.person)
    if account is None:
        return StatementPage(title_of(tx, community), Minutes(0), (), None, newest=True)
    found = reading.page(tx, account, before, PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    return StatementPage(
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


def whose(tx: Tx, actor: Actor) -> CommunityId:
    """Where the actor's hours are looked at. Refuses as `require`."""
    require(tx, actor, Act.EXCHANGE)
    assert actor.community is not None, "it was required"
    return actor.community


def title_of(tx: Tx, community: CommunityId) -> str:
    """What the community is called."""
    where = communities.community(tx, community)
    return where.title if where else ""
