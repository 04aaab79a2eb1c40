"""`ifyouwill check` finds what must not be of signatures on paper, broken by hand."""

import pytest
from sqlalchemy import text

from bot.communities.model import Membership
from bot.core.db import Tx, statement
from bot.maintenance.checking import findings
from bot.pledges.paper import adding
from tests.communities.scenes import ANA, BEN, writes
from tests.pledges.scenes import Street
from tests.pledges.test_invariants import alone

__all__ = ["alone"]


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE pledges SET paper = 0",
        "UPDATE paper_signatures SET state = 'withdrawn', withdrawn_at = 1",
        "UPDATE paper_signatures SET number = 1",
        "UPDATE paper_signatures SET number = 3",
        "UPDATE paper_signatures SET added_at = 9000000000000000",
        "UPDATE paper_signatures SET state = 'missed', settled_at = 1",
    ],
)
async def test_what_must_not_be_is_found(alone: Street, broken: str) -> None:
    alone.place(ANA, Membership.ADMINISTRATOR)
    pledge = await alone.pledge(n=3)
    await alone.sign(BEN, pledge)
    await alone.act(writes(ANA, ANA), adding.add, pledge.code, "Mair")
    assert await alone.db.read(findings) == []

    def break_it(tx: Tx) -> None:
        assert tx.run(statement(text(broken))) == 1

    await alone.db.write(break_it)
    assert await alone.db.read(findings)
