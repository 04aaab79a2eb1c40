"""Statements for cards that people have shared to chats of their own, one function each."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update

from bot.communities.model import CommunityId, Reader
from bot.core.db import Tx
from bot.core.installation import not_held
from bot.core.schema import Id, Moment
from bot.core.statement import Row, given, insert_new, statement
from bot.outbox.model import SharedCard
from bot.outbox.tables import shared_cards

_OF: Final = (
    shared_cards.c.community_id == given(shared_cards.c.community_id, "community"),
    shared_cards.c.subject == given(shared_cards.c.subject),
)
_THIS: Final = (*_OF, shared_cards.c.inline_id == given(shared_cards.c.inline_id))
_HELD: Final = (*_THIS, shared_cards.c.lease == given(shared_cards.c.lease))
_NOW: Final = bindparam("now", type_=Moment(), required=True)
_LIMIT: Final = bindparam("limit", type_=Id, required=True)
_COLUMNS: Final = (
    shared_cards.c.community_id,
    shared_cards.c.subject,
    shared_cards.c.inline_id,
    shared_cards.c.language,
    shared_cards.c.time_zone,
    shared_cards.c.lease,
    shared_cards.c.screen_hash,
    shared_cards.c.failures,
)
_ADD: Final = insert_new(
    shared_cards, keys=(shared_cards.c.community_id, shared_cards.c.subject, shared_cards.c.inline_id)
)
_OLDEST_KEPT: Final = statement(
    select(shared_cards.c.number).where(*_OF).order_by(shared_cards.c.number.desc()).limit(1).offset(_LIMIT)
)
_LET_GO: Final = statement(delete(shared_cards).where(*_OF, shared_cards.c.number <= given(shared_cards.c.number)))
_WANT: Final = statement(update(shared_cards).where(*_OF).values(due_at=_NOW, lease=shared_cards.c.lease + 1))
_DUE: Final = statement(
    select(*_COLUMNS)
    .where(shared_cards.c.due_at.is_not(None), shared_cards.c.due_at <= _NOW, not_held(shared_cards.c.due_at))
    .order_by(shared_cards.c.due_at)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_AGAIN_AT: Final = bindparam("again_at", type_=Moment(), required=True)
_CLAIM: Final = statement(
    update(shared_cards)
    .where(*_THIS)
    .values(
        lease=shared_cards.c.lease + 1,
        due_at=_AGAIN_AT,
        screen_hash=None,  # whoever loses it may have edited the message or not
    )
)
_DRAWN: Final = statement(
    update(shared_cards).where(*_HELD).values(due_at=None, failures=0, screen_hash=given(shared_cards.c.screen_hash))
)
_PUT_OFF: Final = statement(
    update(shared_cards)
    .where(*_HELD)
    .values(
        due_at=_AGAIN_AT,
        failures=given(shared_cards.c.failures),
        screen_hash=given(shared_cards.c.screen_hash),
    )
)
_FORGET: Final = statement(delete(shared_cards).where(*_THIS))


def add(tx: Tx, key: tuple[CommunityId, str, str], reader: Reader, keep: int) -> bool:
    """One more, shown to this reader as it was when it was shared; the newest `keep` are kept. False: it was known."""
    community, subject, inline_id = key
    number = tx.new_id()
    added = tx.run(
        _ADD,
        community_id=community,
        subject=subject,
        inline_id=inline_id,
        number=number,
        language=reader.language,
        time_zone=reader.time_zone,
        due_at=tx.now,
        lease=0,
        screen_hash=None,
        failures=0,
    )
    if added and (oldest := tx.value(_OLDEST_KEPT, community=community, subject=subject, limit=keep)) is not None:
        tx.run(_LET_GO, community=community, subject=subject, number=oldest)
    return bool(added)


def want(tx: Tx, community: CommunityId, subject: str) -> None:
    """All of them are to be drawn anew; what somebody is about to draw counts no more."""
    tx.run(_WANT, community=community, subject=subject, now=tx.now)


def claim(tx: Tx, until: datetime, limit: int) -> list[SharedCard]:
    """Take up to `limit` that are due and not held back; whoever does not settle one until `until` loses it."""
    found = [_card(row) for row in tx.rows(_DUE, now=tx.now, limit=limit)]
    tx.many(_CLAIM, [{**_key(card), "again_at": until} for card in found])
    return found


def drawn(tx: Tx, card: SharedCard, screen_hash: str) -> None:
    """It shows the screen with this hash."""
    tx.run(_DRAWN, **_key(card), lease=card.lease, screen_hash=screen_hash)


def put_off(tx: Tx, card: SharedCard, wait: timedelta) -> None:
    """It stands as `card` says; again after so long."""
    state = {"failures": card.failures, "screen_hash": card.screen_hash}
    tx.run(_PUT_OFF, **_key(card), lease=card.lease, again_at=tx.now + wait, **state)


def forget(tx: Tx, card: SharedCard) -> None:
    """It is gone."""
    tx.run(_FORGET, **_key(card))


def _key(card: SharedCard) -> dict[str, Any]:
    return {"community": card.community, "subject": card.subject, "inline_id": card.inline_id}


def _card(row: Row) -> SharedCard:
    return SharedCard(
        community=CommunityId(row.community_id),
        subject=row.subject,
        inline_id=row.inline_id,
        language=row.language,
        time_zone=row.time_zone,
        lease=row.lease + 1,
        screen_hash=row.screen_hash,
        failures=row.failures,
    )
