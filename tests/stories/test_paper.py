"""People without Telegram sign on paper, and an organiser vouches for them: what everybody sees of that."""

import pytest

from tests.stories.conftest import MillRoad
from tests.stories.test_pledging import later, plain, published, road

__all__ = ["road"]


@pytest.fixture
async def code(road: MillRoad) -> str:
    """Tom's pledge for three; Chidi is in. Maria is an admin."""
    code = await published(road, n=3)
    await road.presses(road.people.chidi, "I will too", road.group)
    await later(road)
    return code


async def test_one_person_on_paper_is_counted_and_shown_as_such(road: MillRoad, code: str) -> None:
    maria = road.people.maria
    await road.says(maria, f"/show {code}")
    await road.presses(maria, "Signed on paper")
    await road.presses(maria, "Add people")
    assert "1 person can be added." in road.text(maria)
    await road.presses(maria, "One person, no name")
    assert "1 person is in, on paper. You vouch for them." in plain(road.text(maria))
    await later(road)
    shown = plain(road.last(road.people.dilys, road.group).content.text)
    assert "2 of 3" in shown
    assert "(1 on paper)" in shown
    assert "In: Chidi\n" in shown
    assert "On paper, vouched for by an organiser: 1 person" in shown
