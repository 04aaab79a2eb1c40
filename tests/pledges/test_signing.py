"""Joining and leaving a pledge, and the one moment at which it comes to life."""

from datetime import timedelta

import pytest

from bot.communities.model import Membership
from bot.communities.refusals import NobodyInParticular
from bot.core.clock import MovableClock
from bot.pledges import cancelling, closing, reading, signing
from bot.pledges.model import PledgeState
from bot.pledges.refusals import (
    NoCode,
    NotSigned,
    OwnPledge,
    PledgeCancelled,
    PledgeOver,
    SigningOver,
    UnknownPledge,
)
from bot.pledges.rules import Signing
from tests.communities.scenes import ANA, BEN, CERYS, anonymous, presses, writes
from tests.pledges.scenes import Street

DAN, EVE, STRANGER = 1004, 1005, 1999


async def test_the_last_signature_brings_it_to_life_and_everybody_is_told(street: Street) -> None:
    pledge = await street.pledge(n=2)

    first = await street.sign(BEN, pledge)
    assert (first.pledge.state, first.pledge.count, first.tipped) == (PledgeState.OPEN, 1, False)
    assert await street.owed() == []

    second = await street.sign(CERYS, pledge)
    assert (second.pledge.state, second.tipped) == (PledgeState.TIPPED, True)
    people = street.numbers
    assert await street.owed() == [
        ("own_pledge_tipped", people[ANA]),
        ("pledge_tipped", people[BEN]),
        ("pledge_tipped", people[CERYS]),
    ]


async def test_who_signs_after_that_is_told_too(street: Street) -> None:
    await street.home(DAN)
    pledge = await street.pledge(n=1)
    await street.sign(BEN, pledge)
    await street.owed()  # the set is expanded before the late one comes
    late = await street.sign(DAN, pledge)
    assert (late.tipped, late.pledge.count) == (False, 2)
    assert ("pledge_tipped", street.numbers[DAN]) in await street.owed()
    assert (await street.told()).count("pledge_tipped") == 1


async def test_a_withdrawal_does_not_take_the_life_back(street: Street) -> None:
    pledge = await street.pledge(n=2)
    await street.sign(BEN, pledge)
    await street.sign(CERYS, pledge)
    left = await street.withdraw(BEN, pledge)
    assert (left.pledge.state, left.pledge.count, left.pledge.signed) == (PledgeState.TIPPED, 1, 2)
    again = await street.sign(BEN, pledge)
    assert (again.pledge.count, again.tipped) == (2, False)
    assert (await street.told()).count("pledge_tipped") == 1


async def test_who_steps_back_in_time_is_not_told_and_who_comes_back_is(street: Street) -> None:
    pledge = await street.pledge(n=2)
    await street.sign(BEN, pledge)
    await street.sign(CERYS, pledge)
    told = await street.to_be_told()
    ben = ("pledge_tipped", street.numbers[BEN])
    assert ben in told
    await street.withdraw(BEN, pledge)
    assert await street.to_be_told() == [one for one in told if one != ben]
    await street.sign(BEN, pledge)
    assert await street.to_be_told() == told
    await street.sound()


async def test_signing_again_takes_a_new_number(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    await street.sign(CERYS, pledge)
    await street.withdraw(BEN, pledge)
    await street.sign(BEN, pledge)
    signers = await street.db.read(signing.signers_after, pledge.community, pledge.id, 0, 10)
    assert signers == [(2, street.numbers[CERYS]), (3, street.numbers[BEN])]
    assert await street.db.read(signing.signers_after, pledge.community, pledge.id, 2, 10) == signers[1:]


async def test_the_same_act_again_writes_nothing(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    cards = await street.cards()
    again = await street.sign(BEN, pledge)
    assert (again.outcome, again.pledge.count) == (Signing.ALREADY, 1)
    await street.withdraw(BEN, pledge)
    assert (await street.withdraw(BEN, pledge)).again
    assert {subject: wanted + 1 for subject, wanted in cards.items()} == await street.cards()


async def test_an_act_that_comes_back_after_a_withdrawal_does_not_sign(street: Street) -> None:
    pledge = await street.pledge(n=5)
    tap = presses(BEN)
    await street.act(tap, signing.sign, pledge.code)
    await street.withdraw(BEN, pledge)
    repeated = await street.act(tap, signing.sign, pledge.code)
    assert (repeated.outcome, repeated.pledge.count) == (Signing.REPEATED, 0)


async def test_a_withdrawal_that_comes_back_leaves_a_new_signature_alone(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    tap = presses(BEN)
    await street.act(tap, signing.withdraw, pledge.code)
    await street.sign(BEN, pledge)
    repeated = await street.act(tap, signing.withdraw, pledge.code)
    assert (repeated.again, repeated.pledge.count) == (True, 1)
    assert not (await street.withdraw(BEN, pledge)).again, "another act withdraws"


async def test_codes_are_read_kindly(street: Street) -> None:
    pledge = await street.pledge()
    typed = f" {pledge.code[:2].lower()}-{pledge.code[2:].lower()} "
    assert (await street.act(writes(BEN), signing.sign, typed)).pledge.count == 1


@pytest.mark.parametrize("typed", ["{code} please", "{code}, thanks!", "{code}.", " {code}\nfor Ana too"])
async def test_the_first_word_is_the_code(street: Street, typed: str) -> None:
    pledge = await street.pledge()
    typed = typed.format(code=pledge.code.lower())
    assert (await street.act(writes(BEN), signing.sign, typed)).pledge.count == 1
    assert (await street.act(writes(BEN), reading.card, typed)).pledge.code == pledge.code
    assert (await street.act(writes(BEN), signing.withdraw, typed)).pledge.count == 0


@pytest.mark.parametrize(
    "code", ["ZZZZZ", "ZZZZZ please", "please ZZZZZ", ",", "ZZZZ", "ZZZZZZ", "💥", "' OR 1=1 --", "p_ZZZZZ", "٧٧٧٧٧"]
)
async def test_an_unknown_code(street: Street, code: str) -> None:
    with pytest.raises(UnknownPledge):
        await street.act(writes(BEN), signing.sign, code)


async def test_no_code(street: Street) -> None:
    with pytest.raises(NoCode):
        await street.act(writes(BEN), signing.sign, "  ")


async def test_a_stranger_is_told_the_same_as_for_an_unknown_code(street: Street) -> None:
    pledge = await street.pledge()
    for act in (signing.sign, signing.withdraw):
        with pytest.raises(UnknownPledge) as refused:
            await street.act(writes(STRANGER, STRANGER), act, pledge.code)
        assert refused.value == UnknownPledge(pledge.code)


async def test_a_member_of_another_group_cannot_see_it(street: Street) -> None:
    pledge = await street.pledge()
    await street.found(chat=-200, title="Elm Road")
    with pytest.raises(UnknownPledge):
        await street.act(writes(STRANGER, -200), signing.sign, pledge.code)
    with pytest.raises(UnknownPledge):
        await street.act(anonymous(chat=-200), signing.sign, pledge.code)


async def test_a_group_cannot_sign(street: Street) -> None:
    pledge = await street.pledge()
    with pytest.raises(NobodyInParticular):
        await street.act(anonymous(), signing.sign, pledge.code)


async def test_who_has_left_may_withdraw_and_not_sign(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    street.place(BEN, Membership.LEFT)
    street.place(CERYS, Membership.LEFT)
    clock = street.db.clock
    assert isinstance(clock, MovableClock)
    clock.move(timedelta(minutes=2))
    for service in (signing.sign, signing.withdraw):
        with pytest.raises(UnknownPledge):
            await street.act(writes(CERYS, CERYS), service, pledge.code)
    assert (await street.act(writes(BEN, BEN), signing.withdraw, pledge.code)).pledge.count == 0


async def test_refusals_come_in_their_order(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    await street.act(presses(ANA), cancelling.cancel, pledge.code, "Rained off")
    late = pledge.wording.deadline.at + timedelta(seconds=1)
    with pytest.raises(OwnPledge):  # before it is seen to be cancelled, and over
        await street.sign(ANA, pledge, at=late)
    assert (await street.sign(BEN, pledge, at=late)).outcome is Signing.ALREADY
    with pytest.raises(PledgeCancelled):  # before it is seen to be over
        await street.sign(CERYS, pledge, at=late)
    with pytest.raises(NotSigned):
        await street.withdraw(CERYS, pledge)
    with pytest.raises(PledgeCancelled):
        await street.withdraw(BEN, pledge)


async def test_the_moment_of_the_act_decides(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=5)
    deadline = pledge.wording.deadline.at
    clock.set(deadline + timedelta(minutes=3))  # it is heard late
    assert (await street.sign(BEN, pledge, at=deadline + timedelta(milliseconds=999))).outcome is Signing.SIGNED
    with pytest.raises(SigningOver):
        await street.sign(CERYS, pledge, at=deadline + timedelta(seconds=1))


async def test_after_the_end_nothing_can_be_changed(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    clock.set(pledge.wording.deadline.at + timedelta(seconds=1))
    assert await street.db.write(closing.expire, pledge.community, pledge.id)
    with pytest.raises(SigningOver):  # in time, and yet too late: it has ended
        await street.sign(CERYS, pledge, at=pledge.wording.deadline.at)
    with pytest.raises(PledgeOver):
        await street.withdraw(BEN, pledge)
