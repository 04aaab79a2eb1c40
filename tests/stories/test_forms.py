"""Half-finished things: forms left, gone back to, interrupted by others, and found again after a restart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest

from bot.core.clock import MovableClock
from bot.core.db import open_database
from bot.maintenance.checking import findings
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.stage import Setup
from bot.subject import whole_subject
from tests.stories.conftest import MillRoad
from tests.support.house import open_house

LINE = "/pledge I will bring my van if 2 other neighbours will come by 6 December"


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Tom lives here and has opened the private chat."""
    await mill_road.add_bot()
    await mill_road.says(mill_road.people.tom, "/pledges", mill_road.group)
    await mill_road.starts(mill_road.people.tom)
    return mill_road


def said(road: MillRoad) -> str:
    """What Tom reads last, without the invisible marks."""
    return road.text(road.people.tom).replace("\u2068", "").replace("\u2069", "")


def buttons(road: MillRoad) -> str:
    return str(road.last(road.people.tom).content.markup)


async def test_from_the_preview_to_a_question_and_back(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, LINE)
    await road.presses(tom, "Change")
    for change in ("Change what I do", "Change how many", "Change who", "Change what they do", "Change the date"):
        await road.presses(tom, change)
        assert "Your answer so far: " in said(road), change
        await road.presses(tom, "Back")
        assert "What shall be different?" in said(road), change
    await road.presses(tom, "Back")
    assert "Your pledge will read:" in said(road)
    assert "if 2 other neighbours will come, by 6 December 2026." in said(road)


async def test_going_back_shows_each_answer_and_leaving_them_leads_on(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, LINE)
    answers = []
    for _ in range(6):
        await road.presses(tom, "Back")
        answers.append(said(road).rpartition("Your answer so far: ")[2])
    assert answers == [
        "not known yet",
        "Sun, 6 Dec 2026, to the end of the day, Europe/London",
        "come",
        "other neighbours",
        "2",
        "I will bring my van",
    ]
    await road.presses(tom, "Leave it as it is")
    assert "Your pledge will read:" in said(road)


async def test_pledge_alone_goes_on_with_the_form_unless_it_is_begun_anew(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge")
    await road.says(tom, "/pledge")
    assert "begun this pledge already" not in said(road), "nothing had been answered"
    await road.says(tom, "sweep the lane")
    await road.says(tom, "/pledge")
    assert "You have begun this pledge already" in said(road)
    assert "I will sweep the lane, if …" in said(road)
    assert "How many others" in said(road)
    await road.says(tom, "2")
    assert "Who are the 2 people?" in said(road)
    await road.says(tom, "/pledges mine")
    await road.presses(tom, "New pledge")
    assert "You have begun this pledge already" in said(road)
    await road.presses(tom, "Begin anew")
    assert "What will you do?" in said(road)
    assert "sweep" not in said(road)


async def test_other_dialogues_interrupt_a_form_and_lose_nothing_of_it(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge")
    await road.says(tom, "sweep the lane")
    await road.says(tom, "/settings")
    await road.presses(tom, "Time zone")
    await road.says(tom, "Nairobi")
    assert "Africa/Nairobi" in said(road)
    await road.presses(tom, "Quiet hours")
    await road.presses(tom, "Back")
    await road.says(tom, "2")
    assert "Who are the 2 people?" in said(road)
    await road.presses(tom, "Other neighbours")
    await road.presses(tom, "The same as me")
    await road.says(tom, "Friday")
    await road.presses(tom, "Skip")
    assert "I will sweep the lane, if 2 other neighbours will too, by 4 December 2026." in said(road)


async def test_the_newest_open_question_gets_the_text_and_the_older_one_the_next(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge")
    await road.says(tom, "/settings")
    await road.presses(tom, "Quiet hours")
    await road.says(tom, "21-7")
    assert "21:00 to 07:00" in said(road)
    await road.says(tom, "sweep the lane")
    assert "How many others" in said(road)


async def test_a_press_makes_its_form_the_newest(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge sweep the lane")
    question = road.last(tom)
    await road.says(tom, "/settings")
    await road.presses(tom, "Time zone")
    await road.sandbox.press(tom, question, "Back")
    await road.app.drain()
    await road.says(tom, "sweep the alley")
    assert "I will sweep the alley, if …" in said(road)


async def test_cancel_stops_one_dialogue_at_a_time(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge sweep the lane")
    await road.says(tom, "/settings")
    await road.presses(tom, "Time zone")
    await road.says(tom, "/cancel")
    assert said(road).startswith("Cancelled.")
    await road.says(tom, "2")
    assert "Who are the 2 people?" in said(road)
    await road.says(tom, "/cancel")
    await road.says(tom, "/cancel")
    assert "nothing to cancel" in said(road)


async def test_a_refused_answer_brings_its_question_and_its_buttons(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge")
    for wrong, question, right, button in (
        ("ab", "What will you do?", "sweep the lane", "Cancel"),
        ("lots", "You are not counted.", "25", "5 others"),
        ("0", "rarely succeed", "2", "Keep 25"),
        ("x" * 81, "Who are the 2 people?", "dog owners", "Other neighbours"),
        ("x", "What will they do?", "come", "The same as me"),
        ("30 February", "Until when can people sign?", "Friday", "In a week"),
        ("the gate", "When and where will you do it?", "5 December, the gate", "Skip"),
    ):
        await road.says(tom, wrong)
        refusal, *rest = said(road).split("\n\n")
        assert question not in refusal
        assert question in rest[-1]
        assert button in buttons(road)
        await road.says(tom, right)
    assert "if 2 dog owners will come" in said(road)


async def test_a_refused_reason_keeps_the_way_back(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, LINE)
    await road.presses(tom, "Publish")
    await road.presses(tom, "Cancel this pledge")
    await road.says(tom, "x")
    assert said(road).startswith("Say a little more about the reason")
    assert "Everybody who signed is told once" in said(road)
    await road.presses(tom, "Keep it")
    assert "Cancel this pledge" in buttons(road)
    await road.says(tom, "x")
    assert "I was not expecting a message" in said(road)


async def test_refused_settings_keep_their_buttons(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/settings")
    await road.presses(tom, "Quiet hours")
    await road.says(tom, "25-7")
    assert said(road).startswith("I did not understand these hours.")
    await road.presses(tom, "22:00–08:00")
    await road.presses(tom, "Time zone")
    usual = buttons(road)
    await road.says(tom, "Atlantis")
    assert "I know no time zone by “Atlantis”" in said(road)
    assert buttons(road) == usual


async def test_an_unknown_currency_keeps_the_usual_ones(mill_road: MillRoad) -> None:
    road, maria = mill_road, mill_road.people.maria
    await road.add_bot()
    await road.presses(maria, "Set up", road.group)
    door = road.sandbox.toasts(maria)[-1].url or ""
    await road.starts(maria, door.partition("start=")[2])
    await road.presses(maria, "English")
    await road.presses(maria, "Europe/London")
    usual = str(road.last(maria).content.markup)
    assert "GBP" in usual
    await road.says(maria, "cowrie shells")
    assert "I know no currency" in road.text(maria)
    assert [code for code in ("GBP", "EUR") if code not in str(road.last(maria).content.markup)] == []
    await road.presses(maria, "EUR")
    assert "Is that right?" in road.text(maria)


@asynccontextmanager
async def a_life_of_the_bot(url: str, clock: MovableClock, people: Neighbourhood) -> AsyncIterator[MillRoad]:
    """The bot from its start to its end, on a database that stays."""
    db = await open_database(url, clock, random=Random(7))
    try:
        async with open_house(db, people.sandbox, whole_subject()) as app:
            yield MillRoad(app, db, clock, people)
        assert await db.read(findings) == []
    finally:
        await db.close()


async def test_a_half_filled_form_outlives_the_bot(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    tom = people.tom
    async with a_life_of_the_bot(sqlite_url, clock, people) as road:
        await road.add_bot()
        await road.says(tom, "/pledges", road.group)
        await road.starts(tom)
        await road.says(tom, "/pledge Bydda i'n canu os daw 2 arall")
    async with a_life_of_the_bot(sqlite_url, clock, people) as road:
        await road.says(tom, "yesterday")
        assert "has passed already" in said(road)
        await road.presses(tom, "Back")
        assert "Your answer so far: os daw 2 arall" in said(road)
        await road.presses(tom, "Leave it as it is")
    async with a_life_of_the_bot(sqlite_url, clock, people) as road:
        await road.says(tom, "/pledge")
        assert "You have begun this pledge already" in said(road)
        await road.says(tom, "Friday")
        assert "Bydda i'n canu, os daw 2 arall, erbyn 4 Rhagfyr 2026." in said(road)
    async with a_life_of_the_bot(sqlite_url, clock, people) as road:
        await road.presses(tom, "Publish")
        assert "Your pledge is out!" in said(road)
