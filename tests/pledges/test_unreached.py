"""Whoever can tell the others in the group hears, once, how many who are in cannot be written to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.core.db import Tx
from bot.outbox import sending
from bot.outbox.model import Never, Reason, Sent
from bot.outbox.sending import Appetite
from bot.pledges import cancelling, unreached
from bot.pledges.model import Pledge
from bot.reminders import service as reminders
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street

ADMIN = 1010
A_WHILE = timedelta(minutes=5)


async def ring(street: Street, clock: MovableClock, after: timedelta = A_WHILE) -> int:
    """Let that time pass, and ring whatever is due but deadlines; how many rang."""
    clock.move(after)
    keys = await street.db.read(reminders.due, 10)
    return sum([await street.db.write(reminders.ring, key, unreached.RINGS) for key in keys])


async def tell(street: Street, *reachable: int) -> None:
    """Everybody who is owed something is written to; it reaches these people."""
    await street.owed()
    for parcel in await street.db.write(sending.claim, Appetite("me", 50, 50)):
        for delivery in parcel.deliveries:
            if await street.db.write(sending.begin, delivery, {}) is not None:
                there = delivery.person in [street.numbers[who] for who in reachable]
                outcome = Sent(1) if there else Never(Reason.UNREACHABLE)
                await street.db.write(sending.settle, delivery, outcome)


async def asked(street: Street) -> list[int]:
    """Who was asked to say it in the group."""
    return [person for kind, person in await street.owed() if kind == "signers_unreached"]


async def opens_chat(street: Street, who: int) -> None:
    await street.see(writes(who, who))


@pytest.fixture
async def pledge(street: Street) -> Pledge:
    """Ana's, which Ben and Cerys have brought to life."""
    await opens_chat(street, ANA)
    pledge = await street.pledge(n=2)
    await street.sign(BEN, pledge)
    await street.sign(CERYS, pledge)
    return pledge


async def test_before_it_lives_nobody_is_counted(street: Street) -> None:
    await street.pledge(n=2)
    assert not {kind for kind, _, _ in await street.reminders()} & unreached.RINGS.keys()


async def test_everybody_reached_nobody_asked(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await tell(street, ANA, BEN, CERYS)
    assert await ring(street, clock) == 1
    assert await asked(street) == []


async def test_it_is_counted_when_everybody_was_tried(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    assert await ring(street, clock) == 1
    assert await asked(street) == [], "some have still to be found"
    await tell(street, ANA, BEN)
    assert await ring(street, clock, A_WHILE - timedelta(seconds=1)) == 0
    assert await ring(street, clock, timedelta(seconds=1)) == 1
    assert await asked(street) == [street.numbers[ANA]]
    assert await ring(street, clock, timedelta(days=1)) == 0


async def test_a_crowd_takes_a_while_to_be_told(street: Street, pledge: Pledge) -> None:
    def watch(tx: Tx) -> None:
        unreached.watch(tx, replace(pledge, count=12_000), unreached.CANCELLED)

    await street.db.write(watch)
    due = {kind: due_at for kind, _, due_at in await street.reminders()}
    assert due["cancel_unreached"] - street.db.clock.now() == timedelta(minutes=15)


async def test_who_is_in_must_know_that_it_is_off_after_all(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    await street.act(presses(ADMIN), cancelling.cancel, pledge.code, "The alley is closed.")
    assert [kind for kind, _, _ in await street.reminders()] == ["cancel_unreached"]
    await tell(street, ANA, BEN)
    assert await ring(street, clock) == 1
    assert await asked(street) == [street.numbers[ANA]]


async def test_a_pledge_that_never_lived_is_called_off_without_counting(street: Street) -> None:
    pledge = await street.pledge(n=2)
    await street.sign(BEN, pledge)
    await street.act(presses(ANA), cancelling.cancel, pledge.code, "The alley is closed.")
    assert await street.reminders() == []


@pytest.mark.parametrize("listed", [True, False])
async def test_a_creator_out_of_reach_is_stood_in_for_unless_the_pledge_is_nobody_s_business(
    street: Street, clock: MovableClock, listed: bool
) -> None:
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    await opens_chat(street, ADMIN)
    other = await street.pledge(who=ADMIN, n=1)
    await street.act(presses(ADMIN), cancelling.ask_reason, other.code)  # from now on they are known as an admin
    pledge = await street.pledge(n=1, listed=listed)
    await street.sign(BEN, pledge)
    await tell(street)
    await ring(street, clock)
    assert await asked(street) == [street.numbers[ADMIN if listed else ANA]]
