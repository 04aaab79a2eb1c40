"""Two organisers at once on the same hours, over connections of their own: credited once, and as one of them said."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from random import Random
from typing import Any

import pytest

from bot.core.clock import MovableClock
from bot.core.db import Database, open_database
from bot.core.refusal import Refusal
from bot.timebank.claims import approving, claiming
from bot.timebank.claims.approving import Verb
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.timebank.test_claims import Bank, bank

__all__ = ["bank"]

TIMES = 200


@pytest.fixture
async def two(database_url: str, clock: MovableClock, bank: Bank) -> AsyncIterator[tuple[Bank, Bank]]:
    """The same community twice; on PostgreSQL as from a second process."""
    other: Database = bank.db
    if bank.db.dialect == "postgresql":
        other = await open_database(database_url, clock, random=Random(8))
    second = Bank(other)
    second.community, second.members = bank.community, bank.members
    yield bank, second
    if other is not bank.db:
        await other.close()


async def word(act: Awaitable[Any]) -> str:
    """What it came to."""
    try:
        await act
    except Refusal as refusal:
        return refusal.code
    return "done"


async def test_approved_by_two_at_once_is_credited_once(two: tuple[Bank, Bank]) -> None:
    one, other = two
    for _ in range(TIMES):
        logged = await one.log(CERYS, "5 min digging")
        said = await asyncio.gather(word(one.approve(ANA, logged)), word(other.approve(BEN, logged)))
        assert sorted(said) == ["claim_is_settled", "done"]
    assert await one.credited(CERYS) == TIMES * 5


async def test_approved_declined_and_withdrawn_at_once_is_one_of_them(two: tuple[Bank, Bank]) -> None:
    one, other = two
    credited = 0
    for _ in range(TIMES // 4):
        logged = await one.log(CERYS, "5 min digging")
        claim = logged.claim
        about = (one.community, claim.id, claim.version)
        await other.act(presses(BEN, BEN), approving.ask_why, *about, Verb.DECLINE)
        said = await asyncio.gather(
            word(one.approve(ANA, logged)),
            word(other.act(writes(BEN, BEN), approving.answer, "not for us")),
            word(one.act(presses(CERYS, CERYS), claiming.withdraw, one.community, claim.id)),
        )
        assert sorted(said) == ["claim_is_settled", "claim_is_settled", "done"]
        credited += 5 * (said[0] == "done")
    assert await one.credited(CERYS) == credited
