"""The outbox's statements for live cards, one function each."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, bindparam, case, func, select, update

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.installation import not_held
from bot.core.schema import Moment
from bot.core.statement import Row, given, statement, upsert
from bot.outbox.model import CardClaim
from bot.outbox.tables import cards

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_COLUMNS: Final = (
    cards.c.community_id,
    cards.c.subject,
    cards.c.wanted,
    cards.c.lease,
    cards.c.chat_id,
    cards.c.message_id,
    cards.c.screen_hash,
    cards.c.reposts,
    cards.c.failures,
)
_KEY = (
    cards.c.community_id == given(cards.c.community_id, "community"),
    cards.c.subject == given(cards.c.subject),
)

_WANT = upsert(
    cards,
    keys=(cards.c.community_id, cards.c.subject),
    change={
        "wanted": cards.c.wanted + 1,
        "due_at": func.coalesce(cards.c.due_at, given(cards.c.due_at, "again_at")),
    },
)
_DRAWN_AT = statement(select(cards.c.drawn_at).where(*_KEY))
_DUE = statement(
    select(*_COLUMNS)
    .where(cards.c.due_at.is_not(None), cards.c.due_at <= _NOW, not_held(cards.c.due_at))
    .order_by(cards.c.due_at)
    .limit(bindparam("limit", required=True))
    .with_for_update(skip_locked=True)
)
_CLAIM = statement(
    update(cards)
    .where(*_KEY)
    .values(
        lease=cards.c.lease + 1,
        due_at=bindparam("until", type_=Moment(), required=True),
        screen_hash=None,  # whoever dies over it may have edited the message or not
    )
)
_HELD = and_(*_KEY, cards.c.lease == given(cards.c.lease))
_STANDS = {
    column: given(column) for column in (cards.c.chat_id, cards.c.message_id, cards.c.screen_hash, cards.c.reposts)
}
_AGAIN_AT: Final = bindparam("again_at", type_=Moment(), required=True)
_IF_WISHED_AGAIN = case((cards.c.wanted == given(cards.c.wanted), None), else_=_AGAIN_AT)
_SETTLE = statement(
    update(cards)
    .where(_HELD)
    .values({**_STANDS, cards.c.failures: 0, cards.c.drawn_at: _NOW, cards.c.due_at: _IF_WISHED_AGAIN})
)
_PUT_OFF = statement(
    update(cards).where(_HELD).values({**_STANDS, cards.c.failures: given(cards.c.failures), cards.c.due_at: _AGAIN_AT})
)
_DROP = statement(update(cards).where(_HELD).values({**_STANDS, cards.c.due_at: _IF_WISHED_AGAIN}))


def want(tx: Tx, community: CommunityId, subject: str, pause: timedelta) -> None:
    """Count one more wish to see the card fresh; it comes due at once, or `pause` after it was last drawn."""
    drawn_at = tx.value(_DRAWN_AT, community=community, subject=subject)
    again_at = tx.now if drawn_at is None else max(tx.now, drawn_at + pause)
    tx.run(
        _WANT,
        community_id=community,
        subject=subject,
        wanted=1,
        due_at=tx.now,
        lease=0,
        chat_id=None,
        message_id=None,
        screen_hash=None,
        drawn_at=None,
        reposts=0,
        failures=0,
        again_at=again_at,
    )


def claim(tx: Tx, until: datetime, limit: int) -> list[CardClaim]:
    """Take up to `limit` cards that are due and not held back; whoever does not settle one until `until` loses it."""
    rows = tx.rows(_DUE, now=tx.now, limit=limit)
    tx.many(_CLAIM, [{"community": row.community_id, "subject": row.subject, "until": until} for row in rows])
    return [_claim_from(row) for row in rows]


def settle(tx: Tx, card: CardClaim, again_at: datetime) -> bool:
    """Keep what the card shows now; it is due again at `again_at` if somebody wished so meanwhile. False: lost."""
    return bool(tx.run(_SETTLE, **_values(card), wanted=card.wanted, now=tx.now, again_at=again_at))


def put_off(tx: Tx, card: CardClaim, again_at: datetime) -> bool:
    """The card could not be shown; again at `again_at`. False: the claim was lost."""
    return bool(tx.run(_PUT_OFF, **_values(card), failures=card.failures, again_at=again_at))


def drop(tx: Tx, card: CardClaim, again_at: datetime) -> bool:
    """Do not show the card until somebody wishes it again: at `again_at` if they did so meanwhile. False: lost."""
    return bool(tx.run(_DROP, **_values(card), wanted=card.wanted, again_at=again_at))


def _values(card: CardClaim) -> dict[str, Any]:
    """Whose card, whose claim, and how it stands."""
    return {
        "community": card.community,
        "subject": card.subject,
        "lease": card.lease,
        "chat_id": card.chat,
        "message_id": card.message_id,
        "screen_hash": card.screen_hash,
        "reposts": card.reposts,
    }


def _claim_from(row: Row) -> CardClaim:
    return CardClaim(
        community=CommunityId(row.community_id),
        subject=row.subject,
        wanted=row.wanted,
        lease=row.lease + 1,
        chat=row.chat_id,
        message_id=row.message_id,
        screen_hash=row.screen_hash,
        reposts=row.reposts,
        failures=row.failures,
    )
