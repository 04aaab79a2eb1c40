"""Programmes with a budget, as services, on both databases: founded, spent to the last minute, never further."""

import asyncio

import pytest

from bot.communities.model import CommunityId, Membership
from bot.communities.refusals import NotAllowed
from bot.timebank import moving
from bot.timebank.claims import approving, claiming, queue
from bot.timebank.claims.claiming import Logged
from bot.timebank.claims.queue import Queue
from bot.timebank.claims.refusals import ClaimHasChanged
from bot.timebank.programmes import founding
from bot.timebank.programmes.founding import Programmes
from bot.timebank.programmes.refusals import (
    BudgetIsSpent,
    BudgetOutOfRange,
    NoBudgetRead,
    OverBudget,
    ProgrammeNameUnfit,
    TooManyProgrammes,
)
from bot.timebank.programmes.rules import PROGRAMMES_MOST
from bot.timebank.refusals import NothingToChoose, NotWholeMinutes
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.timebank.test_claims import NEW, Bank, bank

__all__ = ["bank"]


async def found(bank: Bank, line: str, community: CommunityId | None = None) -> Programmes:
    await bank.act(presses(ANA, ANA), founding.ask, community or bank.community)
    return await bank.act(writes(ANA, ANA), founding.answer, line)


async def standing(bank: Bank, community: CommunityId | None = None) -> list[tuple[str, int, int]]:
    """Name, what is issued, what is left."""
    now = await bank.act(presses(ANA, ANA), founding.look, community or bank.community)
    return [(each.programme.name, each.issued, each.left) for each in now.all]


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("Winter meals", NoBudgetRead),
        ("200h", ProgrammeNameUnfit),
        ("— 200h", ProgrammeNameUnfit),
        ("x" * 41 + " 2h", ProgrammeNameUnfit),
        ("Winter meals 0h", BudgetOutOfRange),
        ("Winter meals -2h", BudgetOutOfRange),
        ("Winter meals 100001h", BudgetOutOfRange),
        ("Winter meals 0.01h", NotWholeMinutes),
    ],
)
async def test_what_is_no_programme(bank: Bank, line: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await found(bank, line)
    assert await standing(bank) == []


async def test_only_organisers_found_them_and_only_when_asked(bank: Bank) -> None:
    with pytest.raises(NotAllowed):
        await bank.act(presses(CERYS, CERYS), founding.ask, bank.community)
    with pytest.raises(NothingToChoose):
        await bank.act(writes(ANA, ANA), founding.answer, "Winter meals 2h")
    for number in range(PROGRAMMES_MOST):
        await found(bank, f"Garden {number} 2h")
    with pytest.raises(TooManyProgrammes):
        await found(bank, "Winter meals 2h")


async def test_it_issues_to_the_last_minute_of_its_budget_and_no_further(bank: Bank) -> None:
    await found(bank, "Winter meals 3h")
    for line in ("2h winter  MEALS, cooking", "1h Winter meals washing up"):
        logged = await bank.log(CERYS, line)
        assert logged.programme is not None, "its name stands in the words"
        await bank.approve(ANA, logged)
    assert await standing(bank) == [("Winter meals", 180, 0)]
    more = await bank.log(CERYS, "5 min Winter meals")
    with pytest.raises(OverBudget):
        await bank.approve(ANA, more)
    with pytest.raises(BudgetIsSpent):
        await found(bank, "winter meals 2h")
    await found(bank, "winter meals 4h")
    await bank.approve(ANA, more)
    assert await standing(bank) == [("Winter meals", 185, 55)]
    assert await bank.credited(CERYS) == 185


async def test_the_last_hour_of_a_budget_is_issued_once(bank: Bank) -> None:
    await found(bank, "Garden 1h")
    logged = [await bank.log(CERYS, "1h Garden"), await bank.log(CERYS, "1h Garden again")]
    acts = (bank.approve(who, each) for who, each in zip((ANA, BEN), logged, strict=True))
    said = await asyncio.gather(*acts, return_exceptions=True)
    assert sorted(type(each).__name__ for each in said) == ["OverBudget", "Queue"]
    assert await standing(bank) == [("Garden", 60, 0)]


async def test_all_of_a_page_or_nothing_when_a_budget_is_too_small(bank: Bank) -> None:
    await found(bank, "Garden 2h")
    for line in ("1h30 Garden", "1h Garden digging", "1h reading aloud"):
        await bank.log(CERYS, line)
    page = await bank.act(presses(ANA, ANA), queue.queue, bank.community)
    with pytest.raises(OverBudget) as refused:
        await bank.act(presses(ANA, ANA), approving.approve_all, bank.community, 0, page.seen)
    assert refused.value == OverBudget("Garden", 120)  # type: ignore[arg-type]
    assert await bank.credited(CERYS) == 0


async def test_what_is_chosen_after_it_was_seen_has_to_be_seen_again(bank: Bank) -> None:
    await found(bank, "Garden 2h")
    logged = await bank.log(CERYS)
    chosen = await bank.act(presses(CERYS, CERYS), claiming.choose, bank.community, logged.claim.id, 1)
    with pytest.raises(ClaimHasChanged):
        await bank.approve(ANA, logged)
    for number, programme in ((0, None), (9, None), (1, chosen.claim.programme)):
        again = await bank.act(presses(CERYS, CERYS), claiming.choose, bank.community, logged.claim.id, number)
        assert again.claim.programme == programme
    assert isinstance(await bank.approve(ANA, again), Queue)
    assert await standing(bank) == [("Garden", 120, 0)]


async def test_they_follow_their_community_with_what_they_have_issued(bank: Bank) -> None:
    other = await bank.found(chat=NEW)
    for who in (ANA, BEN, CERYS):
        bank.place(who, Membership.ADMINISTRATOR, NEW)
        await bank.see(writes(who, NEW))
    await found(bank, "Garden 2h")
    await found(bank, "Garden 5h", other)
    logged = await bank.act(writes(CERYS, NEW), claiming.log, "1h Garden", lambda line, _now, _language: (line, None))
    assert isinstance(logged, Logged)
    await bank.approve(ANA, logged)
    await bank.db.write(moving.move, bank.community, other)
    assert await standing(bank) == [("Garden", 0, 120), ("Garden", 60, 240)]
