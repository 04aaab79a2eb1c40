"""Places and the waiting list, the details and the minimum of a pledge, through the wire."""

from datetime import timedelta

import pytest

from tests.stories.conftest import MillRoad
from tests.stories.test_pledging import LINE, card, code_in, later, plain, road

__all__ = ["road"]


@pytest.fixture
async def code(road: MillRoad) -> str:
    """Tom's pledge for one neighbour, with one place; Maria is in."""
    tom = road.people.tom
    await road.says(road.people.dilys, "/pledges", road.group)
    await road.starts(road.people.dilys)
    await road.says(tom, LINE.format(n=1))
    await road.presses(tom, "More options")
    await road.presses(tom, "Places")
    await road.says(tom, "1")
    await road.presses(tom, "Back")
    await road.presses(tom, "Publish")
    code = code_in(road.text(tom))
    await road.presses(road.people.maria, "I will too", road.group)
    await later(road)
    return code


async def test_the_options_are_asked_shown_and_kept(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, LINE.format(n=3))
    await road.presses(tom, "More options")
    assert "Places: as many as like." in road.text(tom)
    for label, answers in (
        ("Places", ("2", "5")),
        ("Nearly enough", ("4", "2")),
        ("Details", ("x", "Bring <b>soup</b>")),
    ):
        await road.presses(tom, label)
        for answer in answers:
            await road.says(tom, answer)
    shown = plain(road.text(tom))
    assert "Places: 5 people can be in" in shown
    assert "you would go ahead with 2 people" in shown
    assert "Details: Bring <b>soup</b>" in shown
    await road.presses(tom, "Details")
    await road.presses(tom, "Leave it as it is")
    await road.presses(tom, "Nearly enough")
    await road.presses(tom, "Back")
    await road.presses(tom, "Back")
    assert "Your pledge will read:" in road.text(tom)
    assert "Places: 5 people can be in" in plain(road.text(tom))
    await road.presses(tom, "Publish")
    assert "Bring <b>soup</b>" in plain(road.text(tom))
    assert "5 places are left." in plain(card(road))
    await road.says(tom, LINE.format(n=3))
    await road.presses(tom, "More options")
    await road.presses(tom, "Places")
    await road.says(tom, "9")
    await road.presses(tom, "Places")
    await road.presses(tom, "As many as like")
    assert "Places: as many as like." in road.text(tom)


async def test_what_is_typed_under_the_options_changes_nothing(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, LINE.format(n=3))
    await road.presses(tom, "More options")
    await road.says(tom, "hello?")
    assert "Places: as many as like." in road.text(tom)


async def test_a_minimum_above_those_who_signed_spares_the_question(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n=3))
    await road.presses(people.tom, "More options")
    await road.presses(people.tom, "Nearly enough")
    await road.says(people.tom, "3")
    await road.presses(people.tom, "Back")
    await road.presses(people.tom, "Publish")
    for who in (people.maria, people.chidi):
        await road.presses(who, "I will too", road.group)
    road.clock.move(timedelta(days=11))
    await road.app.drain()
    await later(road)
    assert "Thank you for being ready!" in road.text(people.maria)


async def test_the_card_offers_the_waiting_list_and_a_withdrawn_place_goes_to_the_first(
    road: MillRoad, code: str
) -> None:
    people = road.people
    shown = plain(road.last(people.chidi, road.group).content.text)
    assert "The 1 place is taken." in shown
    await road.presses(people.chidi, "Join the waiting list", road.group)
    assert "You are on the waiting list" in road.sandbox.toasts(people.chidi)[-1].text
    await later(road)
    assert "1 person is waiting for one." in plain(road.last(people.maria, road.group).content.text)
    assert "In: Maria" in plain(road.last(people.maria, road.group).content.text), "and nobody else"
    await road.says(people.chidi, "/pledges mine")
    assert "You wait for a place" in road.text(people.chidi)
    await road.says(people.maria, f"/withdraw {code}")
    await later(road)
    assert "A place is free: you are in!" in road.text(people.chidi)
    await road.presses(people.chidi, "Withdraw")
    assert "You have withdrawn" in road.text(people.chidi)
    await later(road)
    assert "1 place is left." in plain(road.last(people.maria, road.group).content.text)


async def test_who_comes_in_vain_is_offered_the_waiting_list(road: MillRoad, code: str) -> None:
    """By an old button, by the command in private, by a link."""
    chidi = road.people.chidi
    await road.sandbox.press(chidi, road.last(chidi, road.group), data=f"1:pledge_sign:{code}")
    await road.app.drain()
    assert "The 1 place is taken. You can join the waiting list" in plain(road.sandbox.toasts(chidi)[-1].text)
    await road.says(chidi, f"/sign {code}")
    assert "The 1 place is taken. You can join the waiting list" in plain(road.text(chidi))
    await road.presses(chidi, "Join the waiting list")
    assert "You are on the waiting list" in road.text(chidi)
    await road.starts(chidi, f"p_{code}")
    await road.presses(chidi, "Leave the waiting list")
    assert "You are not on the waiting list any more." in road.text(chidi)
    assert "Join the waiting list" in str(road.last(chidi).content.markup)


async def test_two_take_the_last_place_at_once(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n=1))
    await road.presses(people.tom, "More options")
    await road.presses(people.tom, "Places")
    await road.says(people.tom, "1")
    await road.presses(people.tom, "Back")
    await road.presses(people.tom, "Publish")
    for who in (people.maria, people.chidi):
        await road.sandbox.press(who, road.last(who, road.group), "I will too")
    await road.app.drain()
    said = sorted(plain(road.sandbox.toasts(who)[-1].text) for who in (people.maria, people.chidi))
    assert "The 1 place is taken. You can join the waiting list" in said[0]
    assert said[1].startswith("You are in, and that was the one it needed")


async def test_who_waits_hears_once_that_it_is_called_off(road: MillRoad, code: str) -> None:
    people = road.people
    await road.presses(people.chidi, "Join the waiting list", road.group)
    await road.says(people.maria, f"/show {code}")
    await road.presses(people.maria, "Cancel this pledge")
    await road.says(people.maria, "No van")
    await road.presses(people.maria, "Cancel it")
    await later(road)
    assert "called this pledge off" in road.text(people.chidi)
