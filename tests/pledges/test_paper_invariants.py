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

_COUNTED = "a pledge counts who has signed on paper"


@pytest.mark.parametrize(
    ("broken", "rules"),
    [
        ("UPDATE pledges SET paper = 0", {_COUNTED}),
        (
            "UPDATE paper_signatures SET state = 'withdrawn', withdrawn_at = 1",
            {_COUNTED, "a pledge counts those who are in and everybody who ever signed"},
        ),
        ("UPDATE paper_signatures SET number = 1", {"signatures on paper have numbers of their own"}),
        ("UPDATE paper_signatures SET number = 3", {"signatures on paper have numbers of their own"}),
        ("UPDATE paper_signatures SET added_at = 9000000000000000", {"nobody is added on paper after the deadline"}),
        (
            "UPDATE paper_signatures SET state = 'missed', settled_at = 1",
            {
                "a pledge counts what was claimed, verified and missed",
                "who signed on paper did it, or missed it, once the time had come, and before it closed",
            },
        ),
    ],
)
async def test_what_must_not_be_is_found(alone: Street, broken: str, rules: set[str]) -> None:
    alone.place(ANA, Membership.ADMINISTRATOR)
    pledge = await alone.pledge(n=3)
    await alone.sign(BEN, pledge)
    await alone.act(writes(ANA, ANA), adding.add, pledge.code, "Mair")
    assert await alone.db.read(findings) == []

    def break_it(tx: Tx) -> None:
        assert tx.run(statement(text(broken))) == 1

    await alone.db.write(break_it)
    assert {found.rule for found in await alone.db.read(findings)} == rules
