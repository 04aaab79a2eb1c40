"""The creator changes an open pledge, through the wire, as everybody sees it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.stories.conftest import MillRoad
from tests.stories.test_pledging import code_in, later, plain, published, road

__all__ = ["road"]


@pytest.fixture
async def code(road: MillRoad) -> str:
    """Tom's pledge for three; Maria is in, Chidi is not."""
    code = await published(road, n=3)
    await road.presses(road.people.maria, "I will too", road.group)
    await road.says(road.people.tom, f"/show {code}")
    return code


async def test_fewer_people(road: MillRoad, code: str) -> None:
    people = road.people
    await road.presses(people.tom, "Change")
    await road.presses(people.tom, "Fewer people")
    await road.says(people.tom, "1")
    assert "1 person has signed already: write 2 or more." in plain(road.text(people.tom))
    assert "How many are enough?" in road.text(people.tom), "it is asked again"
    await road.says(people.tom, "3")
    assert "It can only be lowered: write 2." in plain(road.text(people.tom))
    await road.says(people.tom, "2")
    assert "if 2 other neighbours will come" in plain(road.text(people.tom))
    await road.presses(people.tom, "Change it")
    assert f"Pledge {code} is changed." in plain(road.text(people.tom))
    await later(road)
    assert "A pledge that you signed has changed." in road.text(people.maria)
    assert "It needs 2 people now, no longer 3." in plain(road.text(people.maria))
    assert "has changed" not in road.text(people.chidi)
    assert "1 of 2" in road.last(people.chidi, road.group).content.text
    await road.presses(people.chidi, "I will too", road.group)
    assert "it is happening" in road.sandbox.toasts(people.chidi)[-1].text


async def test_a_later_deadline_once(road: MillRoad, code: str) -> None:
    people = road.people
    await road.presses(people.tom, "Change")
    old = road.last(people.tom)
    await road.presses(people.tom, "Later deadline")
    await road.says(people.tom, "in two months")
    assert "by 30 days at most: write a date up to Tue, 5 Jan" in plain(road.text(people.tom))
    await road.says(people.tom, "10 December")
    assert "Thu, 10 Dec 2026, to the end of the day, Europe/London" in plain(road.text(people.tom))
    await road.presses(people.tom, "Change it")
    await later(road)
    assert "People can sign until Thu, 10 Dec 2026" in plain(road.text(people.maria))
    await road.presses(people.tom, "Change")
    assert "Later deadline" not in str(road.last(people.tom).content.markup)
    await road.sandbox.press(people.tom, old, data=f"1:change_ask:{code}:deadline")
    await road.app.drain()
    assert road.sandbox.toasts(people.tom)[-1].text == "The deadline was moved before, and that can be done once."
    road.clock.set(datetime(2026, 12, 10, 23, 59, 59, tzinfo=UTC))
    await road.says(people.chidi, f"/sign {code}")
    assert "You are in!" in road.text(people.chidi)
    road.clock.move(timedelta(seconds=1))
    await road.says(people.dilys, "/pledges", road.group)
    await road.starts(people.dilys)
    await road.says(people.dilys, f"/sign {code}")
    assert "1 of 3" not in road.text(people.dilys)
    assert "3 of 3" not in road.text(people.dilys)


async def test_more_details_and_second_thoughts(road: MillRoad, code: str) -> None:
    people = road.people
    await road.presses(people.tom, "Change")
    await road.presses(people.tom, "Add details")
    await road.presses(people.tom, "Leave it as it is")
    assert code_in(road.text(people.tom)) == code
    await road.presses(people.tom, "Change")
    await road.presses(people.tom, "Add details")
    await road.says(people.tom, "Meet at <i>9</i>")
    await road.presses(people.tom, "Change it")
    await later(road)
    assert "New in the details: Meet at <i>9</i>" in plain(road.text(people.maria))
    await road.says(people.maria, f"/show {code}")
    assert "Meet at <i>9</i>" in plain(road.text(people.maria))
    await road.presses(people.tom, "Change")
    await road.presses(people.tom, "Back")
    assert "Change" in str(road.last(people.tom).content.markup)


async def test_nobody_else_has_the_button_or_uses_a_forged_one(road: MillRoad, code: str) -> None:
    maria = road.people.maria  # an admin
    await road.says(maria, f"/show {code}")
    assert "pledge_change" not in str(road.last(maria).content.markup)
    for data in (f"1:pledge_change:{code}", f"1:change_ask:{code}:detail", f"1:change_yes:{code}:00000000"):
        await road.sandbox.press(maria, road.last(maria), data=data)
        await road.app.drain()
        assert road.sandbox.toasts(maria)[-1].text == "Only whoever began this pledge can change it."


async def test_from_the_group_it_leads_into_the_private_chat(road: MillRoad, code: str) -> None:
    tom = road.people.tom
    await road.sandbox.press(tom, road.last(tom, road.group), data=f"1:pledge_change:{code}")
    await road.app.drain()
    assert (road.sandbox.toasts(tom)[-1].url or "").endswith(f"start=p_{code}")
    await road.sandbox.press(tom, road.last(tom), data=f"1:change_ask:{code}:action")
    await road.app.drain()
    assert "out of date" in road.sandbox.toasts(tom)[-1].text
