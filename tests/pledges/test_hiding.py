"""Reports of abuse, and what organisers take out of the community's sight."""

import asyncio

import pytest

from bot.communities.model import Membership
from bot.communities.refusals import NotAllowed
from bot.core.clock import MovableClock
from bot.pledges import closing, hiding, listing, rescuing
from bot.pledges.course_refusals import OwnReport
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import UnknownPledge
from bot.pledges.wording import ONE_SECOND
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street

ADMIN, STRANGER = 1010, 1999


@pytest.fixture
async def admin(street: Street) -> int:
    """Somebody who organises, and has opened the private chat."""
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    pledge = await street.pledge()
    await street.act(presses(ADMIN), hiding.show_again, pledge.code)  # now we know that they are one
    await street.act(writes(ADMIN, ADMIN), listing.open_pledges, "")
    return ADMIN


async def _hide(street: Street, who: int, pledge: Pledge) -> Pledge:
    return await street.act(presses(who), hiding.hide, pledge.code)


async def test_only_organisers_hide_and_show_again(street: Street) -> None:
    pledge = await street.pledge()
    for who in (ANA, BEN):
        for verb in (hiding.hide, hiding.show_again):
            with pytest.raises(NotAllowed):
                await street.act(presses(who), verb, pledge.code)
    for verb in (hiding.hide, hiding.report):
        with pytest.raises(UnknownPledge):
            await street.act(presses(STRANGER, STRANGER), verb, pledge.code)
    with pytest.raises(OwnReport):
        await street.act(presses(ANA), hiding.report, pledge.code)
    assert await street.owed() == []


async def test_what_is_hidden_shows_in_no_list_and_its_signers_stay(street: Street, admin: int) -> None:
    pledge = await street.pledge(n=2)
    await street.sign(BEN, pledge)
    before = (await street.cards())[pledge.subject]
    await _hide(street, admin, pledge)
    await _hide(street, admin, pledge)
    assert (await street.cards())[pledge.subject] == before + 1, "its card is drawn anew, once"
    listed = (await street.act(writes(CERYS), listing.open_pledges, "")).pledges
    assert pledge.code not in [each.code for each in listed]
    card = await street.card(BEN, pledge)
    assert (card.signed, card.pledge.count, card.pledge.listed) == (True, 1, False)
    assert [owed for owed in await street.owed() if "hidden" in owed[0]] == [("pledge_hidden", street.numbers[ANA])]
    await street.sign(CERYS, pledge)
    assert (await street.card(BEN, pledge)).pledge.state is PledgeState.TIPPED, "who has its code goes on"
    assert (await street.cards())[pledge.subject] == before + 1
    await street.act(presses(admin), hiding.show_again, pledge.code)
    listed = (await street.act(writes(CERYS), listing.open_pledges, "")).pledges
    assert pledge.code in [each.code for each in listed]
    assert (await street.cards())[pledge.subject] == before + 2


async def test_what_has_ended_can_be_hidden_too(street: Street, admin: int, clock: MovableClock) -> None:
    pledge = await street.pledge(n=2)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    await street.db.write(closing.expire, pledge.community, pledge.id)
    seen = await street.card(admin, pledge)
    assert (seen.may_hide, seen.may_report) == (True, False)
    await _hide(street, admin, pledge)
    assert (await street.card(admin, pledge)).pledge.hidden_at is not None


async def test_an_unlisted_pledge_gets_no_card_by_being_shown_again(street: Street, admin: int) -> None:
    pledge = await street.pledge(listed=False)
    await _hide(street, admin, pledge)
    await street.act(presses(admin), hiding.show_again, pledge.code)
    assert pledge.subject not in await street.cards()


async def test_what_is_hidden_still_ends(street: Street, admin: int, clock: MovableClock) -> None:
    pledge = await street.pledge(n=5)
    await _hide(street, admin, pledge)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    assert await street.db.write(closing.expire, pledge.community, pledge.id)
    assert (await street.card(admin, pledge)).may_hide, "it can still be shown again"


async def test_organisers_hear_of_a_report_once_from_each(street: Street, admin: int) -> None:
    pledge = await street.pledge()
    answers = [await street.act(presses(who), hiding.report, pledge.code) for who in (BEN, BEN, CERYS)]
    assert {answer.heard for answer in answers} == {True}
    assert await street.told() == ["pledge_reported", "pledge_reported"]
    assert {person for _, person in await street.owed()} == {street.numbers[admin]}
    await _hide(street, admin, pledge)
    await street.home(1004)
    await street.act(presses(1004), hiding.report, pledge.code)
    assert (await street.told()).count("pledge_reported") == 2, "it is hidden already"


async def test_nobody_can_be_told(street: Street) -> None:
    pledge = await street.pledge()
    assert not (await street.act(presses(BEN), hiding.report, pledge.code)).heard
    assert await street.owed() == []


async def test_hiding_twice_at_once_is_once(street: Street, admin: int) -> None:
    pledge = await street.pledge()
    await asyncio.gather(*(_hide(street, admin, pledge) for _ in range(4)))
    assert (await street.told()).count("pledge_hidden") == 1


async def test_what_fewer_go_ahead_with_is_not_found_again(street: Street, admin: int, clock: MovableClock) -> None:
    pledge = await street.pledge(n=3)
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    await _hide(street, admin, pledge)
    clock.set(pledge.wording.closes_at)
    await street.db.write(closing.expire, pledge.community, pledge.id)
    await street.act(presses(BEN, at=clock.now()), rescuing.stay, pledge.code, stays=True)
    rescued = await street.act(presses(ANA, at=clock.now()), rescuing.go_ahead, pledge.code, 1)
    assert rescued.pledge.state is PledgeState.RESCUED
    await street.act(presses(admin, at=clock.now()), hiding.show_again, pledge.code)
    await street.sound()
