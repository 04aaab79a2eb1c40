"""Statements about what was written to everybody who is in a pledge."""

from typing import Final

from sqlalchemy import and_, insert, select

from bot.communities.model import PersonId
from bot.core.db import Row, Tx, given, statement
from bot.pledges.model import Pledge
from bot.pledges.speaking import Announcement
from bot.pledges.tables import announcements

_OF_PLEDGE: Final = and_(
    announcements.c.community_id == given(announcements.c.community_id, "community"),
    announcements.c.pledge_id == given(announcements.c.pledge_id, "pledge"),
)
_COLUMNS: Final = (
    announcements.c.number,
    announcements.c.author_id,
    announcements.c.text,
    announcements.c.written_at,
)
_ALL: Final = statement(select(*_COLUMNS).where(_OF_PLEDGE).order_by(announcements.c.number))
_BY_KEY: Final = statement(select(*_COLUMNS).where(_OF_PLEDGE, announcements.c.key == given(announcements.c.key)))
_ADD: Final = statement(insert(announcements).values({each.name: given(each) for each in announcements.c}))


def of_pledge(tx: Tx, pledge: Pledge) -> list[Announcement]:
    """All of them, in the order of writing: a handful."""
    rows = tx.rows(_ALL, community=pledge.community, pledge=pledge.id)
    return [_announcement(row) for row in rows]


def by_key(tx: Tx, pledge: Pledge, key: str) -> Announcement | None:
    """What this preview has become."""
    row = tx.row(_BY_KEY, community=pledge.community, pledge=pledge.id, key=key)
    return None if row is None else _announcement(row)


def add(tx: Tx, pledge: Pledge, one: Announcement, *, key: str) -> None:
    """A new one."""
    tx.run(
        _ADD,
        community_id=pledge.community,
        pledge_id=pledge.id,
        number=one.number,
        author_id=one.author,
        text=one.text,
        written_at=one.written_at,
        key=key,
    )


def _announcement(row: Row) -> Announcement:
    return Announcement(row.number, PersonId(row.author_id), row.text, row.written_at)
