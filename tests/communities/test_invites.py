"""Joining by a link that can be revoked and not be guessed."""

import pytest

from bot.communities import service as communities
from bot.communities.invites import invite_of, join_by_invite, revoke_invite
from bot.communities.model import CommunityId, Membership
from bot.communities.refusals import NobodyInParticular, NotAllowed, UnknownInvite
from bot.communities.rules import INVITE_LENGTH, is_invite
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, Town, anonymous, writes


async def _code(town: Town, community: CommunityId) -> str:
    found = await town.db.read(communities.community, community)
    assert found is not None
    return found.invite_code


@pytest.mark.parametrize("code", ["", "x", "A" * INVITE_LENGTH, "A" * INVITE_LENGTH + "\n", "A" * 5000, "' OR 1=1 --"])
async def test_what_is_no_link_reads_like_an_unknown_one(town: Town, code: str) -> None:
    await town.found()
    with pytest.raises(UnknownInvite):
        await town.act(writes(BEN, BEN), join_by_invite, code)


async def test_a_banned_person_finds_no_link(town: Town) -> None:
    code = await _code(town, await town.found())
    town.place(BEN, Membership.KICKED)
    with pytest.raises(UnknownInvite):
        await town.act(writes(BEN, BEN), join_by_invite, code)


async def test_a_group_without_the_bot_has_no_link(town: Town) -> None:
    code = await _code(town, await town.found())
    await town.db.write(communities.bot_removed, GROUP, town.db.clock.now())
    with pytest.raises(UnknownInvite):
        await town.act(writes(BEN, BEN), join_by_invite, code)


async def test_a_group_cannot_join(town: Town) -> None:
    code = await _code(town, await town.found())
    with pytest.raises(NobodyInParticular):
        await town.act(anonymous(), join_by_invite, code)


async def test_a_resident_has_no_link_to_show(town: Town) -> None:
    community = await town.found()
    town.place(ANA, Membership.MEMBER)
    with pytest.raises(NotAllowed):
        await town.act(writes(ANA), invite_of, community)


async def test_joining_twice_is_joining_once(town: Town) -> None:
    community = await town.found()
    code = await _code(town, community)
    assert is_invite(code)
    first = await town.act(writes(BEN, BEN), join_by_invite, code)
    again = await town.act(writes(BEN, BEN), join_by_invite, code)
    assert (first.community.id, first.anew, again.anew) == (community, True, False)
    assert (await town.see(writes(BEN, BEN))).community == community


async def test_the_link_of_a_second_founding_leads_to_the_one_until_its_link_is_revoked(town: Town) -> None:
    community, other = await town.found(), await town.found(chat=-1000)
    code, former = await _code(town, community), await _code(town, other)
    await town.db.write(communities.group_upgraded, GROUP, -1000, ())
    joined = await town.act(writes(BEN, BEN), join_by_invite, former)
    assert (joined.community.id, joined.anew) == (community, True)
    town.place(ANA, Membership.ADMINISTRATOR, -1000)
    await town.act(writes(ANA, -1000), revoke_invite, community, code)
    with pytest.raises(UnknownInvite):
        await town.act(writes(CERYS, CERYS), join_by_invite, former)


async def test_a_revoked_link_leads_nowhere_and_the_new_one_works(town: Town) -> None:
    community = await town.found()
    town.place(ANA, Membership.ADMINISTRATOR)
    old = await _code(town, community)
    fresh = (await town.act(writes(ANA), revoke_invite, community, old)).community
    repeated = (await town.act(writes(ANA), revoke_invite, community, old)).community
    assert fresh.invite_code == repeated.invite_code != old
    with pytest.raises(UnknownInvite):
        await town.act(writes(BEN, BEN), join_by_invite, old)
    assert (await town.act(writes(BEN, BEN), join_by_invite, fresh.invite_code)).anew
