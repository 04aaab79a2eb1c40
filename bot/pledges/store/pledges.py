"""Statements about pledges themselves."""

from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row, Tx, given, insert_new, statement
from bot.core.schema import Id
from bot.pledges.model import Pledge, PledgeId, PledgeState
from bot.pledges.store import rows, worded, words
from bot.pledges.store.rows import COLUMNS, COURSE, TERMS
from bot.pledges.tables import pledge_codes, pledges
from bot.pledges.wording import Visibility

_THIS: Final = and_(
    pledges.c.community_id == given(pledges.c.community_id, "community"), pledges.c.id == given(pledges.c.id, "pledge")
)
_BY_CODE_CLAUSE: Final = (
    select(*COLUMNS)
    .join_from(
        pledge_codes,
        pledges,
        and_(pledges.c.community_id == pledge_codes.c.community_id, pledges.c.id == pledge_codes.c.pledge_id),
    )
    .where(pledge_codes.c.code == given(pledge_codes.c.code))
)

_BY_CODE: Final = statement(_BY_CODE_CLAUSE)
_LOCK_BY_CODE: Final = statement(_BY_CODE_CLAUSE.with_for_update(of=pledges))
_BY_ID: Final = statement(select(*COLUMNS).where(_THIS))
_LOCK_BY_ID: Final = statement(select(*COLUMNS).where(_THIS).with_for_update())
_BY_KEY: Final = statement(
    select(*COLUMNS).where(
        pledges.c.community_id == given(pledges.c.community_id, "community"),
        pledges.c.creator_id == given(pledges.c.creator_id, "creator"),
        pledges.c.key == given(pledges.c.key),
    )
)
_OPENED_BACK: Final = statement(
    select(pledges.c.opened_at)
    .where(
        pledges.c.community_id == given(pledges.c.community_id, "community"),
        pledges.c.creator_id == given(pledges.c.creator_id, "creator"),
    )
    .order_by(pledges.c.id.desc())
    .limit(1)
    .offset(bindparam("newer", type_=Id, required=True))
)
_HAS_DAY: Final = statement(select(pledges.c.act_on.is_not(None).label("has_day")).where(_THIS))
_TAKE_CODE: Final = insert_new(pledge_codes, keys=(pledge_codes.c.code,))
_NEW_COLUMNS: Final = (*COLUMNS, pledges.c.key)
_ADD: Final = statement(insert(pledges).values({column.name: given(column) for column in _NEW_COLUMNS}))
_SAVE: Final = statement(update(pledges).where(_THIS).values({column.name: given(column) for column in COURSE}))

_SAVE_TERMS: Final = statement(update(pledges).where(_THIS).values({column.name: given(column) for column in TERMS}))


def by_code(tx: Tx, code: str, *, lock: bool) -> Pledge | None:
    """The pledge with this code in whatever community; with `lock` nobody else changes it before we are done."""
    if not lock:
        return _pledge_or_none(tx.row(_BY_CODE, code=code))
    row = tx.row(_LOCK_BY_CODE, code=code) or tx.row(_LOCK_BY_CODE, code=code)  # it may just have moved (`moving`)
    return _pledge_or_none(row)


def by_id(tx: Tx, community: CommunityId, pledge: PledgeId, *, lock: bool) -> Pledge | None:
    """The pledge by its number; `lock` as in `by_code`."""
    return _pledge_or_none(tx.row(_LOCK_BY_ID if lock else _BY_ID, community=community, pledge=pledge))


def by_key(tx: Tx, community: CommunityId, creator: PersonId, key: str) -> Pledge | None:
    """The pledge that this act of its creator has made."""
    return _pledge_or_none(tx.row(_BY_KEY, community=community, creator=creator, key=key))


def opened_back(tx: Tx, community: CommunityId, creator: PersonId, number: int) -> datetime | None:
    """When this person's `number`-th newest pledge here was published; None if there are fewer."""
    row = tx.row(_OPENED_BACK, community=community, creator=creator, newer=number - 1)
    return row.opened_at if row else None


def has_day(tx: Tx, pledge: Pledge) -> bool:
    """Whether it is set when it is to be done."""
    return bool(tx.value(_HAS_DAY, community=pledge.community, pledge=pledge.id))


def take_code(tx: Tx, code: str, community: CommunityId, pledge: PledgeId) -> bool:
    """Whether the code was free; it is the pledge's from now on."""
    return tx.run(_TAKE_CODE, code=code, community_id=community, pledge_id=pledge) == 1


_FOUND: Final = frozenset({PledgeState.OPEN, PledgeState.TIPPED})
"""What can be found by its words: where fewer go ahead nobody signs any more."""


def add(tx: Tx, pledge: Pledge, *, key: str) -> None:
    """A new pledge, made by the act `key`."""
    wording = pledge.wording
    tx.run(
        _ADD,
        community_id=pledge.community,
        id=pledge.id,
        code=pledge.code,
        creator_id=pledge.creator,
        key=key,
        time_zone=wording.deadline.time_zone,
        visibility=wording.visibility.value,
        names=wording.names.value,
        capacity=wording.capacity,
        opened_at=pledge.opened_at,
        **worded.sentence(wording),
        **worded.measure(wording),
        **rows.terms(pledge),
        **worded.occasion(wording.act_on),
        **rows.course(pledge),
    )
    words.add(tx, pledge)


def save(tx: Tx, pledge: Pledge) -> None:
    """What has happened to the pledge; its wording stays as it is."""
    tx.run(_SAVE, community=pledge.community, pledge=pledge.id, **rows.course(pledge))
    found = pledge.wording.visibility is Visibility.COMMUNITY  # what is unlisted never was
    if found and not (pledge.state in _FOUND and pledge.listed):
        words.forget(tx, pledge)


def list_again(tx: Tx, pledge: Pledge) -> None:
    """After it was hidden: let it be found by its words, if people may still sign it."""
    if pledge.state in _FOUND:
        words.add(tx, pledge)


def save_terms(tx: Tx, pledge: Pledge) -> None:
    """What its creator has changed of its wording. (What has happened to it is saved by itself, and before.)"""
    tx.run(_SAVE_TERMS, community=pledge.community, pledge=pledge.id, **rows.terms(pledge))
    words.move(tx, pledge)


def _pledge_or_none(row: Row | None) -> Pledge | None:
    return None if row is None else rows.pledge(row)
