"""How often it comes again, said in the sentence itself: shown before anything binds, and then it does."""

import pytest

from tests.stories.conftest import MillRoad
from tests.stories.test_deeds import plain


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Everybody lives here and has opened their chat."""
    await mill_road.add_bot()
    people = mill_road.people
    for who in (people.maria, people.tom, people.dilys, people.amal):
        await mill_road.says(who, "/pledges", mill_road.group)
        await mill_road.starts(who)
    return mill_road


async def test_what_cannot_be_had_is_said_once_and_the_sentence_stays(road: MillRoad) -> None:
    maria = road.people.maria
    await road.says(maria, "/pledge I will sweep the path every day if 2 other neighbours will by 6 December")
    shown = plain(road.text(maria))
    assert shown.startswith("“every day” stays in your sentence: a pledge comes again by itself every week,")
    assert "I will sweep the path every day, if 2 other neighbours will too, by 6 December 2026." in shown
    assert "Repeats:" not in shown
    await road.presses(maria, "Publish")
    assert "round 1" not in plain(road.text(maria)) and "stays in your sentence" not in plain(road.text(maria))


async def test_every_saturday_is_shown_first_and_comes_every_saturday(road: MillRoad) -> None:
    maria, tom = road.people.maria, road.people.tom
    await road.says(maria, "/pledge I will sweep the path every Saturday at 10:00 if 2 other neighbours will")
    assert "Until when can people sign?" in plain(road.text(maria))
    await road.says(maria, "6 December")
    shown = plain(road.text(maria))
    assert "I will sweep the path, if 2 other neighbours will too, by 6 December 2026." in shown
    assert "When: Sat, 12 Dec 2026, 10:00" in shown and "Repeats: Every week" in shown
    await road.says(tom, "/pledges")
    assert "There are no open pledges yet." in plain(road.text(tom)), "nothing binds before she publishes it"
    await road.presses(maria, "Publish")
    assert "Every week · round 1" in plain(road.text(maria))
    await road.says(tom, "/pledges")
    assert "every week, round 1" in plain(road.text(tom))


async def test_she_can_take_it_back_in_the_preview(road: MillRoad) -> None:
    maria = road.people.maria
    await road.says(maria, "/pledge Every second Tuesday of the month I will bake if 2 others will by 6 December")
    assert "Repeats: Every month, same weekday" in plain(road.text(maria))
    assert "When: Tue, 8 Dec 2026" in plain(road.text(maria))
    for label in ("More options", "Repeats", "Never", "Back", "Publish"):
        await road.presses(maria, label)
    assert "round" not in plain(road.text(maria))


async def test_in_welsh_and_in_arabic(road: MillRoad) -> None:
    dilys, amal = road.people.dilys, road.people.amal
    await road.says(dilys, "/pledge Mi wna i ysgubo'r llwybr bob pythefnos os bydd 2 arall yn helpu erbyn 6 Rhagfyr")
    shown = plain(road.text(dilys))
    assert "Mi wna i ysgubo'r llwybr, os bydd 2 arall yn helpu" in shown and "Bob pythefnos" in shown
    await road.says(amal, "/pledge سأكنس الممر كل سبت إذا انضم 5 جيران بحلول 6 ديسمبر")
    shown = plain(road.text(amal))
    assert "سوف أكنس الممر، إذا انضم 5 جيران" in shown and "كل أسبوع" in shown and "السبت، 12 ديسمبر" in shown
