"""Statements that erase what one person wrote of pledges, and those that tell it."""

from typing import Any, Final, NamedTuple

from sqlalchemy import Column, ColumnElement, Table, and_, delete, func, or_, select, union, update

from bot.communities.keeping import GONE
from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.core.statement import Statement
from bot.pledges.counter.tables import counter_promises as promises
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.paper.tables import paper_signatures as paper
from bot.pledges.series.tables import round_answers
from bot.pledges.tables import announcements, pledges, signatures

_PROMISE_GONE: Final = f"({GONE})"
"""As long as a promise in return has to be."""

_PERSON: Final = given(signatures.c.person_id, "person")
_PROMISED: Final = or_(
    promises.c.owner_id == _PERSON, and_(promises.c.author_id == _PERSON, promises.c.agreed_at.is_(None))
)
"""Their own; and what they have proposed to somebody, as long as that has not made it theirs."""


def _theirs(table: Table, number: Column[int], whose: ColumnElement[bool]) -> Any:
    return select(table.c.community_id, number.label("pledge_id")).where(whose)


_TOUCHED: Final = statement(
    union(
        _theirs(pledges, pledges.c.id, or_(pledges.c.creator_id == _PERSON, pledges.c.cancelled_by == _PERSON)),
        _theirs(signatures, signatures.c.pledge_id, signatures.c.person_id == _PERSON),
        _theirs(announcements, announcements.c.pledge_id, announcements.c.author_id == _PERSON),
        _theirs(paper, paper.c.pledge_id, paper.c.vouched_by == _PERSON),
        _theirs(promises, promises.c.pledge_id, or_(promises.c.owner_id == _PERSON, promises.c.author_id == _PERSON)),
    ).order_by("pledge_id")
)


def _here(table: Table, number: Column[int]) -> ColumnElement[bool]:
    return and_(table.c.community_id == given(table.c.community_id, "community"), number == given(number, "pledge"))


_PLEDGE: Final = _here(pledges, pledges.c.id)
_WORDING: Final = statement(
    select(
        pledges.c.action,
        pledges.c.others,
        pledges.c.others_action,
        pledges.c.detail,
        pledges.c.act_place,
        pledges.c.condition,
        pledges.c.opening,
    ).where(_PLEDGE)
)
_ERASE_WORDING: Final = statement(
    update(pledges)
    .where(_PLEDGE)
    .values(action=GONE, others=None, others_action=None, detail=None, act_place=None, condition=None, opening=None)
)
_REASON: Final = statement(select(pledges.c.cancel_reason).where(_PLEDGE, pledges.c.cancelled_by == _PERSON))
_ERASE_REASON: Final = statement(
    update(pledges).where(_PLEDGE, pledges.c.cancelled_by == _PERSON).values(cancel_reason=None)
)
_HERE_SIGNED: Final = and_(_here(signatures, signatures.c.pledge_id), signatures.c.person_id == _PERSON)
_HERE_WROTE: Final = and_(_here(announcements, announcements.c.pledge_id), announcements.c.author_id == _PERSON)
_HERE_VOUCHED: Final = and_(_here(paper, paper.c.pledge_id), paper.c.vouched_by == _PERSON)
_HERE_PROMISED: Final = and_(_here(promises, promises.c.pledge_id), _PROMISED)
_WRITTEN: Final[tuple[Statement, ...]] = (
    statement(select(signatures.c.excuse).where(_HERE_SIGNED)),
    statement(select(announcements.c.text).where(_HERE_WROTE)),
    statement(select(paper.c.name).where(_HERE_VOUCHED)),
    statement(select(promises.c.what, promises.c.office, promises.c.reason).where(_HERE_PROMISED)),
)
_ERASE_WRITTEN: Final[tuple[Statement, ...]] = (
    statement(update(signatures).where(_HERE_SIGNED).values(excuse=None)),
    statement(update(announcements).where(_HERE_WROTE).values(text=GONE)),
    statement(update(paper).where(_HERE_VOUCHED).values(name=None)),
    statement(
        update(promises)
        .where(_HERE_PROMISED)
        .values(
            what=_PROMISE_GONE,
            office=None,
            reason=func.substr(promises.c.reason, 1, 0).op("||")(GONE),  # NULL stays NULL
        )
    ),
)
_FORGET_ANSWERS: Final = statement(delete(round_answers).where(round_answers.c.person_id == _PERSON))

_TOLD: Final[dict[str, Statement]] = {
    "pledges": statement(select(pledges).where(pledges.c.creator_id == _PERSON).order_by(pledges.c.id)),
    "signatures": statement(
        select(pledges.c.code, signatures)
        .join_from(
            signatures,
            pledges,
            and_(pledges.c.community_id == signatures.c.community_id, pledges.c.id == signatures.c.pledge_id),
        )
        .where(signatures.c.person_id == _PERSON)
        .order_by(signatures.c.pledge_id)
    ),
    "written_to_everybody": statement(select(announcements).where(announcements.c.author_id == _PERSON)),
    "vouched_for_on_paper": statement(select(paper).where(paper.c.vouched_by == _PERSON)),
    "promised_in_return": statement(
        select(promises).where(or_(promises.c.owner_id == _PERSON, promises.c.author_id == _PERSON))
    ),
    "answers_about_series": statement(select(round_answers).where(round_answers.c.person_id == _PERSON)),
}


class Touched(NamedTuple):
    """A pledge that somebody has had to do with."""

    community: CommunityId
    pledge: PledgeId


def touched_by(tx: Tx, person: PersonId) -> list[Touched]:
    """Every pledge that they made, called off, signed, wrote to, vouched or promised something for; in the order in
    which pledges are locked. It looks through whole tables: nobody else ever asks so."""
    return [Touched(*row) for row in tx.rows(_TOUCHED, person=person)]


def erase_wording(tx: Tx, pledge: Pledge) -> list[str | None]:
    """The pledge says nothing any more; what it said."""
    here = {"community": pledge.community, "pledge": pledge.id}
    said = tx.row(_WORDING, **here)
    tx.run(_ERASE_WORDING, **here)
    return list(said or ())


def erase_written(tx: Tx, pledge: Pledge, person: PersonId) -> list[str | None]:
    """What they wrote beside the wording: reasons, news, names on paper, promises in return; all of it."""
    whose = {"community": pledge.community, "pledge": pledge.id, "person": person}
    written = [word for each in (_REASON, *_WRITTEN) for row in tx.rows(each, **whose) for word in row]
    for each in (_ERASE_REASON, *_ERASE_WRITTEN):
        tx.run(each, **whose)
    return written


def forget_answers(tx: Tx, person: PersonId) -> None:
    """What they said about rounds of series."""
    tx.run(_FORGET_ANSWERS, person=person)


def kept(tx: Tx, person: PersonId) -> dict[str, list[dict[str, Any]]]:
    """Everything, table by table."""
    return {name: [row._asdict() for row in tx.rows(each, person=person)] for name, each in _TOLD.items()}
