"""The hours of a pledge that was kept: they come in when it is closed, once, and wait for an organiser."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import column, text

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.core.db import statement as asked
from bot.outbox import forgetting
from bot.pledges import checking
from bot.pledges.model import Pledge, PledgeState
from bot.subject import KEEPERS
from bot.timebank import statement
from bot.timebank.claims import approving, queue
from bot.timebank.claims.queue import Queue
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street
from tests.pledges.test_hours import LINE, give

PLACES = (("hours_claims", "words"), ("ledger_texts", "text"), ("notices", "facts"))
WORDS = [asked(text(f"SELECT {cell} FROM {table}").columns(column(cell))) for table, cell in PLACES]  # noqa: S608
"""Wherever it can stand what hours were for."""

OVER = datetime(2026, 12, 7, tzinfo=UTC)
ADMIN = 1010


async def waiting(street: Street) -> Queue:
    at = street.db.clock.now()
    return await street.act(writes(ADMIN, at=at), queue.queue)


async def confirm(street: Street, pledge: Pledge, number: int) -> None:
    at = street.db.clock.now()
    await street.act(presses(ANA, ANA, at=at), checking.confirm, pledge.code, number)


async def closed(street: Street, clock: MovableClock, *hours: float) -> Pledge:
    """Ben and Cerys gave so many hours; Ana has confirmed Ben, and the time to answer is over."""
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    pledge = await street.pledge(n=2, line=LINE)
    for who, each in zip((BEN, CERYS), hours, strict=True):
        await give(street, who, pledge, each)
    await street.live_until(clock, OVER)
    await confirm(street, pledge, 1)
    assert (await waiting(street)).total == 0, "a confirmation can be taken back until the end"
    await street.live_until(clock, OVER + timedelta(days=31))
    assert (await street.card(ANA, pledge)).pledge.state is PledgeState.CLOSED
    return pledge


async def test_who_was_confirmed_has_their_hours_before_an_organiser_once(street: Street, clock: MovableClock) -> None:
    pledge = await closed(street, clock, 1.5, 3)
    [ben] = (await waiting(street)).waiting
    claim = ben.claim
    assert (claim.person, claim.minutes, claim.pledge_code) == (street.numbers[BEN], 90, pledge.code)
    assert f"{claim.on:%d %B}" == "07 December"

    await asyncio.gather(*(confirm(street, pledge, 2) for _ in range(3)))
    await street.ring()
    assert [each.claim.minutes for each in (await waiting(street)).waiting] == [90, 180], "a late word, and once each"

    page = await waiting(street)
    at = clock.now()
    await street.act(presses(ADMIN, ADMIN, at=at), approving.approve_all, claim.community, 0, page.seen)
    await confirm(street, pledge, 2)
    await street.ring()
    assert (await waiting(street)).total == 0
    assert (await street.act(writes(CERYS, at=clock.now()), statement.balance)).credited == 180
    await street.sound()


async def test_more_than_a_day_comes_as_several_entries(street: Street, clock: MovableClock) -> None:
    await closed(street, clock, 50, 1)
    assert [each.claim.minutes for each in (await waiting(street)).waiting] == [1440, 1440, 120]
    await street.sound()


async def test_what_it_was_for_is_forgotten_with_whoever_began_the_pledge(street: Street, clock: MovableClock) -> None:
    """The others keep their hours; the words were the creator's, in the queue as in the book."""
    pledge = await closed(street, clock, 1.5, 3)
    page = await waiting(street)
    at = clock.now()
    await street.act(presses(ADMIN, ADMIN, at=at), approving.approve_all, pledge.community, 0, page.seen)
    await confirm(street, pledge, 2)
    await street.ring()
    words = (await waiting(street)).waiting[0].claim.words
    await street.db.write(forgetting.erase, street.numbers[ANA], KEEPERS)
    assert (await waiting(street)).waiting[0].claim.words == "…"
    said = await street.db.read(lambda tx: [row[0] for each in WORDS for row in tx.rows(each)])
    assert not [each for each in said if words in each]
    assert (await street.act(writes(BEN, at=clock.now()), statement.balance)).credited == 90
