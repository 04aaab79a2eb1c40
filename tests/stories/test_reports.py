"""Somebody reports a pledge, an organiser hides it and shows it again: what everybody sees of that."""

import pytest

from tests.stories.conftest import MillRoad
from tests.stories.test_pledging import later, plain, published, road

__all__ = ["road"]


@pytest.fixture
async def code(road: MillRoad) -> str:
    """Tom's pledge; Chidi is in. Maria is an admin."""
    code = await published(road, n=3)
    await road.presses(road.people.chidi, "I will too", road.group)
    await later(road)
    for who in (road.people.maria, road.people.chidi):
        await road.says(who, f"/show {code}")
    return code


async def test_a_report_reaches_an_organiser_who_hides_it(road: MillRoad, code: str) -> None:
    people = road.people
    await road.presses(people.chidi, "Report")
    await road.presses(people.chidi, "Back")
    await road.presses(people.chidi, "Report")
    await road.presses(people.chidi, "Report it")
    assert "Organisers are asked to look at it." in road.text(people.chidi)
    await later(road)
    told = plain(road.text(people.maria))
    assert "Somebody has reported this pledge." in told
    assert "Chidi" not in told, "not who"
    await road.presses(people.maria, "Hide from the group")
    assert "It is hidden" in road.text(people.maria)
    await later(road)
    card = plain(road.last(people.dilys, road.group).content.text)
    assert card == f"An organiser has hidden pledge {code}."
    assert road.last(people.dilys, road.group).content.markup in (None, {"inline_keyboard": []})
    assert "An organiser has hidden your pledge" in road.text(people.tom)
    await road.says(people.chidi, "/pledges")
    assert code not in road.text(people.chidi)
    await road.says(people.chidi, "/pledges mine")
    assert code in road.text(people.chidi), "whoever is in keeps it"
    await road.says(people.maria, f"/show {code}")
    await road.presses(people.maria, "Show it again")
    await later(road)
    assert "1 of 3" in road.last(people.dilys, road.group).content.text


async def test_nobody_who_organises_is_known_yet(mill_road: MillRoad) -> None:
    """No admin has opened the private chat: that is when Telegram is asked who they are."""
    road, chidi = mill_road, mill_road.people.chidi
    await road.add_bot()
    for who in (road.people.tom, chidi):
        await road.says(who, "/pledges", road.group)
        await road.starts(who)
    code = await published(road, n=3)
    await road.says(chidi, f"/show {code}")
    await road.presses(chidi, "Report")
    await road.presses(chidi, "Report it")
    assert "Please tell an admin of the group." in road.text(chidi)


async def test_nobody_reports_their_own_or_hides_without_a_right(road: MillRoad, code: str) -> None:
    people = road.people
    await road.says(people.tom, f"/show {code}")
    assert "Report" not in str(road.last(people.tom).content.markup)
    for data, said in (("pledge_report_yes", "This is your own pledge"), ("pledge_hide", "Only organisers")):
        await road.sandbox.press(people.tom, road.last(people.tom), data=f"1:{data}:{code}")
        await road.app.drain()
        assert road.sandbox.toasts(people.tom)[-1].text.startswith(said)
    assert "1 of 3" in road.last(people.dilys, road.group).content.text
