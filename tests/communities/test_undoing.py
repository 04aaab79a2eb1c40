"""Undo: for a minute, once, by whoever did it."""

from datetime import timedelta

import pytest

from bot.communities import drafts, invites, organisers, settings, setup, undoing
from bot.communities import service as communities
from bot.communities.drafts import Draft
from bot.communities.model import CommunityId, Membership, PersonId
from bot.communities.organisers import Change, Decided
from bot.communities.refusals import MovedOut, NotAllowed, TooLateToUndo
from bot.communities.undoing import Undone
from bot.core.clock import MovableClock
from tests.communities.scenes import ANA, BEN, GROUP, Town, presses, writes

PUT_BACK = {
    undoing.DIALOGUE: undoing.put_back_dialogue,
    settings.SETTINGS: settings.put_back,
    invites.INVITE: invites.put_back_invite,
    organisers.DISMISSAL: organisers.put_back,
}
"""As the table of what can be heard has it."""


async def undo(town: Town, who: int, token: str | None) -> Undone:
    assert token is not None
    return await town.act(presses(who, who), undoing.undo, token, PUT_BACK)


@pytest.fixture
async def community(town: Town) -> CommunityId:
    """Ana is an admin, Ben lives here."""
    community = await town.found()
    town.place(ANA, Membership.ADMINISTRATOR)
    town.place(BEN, Membership.MEMBER)
    for who in (ANA, BEN):
        await town.see(writes(who))
    return community


async def test_too_late(town: Town, community: CommunityId, clock: MovableClock) -> None:
    chosen = await town.act(presses(ANA, ANA), settings.language_chosen, "cy")
    clock.move(undoing.LASTING)
    with pytest.raises(TooLateToUndo):
        await undo(town, ANA, chosen.undo)
    assert (await town.act(writes(ANA, ANA), settings.my_settings)).language == "cy"


async def test_just_in_time_and_only_once(town: Town, community: CommunityId, clock: MovableClock) -> None:
    chosen = await town.act(presses(ANA, ANA), settings.language_chosen, "cy")
    clock.move(undoing.LASTING - timedelta(microseconds=1))
    await undo(town, ANA, chosen.undo)
    assert (await town.act(writes(ANA, ANA), settings.my_settings)).language == "en"
    with pytest.raises(TooLateToUndo):
        await undo(town, ANA, chosen.undo)


async def test_it_belongs_to_whoever_did_it_and_to_the_last_act(town: Town, community: CommunityId) -> None:
    first = await town.act(presses(ANA, ANA), settings.language_chosen, "cy")
    with pytest.raises(TooLateToUndo):
        await undo(town, BEN, first.undo)
    second = await town.act(presses(ANA, ANA), settings.zone_chosen, "Asia/Kathmandu")
    for token in (first.undo, "feedface", ""):
        with pytest.raises(TooLateToUndo):
            await undo(town, ANA, token)
    await undo(town, ANA, second.undo)
    now = await town.act(writes(ANA, ANA), settings.my_settings)
    assert (now.language, now.own_zone) == ("cy", False)


async def test_every_own_setting(town: Town, community: CommunityId) -> None:
    before = await town.act(writes(ANA, ANA), settings.my_settings)
    elsewhere = await town.found(chat=-200, title="Elm Road")
    town.place(ANA, Membership.MEMBER, -200)
    await town.see(writes(ANA, -200))
    await town.act(presses(ANA, ANA), settings.switched, community)
    for choose, args in (
        (settings.language_chosen, ("ar",)),
        (settings.zone_chosen, ("Asia/Kathmandu",)),
        (settings.quiet_chosen, (60, 120)),
        (settings.switched, (elsewhere,)),
    ):
        chosen = await town.act(presses(ANA, ANA), choose, *args)
        await undo(town, ANA, chosen.undo)
        now = await town.act(writes(ANA, ANA), settings.my_settings)
        assert (now.language, now.time_zone, now.quiet) == (before.language, before.time_zone, before.quiet)
        assert now.community == before.community
        again = await town.act(presses(ANA, ANA), choose, *args)
        same = await town.act(presses(ANA, ANA), choose, *args)
        assert same.undo is None, "nothing has changed"
        await undo(town, ANA, again.undo)


async def test_who_has_left_meanwhile_is_not_put_back_there(town: Town, community: CommunityId) -> None:
    elsewhere = await town.found(chat=-200, title="Elm Road")
    town.place(BEN, Membership.MEMBER, -200)
    await town.see(writes(BEN, -200))
    await town.act(presses(BEN, BEN), settings.switched, community)
    chosen = await town.act(presses(BEN, BEN), settings.switched, elsewhere)
    await rises_or_falls(town, BEN, Membership.LEFT)
    with pytest.raises(MovedOut):
        await undo(town, BEN, chosen.undo)
    assert (await town.act(writes(BEN, BEN), settings.my_settings)).community is not None


async def test_a_choice_alone_is_undone_and_not_where_one_has_gone_since(town: Town, community: CommunityId) -> None:
    elsewhere = await town.found(chat=-200, title="Elm Road")
    town.place(BEN, Membership.MEMBER, -200)
    await town.see(writes(BEN, -200))
    chosen = await town.act(presses(BEN, BEN), settings.language_chosen, "cy")
    invite = await town.db.read(communities.community, elsewhere)
    assert invite is not None
    await town.act(writes(BEN, BEN), invites.join_by_invite, invite.invite_code)
    await undo(town, BEN, chosen.undo)
    now = await town.act(writes(BEN, BEN), settings.my_settings)
    assert (now.language, now.community and now.community.id) == ("en", elsewhere)


async def test_who_has_left_has_their_own_language_back(town: Town, community: CommunityId) -> None:
    chosen = await town.act(presses(BEN, BEN), settings.language_chosen, "cy")
    await rises_or_falls(town, BEN, Membership.LEFT)
    await undo(town, BEN, chosen.undo)
    assert (await town.act(writes(BEN, BEN), settings.my_settings)).language == "en"


async def test_a_dialogue_that_was_left(town: Town, community: CommunityId) -> None:
    await town.act(presses(ANA, ANA), setup.answer_setup, community, setup.Step.LANGUAGE, "cy")
    token = await town.act(presses(ANA, ANA), setup.cancel_setup)
    assert await town.act(presses(ANA, ANA), setup.cancel_setup) is None, "there is nothing to cancel any more"
    undone = await undo(town, ANA, token)
    assert (undone.what, undone.data["kind"], undone.again) == (undoing.DIALOGUE, setup.KIND, None)
    view = await town.act(writes(ANA, ANA), setup.open_question)
    assert view is not None
    assert (view.step, view.language) == (setup.Step.TIME_ZONE, "cy")


async def test_what_was_begun_meanwhile_can_be_had_back_in_turn(town: Town, community: CommunityId) -> None:
    old, new = Draft("form", "one", {"said": "old"}), Draft("form", "two", {"said": "new"})
    ana = (await town.see(writes(ANA, ANA))).person
    await town.db.write(drafts.keep, ana, old)
    token = await town.act(presses(ANA, ANA), undoing.drop, "form")
    await town.db.write(drafts.keep, ana, new)
    for present in (old, new, old):
        token = (await undo(town, ANA, token)).again
        assert await town.db.read(drafts.draft_of, ana, "form") == present


async def test_a_dialogue_with_an_end_keeps_it(town: Town, community: CommunityId, clock: MovableClock) -> None:
    ana = (await town.see(writes(ANA, ANA))).person
    await town.db.write(drafts.keep, ana, Draft("reason", "step"), lasting=timedelta(seconds=30))
    await undo(town, ANA, await town.act(presses(ANA, ANA), undoing.drop, "reason"))
    clock.move(timedelta(seconds=30))
    assert await town.db.read(drafts.draft_of, ana, "reason") is None


async def test_a_dialogue_whose_end_has_come_meanwhile(town: Town, community: CommunityId, clock: MovableClock) -> None:
    ana = (await town.see(writes(ANA, ANA))).person
    await town.db.write(drafts.keep, ana, Draft("reason", "step"), lasting=timedelta(seconds=30))
    token = await town.act(presses(ANA, ANA), undoing.drop, "reason")
    clock.move(timedelta(seconds=30))
    with pytest.raises(TooLateToUndo):
        await undo(town, ANA, token)


async def test_a_replaced_invite_link(town: Town, community: CommunityId) -> None:
    old = (await town.act(presses(ANA, ANA), invites.invite_of, community)).invite_code
    revoked = await town.act(presses(ANA, ANA), invites.revoke_invite, community, old)
    assert revoked.community.invite_code != old
    await undo(town, ANA, revoked.undo)
    assert (await town.act(presses(ANA, ANA), invites.invite_of, community)).invite_code == old


async def test_a_link_that_somebody_else_has_replaced_stays(town: Town, community: CommunityId) -> None:
    town.place(BEN, Membership.ADMINISTRATOR)
    old = (await town.act(presses(ANA, ANA), invites.invite_of, community)).invite_code
    mine = await town.act(presses(ANA, ANA), invites.revoke_invite, community, old)
    theirs = await town.act(presses(BEN, BEN), invites.revoke_invite, community, mine.community.invite_code)
    with pytest.raises(TooLateToUndo):
        await undo(town, ANA, mine.undo)
    now = await town.act(presses(ANA, ANA), invites.invite_of, community)
    assert now.invite_code == theirs.community.invite_code


async def test_a_dismissal(town: Town, community: CommunityId, clock: MovableClock) -> None:
    ben = (await town.see(writes(BEN))).person
    await decide(town, community, Change.APPOINT, ben)
    decided = await decide(town, community, Change.DISMISS, ben)
    assert decided.organisers.appointed == ()
    clock.move(timedelta(seconds=1))
    await undo(town, ANA, decided.undo)
    shown = await town.act(presses(ANA, ANA), organisers.look, community)
    assert [each.person for each in shown.appointed] == [ben]


async def test_rights_are_those_of_the_moment_of_the_undo(town: Town, community: CommunityId) -> None:
    ben = (await town.see(writes(BEN))).person
    await decide(town, community, Change.APPOINT, ben)
    decided = await decide(town, community, Change.DISMISS, ben)
    await rises_or_falls(town, ANA, Membership.MEMBER)
    with pytest.raises(NotAllowed):
        await undo(town, ANA, decided.undo)
    await rises_or_falls(town, ANA, Membership.ADMINISTRATOR)
    old = (await town.act(presses(ANA, ANA), invites.invite_of, community)).invite_code
    revoked = await town.act(presses(ANA, ANA), invites.revoke_invite, community, old)
    await rises_or_falls(town, ANA, Membership.MEMBER)
    with pytest.raises(NotAllowed):
        await undo(town, ANA, revoked.undo)


async def rises_or_falls(town: Town, who: int, status: Membership) -> None:
    """Telegram says so by itself, and when it is asked."""
    town.place(who, status)
    await town.db.write(communities.member_changed, GROUP, who, status, town.db.clock.now())


async def decide(town: Town, community: CommunityId, change: Change, person: PersonId) -> Decided:
    await town.act(presses(ANA, ANA), organisers.ask, community, change, person)
    decided = await town.act(presses(ANA, ANA), organisers.confirm, community, change, person)
    assert isinstance(decided, Decided)
    return decided
