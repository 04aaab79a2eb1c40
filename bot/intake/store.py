"""The inbox's statements, one function each."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, delete, func, or_, select, update

from bot.core.db import Tx
from bot.core.schema import Id
from bot.core.statement import Row, given, insert_new, statement
from bot.intake.model import Letter, State
from bot.intake.tables import IS_DEAD, IS_NEW, inbox

_ADD = insert_new(inbox)
_LETTERS = select(
    inbox.c.update_id, inbox.c.raw, inbox.c.chat_id, inbox.c.telegram_id, inbox.c.received_at, inbox.c.attempts
)
_WAITING = statement(_LETTERS.where(inbox.c.state == State.NEW.value).order_by(inbox.c.received_at, inbox.c.update_id))
_THIS_NEW_ONE = (inbox.c.update_id == given(inbox.c.update_id, "number")) & (inbox.c.state == State.NEW.value)
_STILL_NEW = statement(_LETTERS.where(_THIS_NEW_ONE))
_NUMBERS = statement(
    select(inbox.c.update_id)
    .where(inbox.c.state == State.NEW.value, inbox.c.received_at <= given(inbox.c.received_at, "until"))
    .order_by(inbox.c.received_at, inbox.c.update_id)
)
_AT = given(inbox.c.settled_at, "at")
_SETTLE = statement(
    update(inbox)
    .where(_THIS_NEW_ONE)
    .values(state=State.DONE.value, raw="", chat_id=None, telegram_id=None, settled_at=_AT)
)
_BURY = statement(update(inbox).where(_THIS_NEW_ONE).values(state=State.DEAD.value, settled_at=_AT))
_COUNT_ATTEMPT = statement(
    update(inbox).where(_THIS_NEW_ONE).values(attempts=inbox.c.attempts + 1).returning(inbox.c.attempts)
)
_OLD = (
    select(inbox.c.update_id)
    .where(inbox.c.state != State.NEW.value, inbox.c.settled_at < given(inbox.c.settled_at, "before"))
    .order_by(inbox.c.settled_at)
    .limit(bindparam("bite", type_=Id, required=True))
)
_PURGE = statement(delete(inbox).where(inbox.c.update_id.in_(_OLD)))
_THEIRS = inbox.c.telegram_id == given(inbox.c.telegram_id, "person")
_ERASE = statement(
    update(inbox)
    .where(inbox.c.state != State.NEW.value, or_(_THEIRS, inbox.c.chat_id == given(inbox.c.chat_id, "person")))
    .values(raw="", chat_id=None, telegram_id=None)
)
_ERASE_MENTION = statement(
    update(inbox)
    .where(IS_DEAD, inbox.c.raw.like(bindparam("number", type_=String(), required=True)))
    .values(raw="", chat_id=None, telegram_id=None)
)
_OF_PERSON = statement(
    select(inbox.c.update_id, inbox.c.received_at, inbox.c.state, inbox.c.raw)
    .where(_THEIRS)
    .order_by(inbox.c.update_id)
)
_COUNTS = statement(select(inbox.c.state, func.count().label("number")).group_by(inbox.c.state))
_MOST = bindparam("most", type_=Id, required=True)
_NUMBER_NEW, _NUMBER_DEAD = (
    statement(
        select(func.count().label("number")).select_from(select(inbox.c.update_id).where(which).limit(_MOST).subquery())
    )
    for which in (IS_NEW, IS_DEAD)
)
_OLDEST = statement(select(func.min(inbox.c.received_at)).where(inbox.c.state == State.NEW.value))


def add(tx: Tx, letters: Sequence[Letter]) -> list[Letter]:
    """Store what is not stored yet; gives back exactly the letters that are new to us."""
    return [letter for letter in letters if tx.value(_ADD, **_columns(letter)) is not None]


def _columns(letter: Letter) -> dict[str, Any]:
    return {
        "update_id": letter.update_id,
        "raw": letter.raw,
        "chat_id": letter.chat_id,
        "telegram_id": letter.telegram_id,
        "received_at": letter.received_at,
        "state": State.NEW.value,
        "attempts": 0,
        "settled_at": None,
    }


def waiting(tx: Tx) -> list[Letter]:
    """Everything stored and not settled, in the order of arrival."""
    return [_letter(row) for row in tx.rows(_WAITING)]


def waiting_numbers(tx: Tx, until: datetime) -> list[int]:
    """The numbers of what arrived by then and is not settled, in the order of arrival."""
    return [row.update_id for row in tx.rows(_NUMBERS, until=until)]


def still_new(tx: Tx, numbers: Iterable[int]) -> list[Letter]:
    """Those of these updates that are stored and not settled, in the order given."""
    return [_letter(row) for number in numbers if (row := tx.row(_STILL_NEW, number=number)) is not None]


def _letter(row: Row) -> Letter:
    return Letter(row.update_id, json.loads(row.raw), row.chat_id, row.telegram_id, row.received_at, row.attempts)


def settle(tx: Tx, update_id: int) -> bool:
    """The update has had its effect: forget its text and whose it was. False: it was settled before."""
    return tx.run(_SETTLE, number=update_id, at=tx.now) == 1


def bury(tx: Tx, update_id: int) -> bool:
    """The update cannot be worked: keep it aside for the operator. False: it was settled before."""
    return tx.run(_BURY, number=update_id, at=tx.now) == 1


def count_attempt(tx: Tx, update_id: int) -> int:
    """One more attempt has failed; gives back how many by now (0: the update is settled)."""
    return tx.value(_COUNT_ATTEMPT, number=update_id) or 0


def purge(tx: Tx, before: datetime, bite: int) -> int:
    """Delete up to `bite` rows that were settled before this moment; gives back how many."""
    return tx.run(_PURGE, before=before, bite=bite)


def erase(tx: Tx, telegram_id: int) -> None:
    """Of what is settled: everything that came from this person, or was put aside and names them. (What waits is still
    to be heard, and loses its text then.)"""
    tx.run(_ERASE, person=telegram_id)
    tx.run(_ERASE_MENTION, number=f"%{telegram_id}%")


def of_person(tx: Tx, telegram_id: int) -> list[dict[str, Any]]:
    """What is kept of what this person sent."""
    return [row._asdict() for row in tx.rows(_OF_PERSON, person=telegram_id)]


def counts(tx: Tx) -> dict[State, int]:
    """How many updates are in each state."""
    return {State(row.state): row.number for row in tx.rows(_COUNTS)}


def number_waiting(tx: Tx, most: int) -> int:
    """How many updates are not settled yet; counted up to `most`, and without a look at the settled ones."""
    return tx.value(_NUMBER_NEW, most=most) or 0


def number_dead(tx: Tx, most: int) -> int:
    """How many updates were put aside in the last days; the same holds."""
    return tx.value(_NUMBER_DEAD, most=most) or 0


def oldest_waiting(tx: Tx) -> datetime | None:
    """When the oldest update that is not settled yet arrived."""
    moment: datetime | None = tx.value(_OLDEST)
    return moment
