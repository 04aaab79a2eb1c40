"""Hours that are logged, as services, on both databases: at once, twice, moved with their community."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime

import pytest

from bot.communities.model import CommunityId, Membership
from bot.core.db import Database
from bot.core.refusal import Refusal
from bot.maintenance.checking import findings
from bot.timebank import moving, statement
from bot.timebank.claims import approving, claiming, queue
from bot.timebank.claims.claiming import Logged
from bot.timebank.claims.queue import Queue
from bot.timebank.claims.refusals import ClaimHasChanged, ClaimIsSettled, OwnClaim, TooManyWaiting, UnknownClaim
from bot.timebank.claims.rules import WAITING_MOST
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, Town, presses, writes

NEW = -1000


def no_day(line: str, _now: datetime, _language: str) -> tuple[str, date | None]:
    return line, None


class Bank(Town):
    """Ana and Ben organise, Cerys helps."""

    community: CommunityId

    async def log(self, who: int, line: str = "2h digging", chat: int = GROUP) -> Logged:
        logged = await self.act(writes(who, chat), claiming.log, line, no_day)
        assert isinstance(logged, Logged)
        return logged

    async def approve(self, who: int, logged: Logged) -> Queue:
        claim = logged.claim
        return await self.act(presses(who, who), approving.approve, claim.community, claim.id, claim.version)

    async def credited(self, who: int, chat: int = GROUP) -> int:
        return (await self.act(writes(who, chat), statement.balance)).credited


@pytest.fixture
async def bank(db: Database) -> AsyncIterator[Bank]:
    bank = Bank(db)
    bank.community = await bank.found()
    for who in (ANA, BEN, CERYS):
        bank.place(who, Membership.MEMBER if who == CERYS else Membership.ADMINISTRATOR)
        await bank.see(writes(who))
        await bank.see(writes(who, who))
    yield bank
    assert await db.read(findings) == []


async def test_two_organisers_at_once_credit_once(bank: Bank) -> None:
    logged = await bank.log(CERYS)
    found = await asyncio.gather(*(bank.approve(who, logged) for who in (ANA, BEN, ANA)), return_exceptions=True)
    assert sum(isinstance(each, Queue) for each in found) == 1
    assert [type(each) for each in found if not isinstance(each, Queue)] == [ClaimIsSettled] * 2
    assert await bank.credited(CERYS) == 120


async def test_pages_approved_at_once_credit_each_once(bank: Bank) -> None:
    for who in (CERYS, ANA, CERYS, BEN):
        await bank.log(who)
    pages = [await bank.act(presses(who, who), queue.queue, bank.community) for who in (ANA, BEN)]
    found = await asyncio.gather(
        *(
            bank.act(presses(who, who), approving.approve_all, bank.community, 0, page.seen)
            for who, page in zip((ANA, BEN), pages, strict=True)
        ),
        return_exceptions=True,
    )
    done = [each for each in found if isinstance(each, Queue)]
    assert len(done) == 1 and all(isinstance(each, Queue | Refusal) for each in found)
    assert await bank.credited(CERYS) == 240
    assert await bank.credited(ANA) + await bank.credited(BEN) == 120, "each has approved the other's, not their own"


async def test_nobody_approves_their_own_nor_what_they_have_not_seen(bank: Bank) -> None:
    own = await bank.log(ANA)
    with pytest.raises(OwnClaim):
        await bank.approve(ANA, own)
    theirs = await bank.log(CERYS)
    claim = theirs.claim
    await bank.act(presses(CERYS, CERYS), claiming.correct, bank.community, claim.id)
    await bank.act(writes(CERYS, CERYS), claiming.answer, "5h", no_day)
    with pytest.raises(ClaimHasChanged):
        await bank.approve(ANA, theirs)
    with pytest.raises(UnknownClaim):
        await bank.act(presses(BEN, BEN), claiming.withdraw, bank.community, claim.id)
    assert await bank.credited(ANA) == await bank.credited(CERYS) == 0


async def test_somebody_may_have_so_many_waiting(bank: Bank) -> None:
    for _ in range(WAITING_MOST):
        await bank.log(CERYS, "5 min digging")
    with pytest.raises(TooManyWaiting):
        await bank.log(CERYS, "5 min digging")


async def test_what_waits_follows_its_community_and_what_is_in_the_book_stays(bank: Bank) -> None:
    other = await bank.found(chat=NEW)
    for who in (ANA, BEN, CERYS):
        bank.place(who, Membership.ADMINISTRATOR, NEW)
        await bank.see(writes(who, NEW))
    await bank.approve(ANA, await bank.log(CERYS, chat=NEW))
    await bank.log(CERYS, "3h painting", chat=NEW)
    await bank.log(CERYS)
    await bank.db.write(moving.move, bank.community, other)
    page = await bank.act(presses(ANA, ANA), queue.queue, bank.community)
    assert [each.claim.words for each in page.waiting] == ["painting", "digging"]
    assert page.waiting[0].claim.person == page.waiting[1].claim.person
