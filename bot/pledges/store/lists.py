"""Statements behind the lists, each for one page: found by where the last page ended, not by counting rows."""

from typing import Final

from sqlalchemy import and_, bindparam, select, tuple_

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.core.schema import Id, Moment
from bot.pledges.model import Pledge, PledgeId, PledgeState, SignatureState
from bot.pledges.pages import Page
from bot.pledges.store import rows, searching
from bot.pledges.store.rows import COLUMNS
from bot.pledges.tables import IS_LISTED, pledges, signatures
from bot.pledges.wording import Visibility

_LIMIT: Final = bindparam("limit", type_=Id, required=True)
_PERSON: Final = bindparam("person", type_=Id, required=True)
_PLACE: Final = tuple_(pledges.c.deadline, pledges.c.id)
_LOW: Final = tuple_(
    bindparam("low_deadline", type_=Moment(), required=True), bindparam("low_id", type_=Id, required=True)
)
_HIGH: Final = tuple_(
    bindparam("high_deadline", type_=Moment(), required=True), bindparam("high_id", type_=Id, required=True)
)
_LISTED: Final = (
    select(*COLUMNS)
    .where(
        IS_LISTED,
        pledges.c.community_id == given(pledges.c.community_id, "community"),
        _PLACE > _LOW,
        _PLACE < _HIGH,
    )
    .limit(_LIMIT)
)
_SOONEST: Final = statement(_LISTED.order_by(pledges.c.deadline, pledges.c.id))
_LATEST: Final = statement(_LISTED.order_by(pledges.c.deadline.desc(), pledges.c.id.desc()))
_BEFORE: Final = bindparam("before", type_=Id, required=True)
_MADE: Final = statement(
    select(*COLUMNS)
    .where(
        pledges.c.community_id == given(pledges.c.community_id, "community"),
        pledges.c.creator_id == _PERSON,
        pledges.c.id < _BEFORE,
    )
    .order_by(pledges.c.id.desc())
    .limit(_LIMIT)
)
_SIGNED: Final = statement(
    select(*COLUMNS)
    .join_from(
        signatures,
        pledges,
        and_(pledges.c.community_id == signatures.c.community_id, pledges.c.id == signatures.c.pledge_id),
    )
    .where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.person_id == _PERSON,
        signatures.c.state != SignatureState.WITHDRAWN.value,
        signatures.c.pledge_id < _BEFORE,
    )
    .order_by(signatures.c.pledge_id.desc())
    .limit(_LIMIT)
)
_NEWEST: Final = 200
"""Pledges of a community by which it is told how they fare there."""
_FARED: Final = statement(
    select(pledges.c.state, pledges.c.tipped_at, pledges.c.visibility)
    .where(pledges.c.community_id == given(pledges.c.community_id, "community"))
    .order_by(pledges.c.id.desc())
    .limit(_NEWEST)
)


_WAITED_FOR: Final = statement(
    select(signatures.c.pledge_id).where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.person_id == _PERSON,
        signatures.c.state == SignatureState.WAITING.value,
    )
)


def open_ones(tx: Tx, community: CommunityId, page: Page) -> list[Pledge]:
    """The first pledges of a stretch that are listed (from its far end if backwards); one more than fits the page."""
    if page.words:
        return searching.with_words(tx, community, page)
    found = tx.rows(
        _LATEST if page.backwards else _SOONEST,
        community=community,
        low_deadline=page.low[0],
        low_id=page.low[1],
        high_deadline=page.high[0],
        high_id=page.high[1],
        limit=page.size + 1,
    )
    return [rows.pledge(row) for row in found]


def fared(tx: Tx, community: CommunityId) -> tuple[int, int]:
    """How many of the community's newest listed pledges have ended (came to life or expired), how many came to life."""
    listed = [row for row in tx.rows(_FARED, community=community) if row.visibility == Visibility.COMMUNITY.value]
    tipped = sum(row.tipped_at is not None for row in listed)
    return tipped + sum(row.state == PledgeState.EXPIRED.value for row in listed), tipped


def of_person(tx: Tx, community: CommunityId, person: PersonId, *, before: int, limit: int) -> list[Pledge]:
    """What the person made or signed, the newest first, those older than the pledge `before`."""
    given_values = {"community": community, "person": person, "before": before, "limit": limit}
    found = [*tx.rows(_MADE, **given_values), *tx.rows(_SIGNED, **given_values)]
    return [rows.pledge(row) for row in sorted(found, key=lambda row: int(row.id), reverse=True)][:limit]


def waited_for(tx: Tx, community: CommunityId, person: PersonId) -> frozenset[PledgeId]:
    """In which pledges the person waits for a place."""
    return frozenset(PledgeId(row.pledge_id) for row in tx.rows(_WAITED_FOR, community=community, person=person))
