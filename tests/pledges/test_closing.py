"""How pledges end, and who hears of it."""

from datetime import timedelta

import pytest

from bot.communities import drafts
from bot.communities.model import Membership
from bot.communities.refusals import NotAllowed
from bot.core.clock import MovableClock
from bot.pledges import cancelling, closing, listing, reading, writing
from bot.pledges.cancelling import Cancelled, Cancelling
from bot.pledges.model import PledgeState
from bot.pledges.refusals import AlreadyTipped, NoForm, PledgeOver, TextTooLong, TextTooShort, UnknownPledge
from bot.pledges.wording import ONE_SECOND
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street

ADMIN, STRANGER = 1010, 1999


@pytest.fixture
async def admin(street: Street) -> int:
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    return ADMIN


async def test_the_deadline_rings_when_the_last_second_is_over(street: Street) -> None:
    pledge = await street.pledge()
    due = pledge.wording.deadline.at + ONE_SECOND
    ends = [each for each in await street.reminders() if each[0] == closing.DEADLINE]
    assert ends == [("pledge_deadline", pledge.subject, due)]


async def test_a_pledge_ends_without_enough_people(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=2)
    await street.sign(BEN, pledge)
    clock.set(pledge.wording.deadline.at)
    assert not await street.db.write(closing.expire, pledge.community, pledge.id), "the last second still counts"
    clock.move(ONE_SECOND)
    assert await street.db.write(closing.expire, pledge.community, pledge.id)
    assert not await street.db.write(closing.expire, pledge.community, pledge.id), "once"
    assert await street.owed() == [
        ("own_pledge_expired", street.numbers[ANA]),
        ("pledge_expired", street.numbers[BEN]),
    ]
    assert (await street.card(CERYS, pledge)).pledge.state is PledgeState.EXPIRED


async def test_a_pledge_that_lives_does_not_end_at_its_deadline(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=1)
    await street.sign(BEN, pledge)
    wanted = await street.cards()
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    assert not await street.db.write(closing.expire, pledge.community, pledge.id)
    assert await street.cards() != wanted, "the card loses its button"
    assert not (await street.card(CERYS, pledge)).signing_open


async def test_its_creator_cancels_and_every_signer_hears_it_once(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    cancelled = await street.act(presses(ANA), cancelling.cancel, pledge.code, " Rained\noff ")
    assert (cancelled.pledge.state, cancelled.pledge.cancel_reason) == (PledgeState.CANCELLED, "Rained off")
    again = await street.act(presses(ANA), cancelling.cancel, pledge.code, "Once more")
    assert again.again and again.pledge.cancel_reason == "Rained off"
    assert await street.owed() == [("pledge_cancelled", street.numbers[BEN])]
    assert await street.reminders() == []


async def test_what_was_still_to_be_said_is_taken_back(street: Street, admin: int) -> None:
    pledge = await street.pledge(n=1)
    await street.sign(BEN, pledge)
    await street.act(presses(admin), cancelling.cancel, pledge.code, "Too dangerous")
    assert await street.owed() == [
        ("pledge_cancelled", street.numbers[ANA]),
        ("pledge_cancelled", street.numbers[BEN]),
    ]


async def test_once_it_lives_its_creator_cannot_cancel(street: Street, admin: int) -> None:
    pledge = await street.pledge(n=1)
    await street.sign(BEN, pledge)
    with pytest.raises(AlreadyTipped):
        await street.act(presses(ANA), cancelling.ask_reason, pledge.code)
    with pytest.raises(AlreadyTipped):  # before the reason is looked at
        await street.act(presses(ANA), cancelling.cancel, pledge.code, "x")
    assert (await street.card(ANA, pledge)).may_cancel is False
    cancelled = await street.act(presses(admin), cancelling.cancel, pledge.code, "Too dangerous")
    assert cancelled.pledge.state is PledgeState.CANCELLED


async def test_nobody_else_cancels(street: Street) -> None:
    pledge = await street.pledge()
    with pytest.raises(NotAllowed):
        await street.act(presses(BEN), cancelling.cancel, pledge.code, "Because")
    with pytest.raises(UnknownPledge):
        await street.act(presses(STRANGER, STRANGER), cancelling.cancel, pledge.code, "Because")
    with pytest.raises(UnknownPledge):
        await street.act(presses(ANA), cancelling.cancel, "ZZZZZ", "Because")


async def test_the_reason_has_a_length(street: Street) -> None:
    pledge = await street.pledge()
    with pytest.raises(TextTooShort):
        await street.act(presses(ANA), cancelling.cancel, pledge.code, " \u200b. ")
    with pytest.raises(TextTooShort):
        await street.act(presses(ANA), cancelling.cancel, pledge.code, "x\u200d\u200d\u200d")
    with pytest.raises(TextTooLong):
        await street.act(presses(ANA), cancelling.cancel, pledge.code, "x" * 301)
    await street.act(presses(ANA), cancelling.cancel, pledge.code, "x" * 300)


async def test_what_has_ended_cannot_be_cancelled(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge()
    clock.set(pledge.wording.deadline.at + timedelta(days=1))
    await street.db.write(closing.expire, pledge.community, pledge.id)
    with pytest.raises(PledgeOver):
        await street.act(presses(ANA), cancelling.cancel, pledge.code, "x")


async def test_the_reason_is_asked_for_and_shown_before_it_binds(street: Street) -> None:
    pledge = await street.pledge()
    with pytest.raises(NoForm):
        await street.act(writes(ANA, ANA), cancelling.give_reason, "No reason was asked for")
    await street.act(presses(ANA), cancelling.ask_reason, pledge.code)
    with pytest.raises(TextTooShort):
        await street.act(writes(ANA, ANA), cancelling.give_reason, "x")
    asked = await street.act(writes(ANA, ANA), cancelling.give_reason, " thanks\nall ")
    assert isinstance(asked, Cancelling)
    assert asked.reason == "thanks all"
    assert (await street.card(ANA, pledge)).pledge.state is PledgeState.OPEN, "nobody has said yes"
    better = await street.act(writes(ANA, ANA), cancelling.give_reason, "Rained off")
    assert isinstance(better, Cancelling)
    still = await street.act(presses(ANA), cancelling.confirm, pledge.code, asked.token)
    assert still == better, "a yes to another reason"
    for again in (False, True):
        done = await street.act(presses(ANA), cancelling.confirm, pledge.code, better.token)
        assert isinstance(done, Cancelled)
        assert (done.pledge.cancel_reason, done.again) == ("Rained off", again)
    assert await street.db.read(drafts.draft_of, street.numbers[ANA], cancelling.CANCEL_KIND) is None


async def test_a_yes_belongs_to_whom_was_asked_and_to_its_pledge(street: Street, admin: int) -> None:
    pledge, other = await street.pledge(), await street.pledge(line="I will dance if {n} others will by Friday")
    await street.act(presses(ANA), cancelling.ask_reason, pledge.code)
    asked = await street.act(writes(ANA, ANA), cancelling.give_reason, "Rained off")
    assert isinstance(asked, Cancelling)
    with pytest.raises(NotAllowed):
        await street.act(presses(BEN), cancelling.confirm, pledge.code, asked.token)
    for who, which in ((admin, pledge), (ANA, other)):
        first = await street.act(presses(who), cancelling.confirm, which.code, asked.token)
        assert first == Cancelling(which), "asked why, first"
    for each in (pledge, other):
        assert (await street.card(ANA, each)).pledge.state is PledgeState.OPEN


async def test_who_keeps_it_is_not_asked_any_more(street: Street) -> None:
    pledge = await street.pledge()
    await street.act(presses(ANA), cancelling.ask_reason, pledge.code)
    await street.act(writes(ANA, ANA), cancelling.give_reason, "Rained off")
    await street.act(presses(ANA), cancelling.keep)
    with pytest.raises(NoForm):
        await street.act(writes(ANA, ANA), cancelling.give_reason, "good night")


async def test_what_is_typed_much_later_is_no_reason(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge()
    await street.act(presses(ANA), cancelling.ask_reason, pledge.code)
    clock.move(cancelling.WAITED_FOR)
    assert await street.db.read(drafts.draft_of, street.numbers[ANA], cancelling.CANCEL_KIND) is None
    with pytest.raises(NoForm):
        await street.act(writes(ANA, ANA), cancelling.give_reason, "Thank you, good night!")
    await street.act(presses(ANA), cancelling.ask_reason, pledge.code)
    clock.move(cancelling.WAITED_FOR - ONE_SECOND)
    asked = await street.act(writes(ANA, ANA), cancelling.give_reason, "Rained off")
    assert isinstance(asked, Cancelling)
    clock.move(cancelling.WAITED_FOR)
    late = await street.act(presses(ANA), cancelling.confirm, pledge.code, asked.token)
    assert late == Cancelling(pledge), "asked anew"
    assert (await street.card(ANA, pledge)).pledge.state is PledgeState.OPEN


async def test_what_changes_before_the_yes(street: Street) -> None:
    """It comes alive while its creator writes the reason."""
    pledge = await street.pledge(n=1)
    await street.act(presses(ANA), cancelling.ask_reason, pledge.code)
    asked = await street.act(writes(ANA, ANA), cancelling.give_reason, "Rained off")
    assert isinstance(asked, Cancelling)
    await street.sign(BEN, pledge)
    with pytest.raises(AlreadyTipped):
        await street.act(presses(ANA), cancelling.confirm, pledge.code, asked.token)


async def test_an_unlisted_pledge_shows_nowhere(street: Street, clock: MovableClock) -> None:
    begun = await street.act(writes(ANA), writing.begin, "I will sing if 1 other will by Friday")
    assert begun.form is not None
    begun = await street.act(presses(ANA), writing.toggle, begun.form.token, "visibility")
    pledge = (await street.publish(ANA, begun)).published
    assert pledge is not None
    await street.sign(BEN, pledge)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    await street.db.write(closing.expire, pledge.community, pledge.id)
    assert await street.cards() == {}
    assert (await street.act(writes(CERYS), listing.open_pledges, "")).pledges == ()
    assert await street.db.read(reading.group_card, pledge.community, pledge.id) is None
