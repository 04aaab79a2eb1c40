"""Nearly enough by the deadline: go ahead with fewer? Through the wire, as people see it."""

from datetime import timedelta

import pytest

from bot.communities.model import Reader
from bot.pledges.course_refusals import NotAsked
from bot.screens import refusals
from bot.screens.words import words_for
from tests.stories.conftest import MillRoad
from tests.stories.test_pledging import LINE, code_in, later, plain, road

__all__ = ["road"]


@pytest.fixture
async def code(road: MillRoad) -> str:
    """Tom's pledge: two of three had signed when the deadline passed, and it is the morning after."""
    people = road.people
    await road.says(people.tom, LINE.format(n=3))
    await road.presses(people.tom, "Publish")
    code = code_in(road.text(people.tom))
    for who in (people.maria, people.chidi):
        await road.says(who, f"/sign {code}")
    road.clock.move(timedelta(days=9, hours=14, minutes=1))
    await road.app.drain()
    road.clock.move(timedelta(hours=9))
    await road.app.drain()
    return code


async def test_they_are_asked_and_it_happens_with_those_who_say_yes(road: MillRoad, code: str) -> None:
    people = road.people
    for who in (people.tom, people.maria, people.chidi):
        assert "Nearly enough: go ahead with fewer?" in road.text(who)
        assert f"Pledge {code}" in plain(road.text(who))
    assert "asked whether to go ahead with fewer" in road.last(people.dilys, road.group).content.text
    await road.presses(people.maria, "Yes, I am still in")
    assert "You are in if enough others say yes too" in road.text(people.maria)
    assert "1 person has said yes so far" in plain(road.text(people.maria))
    await road.presses(people.tom, "Yes, with 1 or more")
    assert "Your pledge is happening!" in road.text(people.tom)
    assert "It is happening!" in road.text(people.maria)
    assert "Nearly enough" in road.text(people.chidi), "he may still say yes"
    await later(road)
    assert "It is happening with those who said yes!" in road.last(people.dilys, road.group).content.text
    await road.presses(people.chidi, "No, not with fewer")
    assert "You do not have to do anything" in road.text(people.chidi)
    road.clock.move(timedelta(days=3))
    await road.app.drain()
    assert "goes ahead with those who said yes" not in road.text(people.chidi), "he knows"


async def test_who_says_nothing_is_told_kindly(road: MillRoad, code: str) -> None:
    people = road.people
    await road.presses(people.tom, "Yes, with 1 or more")
    await road.presses(people.maria, "Yes, I am still in")
    asked = road.last(people.chidi)
    road.clock.move(timedelta(days=2))
    await road.app.drain()
    assert "You did not answer, so you are not in it" in road.text(people.chidi)
    await road.sandbox.press(people.chidi, asked, "Yes, I am still in")
    await road.app.drain()
    assert road.sandbox.toasts(people.chidi)[-1].text.startswith("The time to answer is over")
    assert "The time has come" in plain(asked.content.text), "drawn afresh"


async def test_its_creator_lets_it_go(road: MillRoad, code: str) -> None:
    people = road.people
    await road.presses(people.tom, "No, let it go")
    await road.presses(people.tom, "Back")
    await road.presses(people.tom, "No, let it go")
    await road.presses(people.tom, "Let it go")
    assert "Everybody who signed is told" in road.text(people.tom)
    await later(road)
    for who in (people.maria, people.chidi):
        assert "does not go ahead with fewer people either" in road.text(who)
    assert "Nobody has to do anything" in road.last(people.dilys, road.group).content.text
    await road.says(people.maria, "/pledges mine")
    assert "not enough people signed" in road.text(people.maria)


async def test_nobody_answers(road: MillRoad, code: str) -> None:
    people = road.people
    road.clock.move(timedelta(days=2))
    await road.app.drain()
    assert "That happens to most pledges" in road.text(people.tom)
    assert "Thank you for being ready!" in road.text(people.maria)
    await road.says(people.tom, f"/show {code}")
    assert "Yes, with" not in str(road.last(people.tom).content.markup)


async def test_what_the_creator_said_in_the_form_is_what_they_are_asked(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n=3))
    for label in ("More options", "Nearly enough"):
        await road.presses(people.tom, label)
    await road.says(people.tom, "2")
    for label in ("Back", "Publish"):
        await road.presses(people.tom, label)
    code = code_in(road.text(people.tom))
    for who in (people.maria, people.chidi):
        await road.says(who, f"/sign {code}")
    road.clock.move(timedelta(days=9, hours=23))
    await road.app.drain()
    await road.says(people.tom, f"/show {code}")
    shown = str(road.last(people.tom).content.markup)
    assert "Yes, with 2 or more" in shown
    assert "Yes, with 1 or more" not in shown


@pytest.mark.parametrize(
    "data", ["1:rescue_go:{code}:x", "1:rescue_go:{code}:-1", "1:rescue_go:{code}", "1:rescue_go:{code}:²"]
)
async def test_a_forged_number_is_an_old_button(data: str, road: MillRoad, code: str) -> None:
    tom = road.people.tom
    await road.sandbox.press(tom, road.last(tom), data=data.format(code=code))
    await road.app.drain()
    assert "out of date" in road.sandbox.toasts(tom)[-1].text


async def test_a_neighbour_who_was_not_in_presses_a_forged_button(road: MillRoad, code: str) -> None:
    dilys = road.people.dilys
    await road.says(dilys, "/pledges", road.group)
    await road.starts(dilys)
    sentence = refusals.sentence(words_for("cy"), NotAsked(code), Reader(language="cy"))
    for data in (
        f"1:rescue_stay:{code}",
        f"1:rescue_leave:{code}",
        f"1:rescue_go:{code}:1",
        f"1:rescue_stop_yes:{code}",
    ):
        await road.sandbox.press(dilys, road.last(dilys), data=data)
        await road.app.drain()
        assert road.sandbox.toasts(dilys)[-1].text == sentence


async def test_the_card_tells_when_it_is_done_also_by_fewer(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n=3))
    await road.presses(people.tom, "Change")
    await road.presses(people.tom, "When and where")
    await road.says(people.tom, "12 December 10:00, the alley gate")
    await road.presses(people.tom, "Publish")
    code = code_in(road.text(people.tom))
    for who in (people.maria, people.chidi):
        await road.says(who, f"/sign {code}")
    road.clock.move(timedelta(days=9, hours=23))
    await road.app.drain()
    await road.presses(people.maria, "Yes, I am still in")
    await road.presses(people.tom, "Yes, with 1 or more")
    await later(road)
    card = plain(road.last(people.dilys, road.group).content.text)
    assert "It is happening with those who said yes!" in card
    assert "When and where: Sat 12 Dec, 10:00, Europe/London · the alley gate" in card
