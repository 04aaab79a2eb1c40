"""Statements for who is asked whether they are in again, and what they answer."""

from typing import Final

from sqlalchemy import and_, bindparam, or_, select, update

from bot.communities.model import PersonId
from bot.core.db import Tx, given, insert_new, statement
from bot.core.schema import Id
from bot.pledges.model import STILL_IN, SignatureState
from bot.pledges.series.model import EMPTY_MOST, Series
from bot.pledges.series.tables import pledge_rounds, round_answers
from bot.pledges.tables import signatures

_COMMUNITY: Final = given(pledge_rounds.c.community_id, "community")
_SERIES: Final = given(pledge_rounds.c.series_id, "series")
_PERSON: Final = given(round_answers.c.person_id, "person")
_ASKABLE: Final = tuple(sorted(state.value for state in (*STILL_IN, SignatureState.EXCUSED, SignatureState.WAITING)))
"""Who could not come this time is asked again, and so is who found no place."""

_FROM: Final = bindparam("since", type_=Id, required=True)
_AFTER: Final = bindparam("after", type_=Id, required=True)
_STOPPED: Final = (
    select(round_answers.c.person_id)
    .where(
        round_answers.c.community_id == signatures.c.community_id,
        round_answers.c.series_id == pledge_rounds.c.series_id,
        round_answers.c.person_id == signatures.c.person_id,
        round_answers.c.asked_from > pledge_rounds.c.number,
    )
    .exists()
)
_WERE_IN: Final = (
    select(signatures.c.person_id)
    .join_from(
        pledge_rounds,
        signatures,
        and_(
            signatures.c.community_id == pledge_rounds.c.community_id,
            signatures.c.pledge_id == pledge_rounds.c.pledge_id,
        ),
    )
    .where(
        pledge_rounds.c.community_id == _COMMUNITY,
        pledge_rounds.c.series_id == _SERIES,
        pledge_rounds.c.number >= _FROM,
        signatures.c.person_id > _AFTER,
        signatures.c.state.in_(_ASKABLE),
        signatures.c.muted == 0,
        ~_STOPPED,
    )
)
_SKIPPED: Final = select(round_answers.c.person_id).where(
    round_answers.c.community_id == _COMMUNITY,
    round_answers.c.series_id == _SERIES,
    round_answers.c.person_id > _AFTER,
    round_answers.c.skipped >= _FROM,
)
_ASKED: Final = _WERE_IN.union(_SKIPPED).subquery()
_TO_ASK: Final = statement(
    select(_ASKED.c.person_id).order_by(_ASKED.c.person_id).limit(bindparam("limit", type_=Id, required=True))
)
_HAS_ANSWERED: Final = statement(
    select(round_answers.c.skipped, round_answers.c.asked_from).where(
        round_answers.c.community_id == _COMMUNITY,
        round_answers.c.series_id == _SERIES,
        round_answers.c.person_id == _PERSON,
    )
)
_ANSWER: Final = insert_new(round_answers)
_CHANGE_ANSWER: Final = statement(
    update(round_answers)
    .where(
        round_answers.c.community_id == _COMMUNITY,
        round_answers.c.series_id == _SERIES,
        round_answers.c.person_id == _PERSON,
        or_(
            round_answers.c.skipped.is_distinct_from(given(round_answers.c.skipped)),
            round_answers.c.asked_from.is_distinct_from(given(round_answers.c.asked_from)),
        ),
    )
    .values(skipped=given(round_answers.c.skipped), asked_from=given(round_answers.c.asked_from))
)


def to_ask(tx: Tx, series: Series, number: int, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Who was in one of the rounds shortly before `number` or skipped one, each under their own id as the cursor."""
    since = number - EMPTY_MOST
    rows = tx.rows(_TO_ASK, community=series.community, series=series.id, since=since, after=after, limit=limit)
    return [(row.person_id, PersonId(row.person_id)) for row in rows]


def answer_of(tx: Tx, series: Series, person: PersonId) -> tuple[int | None, int | None]:
    """The last round that they skipped, and from which round on they are asked again."""
    row = tx.row(_HAS_ANSWERED, community=series.community, series=series.id, person=person)
    return (None, None) if row is None else (row.skipped, row.asked_from)


def answer(tx: Tx, series: Series, person: PersonId, skipped: int | None, asked_from: int | None) -> None:
    """The same, said now."""
    said = {"skipped": skipped, "asked_from": asked_from}
    if not tx.run(_ANSWER, community_id=series.community, series_id=series.id, person_id=person, **said):
        tx.run(_CHANGE_ANSWER, community=series.community, series=series.id, person=person, **said)
