"""Cards that people share to chats of their own, through inline mode: kept up to date as long as they stand there."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.communities.model import CommunityId, Reader
from bot.core.db import Tx
from bot.outbox.model import SharedCard
from bot.outbox.sending import LEASE, backoff
from bot.outbox.store import shared

KEPT: Final = 50
"""Of one pledge, the newest: each is edited whenever something happens to it."""
FAILURES_MOST: Final = 8
"""In a row. Of a chat that we do not know nobody tells us that it is gone for good."""


def share(tx: Tx, community: CommunityId, subject: str, inline_id: str, reader: Reader) -> None:
    """Somebody has sent the card of `subject` to a chat as the message `inline_id`, in this reader's words."""
    shared.add(tx, (community, subject, inline_id), reader, KEPT)


def claim(tx: Tx, limit: int) -> list[SharedCard]:
    """Take up to `limit` that are due; one not settled is due again after a lease."""
    return shared.claim(tx, tx.now + LEASE, limit)


def drawn(tx: Tx, card: SharedCard, screen_hash: str) -> None:
    """It shows what is true."""
    shared.drawn(tx, card, screen_hash)


def put_off(tx: Tx, card: SharedCard, seconds: float) -> None:
    """Nothing was tried; again in so many seconds."""
    shared.put_off(tx, card, timedelta(seconds=seconds))


def fail(tx: Tx, card: SharedCard) -> None:
    """It was tried in vain: again after a growing pause, and not for ever."""
    if card.failures >= FAILURES_MOST:
        shared.forget(tx, card)
    else:
        tried = replace(card, failures=card.failures + 1, screen_hash=None)
        shared.put_off(tx, tried, backoff(card.failures))


def forget(tx: Tx, card: SharedCard) -> None:
    """The message is gone, or there is nothing to show any more."""
    shared.forget(tx, card)
