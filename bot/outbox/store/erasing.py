"""Statements that take somebody's words out of notices, and keep notices from somebody."""

from typing import Any, Final, NamedTuple

from sqlalchemy import and_, bindparam, or_, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.core.schema import Moment
from bot.core.statement import given, statement
from bot.outbox.model import Reason, State
from bot.outbox.store.deliveries import UNREACHED
from bot.outbox.tables import IS_DUE, cards, deliveries, notices

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_THEIRS: Final = deliveries.c.person_id == given(deliveries.c.person_id, "person")
_KEEP_FROM: Final = statement(
    update(deliveries)
    .where(_THEIRS, or_(IS_DUE, UNREACHED))
    .values(state=State.NEVER.value, reason=Reason.WITHDRAWN.value, settled_at=_NOW, owner=None, lease_until=None)
)
_FACTS: Final = statement(
    select(notices.c.id, notices.c.kind, notices.c.facts).where(
        notices.c.community_id == given(notices.c.community_id, "community"),
        notices.c.subject == given(notices.c.subject),
        notices.c.facts != "",
    )
)
_THIS: Final = and_(
    notices.c.community_id == given(notices.c.community_id, "community"), notices.c.id == given(notices.c.id, "notice")
)
_SAVE: Final = statement(update(notices).where(_THIS).values(facts=given(notices.c.facts)))
_WITHDRAW: Final = statement(update(notices).where(_THIS).values(facts="{}", withdrawn_at=_NOW, expand_at=None))
_REDRAW: Final = statement(
    update(cards)
    .where(
        cards.c.community_id == given(cards.c.community_id, "community"),
        cards.c.subject == given(cards.c.subject),
        cards.c.message_id.is_not(None),
        cards.c.due_at.is_(None),
    )
    .values(wanted=cards.c.wanted + 1, due_at=_NOW)
)
_TOLD: Final = statement(
    select(notices.c.kind, notices.c.facts, deliveries.c.state, deliveries.c.due_at, deliveries.c.settled_at)
    .join_from(
        deliveries,
        notices,
        and_(notices.c.community_id == deliveries.c.community_id, notices.c.id == deliveries.c.notice_id),
    )
    .where(_THEIRS)
    .order_by(notices.c.id)
)


class Facts(NamedTuple):
    """Of one notice."""

    id: int
    kind: str
    facts: str


def keep_from(tx: Tx, person: PersonId) -> None:
    """What is owed to them, or could not be said to them, is not said to them any more."""
    tx.run(_KEEP_FROM, person=person, now=tx.now)


def about(tx: Tx, community: CommunityId, subject: str) -> list[Facts]:
    """The notices about this that have facts still."""
    return [Facts(*row) for row in tx.rows(_FACTS, community=community, subject=subject)]


def save(tx: Tx, community: CommunityId, notice: int, facts: str) -> None:
    tx.run(_SAVE, community=community, notice=notice, facts=facts)


def withdraw(tx: Tx, community: CommunityId, notice: int) -> None:
    """It cannot be said without what was erased."""
    tx.run(_WITHDRAW, community=community, notice=notice, now=tx.now)


def redraw(tx: Tx, community: CommunityId, subject: str) -> None:
    """A card that stands in the group is drawn anew, whatever it is about; none is posted."""
    tx.run(_REDRAW, community=community, subject=subject, now=tx.now)


def told(tx: Tx, person: PersonId) -> list[dict[str, Any]]:
    """What they were told, or will be."""
    return [row._asdict() for row in tx.rows(_TOLD, person=person)]
