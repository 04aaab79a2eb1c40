"""Statements about transfers, and about what people wrote."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, func, select, tuple_

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.statement import Row, Statement, given, insert_new, statement
from bot.timebank.ledger.model import AccountId, HoldId, Leg, Reason, Slip, Transfer, TransferId, TransferKind
from bot.timebank.ledger.tables import texts, transfers

_TRANSFER: Final = tuple(column for column in transfers.c if column.name not in {"key", "number"})
_HERE: Final = transfers.c.community_id == given(transfers.c.community_id, "community")
_ADD = insert_new(transfers, keys=[transfers.c.community_id, transfers.c.id])
_BY_KEY = statement(
    select(*_TRANSFER).where(_HERE, transfers.c.key == given(transfers.c.key)).order_by(transfers.c.number)
)
_BY_ID = statement(select(*_TRANSFER).where(_HERE, transfers.c.id == given(transfers.c.id)))
_REVERSED = statement(
    select(func.coalesce(func.sum(transfers.c.minutes), 0)).where(
        _HERE, transfers.c.reverses_id == given(transfers.c.reverses_id, "transfer")
    )
)
_ACCOUNT: Final = given(transfers.c.payer_id, "account")
_SINCE: Final = transfers.c.recorded_at > given(transfers.c.recorded_at, "since")
_NO_REVERSAL: Final = transfers.c.kind != TransferKind.REVERSAL.value


def _moved(side: ColumnElement[Any]) -> Select[Any]:
    return select(func.coalesce(func.sum(transfers.c.minutes), 0)).where(_HERE, side == _ACCOUNT, _SINCE, _NO_REVERSAL)


_MOVED_OUT = statement(_moved(transfers.c.payer_id))
_MOVED_IN = statement(_moved(transfers.c.payee_id))

_LIMIT: Final = bindparam("limit", type_=transfers.c.id.type, required=True)
_BEFORE: Final = tuple_(transfers.c.recorded_at, transfers.c.id) < tuple_(
    given(transfers.c.recorded_at, "at"), given(transfers.c.id, "before")
)


def _page(side: ColumnElement[Any]) -> Statement:
    newest = (transfers.c.recorded_at.desc(), transfers.c.id.desc())
    return statement(select(*_TRANSFER).where(_HERE, side == _ACCOUNT, _BEFORE).order_by(*newest).limit(_LIMIT))


_PAID = _page(transfers.c.payer_id)
_GOT = _page(transfers.c.payee_id)

_ADD_TEXT = insert_new(texts)
_TEXT = statement(
    select(texts.c.text).where(
        texts.c.community_id == given(texts.c.community_id, "community"),
        texts.c.entry_id == given(texts.c.entry_id, "entry"),
    )
)


def add(  # noqa: PLR0913  each says another thing
    tx: Tx,
    slip: Slip,
    leg: Leg,
    *,
    kind: TransferKind,
    number: int = 0,
    hold: HoldId | None = None,
    reverses: TransferId | None = None,
) -> Transfer:
    """Write it down, for ever."""
    transfer = Transfer(
        community=slip.community,
        id=TransferId(tx.new_id()),
        kind=kind,
        leg=leg,
        reason=slip.reason,
        happened_on=slip.happened_on,
        recorded_at=tx.now,
        actor=slip.actor,
        on_behalf_of=slip.on_behalf_of,
        reference=slip.reference,
        hold=hold,
        reverses=reverses,
    )
    tx.run(_ADD, **_row(transfer), key=slip.key, number=number)
    return transfer


def by_key(tx: Tx, community: CommunityId, key: str) -> tuple[Transfer, ...]:
    """What one act has moved, in the order of its legs."""
    return tuple(_transfer(row) for row in tx.rows(_BY_KEY, community=community, key=key))


def by_id(tx: Tx, community: CommunityId, transfer: TransferId) -> Transfer | None:
    row = tx.row(_BY_ID, community=community, id=transfer)
    return _transfer(row) if row else None


def reversed_of(tx: Tx, transfer: Transfer) -> Minutes:
    """How much of it has been taken back."""
    return Minutes(tx.value(_REVERSED, community=transfer.community, transfer=transfer.id) or 0)


def moved(tx: Tx, community: CommunityId, account: AccountId, since: datetime, *, out: bool) -> Minutes:
    """What an account has paid (or got) after this moment. What was taken back counts, and taking back does not."""
    question = _MOVED_OUT if out else _MOVED_IN
    return Minutes(tx.value(question, community=community, account=account, since=since) or 0)


def page(
    tx: Tx, community: CommunityId, account: AccountId, before: tuple[datetime, int], limit: int
) -> list[Transfer]:
    """Of one account, the newest first, from before this moment and number."""
    at, number = before
    asked = {"community": community, "account": account, "at": at, "before": number, "limit": limit}
    both = [_transfer(row) for side in (_PAID, _GOT) for row in tx.rows(side, **asked)]
    return sorted(both, key=lambda transfer: (transfer.recorded_at, transfer.id), reverse=True)[:limit]


def add_text(tx: Tx, community: CommunityId, entry: int, text: str) -> None:
    tx.run(_ADD_TEXT, community_id=community, entry_id=entry, text=text)


def text_of(tx: Tx, community: CommunityId, entry: int) -> str | None:
    text: str | None = tx.value(_TEXT, community=community, entry=entry)
    return text


def _row(transfer: Transfer) -> dict[str, Any]:
    return {
        "community_id": transfer.community,
        "id": transfer.id,
        "kind": transfer.kind.value,
        "payer_id": transfer.leg.payer,
        "payee_id": transfer.leg.payee,
        "minutes": transfer.leg.minutes,
        "reason": transfer.reason.value,
        "happened_on": transfer.happened_on.isoformat(),
        "recorded_at": transfer.recorded_at,
        "actor_id": transfer.actor,
        "behalf_id": transfer.on_behalf_of,
        "reference": transfer.reference,
        "hold_id": transfer.hold,
        "reverses_id": transfer.reverses,
    }


def _transfer(row: Row) -> Transfer:
    return Transfer(
        community=row.community_id,
        id=row.id,
        kind=TransferKind(row.kind),
        leg=Leg(row.payer_id, row.payee_id, row.minutes),
        reason=Reason(row.reason),
        happened_on=date.fromisoformat(row.happened_on),
        recorded_at=row.recorded_at,
        actor=row.actor_id,
        on_behalf_of=row.behalf_id,
        reference=row.reference,
        hold=row.hold_id,
        reverses=row.reverses_id,
    )
