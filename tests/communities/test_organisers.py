"""Admins appoint and dismiss organisers: the right one, after a question of their own, never themselves."""

import pytest

from bot.communities import drafts, organisers
from bot.communities import service as communities
from bot.communities.model import CommunityId, Membership, PersonId
from bot.communities.organisers import PAGE_SIZE, Candidates, Change, Decided, Organisers, Question
from bot.communities.refusals import (
    AdminMustConfirm,
    AdminsOnly,
    EnoughOrganisers,
    NotAllowed,
    NotAMember,
    NotAResident,
    NotYourself,
)
from bot.communities.roles import MOST_APPOINTED, appoint
from bot.core.clock import MovableClock
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, Town, anonymous, presses, writes

ADMIN, OTHER_ADMIN = CERYS, 1004


@pytest.fixture
async def community(town: Town) -> CommunityId:
    """A group with two admins, ANA and BEN."""
    where = await town.found()
    for who, status in ((ADMIN, Membership.CREATOR), (OTHER_ADMIN, Membership.ADMINISTRATOR)):
        town.place(who, status)
        await town.see(writes(who))
    await person(town, ANA, "Ana", "ana")
    await person(town, BEN, "Ben")
    return where


async def person(town: Town, who: int, name: str, username: str | None = None) -> PersonId:
    """Somebody who writes in the group."""
    town.place(who, Membership.MEMBER)
    return (await town.see(writes(who, first_name=name, username=username))).person


async def decide(town: Town, community: CommunityId, change: Change, whom: PersonId) -> None:
    assert isinstance(await town.act(presses(ADMIN, ADMIN), organisers.ask, community, change, whom), Question)
    assert isinstance(await town.act(presses(ADMIN, ADMIN), organisers.confirm, community, change, whom), Decided)


async def shown(town: Town, community: CommunityId) -> tuple[set[str], set[str]]:
    """The names of admins, and of appointed organisers."""
    found = await town.act(presses(ADMIN, ADMIN), organisers.organisers_of, community)
    return {each.name for each in found.admins}, {each.name for each in found.appointed}


async def test_asked_confirmed_listed_and_dismissed(town: Town, community: CommunityId) -> None:
    ana = await person(town, ANA, "Ana", "ana")
    await decide(town, community, Change.APPOINT, ana)
    assert await shown(town, community) == ({f"Person {ADMIN}"}, {"Ana"})
    await decide(town, community, Change.DISMISS, ana)
    assert await shown(town, community) == ({f"Person {ADMIN}"}, set())


async def test_a_question_belongs_to_whoever_was_asked(town: Town, community: CommunityId) -> None:
    ana, ben = await person(town, ANA, "Ana"), await person(town, BEN, "Ben")
    await town.act(presses(ADMIN, ADMIN), organisers.ask, community, Change.APPOINT, ana)
    for who, whom in ((OTHER_ADMIN, ana), (ADMIN, ben)):
        answer = await town.act(presses(who, who), organisers.confirm, community, Change.APPOINT, whom)
        assert isinstance(answer, Question), "asked first, whatever somebody else was asked"
    assert await shown(town, community) == ({f"Person {ADMIN}", f"Person {OTHER_ADMIN}"}, set())


async def test_the_same_yes_again_changes_nothing(town: Town, community: CommunityId) -> None:
    ana = await person(town, ANA, "Ana")
    await decide(town, community, Change.APPOINT, ana)
    again = await town.act(presses(ADMIN, ADMIN), organisers.confirm, community, Change.APPOINT, ana)
    assert isinstance(again, Organisers)
    await decide(town, community, Change.DISMISS, ana)
    again = await town.act(presses(ADMIN, ADMIN), organisers.confirm, community, Change.DISMISS, ana)
    assert isinstance(again, Organisers)


@pytest.mark.parametrize("change", Change)
async def test_only_admins_of_the_group_ask_and_answer(town: Town, community: CommunityId, change: Change) -> None:
    ana, ben = await person(town, ANA, "Ana"), await person(town, BEN, "Ben")
    for verb in (organisers.ask, organisers.confirm):
        with pytest.raises(NotAllowed):
            await town.act(presses(BEN, BEN), verb, community, change, ana)
        with pytest.raises(AdminMustConfirm):
            await town.act(anonymous(), verb, community, change, ana)
        with pytest.raises(NotAMember):
            await town.act(presses(5555, 5555), verb, community, change, ana)
    await decide(town, community, Change.APPOINT, ben)
    with pytest.raises(AdminsOnly):
        await town.act(presses(BEN, BEN), organisers.ask, community, change, ana)
    with pytest.raises(AdminsOnly):
        await town.act(presses(BEN, BEN), organisers.organisers_of, community)


async def test_a_demoted_admin_s_yes_comes_too_late(town: Town, community: CommunityId, clock: MovableClock) -> None:
    ana = await person(town, ANA, "Ana")
    await town.act(presses(ADMIN, ADMIN), organisers.ask, community, Change.APPOINT, ana)
    town.place(ADMIN, Membership.MEMBER)
    await town.db.write(communities.member_changed, GROUP, ADMIN, Membership.MEMBER, clock.now())
    with pytest.raises(NotAllowed):
        await town.act(presses(ADMIN, ADMIN), organisers.confirm, community, Change.APPOINT, ana)


async def test_nobody_appoints_themselves(town: Town, community: CommunityId) -> None:
    me = (await town.see(writes(ADMIN))).person
    with pytest.raises(NotYourself):
        await town.act(presses(ADMIN, ADMIN), organisers.ask, community, Change.APPOINT, me)
    with pytest.raises(NotYourself):
        await town.act(writes(ADMIN), appoint, me)
    found = await town.act(presses(ADMIN, ADMIN), organisers.ask_whom, community)
    assert me not in {each.person for each in found.people}


async def test_who_lives_elsewhere_or_nowhere_reads_alike(town: Town, community: CommunityId) -> None:
    await town.found(-200, "High Street")
    elsewhere = (await town.see(writes(6666, -200))).person
    for whom in (elsewhere, PersonId(12345)):
        with pytest.raises(NotAResident):
            await town.act(presses(ADMIN, ADMIN), organisers.ask, community, Change.APPOINT, whom)


async def test_who_has_left_is_not_appointed_but_can_be_dismissed(
    town: Town, community: CommunityId, clock: MovableClock
) -> None:
    ana, ben = await person(town, ANA, "Ana"), await person(town, BEN, "Ben")
    await decide(town, community, Change.APPOINT, ana)
    for who in (ANA, BEN):
        await town.db.write(communities.member_changed, GROUP, who, Membership.LEFT, clock.now())
    with pytest.raises(NotAResident):
        await town.act(presses(ADMIN, ADMIN), organisers.ask, community, Change.APPOINT, ben)
    assert await shown(town, community) == ({f"Person {ADMIN}"}, {"Ana"})
    await decide(town, community, Change.DISMISS, ana)


async def test_an_admin_is_shown_as_such_and_not_dismissed_here(town: Town, community: CommunityId) -> None:
    other = (await town.see(writes(OTHER_ADMIN))).person
    await town.act(presses(OTHER_ADMIN, OTHER_ADMIN), organisers.organisers_of, community)
    for change in Change:
        found = await town.act(presses(ADMIN, ADMIN), organisers.ask, community, change, other)
        assert isinstance(found, Organisers)
        assert other in {each.person for each in found.admins}


@pytest.mark.parametrize("typed", ["Ana", "ana", " @ana ", "@ANA"])
async def test_one_who_is_meant_is_asked_about(town: Town, community: CommunityId, typed: str) -> None:
    await town.act(presses(ADMIN, ADMIN), organisers.ask_whom, community)
    found = await town.act(writes(ADMIN, ADMIN), organisers.typed, typed)
    assert isinstance(found, Question)
    assert found.neighbour.name == "Ana"


@pytest.mark.parametrize("typed", ["@ben", "%", "_na", "An", "Zoe", "", "@", "x" * 5000, "\\", "An\x00a%"])
async def test_what_names_nobody_finds_nobody(town: Town, community: CommunityId, typed: str) -> None:
    await town.act(presses(ADMIN, ADMIN), organisers.ask_whom, community)
    found = await town.act(writes(ADMIN, ADMIN), organisers.typed, typed)
    assert isinstance(found, Candidates)
    assert found.people == ()


async def test_an_accented_name_is_found(town: Town, community: CommunityId) -> None:
    await person(town, 2001, "Éloïse")
    await town.act(presses(ADMIN, ADMIN), organisers.ask_whom, community)
    found = await town.act(writes(ADMIN, ADMIN), organisers.typed, "éloïse")
    assert isinstance(found, Question)


async def test_two_of_one_name_are_a_choice(town: Town, community: CommunityId) -> None:
    one, other = await person(town, 2001, "Maria"), await person(town, 2002, "Maria")
    await town.act(presses(ADMIN, ADMIN), organisers.ask_whom, community)
    found = await town.act(writes(ADMIN, ADMIN), organisers.typed, "maria")
    assert isinstance(found, Candidates)
    assert {each.person for each in found.people} == {one, other}


async def test_a_name_needs_an_open_question(town: Town, community: CommunityId) -> None:
    with pytest.raises(NotAMember):
        await town.act(writes(ADMIN, ADMIN), organisers.typed, "Ana")


async def test_pages_hold_every_resident_once(town: Town, community: CommunityId) -> None:
    for number in range(2 * PAGE_SIZE):
        await person(town, 3000 + number, f"Neighbour {number}")
    page = await town.act(presses(ADMIN, ADMIN), organisers.ask_whom, community)
    met = list(page.people)
    while page.more:
        page = await town.act(presses(ADMIN, ADMIN), organisers.ask_whom, community, page.people[-1].person)
        met += page.people
    assert len(met) == len({each.person for each in met})
    assert {"Ana", "Ben", *(f"Neighbour {number}" for number in range(2 * PAGE_SIZE))} <= {each.name for each in met}


async def test_there_is_an_end_to_appointing(town: Town, community: CommunityId) -> None:
    crowd = [await person(town, 4000 + number, f"Neighbour {number}") for number in range(MOST_APPOINTED + 1)]
    for each in crowd[:-1]:
        assert await town.act(writes(ADMIN), appoint, each)
    assert not await town.act(writes(ADMIN), appoint, crowd[0])
    with pytest.raises(EnoughOrganisers):
        await town.act(writes(ADMIN), appoint, crowd[-1])
    assert len((await shown(town, community))[1]) == MOST_APPOINTED


async def test_another_dialogue_is_left_alone(town: Town, community: CommunityId) -> None:
    ana, me = await person(town, ANA, "Ana"), await town.see(writes(ADMIN, ADMIN))
    await town.act(writes(ADMIN), appoint, ana)
    form = drafts.Draft("another", "step")
    await town.db.write(drafts.keep, me.person, form)
    assert isinstance(await town.act(presses(ADMIN, ADMIN), organisers.ask, community, Change.APPOINT, ana), Organisers)
    assert await town.db.read(drafts.draft_of, me.person, "another") == form
