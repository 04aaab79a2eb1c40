"""`ifyouwill check` finds what must not be: each rule about hearing and leading, broken by hand."""

import pytest
from sqlalchemy import text

from bot.core.db import Database, Tx, statement
from bot.maintenance.checking import findings
from bot.pledges import announcing
from bot.pledges.measures import giving
from bot.pledges.model import Pledge
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street


@pytest.fixture
async def alone(db: Database) -> Street:
    """A street at whose end nobody asks for the invariants."""
    street = Street(db)
    await street.found()
    await street.home(ANA, BEN, CERYS)
    return street


async def pledge_with_news(street: Street) -> Pledge:
    pledge = await street.pledge(n=1)
    await street.sign(BEN, pledge)
    await street.act(presses(ANA, ANA), announcing.ask, pledge.code)
    asked = await street.act(writes(ANA, ANA), announcing.write, "At 10.")
    await street.act(presses(ANA, ANA), announcing.send, pledge.code, asked.token)
    return pledge


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE signatures SET follows = 2",
        "UPDATE signatures SET muted = -1",
        "UPDATE pledges SET creator_muted = 7",
        "UPDATE announcements SET number = 3",
        "UPDATE announcements SET written_at = 0",
        "UPDATE pledges SET lead_id = creator_id",
        "UPDATE pledges SET lead_id = 1",
    ],
)
async def test_what_must_not_be_is_found(alone: Street, broken: str) -> None:
    await pledge_with_news(alone)
    assert await alone.db.read(findings) == []

    def break_it(tx: Tx) -> None:
        assert tx.run(statement(text(broken))) == 1

    await alone.db.write(break_it)
    assert len(await alone.db.read(findings)) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE pledges SET given = 90",
        "UPDATE pledges SET given = 0",
        "UPDATE signatures SET amount = 120",
        "UPDATE signatures SET amount = NULL",
        "UPDATE signatures SET amount = 45",
        "UPDATE pledges SET threshold = 60, given = 60, tipped_at = NULL, state = 'expired', expired_at = 0",
    ],
)
async def test_hours_that_do_not_add_up_are_found(alone: Street, broken: str) -> None:
    pledge = await alone.pledge(n=5, line="I will dig if {n} hours come together by 6 December")
    await alone.act(presses(BEN), giving.give, pledge.code, 60)
    assert await alone.db.read(findings) == []

    def break_it(tx: Tx) -> None:
        assert tx.run(statement(text(broken))) == 1

    await alone.db.write(break_it)
    assert await alone.db.read(findings) != []


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE signatures SET amount = 999",
        "UPDATE pledges SET given = 999",
        "UPDATE pledges SET amount = 999",
    ],
)
async def test_money_that_does_not_add_up_is_found(alone: Street, broken: str) -> None:
    pledge = await alone.pledge(line="I will give £10 if £50 come together by 6 December")
    await alone.sign(BEN, pledge)
    assert await alone.db.read(findings) == []

    def break_it(tx: Tx) -> None:
        assert tx.run(statement(text(broken))) == 1

    await alone.db.write(break_it)
    assert await alone.db.read(findings) != []
