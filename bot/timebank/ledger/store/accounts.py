"""Statements about accounts."""

from datetime import datetime
from typing import Final

from sqlalchemy import select, update

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.statement import Row, given, insert_new, statement
from bot.timebank.ledger.model import Account, AccountId, Kind, Limits
from bot.timebank.ledger.tables import accounts

_ACCOUNT: Final = (
    accounts.c.community_id,
    accounts.c.id,
    accounts.c.kind,
    accounts.c.holder_id,
    accounts.c.floor,
    accounts.c.ceiling,
    accounts.c.span,
    accounts.c.most_out,
    accounts.c.most_in,
    accounts.c.balance,
    accounts.c.held_out,
    accounts.c.held_in,
    accounts.c.closed_at,
)
_HERE: Final = accounts.c.community_id == given(accounts.c.community_id, "community")
_THIS: Final = (_HERE, accounts.c.id == given(accounts.c.id, "account"))
_ADD = insert_new(accounts, keys=[accounts.c.community_id, accounts.c.kind, accounts.c.holder_id])
_BY_ID = statement(select(*_ACCOUNT).where(*_THIS))
_LOCKED = statement(select(*_ACCOUNT).where(*_THIS).with_for_update())
_BY_HOLDER = statement(
    select(*_ACCOUNT).where(
        _HERE, accounts.c.kind == given(accounts.c.kind), accounts.c.holder_id == given(accounts.c.holder_id, "holder")
    )
)
_ALL = statement(select(*_ACCOUNT).where(_HERE).order_by(accounts.c.id))
_ANYWHERE = statement(select(accounts.c.id).where(accounts.c.id == given(accounts.c.id, "account")).limit(1))
_MOVE = statement(
    update(accounts)
    .where(*_THIS)
    .values(
        balance=accounts.c.balance + given(accounts.c.balance, "by"),
        held_out=accounts.c.held_out + given(accounts.c.held_out, "out"),
        held_in=accounts.c.held_in + given(accounts.c.held_in, "into"),
    )
)
_LIMIT = statement(
    update(accounts)
    .where(*_THIS)
    .values(
        floor=given(accounts.c.floor),
        ceiling=given(accounts.c.ceiling),
        span=given(accounts.c.span),
        most_out=given(accounts.c.most_out),
        most_in=given(accounts.c.most_in),
    )
)
_CLOSE = statement(update(accounts).where(*_THIS).values(closed_at=given(accounts.c.closed_at, "at")))


def add(tx: Tx, community: CommunityId, kind: Kind, holder: int, limits: Limits) -> bool:
    """Open one. False: it is there already, or somebody opens it at this moment."""
    row = {
        "community_id": community,
        "id": tx.new_id(),
        "kind": kind.value,
        "holder_id": holder,
        **_limits(limits),
        "balance": 0,
        "held_out": 0,
        "held_in": 0,
        "opened_at": tx.now,
        "closed_at": None,
    }
    return tx.run(_ADD, **row) == 1


def by_id(tx: Tx, community: CommunityId, account: AccountId, *, lock: bool = False) -> Account | None:
    """With `lock` nobody else changes it before this transaction ends; lock several by ascending id."""
    row = tx.row(_LOCKED if lock else _BY_ID, community=community, account=account)
    return _account(row) if row else None


def by_holder(tx: Tx, community: CommunityId, kind: Kind, holder: int) -> Account | None:
    row = tx.row(_BY_HOLDER, community=community, kind=kind.value, holder=holder)
    return _account(row) if row else None


def all_of(tx: Tx, community: CommunityId) -> list[Account]:
    """Every account of a community, by ascending id."""
    return [_account(row) for row in tx.rows(_ALL, community=community)]


def exists_anywhere(tx: Tx, account: AccountId) -> bool:
    """In whichever community."""
    return tx.value(_ANYWHERE, account=account) is not None


def move(
    tx: Tx, community: CommunityId, account: AccountId, *, balance: int = 0, held_out: int = 0, held_in: int = 0
) -> None:
    """Add to what is stored."""
    tx.run(_MOVE, community=community, account=account, by=balance, out=held_out, into=held_in)


def limit(tx: Tx, account: Account, limits: Limits) -> None:
    tx.run(_LIMIT, community=account.community, account=account.id, **_limits(limits))


def close(tx: Tx, account: Account, at: datetime) -> None:
    tx.run(_CLOSE, community=account.community, account=account.id, at=at)


def _limits(limits: Limits) -> dict[str, Minutes | None]:
    return {
        "floor": limits.floor,
        "ceiling": limits.ceiling,
        "span": limits.span,
        "most_out": limits.most_out,
        "most_in": limits.most_in,
    }


def _account(row: Row) -> Account:
    return Account(
        community=row.community_id,
        id=row.id,
        kind=Kind(row.kind),
        holder=row.holder_id,
        limits=Limits(row.floor, row.ceiling, row.span, row.most_out, row.most_in),
        balance=row.balance,
        held_out=row.held_out,
        held_in=row.held_in,
        closed_at=row.closed_at,
    )
