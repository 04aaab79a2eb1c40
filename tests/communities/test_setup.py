"""The set-up dialogue: kept over restarts, understood when typed, changed by nobody else."""

import pytest

from bot.communities import drafts, setup
from bot.communities import service as communities
from bot.communities.model import CommunityId, Membership
from bot.communities.questions import SetupView, Step
from bot.communities.refusals import (
    AdminMustConfirm,
    NotAllowed,
    NotAMember,
    NotInAGroup,
    UnknownCurrency,
    UnknownLanguage,
    UnknownTimeZone,
)
from bot.communities.setup import OurSettings
from tests.communities.scenes import ANA, BEN, Town, anonymous, presses, writes


@pytest.fixture
async def community(town: Town) -> CommunityId:
    """A group in which ANA is an admin and BEN is not."""
    town.place(ANA, Membership.ADMINISTRATOR)
    town.place(BEN, Membership.MEMBER)
    return await town.found()


async def test_a_resident_is_refused(town: Town, community: CommunityId) -> None:
    with pytest.raises(NotAllowed):
        await town.act(presses(BEN), setup.open_settings, community)


async def test_a_stranger_is_refused(town: Town, community: CommunityId) -> None:
    with pytest.raises(NotAMember):
        await town.act(writes(1234, 1234), setup.open_settings, community)


async def test_an_anonymous_admin_has_to_press(town: Town, community: CommunityId) -> None:
    with pytest.raises(AdminMustConfirm):
        await town.act(anonymous(), setup.open_settings, community)
    assert isinstance(await town.act(presses(ANA), setup.open_settings, community), SetupView)


@pytest.mark.parametrize(
    ("step", "answer", "refusal"),
    [
        (Step.LANGUAGE, "not a language", UnknownLanguage),
        (Step.TIME_ZONE, "../../etc/passwd", UnknownTimeZone),
        (Step.TIME_ZONE, "Mars/Olympus", UnknownTimeZone),
        (Step.CURRENCY, "DEM", UnknownCurrency),
    ],
)
async def test_nonsense_is_refused(
    town: Town, community: CommunityId, step: Step, answer: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await town.act(presses(ANA), setup.answer_setup, community, step, answer)


async def test_three_answers_and_a_save(town: Town, community: CommunityId) -> None:
    view = await town.act(presses(ANA), setup.open_settings, community)
    assert isinstance(view, SetupView)
    assert view.step is Step.LANGUAGE
    view = await town.act(presses(ANA), setup.answer_setup, community, Step.LANGUAGE, "cy")
    assert view.step is Step.TIME_ZONE
    view = await town.act(presses(ANA), setup.answer_setup, community, Step.TIME_ZONE, "Europe/Dublin")
    assert view.choices[0] == "EUR"
    view = await town.act(presses(ANA), setup.answer_setup, community, Step.CURRENCY, "EUR")
    assert view.step is Step.CHECK
    before = await town.db.read(communities.community, community)
    assert before is not None
    assert before.set_up_at is None
    await town.act(presses(ANA), setup.save_setup, community)
    again = await town.act(presses(ANA), setup.save_setup, community)
    saved = again.community
    assert (saved.language, saved.time_zone, saved.currency) == ("cy", "Europe/Dublin", "EUR")
    assert saved.set_up_at == town.db.clock.now()
    assert isinstance(await town.act(presses(ANA), setup.open_settings, community), OurSettings)


async def test_back_keeps_the_answers_and_cancel_forgets_them(town: Town, community: CommunityId) -> None:
    await town.act(presses(ANA), setup.answer_setup, community, Step.LANGUAGE, "cy")
    view = await town.act(presses(ANA), setup.back_in_setup, community, Step.TIME_ZONE)
    assert (view.step, view.language) == (Step.LANGUAGE, "cy")
    await town.act(presses(ANA), setup.cancel_setup)
    ana = await town.see(writes(ANA))
    assert await town.db.read(drafts.draft_of, ana.person, setup.KIND) is None
    unchanged = await town.db.read(communities.community, community)
    assert unchanged is not None
    assert unchanged.language == "en"


async def test_a_time_zone_is_typed(town: Town, community: CommunityId) -> None:
    usual = await town.act(presses(ANA), setup.begin_setup, community, Step.TIME_ZONE)
    asked = await town.act(writes(ANA, ANA), setup.type_setup, "Nowhere at all", "en")
    assert (asked.step, asked.searched, asked.found) == (Step.TIME_ZONE, "Nowhere at all", False)
    assert asked.choices == usual.choices
    offered = await town.act(writes(ANA, ANA), setup.type_setup, "america", "en")
    assert (offered.step, offered.found) == (Step.TIME_ZONE, True)
    assert len(offered.choices) > 1
    taken = await town.act(writes(ANA, ANA), setup.type_setup, "القاهرة", "ar")
    assert (taken.step, taken.time_zone) == (Step.CURRENCY, "Africa/Cairo")
    done = await town.act(writes(ANA, ANA), setup.type_setup, "euro", "en")
    assert (done.step, done.currency) == (Step.CHECK, "EUR")


async def test_the_demoted_cannot_finish(town: Town, community: CommunityId) -> None:
    await town.act(presses(ANA), setup.begin_setup, community)
    town.place(ANA, Membership.MEMBER)
    await town.db.write(communities.member_changed, -100, ANA, Membership.MEMBER, town.db.clock.now())
    with pytest.raises(NotAllowed):
        await town.act(presses(ANA), setup.save_setup, community)


async def test_a_topic_for_pledges(town: Town, community: CommunityId) -> None:
    with pytest.raises(NotAllowed):
        await town.act(presses(BEN), setup.set_pledges_topic, community, 7)
    with pytest.raises(NotInAGroup):
        await town.act(presses(ANA), setup.set_pledges_topic, community, -7)
    ours = await town.act(presses(ANA), setup.set_pledges_topic, community, 7)
    assert ours.community.pledges_topic == 7
    ours = await town.act(presses(ANA), setup.set_pledges_topic, community, None)
    assert ours.community.pledges_topic is None
