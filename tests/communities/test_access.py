"""Who may do what: every cell of the table, both ways; and rights at the moment of the act."""

from datetime import timedelta
from functools import partial

import pytest

from bot.communities import service as communities
from bot.communities.access import ALLOWED, Act, MembershipStale, acts_anonymously, require, standing_in
from bot.communities.invites import invite_of, join_by_invite
from bot.communities.model import Actor, CommunityId, Membership, Sighting
from bot.communities.refusals import (
    AdminMustConfirm,
    AdminsOnly,
    BotIsOut,
    MovedOut,
    NobodyInParticular,
    NoCommunity,
    NotAllowed,
    NotAMember,
    NotAResident,
)
from bot.communities.roles import appoint, dismiss
from bot.communities.rules import FRESH_FOR, Standing
from bot.core.clock import MovableClock
from bot.core.refusal import Refusal
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, Town, anonymous, presses, writes

EXPECTED: dict[Standing, set[Act]] = {
    Standing.STRANGER: {Act.OWN_DATA},
    Standing.EX_MEMBER: {Act.OWN_DATA, Act.WITHDRAW, Act.ANSWER},
    Standing.RESIDENT: {Act.OWN_DATA, Act.WITHDRAW, Act.SEE, Act.PLEDGE, Act.SIGN, Act.ANSWER, Act.EXCHANGE},
    Standing.ORGANISER: set(Act) - {Act.APPOINT},
    Standing.GROUP_ADMIN: set(Act),
    Standing.ANONYMOUS_ADMIN: set(),
}
"""The table of the product, written down a second time."""

CONFIRMED_BY_BUTTON = {Act.SEE, Act.MODERATE, Act.SETTINGS, Act.INVITE, Act.APPOINT}


def refusal_of(standing: Standing, act: Act) -> type[Refusal]:
    match standing:
        case Standing.ANONYMOUS_ADMIN:
            return AdminMustConfirm if act in CONFIRMED_BY_BUTTON else NobodyInParticular
        case Standing.RESIDENT:
            return NotAllowed
        case Standing.ORGANISER:
            return AdminsOnly
        case Standing.EX_MEMBER:
            return MovedOut
        case _:
            return NotAMember


async def stand(town: Town, standing: Standing) -> Sighting:
    """Make ANA stand like this in the town's group, and return how her act looks."""
    await town.found()
    match standing:
        case Standing.STRANGER:
            town.place(ANA, Membership.LEFT)
        case Standing.EX_MEMBER:
            await town.see(writes(ANA))
            town.place(ANA, Membership.LEFT)
        case Standing.RESIDENT:
            town.place(ANA, Membership.MEMBER)
        case Standing.ORGANISER:
            await make_organiser(town, ANA)
        case Standing.GROUP_ADMIN:
            town.place(ANA, Membership.ADMINISTRATOR)
        case Standing.ANONYMOUS_ADMIN:
            return anonymous()
    return presses(ANA)


async def make_organiser(town: Town, who: int) -> None:
    town.place(CERYS, Membership.CREATOR)
    town.place(who, Membership.MEMBER)
    appointed = await town.see(writes(who))
    await town.act(writes(CERYS), appoint, appointed.person)


def test_the_table_has_a_row_for_every_standing() -> None:
    assert {standing: set(acts) for standing, acts in ALLOWED.items()} == EXPECTED
    assert set(EXPECTED) == set(Standing)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("act", Act)
async def test_every_cell(town: Town, standing: Standing, act: Act) -> None:
    sighting = await stand(town, standing)
    if act in EXPECTED[standing]:
        assert await town.act(sighting, require, act) is standing
    else:
        with pytest.raises(refusal_of(standing, act)):
            await town.act(sighting, require, act)


async def test_without_any_community_the_refusal_says_so(town: Town) -> None:
    with pytest.raises(NoCommunity):
        await town.act(writes(ANA, ANA), require, Act.SEE)
    assert await town.act(writes(ANA, ANA), require, Act.OWN_DATA) is Standing.STRANGER


async def test_unknown_and_foreign_communities_read_alike(town: Town) -> None:
    foreign = await town.found(-200, "High Street")
    await town.found()
    await town.see(writes(ANA))
    for community in (foreign, CommunityId(12345)):
        with pytest.raises(NotAMember):
            await town.act(writes(ANA, ANA), invite_of, community)
        with pytest.raises(NotAMember):
            await town.act(writes(ANA, ANA), communities.switch_community, community)


async def test_an_act_in_one_group_gives_no_right_in_another(town: Town) -> None:
    mill_road, high_street = await town.found(), await town.found(-200, "High Street")
    town.place(ANA, Membership.ADMINISTRATOR, GROUP)
    town.place(ANA, Membership.MEMBER, -200)
    assert await town.act(writes(ANA, GROUP), invite_of, mill_road)
    with pytest.raises(NotAllowed):
        await town.act(writes(ANA, GROUP), invite_of, high_street)


async def test_a_message_in_the_group_is_presence_enough_for_residents(town: Town) -> None:
    await town.found()
    assert await town.act(writes(ANA), require, Act.SIGN) is Standing.RESIDENT
    assert town.asked == 0
    town.place(ANA, Membership.ADMINISTRATOR)
    assert await town.act(writes(ANA), require, Act.SETTINGS) is Standing.GROUP_ADMIN
    assert town.asked == 1


async def test_a_message_from_before_the_leaving_is_no_presence(town: Town, clock: MovableClock) -> None:
    await town.found()
    await town.see(writes(ANA))
    town.place(ANA, Membership.LEFT)
    clock.move(timedelta(minutes=1))
    await town.db.write(communities.member_changed, GROUP, ANA, Membership.LEFT, clock.now())
    with pytest.raises(MovedOut):
        await town.act(writes(ANA), require, Act.SIGN)


async def test_telegram_is_asked_once_a_minute(town: Town, clock: MovableClock) -> None:
    await town.found()
    town.place(ANA, Membership.MEMBER)
    await town.act(presses(ANA), require, Act.SIGN)
    clock.move(FRESH_FOR)
    await town.act(presses(ANA), require, Act.SIGN)
    assert town.asked == 1
    clock.move(timedelta(seconds=1))
    await town.act(presses(ANA), require, Act.SIGN)
    assert town.asked == 2


async def test_a_change_is_believed_at_once(town: Town) -> None:
    await town.found()
    town.place(ANA, Membership.ADMINISTRATOR)
    await town.act(presses(ANA), require, Act.SETTINGS)
    town.place(ANA, Membership.MEMBER)
    await town.db.write(communities.member_changed, GROUP, ANA, Membership.MEMBER, town.db.clock.now())
    with pytest.raises(NotAllowed):
        await town.act(presses(ANA), require, Act.SETTINGS)


async def test_a_dismissed_organiser_is_refused_at_the_next_press(town: Town) -> None:
    await town.found()
    await make_organiser(town, ANA)
    ana = await town.act(presses(ANA), _me)
    assert await town.act(presses(ANA), require, Act.MODERATE) is Standing.ORGANISER
    assert await town.act(writes(CERYS), dismiss, ana.person)
    with pytest.raises(NotAllowed):
        await town.act(presses(ANA), require, Act.MODERATE)
    assert not await town.act(writes(CERYS), dismiss, ana.person)


async def test_an_organiser_who_left_the_group_is_none(town: Town, clock: MovableClock) -> None:
    await town.found()
    await make_organiser(town, ANA)
    town.place(ANA, Membership.LEFT)
    clock.move(timedelta(minutes=2))
    with pytest.raises(MovedOut):
        await town.act(presses(ANA), require, Act.MODERATE)
    assert await town.act(presses(ANA), require, Act.WITHDRAW) is Standing.EX_MEMBER


async def test_missed_updates_do_not_keep_an_ex_member_in(town: Town, clock: MovableClock) -> None:
    await town.found()
    town.place(ANA, Membership.MEMBER)
    await town.act(presses(ANA), require, Act.SIGN)
    town.place(ANA, Membership.KICKED)
    clock.move(timedelta(days=1))
    with pytest.raises(MovedOut):
        await town.act(presses(ANA, ANA), require, Act.SIGN)
    assert await town.act(presses(ANA, ANA), require, Act.WITHDRAW) is Standing.EX_MEMBER


async def test_where_the_bot_was_removed_only_ones_own_is_left(town: Town, clock: MovableClock) -> None:
    await town.found()
    await town.see(writes(ANA))
    clock.move(timedelta(minutes=1))
    await town.db.write(communities.bot_removed, GROUP, clock.now())
    with pytest.raises(BotIsOut) as told:
        await town.act(writes(ANA, ANA), require, Act.SIGN)
    assert told.value == BotIsOut("Mill Road", None, 0)
    assert await town.act(writes(ANA, ANA), require, Act.WITHDRAW) is Standing.EX_MEMBER
    assert town.asked == 0


async def test_an_invited_resident_need_not_be_in_the_group_and_a_banned_one_is_out(
    town: Town, clock: MovableClock
) -> None:
    community = await town.found()
    group = await town.db.read(communities.community, community)
    assert group is not None
    town.place(BEN, Membership.LEFT)
    await town.act(writes(BEN, BEN), join_by_invite, group.invite_code)
    assert await town.act(writes(BEN, BEN), require, Act.SIGN) is Standing.RESIDENT
    town.place(BEN, Membership.KICKED)
    clock.move(timedelta(minutes=2))
    with pytest.raises(MovedOut):
        await town.act(writes(BEN, BEN), require, Act.SIGN)


async def test_only_telegram_admins_appoint_and_only_residents(town: Town) -> None:
    await town.found()
    await make_organiser(town, ANA)
    ben = await town.see(writes(BEN, BEN))
    with pytest.raises(AdminsOnly):
        await town.act(writes(ANA), appoint, ben.person)
    with pytest.raises(NotAResident):
        await town.act(writes(CERYS), appoint, ben.person)
    ben = await town.see(writes(BEN))
    assert await town.act(writes(CERYS), appoint, ben.person)
    assert not await town.act(writes(CERYS), appoint, ben.person)


async def test_standing_in_is_exact_by_itself(town: Town) -> None:
    await town.found()
    town.place(ANA, Membership.CREATOR)
    assert await town.act(writes(ANA), standing_in) is Standing.GROUP_ADMIN


async def test_who_remains_anonymous_is_known(town: Town) -> None:
    community = await town.found()
    ana = await town.see(writes(ANA))
    stale = MembershipStale(community, ana.person, GROUP, ANA)
    from bot.communities import access  # noqa: PLC0415

    await town.db.write(access.record_membership, stale, Membership.ADMINISTRATOR, True)
    assert await town.act(presses(ANA), acts_anonymously)
    assert await town.act(anonymous(), acts_anonymously)
    assert not await town.act(presses(BEN), acts_anonymously)


async def test_a_change_does_not_unmask_who_remains_anonymous(town: Town, clock: MovableClock) -> None:
    await town.found()
    town.place(ANA, Membership.ADMINISTRATOR)
    await town.act(presses(ANA), require, Act.SETTINGS)
    for hidden in (True, False):
        rose = partial(communities.member_changed, anonymous=hidden)
        await town.db.write(rose, GROUP, ANA, Membership.ADMINISTRATOR, clock.now())
        assert await town.act(presses(ANA), acts_anonymously) is hidden
    assert await town.act(presses(ANA), require, Act.SETTINGS) is Standing.GROUP_ADMIN
    assert town.asked == 2, "a change is no word to judge rights by"


def _me(_tx: object, actor: Actor) -> Actor:
    return actor
