"""Statements for series, their rounds."""

from typing import Any, Final

from sqlalchemy import and_, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row, Tx, given, statement
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.series.model import Rule, Series, SeriesId
from bot.pledges.series.tables import pledge_rounds, pledge_series
from bot.pledges.tables import pledges
from bot.pledges.wording import Deadline, Occasion

_COURSE: Final = (
    pledge_series.c.round,
    pledge_series.c.pledge_id,
    pledge_series.c.turn,
    pledge_series.c.empty,
    pledge_series.c.left_out,
    pledge_series.c.ended_at,
    pledge_series.c.ended_by,
)
_THIS: Final = and_(
    pledge_series.c.community_id == given(pledge_series.c.community_id, "community"),
    pledge_series.c.id == given(pledge_series.c.id, "series"),
)
_COMMUNITY: Final = given(pledge_rounds.c.community_id, "community")
_ADD: Final = statement(insert(pledge_series).values({each.name: given(each) for each in pledge_series.c}))
_SAVE: Final = statement(update(pledge_series).where(_THIS).values({each.name: given(each) for each in _COURSE}))
_LOCK: Final = statement(select(pledge_series).where(_THIS).with_for_update())
_OF_PLEDGE: Final = statement(
    select(pledge_rounds.c.number, pledge_series)
    .join_from(
        pledge_rounds,
        pledge_series,
        and_(
            pledge_series.c.community_id == pledge_rounds.c.community_id,
            pledge_series.c.id == pledge_rounds.c.series_id,
        ),
    )
    .where(
        pledge_rounds.c.community_id == _COMMUNITY,
        pledge_rounds.c.pledge_id == given(pledge_rounds.c.pledge_id, "pledge"),
    )
)
_CODE_OF: Final = statement(
    select(pledges.c.code)
    .join_from(
        pledge_rounds,
        pledges,
        and_(pledges.c.community_id == pledge_rounds.c.community_id, pledges.c.id == pledge_rounds.c.pledge_id),
    )
    .where(
        pledge_rounds.c.community_id == _COMMUNITY,
        pledge_rounds.c.series_id == given(pledge_rounds.c.series_id, "series"),
        pledge_rounds.c.number == given(pledge_rounds.c.number),
    )
)
_MINIMUM: Final = statement(
    select(pledges.c.minimum)
    .join_from(
        pledge_rounds,
        pledges,
        and_(pledges.c.community_id == pledge_rounds.c.community_id, pledges.c.id == pledge_rounds.c.pledge_id),
    )
    .where(
        pledge_rounds.c.community_id == _COMMUNITY,
        pledge_rounds.c.series_id == given(pledge_rounds.c.series_id, "series"),
        pledges.c.goes_ahead.is_(None),
    )
    .order_by(pledge_rounds.c.number.desc())
    .limit(1)
)
_ADD_ROUND: Final = statement(insert(pledge_rounds).values({each.name: given(each) for each in pledge_rounds.c}))


def add(tx: Tx, series: Series) -> None:
    """A new series, with its first round."""
    deed = series.act_on
    tx.run(
        _ADD,
        community_id=series.community,
        id=series.id,
        rule=series.rule.value,
        deadline=series.deadline.at,
        whole_day=int(series.deadline.whole_day),
        time_zone=series.deadline.time_zone,
        act_on=None if deed is None else deed.at,
        act_on_whole_day=None if deed is None else int(deed.whole_day),
        **_course(series),
    )
    add_round(tx, series)


def save(tx: Tx, series: Series) -> None:
    """What has happened to it."""
    tx.run(_SAVE, community=series.community, series=series.id, **_course(series))


def add_round(tx: Tx, series: Series) -> None:
    """Its present round is one of its rounds."""
    tx.run(
        _ADD_ROUND,
        community_id=series.community,
        pledge_id=series.pledge,
        series_id=series.id,
        number=series.round,
    )


def lock(tx: Tx, community: CommunityId, series: SeriesId) -> Series | None:
    """The series; nobody else changes it before we are done."""
    row = tx.row(_LOCK, community=community, series=series)
    return None if row is None else _series(row)


def of_pledge(tx: Tx, pledge: Pledge) -> tuple[Series, int] | None:
    """The series that the pledge is a round of, and which one."""
    row = tx.row(_OF_PLEDGE, community=pledge.community, pledge=pledge.id)
    return None if row is None else (_series(row), int(row.number))


def code_of(tx: Tx, series: Series, number: int) -> str:
    """That of one of its rounds."""
    return str(tx.value(_CODE_OF, community=series.community, series=series.id, number=number))


def minimum(tx: Tx, series: Series) -> int | None:
    """With how many its creator would go ahead after a near miss: what stands in the last round for which they were not
    asked, or did not say so. An answer is for the round of the question alone, and stands in its place there."""
    row = tx.row(_MINIMUM, community=series.community, series=series.id)
    return None if row is None else row.minimum


def _course(series: Series) -> dict[str, Any]:
    return {
        "round": series.round,
        "pledge_id": series.pledge,
        "turn": series.turn,
        "empty": series.empty,
        "left_out": series.left_out,
        "ended_at": series.ended_at,
        "ended_by": series.ended_by,
    }


def _series(row: Row) -> Series:
    deed = None if row.act_on is None else Occasion(row.act_on, bool(row.act_on_whole_day), row.time_zone)
    return Series(
        community=CommunityId(row.community_id),
        id=SeriesId(row.id),
        rule=Rule(row.rule),
        deadline=Deadline(row.deadline, bool(row.whole_day), row.time_zone),
        act_on=deed,
        round=row.round,
        pledge=PledgeId(row.pledge_id),
        turn=row.turn,
        empty=row.empty,
        left_out=row.left_out,
        ended_at=row.ended_at,
        ended_by=None if row.ended_by is None else PersonId(row.ended_by),
    )
