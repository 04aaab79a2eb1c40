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


async def test_the_last_one_on_paper_brings_it_to_life(road: MillRoad, code: str) -> None:
    people = road.people
    await road.says(people.maria, f"/sign {code}")
    await road.presses(people.maria, "Signed on paper")
    await road.presses(people.maria, "Add people")
    await road.says(people.maria, "0")
    assert "Write first names without figures" in road.text(people.maria)
    assert "Who has signed pledge" in road.text(people.maria), "and asks again"
    await road.says(people.maria, "Mair")
    said = [one.text for one in road.sandbox.seen(people.maria) if one.by_bot]
    assert any("it is happening!" in text and "Mair" in text for text in said)
    assert any("1 person for whom you vouch signed on paper" in text for text in said), "whom she has to tell"
    told = plain(road.text(people.chidi))
    assert "3 people have signed." in told
    assert "1 of them has signed on paper, and an organiser vouches for them." in told
    await later(road)
    assert "On paper, vouched for by an organiser: Mair" in plain(road.last(people.dilys, road.group).content.text)
    await road.presses(people.tom, "Who's in", road.group)
    shown = plain(road.sandbox.toasts(people.tom)[-1].text)
    assert shown == "In: Chidi and Maria\nOn paper, vouched for by an organiser: 1 person"


async def test_taking_back_and_what_cannot_be(road: MillRoad, code: str) -> None:
    people = road.people
    await road.says(people.maria, f"/show {code}")
    await road.presses(people.maria, "Signed on paper")
    await road.presses(people.maria, "Add people")
    await road.presses(people.maria, "Back")
    await road.presses(people.maria, "Signed on paper")
    assert "0 of at most 1" in plain(road.text(people.maria))
    await road.presses(people.maria, "Add people")
    await road.says(people.maria, "Mair\nIfan")
    assert "Up to a third can be on paper, 1 of 3: add 1 person at most." in road.text(people.maria)
    await road.says(people.maria, "Mair")
    assert "Mair: you vouch" in plain(road.text(people.maria))
    assert "Add people" not in str(road.last(people.maria).content.markup), "a third is a third"
    await road.presses(people.maria, "Take back: Mair")
    assert "Mair" not in plain(road.text(people.maria))
    await later(road)
    assert "paper" not in plain(road.last(people.dilys, road.group).content.text)


async def test_who_does_not_organise_is_not_offered_it(road: MillRoad, code: str) -> None:
    chidi = road.people.chidi
    await road.says(chidi, f"/show {code}")
    assert "Signed on paper" not in str(road.last(chidi).content.markup)
    await road.sandbox.press(chidi, road.last(chidi), data=f"1:paper_add:{code}")
    await road.app.drain()
    assert "organiser" in road.sandbox.toasts(chidi)[-1].text
