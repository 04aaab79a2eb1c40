"""Giving hours, as services: trust, the fund, late rings, crossing gifts, people and communities that go."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import column, text

from bot.communities import drafts, neighbours
from bot.communities import service as communities
from bot.communities.model import CommunityId, Membership, PersonId, Pointed
from bot.communities.refusals import MovedOut, NoCommunity, TooLateToUndo
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx
from bot.core.db import statement as asked
from bot.core.refusal import Refusal
from bot.maintenance.checking import findings
from bot.reminders import service as reminders
from bot.subject import whole_subject
from bot.timebank import giving, rules, settling, statement
from bot.timebank.giving import Given
from bot.timebank.ledger import accounts, transferring
from bot.timebank.ledger.model import NOBODY, HoldId, Kind, Leg, Limits, Reason, Slip
from bot.timebank.ledger.refusals import AccountClosed, BelowFloor
from bot.timebank.refusals import BotsTakeNoHours, NobodyCalledSo, NothingToChoose, NotMoreThanNothing, TooLongAtOnce
from bot.timebank.rules import Mode
from bot.timebank.statement import Balance
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, Town, presses, writes
from tests.timebank.conftest import broken

SUBJECT = whole_subject()
NEW = -1000
DILWYN = 1004
TOLD = asked(
    text("SELECT count(*) AS n FROM notices WHERE kind = 'hours_received' AND community_id = :community").columns(
        column("n")
    )
)
EVERYBODY = (ANA, BEN, CERYS, DILWYN)


class Bank(Town):
    """A town whose people give hours to each other; they are called "Person 1001" and so on."""

    community: CommunityId

    async def give(self, who: int, whom: int, time: str = "1h", chat: int = GROUP) -> Given:
        given = await self.act(writes(who, chat, at=self.db.clock.now()), giving.give, f"Person {whom} {time} a bike")
        assert isinstance(given, Given)
        return given

    async def balance(self, who: int, chat: int = GROUP) -> Balance:
        return await self.act(writes(who, chat), statement.balance)

    async def ring(self) -> int:
        """Everything that is due."""
        due = await self.db.read(reminders.due, 1000)
        return sum([await self.db.write(reminders.ring, key, SUBJECT.rings) for key in due])

    async def undo(self, who: int, given: Given) -> None:
        await self.act(presses(who, who), giving.take_back, given.hold.community, given.hold.id)

    async def number(self, who: int) -> PersonId:
        return (await self.see(writes(who))).person

    async def faults(self) -> list[str]:
        return await self.db.read(broken)


@pytest.fixture
async def bank(db: Database) -> AsyncIterator[Bank]:
    bank = Bank(db)
    bank.community = await bank.found()
    for who in EVERYBODY:
        bank.place(who, Membership.MEMBER)
        await bank.see(writes(who))
        await bank.see(writes(who, who))
    yield bank
    assert await db.read(findings) == []


async def test_the_minute_is_over_once(bank: Bank, clock: MovableClock) -> None:
    await bank.give(ANA, BEN)
    clock.move(timedelta(seconds=59))
    assert await bank.ring() == 0
    clock.move(timedelta(seconds=1))
    assert await bank.ring() == 1
    assert await bank.ring() == 0
    assert (await bank.balance(BEN)).given == 60
    assert (await bank.balance(ANA)).received == 60


async def test_after_an_outage_the_hours_arrive_all_the_same(bank: Bank, clock: MovableClock) -> None:
    given = await bank.give(ANA, BEN)
    clock.move(timedelta(days=3))
    with pytest.raises(TooLateToUndo):
        await bank.undo(ANA, given)
    assert await bank.ring() == 1
    assert (await bank.balance(BEN)).given == 60


async def test_undo_and_the_end_of_the_minute_at_once(bank: Bank, clock: MovableClock) -> None:
    for time in range(10):
        given = await bank.give(ANA, BEN, "10m")
        clock.move(timedelta(seconds=59 + time % 2))
        undone, _ = await asyncio.gather(bank.undo(ANA, given), bank.ring(), return_exceptions=True)
        assert isinstance(undone, TooLateToUndo) is bool(time % 2)
        clock.move(timedelta(seconds=1))
        await bank.ring()
    assert (await bank.balance(ANA)).received == 50
    assert (await bank.balance(BEN)).given == 50


async def test_nobody_else_undoes_it(bank: Bank) -> None:
    given = await bank.give(ANA, BEN)
    with pytest.raises(TooLateToUndo):
        await bank.undo(BEN, given)
    assert (await bank.balance(ANA)).held == 60


async def test_each_gift_has_its_own_minute(bank: Bank, clock: MovableClock) -> None:
    """What its giver does after it does not take its Undo away."""
    one = await bank.give(ANA, BEN, "1h")
    other = await bank.give(ANA, CERYS, "2h")
    await bank.undo(ANA, one)
    assert (await bank.balance(ANA)).held == 120
    with pytest.raises(TooLateToUndo):
        await bank.undo(ANA, one)
    await bank.undo(ANA, other)
    clock.move(timedelta(minutes=1))
    assert await bank.ring() == 0
    assert (await bank.balance(ANA)).received == 0


async def test_a_forged_undo_takes_nothing_back(bank: Bank) -> None:
    given = await bank.give(ANA, BEN)
    other = await bank.found(NEW)
    for community, hold in ((bank.community, HoldId(1)), (other, given.hold.id), (CommunityId(1), given.hold.id)):
        with pytest.raises(Refusal):
            await bank.act(presses(ANA, ANA), giving.take_back, community, hold)
    assert (await bank.balance(ANA)).held == 60


async def test_who_is_called_so_and_who_only_begins_so(bank: Bank) -> None:
    """Letter by letter nobody learns who lives here; an older exact name is not crowded out by newer ones."""
    await bank.see(writes(2001, first_name="Éloïse", username="tom"))
    await bank.see(writes(2002, first_name="Tom"))
    for who in range(2010, 2020):
        await bank.see(writes(who, first_name="Tomos"))
    for who in range(2020, 2022):
        await bank.see(writes(who, first_name="Mary Ann"))
    for name, meant in (("tom", 2), ("TOM", 2), ("@Tom", 1), ("éloïse", 1), ("ÉLOÏSE", 1), ("mary", 2), ("Mary A", 0)):
        assert len(await bank.db.read(neighbours.called, bank.community, name, 10)) == meant, name
    for name in ("a", "t", "to", "mary a", "ann", "@to", "%", "t%", "_om", "@"):
        with pytest.raises(NobodyCalledSo):
            await bank.act(writes(ANA), giving.give, f"{name} 1m")


async def test_of_many_with_one_name_eight_are_offered_and_never_oneself(bank: Bank) -> None:
    for who in range(2010, 2018):
        await bank.see(writes(who, first_name="Tom"))
    which = await bank.act(writes(2017, first_name="Tom"), giving.give, "Tom 1m")
    assert (len(which.people), which.more) == (7, False)
    for who in range(2018, 2022):
        await bank.see(writes(who, first_name="Tom"))
    me = await bank.number(2021)
    which = await bank.act(writes(2021, first_name="Tom"), giving.give, "Tom 1m")
    assert (len(which.people), which.more) == (8, True)
    assert me not in {each.person for each in which.people}


async def test_what_can_be_owed_is_never_more_than_can_be_spent(bank: Bank, clock: MovableClock) -> None:
    assert [(now.can_spend, now.owing) for now in [await bank.balance(ANA)]] == [(420, 300)]
    for can_spend, owing in ((180, 180), (0, 0)):
        await bank.give(ANA, BEN, "4h" if can_spend else "3h")
        clock.move(timedelta(minutes=1))
        await bank.ring()
        assert [(now.can_spend, now.owing) for now in [await bank.balance(ANA)]] == [(can_spend, owing)]


async def test_an_amount_is_looked_at_before_who_it_is_for(bank: Bank) -> None:
    for line, refused in (("0h", NotMoreThanNothing), ("25h", TooLongAtOnce), ("1h", BotsTakeNoHours)):
        with pytest.raises(refused):
            await bank.act(writes(ANA), giving.give, line, Pointed(1, is_bot=True, answered=True))


async def test_a_question_that_nobody_answers_is_forgotten(bank: Bank, clock: MovableClock) -> None:
    await bank.act(writes(ANA), giving.give, "Person 1h")
    clock.move(timedelta(minutes=59))
    assert await bank.db.write(drafts.forget, 10) == 0
    clock.move(timedelta(minutes=1))
    with pytest.raises(NothingToChoose):
        await bank.act(writes(ANA, ANA), giving.answer, "Person 1002")
    assert await bank.db.write(drafts.forget, 10) == 1
    assert await bank.db.write(drafts.forget, 10) == 0


async def test_everybody_gives_to_everybody_at_once(bank: Bank, clock: MovableClock) -> None:
    """Accounts are opened, gifts from the fund made, limits written, all crossing: nobody meets a deadlock."""
    for _ in range(4):
        await asyncio.gather(*(bank.give(a, b, "15m") for a in EVERYBODY for b in EVERYBODY if a != b))
        clock.move(timedelta(minutes=1))
        await asyncio.gather(bank.ring(), bank.ring(), return_exceptions=True)
        await bank.ring()
        assert await bank.faults() == []
    for who in EVERYBODY:
        now = await bank.balance(who)
        assert (now.given, now.received, now.starter, now.can_spend) == (180, 180, 120, 14 * 60)


async def test_the_same_message_heard_twice_gives_once(bank: Bank) -> None:
    sighting = writes(ANA)
    one = await bank.act(sighting, giving.give, "Person 1002 1h a bike")
    other = await bank.act(sighting, giving.give, "Person 1002 1h a bike")
    assert one == other
    assert (await bank.balance(ANA)).held == 60


async def test_two_gifts_that_are_too_much_together(bank: Bank) -> None:
    said = await asyncio.gather(bank.give(ANA, BEN, "4h"), bank.give(ANA, CERYS, "4h"), return_exceptions=True)
    assert sorted(type(each).__name__ for each in said) == ["BelowFloor", "Given"]
    (refused,) = (each for each in said if isinstance(each, BelowFloor))
    assert refused.can_spend == 180


async def test_an_empty_fund_refuses_nobody(bank: Bank) -> None:
    await bank.db.write(accounts.open_account, bank.community, Kind.FUND, NOBODY, Limits())
    await bank.db.write(_drain, bank.community, rules.ENDOWMENT - 119)
    now = await bank.balance(ANA)
    assert (now.starter, now.can_spend) == (0, 300)
    assert (await bank.give(ANA, BEN)).can_spend == 240
    assert ((await bank.balance(ANA)).starter, (await bank.balance(BEN)).starter) == (0, 0)


def _drain(tx: Tx, community: CommunityId, minutes: int) -> None:
    fund = accounts.find(tx, community, Kind.FUND)
    assert fund is not None
    lost, _ = accounts.open_account(tx, community, Kind.WRITE_OFF, NOBODY, Limits())
    slip = Slip(community, "drain", Reason.WRITE_OFF, tx.now.date(), None)
    transferring.transfer(tx, slip, Leg(fund.id, lost.id, minutes))  # type: ignore[arg-type]


async def test_more_than_forty_hours_are_remarked_on_and_not_refused(bank: Bank, clock: MovableClock) -> None:
    await bank.undo(ANA, await bank.give(ANA, BEN))
    await bank.db.write(_endow, bank.community, await bank.number(BEN), rules.SOFT_CEILING - 120)
    assert (await bank.balance(BEN)).beyond is None
    await bank.give(ANA, BEN, "1m")
    clock.move(timedelta(minutes=1))
    await bank.ring()
    assert (await bank.balance(BEN)).beyond == rules.SOFT_CEILING


def _endow(tx: Tx, community: CommunityId, person: PersonId, minutes: int) -> None:
    mine = accounts.find(tx, community, Kind.MEMBER, person)
    opening, _ = accounts.open_account(tx, community, Kind.OPENING, NOBODY, Limits())
    assert mine is not None
    slip = Slip(community, f"endow:{person}", Reason.MOVED, tx.now.date(), None)
    transferring.transfer(tx, slip, Leg(opening.id, mine.id, minutes))  # type: ignore[arg-type]


async def test_a_closed_account_gives_and_takes_nothing(bank: Bank) -> None:
    ben, _ = await bank.db.write(accounts.open_account, bank.community, Kind.MEMBER, await bank.number(BEN), Limits())
    await bank.db.write(accounts.close, bank.community, ben.id)
    for giver, taker in ((ANA, BEN), (BEN, ANA)):
        with pytest.raises(AccountClosed):
            await bank.give(giver, taker)


async def test_who_has_left_neither_gives_nor_takes_but_can_undo(bank: Bank) -> None:
    given = await bank.give(ANA, BEN)
    bank.place(ANA, Membership.LEFT)
    await bank.db.write(communities.member_changed, GROUP, ANA, Membership.LEFT, bank.db.clock.now())
    with pytest.raises(Refusal) as refused:
        await bank.act(presses(ANA), giving.give, "Person 1002 1h")
    assert isinstance(refused.value, MovedOut | NoCommunity)
    with pytest.raises(Refusal) as refused:
        await bank.give(BEN, ANA)
    assert refused.value.code == "nobody_called_so"
    await bank.undo(ANA, given)


async def test_changing_the_mode_rewrites_no_history(bank: Bank, clock: MovableClock) -> None:
    await bank.give(ANA, BEN, "4h")
    clock.move(timedelta(minutes=1))
    await bank.ring()
    bank.place(CERYS, Membership.ADMINISTRATOR)
    await bank.act(presses(CERYS), settling.choose, bank.community, Mode.ISSUED)
    owing = await bank.balance(ANA)
    assert (owing.can_spend, owing.received, owing.owing) == (0, 240, 0)
    await bank.give(BEN, ANA, "3h")
    clock.move(timedelta(minutes=1))
    await bank.ring()
    assert (await bank.balance(ANA)).can_spend == 60
    assert (await bank.balance(DILWYN)).starter == 0
    await bank.act(presses(CERYS), settling.choose, bank.community, Mode.MUTUAL)
    assert (await bank.balance(ANA)).can_spend == 360


async def test_two_books_of_one_group(bank: Bank, clock: MovableClock) -> None:
    """What was given in the second founding is there after it has become part of the first; both books balance."""
    other = await bank.found(NEW)
    for who in EVERYBODY:
        bank.place(who, Membership.MEMBER, NEW)
        await bank.see(writes(who, NEW))
    bank.place(CERYS, Membership.ADMINISTRATOR, NEW)
    await bank.give(ANA, BEN, "3h")
    clock.move(timedelta(minutes=1))
    await bank.ring()
    await bank.give(BEN, CERYS, "1h", chat=NEW)
    await bank.give(CERYS, DILWYN, "6h30", chat=NEW)
    await bank.act(presses(CERYS, NEW), settling.choose, other, Mode.ISSUED)
    await bank.db.write(communities.group_upgraded, GROUP, NEW, SUBJECT.drawing.moves)
    await bank.ring()
    assert await bank.faults() == []
    spend = {who: (await bank.balance(who, NEW)).can_spend for who in EVERYBODY}
    assert await bank.db.read(settling.mode_of, bank.community) is Mode.ISSUED
    assert spend == {ANA: 0, BEN: 120 + 180 + 120 - 60, CERYS: 0, DILWYN: 120 + 390}
    page = await bank.act(writes(DILWYN, NEW), statement.statement)
    assert [(entry.reason.value, entry.incoming, entry.minutes) for entry in page.entries] == [("moved", True, 510)]
    by_an_old_button = await bank.act(presses(DILWYN, DILWYN), statement.balance, other)
    assert (by_an_old_button.community, by_an_old_button.can_spend) == (bank.community, spend[DILWYN])
    told = await bank.db.read(_told, bank.community)
    assert told == 3
    left = await bank.db.read(accounts.all_of, other)
    assert {account.balance for account in left} == {0}, "all of it is in the other book now"


def _told(tx: Tx, community: CommunityId) -> int:
    return int(tx.value(TOLD, community=community) or 0)
