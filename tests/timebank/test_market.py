"""The market as services, on both databases: at once, late, twice, after an outage; what is read of a line."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import column, text

from bot.communities import service as communities
from bot.communities.model import CommunityId, Membership
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx
from bot.core.db import statement as asked
from bot.core.refusal import Refusal
from bot.maintenance.checking import findings
from bot.reminders import service as reminders
from bot.subject import whole_subject
from bot.timebank.market import asking, keeping, leaving, listing, posting
from bot.timebank.market.line import Line, read_line
from bot.timebank.market.model import AskId, AskState, Category, Post, Side
from bot.timebank.market.posting import Posted
from bot.timebank.market.refusals import AskIsOver, NotATime, UnknownPost
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, Town, presses, writes

SUBJECT = whole_subject()
DAY = timedelta(days=1)
TOLD = asked(text("SELECT kind, subject FROM notices ORDER BY id").columns(column("kind"), column("subject")))


class Market(Town):
    """A town whose people offer and need things."""

    community: CommunityId

    async def post(self, who: int, words: str, side: Side = Side.OFFER) -> Post:
        posted = await self.act(writes(who), posting.begin, side, words)
        assert isinstance(posted, Posted)
        return posted.post

    async def ring(self) -> None:
        """Everything that is due, the oldest first."""
        for key in await self.db.read(reminders.due, 1000):
            await self.db.write(reminders.ring, key, SUBJECT.rings)

    async def told(self, kind: str) -> int:
        return sum(row == kind for row in await self.db.read(_kinds))

    async def refusal(self, who: int, service: object, *args: object) -> Refusal | None:
        try:
            await self.act(presses(who), service, *args)  # type: ignore[arg-type]
        except Refusal as refusal:
            return refusal
        return None


def _kinds(tx: Tx) -> list[str]:
    return [row.kind for row in tx.rows(TOLD)]


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Market]:
    """Ana, Ben and Cerys live here. At the end everything holds that must."""
    town = Market(db)
    town.community = await town.found()
    for who in (ANA, BEN, CERYS):
        town.place(who, Membership.MEMBER)
        await town.see(writes(who))
    yield town
    assert await db.read(findings) == []


async def test_yes_and_no_at_once_are_one_answer(town: Market) -> None:
    need = await town.post(ANA, "water my plants", Side.NEED)
    between = await town.act(presses(BEN), asking.ask, town.community, need.id)
    yes = town.refusal(ANA, asking.agree, town.community, between.ask.id)
    no = town.refusal(ANA, asking.decline, town.community, between.ask.id)
    taken = town.refusal(BEN, asking.take_back, town.community, between.ask.id)
    came = await asyncio.gather(yes, no, taken)
    assert came.count(None) == 1, "one of the three counts"
    now = await town.act(presses(BEN), asking.look, town.community, between.ask.id)
    assert (now.contact is not None) is (now.ask.state is AskState.CONNECTED)
    assert await town.told("market_connected") == (now.ask.state is AskState.CONNECTED)
    assert await town.told("market_not_this_time") == (now.ask.state is AskState.DECLINED)


async def test_asked_twice_is_asked_once(town: Market) -> None:
    need = await town.post(ANA, "water my plants", Side.NEED)
    first = await town.act(presses(BEN), asking.ask, town.community, need.id)
    again = await town.act(presses(BEN), asking.ask, town.community, need.id)
    assert again.ask == first.ask
    assert await town.told("market_asked") == 1
    for who, service in ((BEN, asking.agree), (CERYS, asking.agree), (CERYS, asking.look), (ANA, asking.take_back)):
        assert await town.refusal(who, service, town.community, first.ask.id) == UnknownPost()
    assert await town.refusal(ANA, asking.agree, town.community, AskId(7)) == UnknownPost()


async def test_without_an_answer_it_ends_after_a_week(town: Market, clock: MovableClock) -> None:
    need = await town.post(ANA, "water my plants", Side.NEED)
    between = await town.act(presses(BEN), asking.ask, town.community, need.id)
    clock.move(timedelta(days=7) - timedelta(seconds=1))
    await town.ring()
    assert await town.told("market_not_this_time") == 0
    clock.move(timedelta(seconds=1))
    await town.ring()
    assert await town.told("market_not_this_time") == 1
    assert await town.refusal(ANA, asking.agree, town.community, between.ask.id) == AskIsOver()
    again = await town.act(presses(BEN), asking.ask, town.community, need.id)
    assert again.ask.id != between.ask.id, "who had no answer may ask again"


async def test_after_an_outage_one_is_asked_before_it_falls_asleep(town: Market, clock: MovableClock) -> None:
    offer = await town.post(ANA, "bike repair")
    clock.move(timedelta(days=100))
    for _ in range(2):
        await town.ring()
    assert await town.told("market_fading") == 1
    found = (await town.act(writes(BEN, at=clock.now()), listing.market, "bike")).posts
    assert [post.id for post in found] == [offer.id], "a week to answer, however late the question"
    clock.move(timedelta(days=7))
    await town.ring()
    assert (await town.act(writes(BEN, at=clock.now()), listing.market, "bike")).posts == ()
    awake = await town.act(presses(ANA, at=clock.now()), keeping.renew, town.community, offer.id)
    assert await town.act(presses(ANA, at=clock.now()), keeping.renew, town.community, offer.id) == awake
    await town.act(presses(ANA, at=clock.now()), keeping.take_down, town.community, offer.id)
    clock.move(timedelta(days=30))
    await town.ring()
    assert await town.refusal(ANA, keeping.renew, town.community, offer.id) == UnknownPost()


async def test_who_is_found_to_have_left_takes_everything_down(town: Market) -> None:
    offer = await town.post(ANA, "bike repair")
    await town.act(presses(BEN), asking.ask, town.community, offer.id)
    await town.db.write(communities.member_changed, GROUP, ANA, Membership.LEFT, town.db.clock.now())
    person = await town.db.read(communities.person_by_telegram_id, ANA)
    assert person is not None
    for _ in range(2):
        await town.db.write(leaving.gone, town.community, person.id)
    assert (await town.act(writes(BEN), listing.market, "")).posts == ()
    assert await town.told("market_not_this_time") == 1


async def test_needs_are_told_in_the_morning_once_they_cannot_be_undone(town: Market, clock: MovableClock) -> None:
    await town.post(ANA, "bike repair")
    clock.move(DAY - timedelta(seconds=30))
    await town.post(BEN, "mend my bike", Side.NEED)
    clock.move(timedelta(seconds=30))
    await town.ring()
    assert await town.told("market_digest") == 0
    clock.move(DAY)
    await town.ring()
    assert await town.told("market_digest") == 1


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("bike repair, up to 2h", Line("bike repair", minutes=120)),
        ("bike repair up to 2h", Line("bike repair", minutes=120)),
        ("#garden weeding, for 90 min, in Elm Street", Line("weeding", Category.GARDEN, 90, "Elm Street")),
        ("trwsio beiciau, hyd at 2 awr, ger Heol y Felin", Line("trwsio beiciau", None, 120, "Heol y Felin")),
        ("تصليح دراجات، حتى ساعتين، قرب شارع الطاحونة", Line("تصليح دراجات", None, 120, "شارع الطاحونة")),
        ("shopping, cooking, or a chat", Line("shopping, cooking, or a chat")),
        ("in good hands: massage", Line("in good hands: massage")),
        ("2h", Line(minutes=120)),
        ("#nonsense words", Line("#nonsense words")),
        ("", Line()),
    ],
)
def test_what_is_read_of_a_line(written: str, line: Line) -> None:
    assert read_line(written) == line


@pytest.mark.parametrize("written", ["bike repair, 4 min", "bike repair, 25 h", "bike repair, 0.5 min", "x, -1h"])
def test_what_takes_no_time(written: str) -> None:
    with pytest.raises(NotATime):
        read_line(written)
