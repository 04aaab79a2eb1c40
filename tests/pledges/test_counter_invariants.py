"""`ifyouwill check` finds what must not be of a counter-promise; what no row may say, the database refuses."""

import pytest
from sqlalchemy import text

from bot.core.db import Database, Tx, statement
from bot.maintenance.checking import findings
from bot.pledges.model import Pledge
from tests.communities.scenes import ANA, BEN, CERYS
from tests.pledges.scenes import Street
from tests.pledges.test_counter import MARIA, make, organisers, tip


@pytest.fixture
async def alone(db: Database) -> Street:
    """A street at whose end nobody asks for the invariants."""
    street = Street(db)
    await street.found()
    await street.home(ANA, BEN, CERYS)
    return street


async def two_sided(street: Street, *, alive: bool) -> Pledge:
    pledge = await street.pledge(n=2)
    await organisers(street, pledge)
    await make(street, MARIA, pledge)
    if alive:
        await tip(street, pledge)
    return pledge


def _broken(tx: Tx, sql: str) -> None:
    assert tx.run(statement(text(sql))) == 1


@pytest.mark.parametrize(
    ("alive", "broken"),
    [
        (False, "UPDATE counter_promises SET state = 'owed'"),
        (True, "UPDATE counter_promises SET state = 'promised'"),
        (True, "UPDATE counter_promises SET state = 'proposed', owner_id = 1"),
        (True, "UPDATE counter_promises SET state = 'withdrawn', ended_at = 9000000000000000"),
        (True, "UPDATE counter_promises SET state = 'claimed'"),
        (False, "UPDATE counter_promises SET due = 1"),
        (False, "UPDATE counter_promises SET number = 2"),
        (False, "UPDATE counter_promises SET state = 'proposed'"),
    ],
)
async def test_what_must_not_be_is_found(alone: Street, alive: bool, broken: str) -> None:
    await two_sided(alone, alive=alive)
    assert await alone.db.read(findings) == []
    await alone.db.write(_broken, broken)
    assert len(await alone.db.read(findings)) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE counter_promises SET state = 'kept'",
        "UPDATE counter_promises SET number = 7",
        "UPDATE counter_promises SET what = 'x'",
        "UPDATE counter_promises SET agreed_at = NULL",
        "UPDATE counter_promises SET state = 'withdrawn'",
        "UPDATE counter_promises SET state = 'missed'",
        "UPDATE counter_promises SET state = 'verified', settled_at = 1, settled_by = owner_id",
        "UPDATE counter_promises SET state = 'verified', settled_at = 1",
        "UPDATE counter_promises SET state = 'excused', settled_at = 1",
        (
            "INSERT INTO counter_promises SELECT community_id, pledge_id, 2, owner_id, author_id, what, office, due,"
            " due_whole_day, time_zone, state, made_at, agreed_at, ended_at, stays, claimed_at, settled_at, settled_by,"
            " reason FROM counter_promises"
        ),
    ],
)
async def test_the_database_refuses_what_no_row_may_say(alone: Street, broken: str) -> None:
    await two_sided(alone, alive=True)
    with pytest.raises(Exception, match=r"(?i)constraint"):
        await alone.db.write(_broken, broken)
