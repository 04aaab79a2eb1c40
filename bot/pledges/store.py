"""The statements of pledges, one function each. Rows become model objects here and nowhere else."""

from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, insert, select, tuple_, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row, Tx, given, insert_new, statement, upsert
from bot.core.schema import Id, Moment, String
from bot.pledges.model import (
    ONE_SECOND,
    WORDS_MOST,
    Deadline,
    Names,
    Page,
    Pledge,
    PledgeId,
    PledgeState,
    Signature,
    SignatureState,
    Unit,
    Visibility,
    Wording,
)
from bot.pledges.tables import IS_LISTED, pledge_codes, pledges, signatures

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_LIMIT: Final = bindparam("limit", type_=Id, required=True)
_PERSON: Final = bindparam("person", type_=Id, required=True)
_COLUMNS: Final = (
    pledges.c.community_id,
    pledges.c.id,
    pledges.c.code,
    pledges.c.creator_id,
    pledges.c.language,
    pledges.c.action,
    pledges.c.others,
    pledges.c.others_action,
    pledges.c.threshold,
    pledges.c.deadline,
    pledges.c.whole_day,
    pledges.c.time_zone,
    pledges.c.visibility,
    pledges.c.names,
    pledges.c.state,
    pledges.c.count,
    pledges.c.signed,
    pledges.c.last_number,
    pledges.c.opened_at,
    pledges.c.tipped_at,
    pledges.c.expired_at,
    pledges.c.cancelled_at,
    pledges.c.cancel_reason,
)
_THIS: Final = and_(
    pledges.c.community_id == given(pledges.c.community_id, "community"), pledges.c.id == given(pledges.c.id, "pledge")
)
_SIGNATURE: Final = and_(
    signatures.c.community_id == given(signatures.c.community_id, "community"),
    signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
    signatures.c.person_id == _PERSON,
)
_BY_CODE_CLAUSE: Final = (
    select(*_COLUMNS)
    .join_from(
        pledge_codes,
        pledges,
        and_(pledges.c.community_id == pledge_codes.c.community_id, pledges.c.id == pledge_codes.c.pledge_id),
    )
    .where(pledge_codes.c.code == given(pledge_codes.c.code))
)

_BY_CODE: Final = statement(_BY_CODE_CLAUSE)
_LOCK_BY_CODE: Final = statement(_BY_CODE_CLAUSE.with_for_update(of=pledges))
_BY_ID: Final = statement(select(*_COLUMNS).where(_THIS))
_LOCK_BY_ID: Final = statement(select(*_COLUMNS).where(_THIS).with_for_update())
_BY_KEY: Final = statement(
    select(*_COLUMNS).where(
        pledges.c.community_id == given(pledges.c.community_id, "community"),
        pledges.c.creator_id == given(pledges.c.creator_id, "creator"),
        pledges.c.key == given(pledges.c.key),
    )
)
_TAKE_CODE: Final = insert_new(pledge_codes, keys=(pledge_codes.c.code,))
_NEW_COLUMNS: Final = (
    *(column for column in _COLUMNS if not column.nullable),
    pledges.c.others,
    pledges.c.others_action,
    pledges.c.key,
    pledges.c.words,
    pledges.c.unit,
)
_ADD: Final = statement(insert(pledges).values({column.name: given(column) for column in _NEW_COLUMNS}))
_COUNT: Final = statement(
    update(pledges)
    .where(_THIS)
    .values(
        count=given(pledges.c.count),
        signed=given(pledges.c.signed),
        last_number=given(pledges.c.last_number),
        state=given(pledges.c.state),
        tipped_at=given(pledges.c.tipped_at),
    )
)
_EXPIRE: Final = statement(update(pledges).where(_THIS).values(state=PledgeState.EXPIRED.value, expired_at=_NOW))
_CANCEL: Final = statement(
    update(pledges)
    .where(_THIS)
    .values(
        state=PledgeState.CANCELLED.value,
        cancelled_at=_NOW,
        cancelled_by=given(pledges.c.cancelled_by, "by"),
        cancel_reason=given(pledges.c.cancel_reason, "reason"),
    )
)

_MINE: Final = statement(
    select(signatures.c.person_id, signatures.c.number, signatures.c.state, signatures.c.signed_key).where(_SIGNATURE)
)
_SIGN: Final = upsert(
    signatures,
    keys=(signatures.c.community_id, signatures.c.pledge_id, signatures.c.person_id),
    change=(
        signatures.c.number,
        signatures.c.state,
        signatures.c.signed_at,
        signatures.c.signed_key,
        signatures.c.withdrawn_at,
    ),
)
_WITHDRAW: Final = statement(
    update(signatures).where(_SIGNATURE).values(state=SignatureState.WITHDRAWN.value, withdrawn_at=_NOW)
)
_SIGNERS: Final = statement(
    select(signatures.c.number, signatures.c.person_id)
    .where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
        signatures.c.number > bindparam("after", type_=Id, required=True),
        signatures.c.state == SignatureState.ACTIVE.value,
    )
    .order_by(signatures.c.number)
    .limit(_LIMIT)
)

_PLACE: Final = tuple_(pledges.c.deadline, pledges.c.id)
_CURSOR: Final = tuple_(
    bindparam("cursor_deadline", type_=Moment(), required=True), bindparam("cursor_id", type_=Id, required=True)
)
_LISTED: Final = (
    select(*_COLUMNS)
    .where(
        IS_LISTED,
        pledges.c.community_id == given(pledges.c.community_id, "community"),
        pledges.c.deadline > bindparam("over", type_=Moment(), required=True),
        *(
            pledges.c.words.like(bindparam(f"word_{n}", type_=String(), required=True), escape="\\")
            for n in range(WORDS_MOST)
        ),
    )
    .limit(_LIMIT)
)
_LISTED_AFTER: Final = statement(_LISTED.where(_PLACE > _CURSOR).order_by(pledges.c.deadline, pledges.c.id))
_LISTED_BEFORE: Final = statement(
    _LISTED.where(_PLACE < _CURSOR).order_by(pledges.c.deadline.desc(), pledges.c.id.desc())
)
_BEFORE: Final = bindparam("before", type_=Id, required=True)
_MADE: Final = statement(
    select(*_COLUMNS)
    .where(
        pledges.c.community_id == given(pledges.c.community_id, "community"),
        pledges.c.creator_id == _PERSON,
        pledges.c.id < _BEFORE,
    )
    .order_by(pledges.c.id.desc())
    .limit(_LIMIT)
)
_SIGNED: Final = statement(
    select(*_COLUMNS)
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


def by_code(tx: Tx, code: str, *, lock: bool) -> Pledge | None:
    """The pledge with this code in whatever community; with `lock` nobody else changes it before we are done."""
    return _pledge_or_none(tx.row(_LOCK_BY_CODE if lock else _BY_CODE, code=code))


def by_id(tx: Tx, community: CommunityId, pledge: PledgeId, *, lock: bool) -> Pledge | None:
    return _pledge_or_none(tx.row(_LOCK_BY_ID if lock else _BY_ID, community=community, pledge=pledge))


def by_key(tx: Tx, community: CommunityId, creator: PersonId, key: str) -> Pledge | None:
    """The pledge that this act of its creator has made."""
    return _pledge_or_none(tx.row(_BY_KEY, community=community, creator=creator, key=key))


def take_code(tx: Tx, code: str, community: CommunityId, pledge: PledgeId) -> bool:
    """Whether the code was free; it is the pledge's from now on."""
    return tx.run(_TAKE_CODE, code=code, community_id=community, pledge_id=pledge) == 1


def add(tx: Tx, pledge: Pledge, *, key: str, words: str) -> None:
    """A new pledge, just opened, that nobody has signed. `words` is what the list's filter looks through."""
    wording = pledge.wording
    tx.run(
        _ADD,
        community_id=pledge.community,
        id=pledge.id,
        code=pledge.code,
        creator_id=pledge.creator,
        key=key,
        language=wording.language,
        action=wording.action,
        others=wording.others,
        others_action=wording.others_action,
        words=words,
        unit=Unit.PEOPLE.value,
        threshold=wording.threshold,
        deadline=wording.deadline.at,
        whole_day=int(wording.deadline.whole_day),
        time_zone=wording.deadline.time_zone,
        visibility=wording.visibility.value,
        names=wording.names.value,
        state=pledge.state.value,
        count=pledge.count,
        signed=pledge.signed,
        last_number=pledge.last_number,
        opened_at=pledge.opened_at,
    )


def save_counts(tx: Tx, pledge: Pledge) -> None:
    """What a signature or a withdrawal changes of the pledge."""
    tx.run(
        _COUNT,
        community=pledge.community,
        pledge=pledge.id,
        count=pledge.count,
        signed=pledge.signed,
        last_number=pledge.last_number,
        state=pledge.state.value,
        tipped_at=pledge.tipped_at,
    )


def save_expired(tx: Tx, pledge: Pledge) -> None:
    tx.run(_EXPIRE, community=pledge.community, pledge=pledge.id, now=tx.now)


def save_cancelled(tx: Tx, pledge: Pledge, *, by: PersonId, reason: str) -> None:
    tx.run(_CANCEL, community=pledge.community, pledge=pledge.id, now=tx.now, by=by, reason=reason)


def signature(tx: Tx, pledge: Pledge, person: PersonId) -> Signature | None:
    row = tx.row(_MINE, community=pledge.community, pledge=pledge.id, person=person)
    return (
        None
        if row is None
        else Signature(PersonId(row.person_id), row.number, SignatureState(row.state), row.signed_key)
    )


def sign(tx: Tx, pledge: Pledge, mine: Signature, at: datetime) -> None:
    """The signature, new or once more."""
    tx.run(
        _SIGN,
        community_id=pledge.community,
        pledge_id=pledge.id,
        person_id=mine.person,
        number=mine.number,
        state=mine.state.value,
        amount=None,
        signed_at=at,
        signed_key=mine.signed_key,
        withdrawn_at=None,
        claimed_at=None,
        settled_at=None,
        settled_by=None,
        excuse=None,
        follows=0,
        muted=0,
    )


def withdraw(tx: Tx, pledge: Pledge, person: PersonId) -> None:
    tx.run(_WITHDRAW, community=pledge.community, pledge=pledge.id, person=person, now=tx.now)


def signers(tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Active signers in the order of their numbers, those with a greater number than `after`."""
    rows = tx.rows(_SIGNERS, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]


def listed(tx: Tx, community: CommunityId, page: Page) -> list[Pledge]:
    """One page of the pledges that people can sign now, soonest deadline first; one more than fits, if there is one."""
    patterns = [*(_pattern(word) for word in page.words), *("%" for _ in range(WORDS_MOST))][:WORDS_MOST]
    rows = tx.rows(
        _LISTED_BEFORE if page.backwards else _LISTED_AFTER,
        community=community,
        over=tx.now - ONE_SECOND,
        cursor_deadline=page.deadline,
        cursor_id=page.pledge,
        limit=page.size + 1,
        **{f"word_{n}": pattern for n, pattern in enumerate(patterns)},
    )
    return [_pledge(row) for row in rows]


def mine(tx: Tx, community: CommunityId, person: PersonId, *, before: int, limit: int) -> list[Pledge]:
    """What the person made or signed, the newest first, those older than the pledge `before`."""
    given_values = {"community": community, "person": person, "before": before, "limit": limit}
    rows = [*tx.rows(_MADE, **given_values), *tx.rows(_SIGNED, **given_values)]
    return [_pledge(row) for row in sorted(rows, key=lambda row: int(row.id), reverse=True)][:limit]


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _pledge_or_none(row: Row | None) -> Pledge | None:
    return None if row is None else _pledge(row)


def _pledge(row: Row) -> Pledge:
    return Pledge(
        community=CommunityId(row.community_id),
        id=PledgeId(row.id),
        code=row.code,
        creator=PersonId(row.creator_id),
        wording=_wording(row),
        state=PledgeState(row.state),
        count=row.count,
        signed=row.signed,
        last_number=row.last_number,
        opened_at=row.opened_at,
        tipped_at=row.tipped_at,
        ended_at=row.expired_at or row.cancelled_at,
        cancel_reason=row.cancel_reason,
    )


def _wording(row: Row) -> Wording:
    return Wording(
        action=row.action,
        threshold=row.threshold,
        deadline=Deadline(row.deadline, bool(row.whole_day), row.time_zone),
        others=row.others,
        others_action=row.others_action,
        language=row.language,
        visibility=Visibility(row.visibility),
        names=Names(row.names),
    )
