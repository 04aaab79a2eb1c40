"""What the database knows of itself: whose it is, and whether it has just come back from a backup.

After a restore the database is old and the outside world is not. Until an operator has looked, nothing that was due
at that moment may be sent: that is the quarantine.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Column, ColumnElement, func, literal, select, update

from bot.core.outage import ConfigurationError
from bot.core.schema import Moment
from bot.core.statement import given, statement, upsert
from bot.core.tables import installation, offers, pulse
from bot.core.tx import Tx

_columns: Final = installation.c
_ONLY: Final = 1

_READ = statement(select(_columns.bot_id, _columns.epoch, _columns.quarantined_at).where(_columns.id == _ONLY))
_CLAIM = upsert(installation, keys=[_columns.id], change=[_columns.bot_id])
_QUARANTINE = upsert(installation, keys=[_columns.id], change=[_columns.epoch, _columns.quarantined_at])
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HELD_UNTIL: Final = func.coalesce(
    select(_columns.quarantined_at).where(_columns.id == _ONLY).scalar_subquery(), literal(_EPOCH, Moment())
)
_RELEASE = statement(update(installation).where(_columns.id == _ONLY).values(quarantined_at=None))
_OFFERED = statement(select(offers.c.fingerprint).where(offers.c.what == given(offers.c.what)))
_NOTE_OFFERED = upsert(offers, keys=[offers.c.what], change=[offers.c.fingerprint])
_BEAT = upsert(pulse, keys=[pulse.c.id], change=[pulse.c.beat_at])


@dataclass(frozen=True, slots=True)
class Installation:
    bot_id: int | None = None
    epoch: int = 0
    quarantined_at: datetime | None = None
    """What was due before this moment is held back; None: nothing is."""


def installation_of(tx: Tx) -> Installation:
    row = tx.row(_READ)
    return Installation(*row) if row else Installation()


def not_held(due_at: Column[datetime]) -> ColumnElement[bool]:
    """For a statement's WHERE: what was due at this moment may go ahead, since no quarantine holds it back."""
    return due_at >= _HELD_UNTIL


def claim(tx: Tx, bot_id: int) -> None:
    """Note that the bot `bot_id` works here. Raises ConfigurationError if another one does: the token was mixed up."""
    known = installation_of(tx)
    if known.bot_id not in {None, bot_id}:
        raise ConfigurationError(f"This database belongs to the bot {known.bot_id}, and the token to {bot_id}.")
    if known.bot_id is None:
        tx.run(_CLAIM, id=_ONLY, bot_id=bot_id, epoch=known.epoch, quarantined_at=known.quarantined_at)


def quarantine(tx: Tx) -> None:
    """Begin a new epoch, and hold back whatever is due by now."""
    known = installation_of(tx)
    tx.run(_QUARANTINE, id=_ONLY, bot_id=known.bot_id, epoch=known.epoch + 1, quarantined_at=tx.now)


def release(tx: Tx) -> bool:
    """End the quarantine. False: there was none."""
    if installation_of(tx).quarantined_at is None:
        return False
    return tx.run(_RELEASE) == 1


def offered(tx: Tx, what: str) -> str | None:
    """The fingerprint of what Telegram was given last under this name; None: nothing was."""
    row = tx.row(_OFFERED, what=what)
    return row.fingerprint if row else None


def note_offered(tx: Tx, what: str, fingerprint: str) -> None:
    """Telegram has been given this, and took of it what it can."""
    tx.run(_NOTE_OFFERED, what=what, fingerprint=fingerprint)


def beat(tx: Tx) -> None:
    """Write something that is not there yet: whoever gets through this can write. (A row that would stay as it is
    SQLite leaves alone, on a full disk as well.)"""
    tx.run(_BEAT, id=_ONLY, beat_at=tx.now)
