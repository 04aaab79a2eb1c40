"""Drawing live cards, as far as the outbox knows it: claim one, and write down how it stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.communities import service as communities
from bot.core.db import Tx
from bot.outbox import missing
from bot.outbox.model import CardClaim, Reason
from bot.outbox.notices import Missing
from bot.outbox.sending import LEASE, backoff
from bot.outbox.service import CARD_PAUSE
from bot.outbox.store import cards, shared


def claim(tx: Tx, limit: int) -> list[CardClaim]:
    """Take up to `limit` cards that are due; one not settled is due again after a lease. Shared ones follow them."""
    taken = cards.claim(tx, tx.now + LEASE, limit)
    for card in taken:
        shared.want(tx, card.community, card.subject)
    return taken


def drawn(tx: Tx, card: CardClaim, *, astray: bool = False) -> None:
    """The card stands as `card` says. If somebody wished it fresh meanwhile it is due again after the pause.

    `astray`: it is not in the topic that was meant, which is closed or gone.
    """
    _write(tx, cards.settle, card, tx.now + CARD_PAUSE)
    if astray:
        missing.say(tx, card.community, Missing.TOPIC)


def put_off(tx: Tx, card: CardClaim, seconds: float) -> None:
    """The card stands as `card` says, and nothing came of this attempt; again in so many seconds."""
    _write(tx, cards.put_off, card, tx.now + timedelta(seconds=seconds))


def fail(tx: Tx, card: CardClaim) -> None:
    """It was tried, and nobody knows what the message shows now: again after a growing pause, as often as it takes."""
    _write(tx, cards.put_off, card.failed(), tx.now + backoff(card.failures))


def drop(tx: Tx, card: CardClaim) -> None:
    """Leave the card alone until somebody wishes it fresh again; whoever did so meanwhile counts."""
    _write(tx, cards.drop, card, tx.now + CARD_PAUSE)


def refuse(tx: Tx, card: CardClaim, reason: Reason) -> None:
    """The same because Telegram will not take it; whoever can change that is told."""
    drop(tx, card)
    if reason is Reason.NOT_ALLOWED:
        missing.say(tx, card.community, Missing.WRITING)


def _write(tx: Tx, write: Callable[[Tx, CardClaim, datetime], bool], card: CardClaim, again_at: datetime) -> None:
    """Write it down, unless the claim is lost; also where the card's community has become part of another one."""
    if not write(tx, card, again_at) and (one := communities.successor(tx, card.community)) is not None:
        write(tx, replace(card, community=one), again_at)
