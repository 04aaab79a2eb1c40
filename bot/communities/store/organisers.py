"""Statements about whom an admin can appoint, and who organises."""

from typing import Any, Final

from sqlalchemy import BindParameter, Select, and_, bindparam, case, func, or_, select

from bot.communities.model import CommunityId, Neighbour, PersonId, Role
from bot.communities.rules import ADMINS
from bot.communities.tables import grants, memberships, people, residents
from bot.core.db import Tx
from bot.core.schema import String
from bot.core.statement import Row, given, statement

_ADMIN_WORDS: Final = tuple(sorted(status.value for status in ADMINS))
_IS_ADMIN: Final = memberships.c.status.in_(_ADMIN_WORDS)
_GRANT: Final = and_(
    grants.c.community_id == residents.c.community_id,
    grants.c.person_id == residents.c.person_id,
    grants.c.role == Role.ORGANISER.value,
    grants.c.revoked_at.is_(None),
)
_MEMBERSHIP: Final = and_(
    memberships.c.community_id == residents.c.community_id, memberships.c.person_id == residents.c.person_id
)


def _neighbours(*, appointed: bool = False, known: bool = False) -> Select[Any]:
    """Everybody who lives or has lived here; only whom we have `appointed`, only of whom Telegram's word is `known`."""
    return (
        select(
            people.c.id,
            people.c.first_name,
            people.c.username,
            people.c.telegram_id,
            residents.c.since,
            grants.c.granted_at,
            memberships.c.status,
        )
        .select_from(residents)
        .join(people, people.c.id == residents.c.person_id)
        .join(grants, _GRANT, isouter=not appointed)
        .join(memberships, _MEMBERSHIP, isouter=not known)
        .where(residents.c.community_id == given(residents.c.community_id, "community"))
    )


_LIVES_HERE: Final = residents.c.left_at.is_(None)
_LIMIT: Final = bindparam("limit", type_=residents.c.person_id.type, required=True)
_APPOINTED = statement(_neighbours(appointed=True).order_by(grants.c.granted_at, people.c.id).limit(_LIMIT))
_ADMINS = statement(
    _neighbours(known=True).where(_LIVES_HERE, _IS_ADMIN).order_by(people.c.first_name, people.c.id).limit(_LIMIT)
)
_IN_REACH = statement(
    _neighbours()
    .where(
        _LIVES_HERE,
        or_(_IS_ADMIN, grants.c.granted_at.is_not(None)),
        people.c.telegram_id.is_not(None),
        people.c.started_at.is_not(None),
        people.c.unreachable_at.is_(None),
    )
    .order_by(people.c.id)
    .limit(_LIMIT)
)
_ONE = statement(
    _neighbours().where(
        residents.c.person_id == given(residents.c.person_id, "person"),
        or_(_LIVES_HERE, grants.c.granted_at.is_not(None)),
    )
)
_OTHERS = statement(
    _neighbours()
    .where(
        _LIVES_HERE,
        residents.c.person_id < given(residents.c.person_id, "before"),
        residents.c.person_id != given(residents.c.person_id, "besides"),
        grants.c.granted_at.is_(None),
        or_(memberships.c.status.is_(None), ~_IS_ADMIN),
    )
    .order_by(residents.c.person_id.desc())
    .limit(_LIMIT)
)


def _typed(name: str) -> BindParameter[str]:
    return bindparam(name, type_=String(), required=True)


_EXACTLY: Final = or_(
    func.lower(people.c.username) == _typed("username"),
    func.lower(people.c.first_name) == _typed("lower"),
    people.c.first_name.in_([_typed(form) for form in ("typed", "title", "small", "capitals")]),
)
_BY_FIRST_WORD: Final = or_(
    func.lower(people.c.first_name).like(_typed("first_lower"), escape="\\"),
    people.c.first_name.like(_typed("first_title"), escape="\\"),
)
_CALLED = statement(
    _neighbours()
    .where(_LIVES_HERE, or_(_EXACTLY, _BY_FIRST_WORD))
    .order_by(case((_EXACTLY, 0), else_=1), residents.c.person_id.desc())
    .limit(_LIMIT)
)
"""SQLite lowers ASCII only: "Éloïse" is found by its usual written forms."""


def appointed(tx: Tx, community: CommunityId, limit: int) -> list[Neighbour]:
    """Whom admins have appointed, in the order of their appointment; also those who have left meanwhile."""
    return [_neighbour(row) for row in tx.rows(_APPOINTED, community=community, limit=limit)]


def admins(tx: Tx, community: CommunityId, limit: int) -> list[Neighbour]:
    """Residents who were admins of the group when Telegram was last asked about them, by name."""
    return [_neighbour(row) for row in tx.rows(_ADMINS, community=community, limit=limit)]


def in_reach(tx: Tx, community: CommunityId, limit: int) -> list[Neighbour]:
    """Admins and appointed organisers who live here and can be written to."""
    return [_neighbour(row) for row in tx.rows(_IN_REACH, community=community, limit=limit)]


def one(tx: Tx, community: CommunityId, person: PersonId) -> Neighbour | None:
    """Somebody who lives here, or has left as an appointed organiser."""
    row = tx.row(_ONE, community=community, person=person)
    return _neighbour(row) if row else None


def others(tx: Tx, community: CommunityId, *, besides: PersonId, before: PersonId, limit: int) -> list[Neighbour]:
    """Residents who do not organise, whom we met last first, from behind `before` on."""
    rows = tx.rows(_OTHERS, community=community, besides=besides, before=before, limit=limit)
    return [_neighbour(row) for row in rows]


def called(tx: Tx, community: CommunityId, name: str, limit: int) -> list[Neighbour]:
    """Residents with this name or username, then those of whose name it is the first word; with an @ the username
    alone."""
    at_sign, bare = name.startswith("@"), name.removeprefix("@")
    whole = "" if at_sign else bare
    first = "" if at_sign else f"{_literally(bare)} %"
    rows = tx.rows(
        _CALLED,
        community=community,
        username=bare.lower(),
        lower=whole.lower(),
        typed=whole,
        title=whole.title(),
        small=whole.lower(),
        capitals=whole.upper(),
        first_lower=first.lower(),
        first_title=first.title(),
        limit=limit,
    )
    return [_neighbour(row) for row in rows]


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _neighbour(row: Row) -> Neighbour:
    return Neighbour(
        person=PersonId(row.id),
        name=row.first_name,
        username=row.username,
        telegram_id=row.telegram_id,
        since=row.since,
        appointed=row.granted_at is not None,
        admin=row.status in _ADMIN_WORDS,
    )
