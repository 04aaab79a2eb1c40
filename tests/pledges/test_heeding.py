"""Following and muting: who is told what of it, once."""

from dataclasses import fields
from datetime import timedelta

import pytest

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.outbox.model import Notice
from bot.pledges import cancelling, closing, heeding
from bot.pledges.model import Pledge
from bot.pledges.refusals import PledgeCancelled, UnknownPledge
from bot.pledges.speaking_refusals import NothingAhead, NotInPledge
from bot.pledges.wording import ONE_SECOND
from tests.communities.scenes import ANA, BEN, CERYS, presses
from tests.pledges.scenes import STILL_TRUE, Street

DILYS, EIRA, STRANGER = 1004, 1005, 1999
VERBS = (heeding.follow, heeding.unfollow, heeding.mute, heeding.unmute)


@pytest.fixture
async def pledge(street: Street) -> Pledge:
    """Ana's, which needs four; Ben has signed it."""
    await street.home(DILYS, EIRA)
    pledge = await street.pledge(n=4)
    await street.sign(BEN, pledge)
    return pledge


async def test_who_cannot_hear_more_or_less(street: Street, pledge: Pledge) -> None:
    for verb in VERBS:
        for code in ("ZZZZZ", "the one with the van"):
            with pytest.raises(UnknownPledge):
                await street.act(presses(BEN), verb, code)
        with pytest.raises(UnknownPledge):
            await street.act(presses(STRANGER, STRANGER), verb, pledge.code)
        with pytest.raises(NotInPledge):
            await street.act(presses(CERYS), verb, pledge.code)
    for verb in (heeding.follow, heeding.unfollow):
        with pytest.raises(NotInPledge):
            await street.act(presses(ANA), verb, pledge.code)
    await street.act(presses(ANA), cancelling.cancel, pledge.code, "Rained off")
    for verb in (heeding.follow, heeding.mute, heeding.unmute):
        with pytest.raises(PledgeCancelled):
            await street.act(presses(BEN), verb, pledge.code)


async def test_nothing_is_ticked_for_anybody(street: Street, pledge: Pledge) -> None:
    heard = (await street.card(BEN, pledge)).heard
    assert heard is not None
    assert (heard.follows, heard.muted, heard.may_follow) == (False, False, True)
    await street.sign(CERYS, pledge)
    await street.sign(DILYS, pledge)
    assert await street.heard() == []


async def test_who_follows_hears_of_half_way_and_of_one_more_needed_once(street: Street, pledge: Pledge) -> None:
    for _ in range(2):
        assert (await street.act(presses(BEN), heeding.follow, pledge.code)).follows
    await street.sign(CERYS, pledge)
    assert await street.heard() == [("pledge_half_way", street.numbers[BEN])]
    await street.withdraw(CERYS, pledge)
    await street.sign(CERYS, pledge)
    assert await street.heard() == [], "half way again, and said before"
    await street.sign(DILYS, pledge)
    assert await street.heard() == [("pledge_needs_one", street.numbers[BEN])]
    await street.withdraw(DILYS, pledge)
    await street.sign(DILYS, pledge)
    assert await street.heard() == []
    with pytest.raises(NothingAhead):
        await street.act(presses(CERYS), heeding.follow, pledge.code)
    await street.sign(EIRA, pledge)
    kinds = {kind for kind, _ in await street.heard()}
    assert kinds == {"own_pledge_tipped", "pledge_tipped"}


async def test_what_has_been_overtaken_at_night_is_not_said_in_the_morning(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    await street.act(presses(BEN), heeding.follow, pledge.code)
    clock.move(timedelta(hours=13))
    await street.sign(CERYS, pledge)
    await street.sign(DILYS, pledge)
    assert await street.heard() == [], "quiet hours"
    clock.move(timedelta(hours=10))
    assert await street.heard() == [("pledge_needs_one", street.numbers[BEN])]


@pytest.mark.parametrize("changes", ["unfollow", "withdraw", "mute", "cancel"])
async def test_who_has_changed_their_mind_hears_nothing(
    street: Street, pledge: Pledge, clock: MovableClock, changes: str
) -> None:
    await street.act(presses(BEN), heeding.follow, pledge.code)
    clock.move(timedelta(hours=13))
    await street.sign(CERYS, pledge)
    if changes == "withdraw":
        await street.withdraw(BEN, pledge)
    elif changes == "cancel":
        await street.act(presses(ANA), cancelling.cancel, pledge.code, "Rained off")
    else:
        await street.act(presses(BEN), getattr(heeding, changes), pledge.code)
    clock.move(timedelta(hours=10))
    assert [kind for kind, _ in await street.heard() if kind != "pledge_cancelled"] == []


async def test_signing_again_asks_anew(street: Street, pledge: Pledge) -> None:
    await street.act(presses(BEN), heeding.follow, pledge.code)
    await street.act(presses(BEN), heeding.mute, pledge.code)
    await street.withdraw(BEN, pledge)
    for verb in VERBS:
        with pytest.raises(NotInPledge):
            await street.act(presses(BEN), verb, pledge.code)
    await street.sign(BEN, pledge)
    heard = (await street.card(BEN, pledge)).heard
    assert heard is not None
    assert (heard.follows, heard.muted) == (False, False)


async def test_who_follows_what_they_had_muted_hears_of_it_again(street: Street, pledge: Pledge) -> None:
    assert (await street.act(presses(BEN), heeding.mute, pledge.code)).muted
    assert not (await street.act(presses(BEN), heeding.follow, pledge.code)).muted


async def test_who_has_muted_it_is_told_what_binds_them_and_no_more(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    await street.act(presses(BEN), heeding.follow, pledge.code)
    for _ in range(2):
        assert (await street.act(presses(BEN), heeding.mute, pledge.code)).muted
    for who in (CERYS, DILYS):
        await street.sign(who, pledge)
    assert await street.heard() == []
    await street.sign(EIRA, pledge)
    assert ("pledge_tipped", street.numbers[BEN]) in await street.heard()
    street.place(EIRA, Membership.ADMINISTRATOR)
    clock.move(timedelta(minutes=2))
    await street.act(presses(EIRA), cancelling.cancel, pledge.code, "Too dangerous")
    assert ("pledge_cancelled", street.numbers[BEN]) in await street.heard()


@pytest.mark.parametrize("muted", [True, False])
async def test_that_too_few_have_signed_binds_nobody(
    street: Street, pledge: Pledge, clock: MovableClock, muted: bool
) -> None:
    for who in (ANA, BEN) if muted else ():
        assert (await street.act(presses(who), heeding.mute, pledge.code)).muted
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    await street.db.write(closing.expire, pledge.community, pledge.id)
    clock.move(timedelta(hours=10))
    told = [("own_pledge_expired", street.numbers[ANA]), ("pledge_expired", street.numbers[BEN])]
    assert await street.heard() == ([] if muted else told)


async def test_its_creator_mutes_it_and_hears_of_it_again(street: Street, pledge: Pledge) -> None:
    for verb, muted in ((heeding.mute, True), (heeding.unmute, False)):
        for _ in range(2):
            assert (await street.act(presses(ANA), verb, pledge.code)).muted is muted
        heard = (await street.card(ANA, pledge)).heard
        assert heard is not None
        assert (heard.muted, heard.may_follow) == (muted, False)


async def test_who_has_left_mutes_what_they_are_in_and_learns_of_nothing_else(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    for who in (BEN, CERYS):
        street.place(who, Membership.LEFT)
    clock.move(timedelta(minutes=2))
    assert (await street.act(presses(BEN, BEN), heeding.mute, pledge.code)).muted
    with pytest.raises(UnknownPledge):
        await street.act(presses(CERYS, CERYS), heeding.mute, pledge.code)


def test_whatever_is_told_of_a_pledge_can_be_muted_unless_it_binds() -> None:
    about = {
        kind
        for kind, notice in Notice.kinds.items()
        if notice.__module__.startswith("bot.pledges") and "pledge" in {field.name for field in fields(notice)}  # type: ignore[arg-type]
    }
    assert about - heeding.HEARD_ALL_THE_SAME <= STILL_TRUE.keys()
    assert about >= heeding.HEARD_ALL_THE_SAME
    binding = {"pledge_tipped", "own_pledge_tipped", "pledge_cancelled", "signers_unreached", "deed_asked"}
    for_organisers = {"pledge_reported", "pledge_hidden", "paper_to_tell"}
    in_return = {
        *("counter_proposed", "counter_terms_changed", "counter_fewer_asked"),
        *("counter_bound", "counter_released", "counter_asked"),
    }
    assert binding | for_organisers | in_return == heeding.HEARD_ALL_THE_SAME
