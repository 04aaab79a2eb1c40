"""The group's language changes, and with it every card on which something can still be done."""

import pytest

from bot.communities import setup
from bot.communities.model import Membership
from bot.communities.questions import Step
from bot.communities.refusals import NotAllowed
from bot.pledges import cancelling, repainting, writing
from tests.communities.scenes import ANA, BEN, presses, writes
from tests.pledges.scenes import LINE, Street


async def changed(street: Street, step: Step, answer: str) -> None:
    """Ana, an admin, answers one question of the set-up anew and saves."""
    community = (await street.see(writes(ANA))).community
    assert community is not None
    await street.act(presses(ANA), setup.answer_setup, community, step, answer)
    await street.act(presses(ANA), repainting.save_setup, community)


@pytest.fixture
async def road(street: Street) -> Street:
    street.place(ANA, Membership.CREATOR)
    await changed(street, Step.CURRENCY, "EUR")
    return street


async def test_open_cards_follow_the_language(road: Street) -> None:
    still_open, tipped, off = await road.pledge(BEN), await road.pledge(BEN, n=1), await road.pledge(BEN)
    await road.sign(ANA, tipped)
    await road.act(writes(BEN), cancelling.cancel, off.code, "it rains")
    before = await road.cards()
    await changed(road, Step.LANGUAGE, "cy")
    after = await road.cards()
    again = {subject for subject in after if subject.startswith("pledge:") and after[subject] > before[subject]}
    assert again == {still_open.subject, tipped.subject}


async def test_what_no_card_shows_changes_none(road: Street) -> None:
    one = await road.pledge(BEN)
    before = await road.cards()
    await changed(road, Step.CURRENCY, "GBP")
    await changed(road, Step.LANGUAGE, "en")
    assert (await road.cards())[one.subject] == before[one.subject]


async def test_an_unlisted_pledge_gets_no_card_by_it(road: Street) -> None:
    begun = await road.act(writes(BEN), writing.begin, LINE.format(n=2))
    assert begun.form is not None
    toggled = await road.act(presses(BEN), writing.toggle, begun.form.token, "visibility")
    await road.publish(BEN, toggled)
    await changed(road, Step.LANGUAGE, "cy")
    assert not [subject for subject in await road.cards() if subject.startswith("pledge:")]


async def test_a_resident_changes_nothing(road: Street) -> None:
    community = (await road.see(writes(BEN))).community
    assert community is not None
    before = await road.cards()
    with pytest.raises(NotAllowed):
        await road.act(presses(BEN), repainting.save_setup, community)
    assert await road.cards() == before
