"""A pledge that counts hours, through the wire, with the whole bot."""

from datetime import timedelta

import pytest

from tests.stories.conftest import MillRoad
from tests.stories.test_pledging import code_in, later, plain, road
from tests.stories.test_sharing import shares

__all__ = ["road"]

LINE = "/pledge I will give 3 hours to the garden if {n} hours come together by 6 December"


def card(road: MillRoad) -> str:
    """The pledge's card in the group, as it is now."""
    return plain(road.last(road.people.dilys, road.group).content.text)


async def published(road: MillRoad, n: str = "5") -> str:
    """Tom's pledge, by one line in private; its code."""
    await road.says(road.people.tom, LINE.format(n=n))
    await road.presses(road.people.tom, "Publish")
    return code_in(road.text(road.people.tom))


async def test_from_one_line_over_the_groups_card_until_it_happens(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n="5"))
    preview = plain(road.text(people.tom))
    assert "I will give 3 hours to the garden, if 5 hours come together, by 6 December 2026." in preview
    await road.presses(people.tom, "Publish")
    assert "0 of 5 hours" in card(road)

    await road.presses(people.maria, "I give 2 h", road.group)
    assert road.sandbox.toasts(people.maria)[-1].text == "You are in with 2 hours! 3 hours more needed."
    await later(road)
    shown = card(road)
    assert "2 of 5 hours" in shown
    assert "3 hours more needed by Sun 6 Dec." in shown
    assert "In: Maria" in shown

    await road.presses(people.chidi, "I give 1 h", road.group)
    await road.presses(people.chidi, "I give 4 h", road.group)
    toast = road.sandbox.toasts(people.chidi)[-1].text
    assert toast == "You are in with 4 hours, and that was what it needed: it is happening!"
    await later(road)
    assert "6 of 5 hours" in card(road)
    assert "It is happening: enough has come together!" in card(road)
    for who in (people.maria, people.chidi):
        assert "It is happening!" in road.text(who)
    own = plain(road.text(people.tom))
    assert "2 people have signed." in own
    assert "6 of 5 hours" in own


async def test_any_other_number_is_typed_in_private(road: MillRoad) -> None:
    people = road.people
    code = await published(road)
    await road.presses(people.maria, "Another number of hours", road.group)
    assert road.sandbox.toasts(people.maria)[-1].url.endswith(f"?start=p_{code}")
    await road.starts(people.maria, f"p_{code}")
    await road.presses(people.maria, "Another number of hours")
    assert "How many hours do you give" in road.text(people.maria)
    for answer, said in (
        ("many", "How many hours? Please write a number, for example 2 or 2.5."),
        ("NaN", "How many hours? Please write a number, for example 2 or 2.5."),
        ("1e9", "How many hours? Please write a number, for example 2 or 2.5."),
        ("0", "That is too little: write 0.5 hours or more."),
        ("-2", "That is too little: write 0.5 hours or more."),
        ("2.2", "Please give whole or half hours, for example 2 or 2.5."),
        ("999999999999999", "That is too many: write at most 1,000 hours."),
    ):
        await road.says(people.maria, answer)
        assert said in plain(road.text(people.maria)), answer
    await road.says(people.maria, "٢٫٥")
    shown = plain(road.text(people.maria))
    assert "You are in with 2.5 hours! 2.5 hours more needed." in shown
    assert "You give 2.5 hours." in shown
    await later(road)
    assert "2.5 of 5 hours" in card(road)

    await road.presses(people.maria, "Another number of hours")
    assert "So far: 2.5 hours." in plain(road.text(people.maria))
    await road.says(people.maria, "1h30")
    assert "You are in with 1.5 hours! 3.5 hours more needed." in plain(road.text(people.maria))


async def test_behind_the_command_and_without_a_number(road: MillRoad) -> None:
    people = road.people
    code = await published(road)
    await road.says(people.maria, f"/sign {code}")
    assert "How many hours do you give?" in plain(road.text(people.maria))
    await road.presses(people.maria, "I give 4 h")
    assert "You are in with 4 hours! 1 hour more needed." in plain(road.text(people.maria))
    await road.says(people.chidi, f"/sign {code.lower()} 1 hour", road.group)
    await later(road)
    assert "5 of 5 hours" in card(road)
    await road.says(people.chidi, f"/withdraw {code}")
    await later(road)
    assert "4 of 5 hours" in card(road)
    assert "It is happening: enough has come together!" in card(road)


async def test_hours_are_an_option_of_the_form(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge I will dig if 5 other neighbours will dig by 6 December")
    await road.presses(tom, "More options")
    assert "Counted: people." in plain(road.text(tom))
    await road.presses(tom, "People, hours, money")
    await road.presses(tom, "Hours")
    assert "How many hours have to come together?" in road.text(tom)
    await road.says(tom, "0")
    assert "That is too little: write 0.5 hours or more." in plain(road.text(tom))
    await road.presses(tom, "20 hours")
    shown = plain(road.text(tom))
    assert "I will dig, if 20 hours come together, by 6 December 2026." in shown
    assert "rarely succeed" not in shown, "twenty hours are not twenty people"
    await road.presses(tom, "More options")
    assert "Counted: hours, everybody says how many." in plain(road.text(tom))
    await road.presses(tom, "People, hours, money")
    await road.presses(tom, "People")
    await road.says(tom, "4")
    assert "I will dig, if 4 other neighbours will too, by 6 December 2026." in plain(road.text(tom))


async def test_places_are_people_and_who_waits_brings_their_hours(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n="5"))
    await road.presses(people.tom, "More options")
    await road.presses(people.tom, "Places")
    await road.says(people.tom, "1")
    await road.presses(people.tom, "Back")
    await road.presses(people.tom, "Publish")
    code = code_in(road.text(people.tom))
    await road.presses(people.maria, "I give 4 h", road.group)
    await later(road)
    await road.presses(people.chidi, "Wait with 2 h", road.group)
    assert "You are on the waiting list" in road.sandbox.toasts(people.chidi)[-1].text
    await road.says(people.maria, f"/withdraw {code}")
    await later(road)
    assert "2 of 5 hours" in card(road)
    assert "A place is free: you are in!" in road.text(people.chidi)


async def test_a_near_miss_goes_ahead_with_enough_hours(road: MillRoad) -> None:
    people = road.people
    await published(road)
    await road.presses(people.maria, "I give 2 h", road.group)
    await road.presses(people.chidi, "I give 2 h", road.group)
    road.clock.move(timedelta(days=10))
    await road.app.drain()
    await later(road)
    await road.presses(people.tom, "Yes, with 2 hours or more")
    assert "as soon as those who say yes bring 2 hours" in plain(road.text(people.tom))
    await road.presses(people.maria, "Yes, I am still in")
    await later(road)
    assert "2 of 5 hours" in card(road)
    assert "It is happening with those who said yes!" in card(road)


@pytest.mark.parametrize(
    ("language", "line", "sentence"),
    [
        ("cy", "Bydda i'n rhoi 3 awr os daw 20 awr ynghyd erbyn 6 Rhagfyr", "20 awr"),
        ("ar", "سأقدم ٣ ساعات إذا اجتمعت ٢٠ ساعة بحلول 6 ديسمبر", "20 ساعة"),
    ],
)
async def test_in_welsh_and_arabic(language: str, line: str, sentence: str, road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/language")
    await road.says(tom, f"/language {language}")
    await road.says(tom, f"/pledge {line}")
    assert sentence in plain(road.text(tom))
    await road.sandbox.press(tom, road.last(tom), data=_publish(road))
    await road.app.drain()
    assert sentence in card(road)


def _publish(road: MillRoad) -> str:
    """What stands on the button that publishes, whatever it is called."""
    markup = road.last(road.people.tom).content.markup
    rows = [button for row in markup["inline_keyboard"] for button in row]
    return next(str(each["callback_data"]) for each in rows if "pledge_publish" in str(each.get("callback_data")))


async def test_on_a_card_that_was_shared_elsewhere(road: MillRoad) -> None:
    people = road.people
    code = await published(road)
    elsewhere = await road.sandbox.create_group(people.tom, "Football", [people.maria])
    shared = await shares(road, people.tom, code, elsewhere)
    await road.sandbox.press(people.maria, shared, "I give 2 h")
    await road.app.drain()
    assert road.sandbox.toasts(people.maria)[-1].text == "You are in with 2 hours! 3 hours more needed."
    await road.sandbox.press(people.maria, shared, "Another number of hours")
    await road.app.drain()
    assert road.sandbox.toasts(people.maria)[-1].url.endswith(f"?start=p_{code}")
    await later(road)
    assert "2 of 5 hours" in plain(shared.content.text)
