"""From the tipping to the deed, on the wire: weeks pass, the bot is started anew, and each answer counts once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random

from bot.core.clock import MovableClock
from bot.core.db import open_database
from bot.maintenance.checking import findings
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.stage import Setup
from bot.sandbox.transcript import Seen
from bot.sandbox.world import Person
from bot.subject import whole_subject
from tests.stories.conftest import MillRoad
from tests.support.house import open_house

LINE = "/pledge I will bring my van if 2 other neighbours will come by 6 December"


@asynccontextmanager
async def a_life(url: str, clock: MovableClock, people: Neighbourhood) -> AsyncIterator[MillRoad]:
    """The bot from its start to its end, on a database that stays; at its end every invariant holds."""
    clock.move(timedelta(seconds=1))  # a life begins later than the one before it, else both would give the same ids
    db = await open_database(url, clock, random=Random(7))
    try:
        async with open_house(db, people.sandbox, whole_subject()) as app:
            await app.drain()
            yield MillRoad(app, db, clock, people)
        assert await db.read(findings) == []
    finally:
        await db.close()


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


async def at(road: MillRoad, day: int, hour: int) -> None:
    """It is so late on that day of December."""
    road.clock.set(datetime(2026, 12, day, hour, 0, 1, tzinfo=UTC))
    await road.app.drain()


def told(road: MillRoad, who: Person, words: str) -> list[Seen]:
    """The messages with these words that they got in private."""
    seen = road.sandbox.seen(who, road.sandbox.private(who))
    return [one for one in seen if one.kind == "message" and one.by_bot and words in plain(one.text)]


async def begun(road: MillRoad, when: str | None = None) -> str:
    """Maria's pledge, signed by Tom and Joan; its code."""
    maria, tom, joan = road.people.maria, road.people.tom, road.people.joan
    await road.add_bot()
    for who in (maria, tom, joan):
        await road.says(who, "/help", road.group)
        await road.starts(who)
    await road.says(maria, LINE)
    if when is not None:
        await road.presses(maria, "Change")
        await road.presses(maria, "When and where")
        await road.says(maria, when)
    await road.presses(maria, "Publish")
    code = plain(road.text(maria)).split(" · ")[1][:5]
    for who in (tom, joan):
        await road.says(who, f"/sign {code}")
    return code


async def test_from_a_promise_to_its_deed(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, tom, joan = people.maria, people.tom, people.joan
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road, "12 December 10:00, the alley gate")
        [alive] = told(road, tom, "It is happening!")
        assert "When and where: Sat, 12 Dec 2026, 10:00, Europe/London · the alley gate" in plain(alive.text)
    async with a_life(sqlite_url, clock, people) as road:
        await at(road, 11, 10)
        [eve] = told(road, tom, "It is nearly time")
        assert "the alley gate" in eve.text
        assert "Maria leads it." in plain(eve.text)
        await at(road, 12, 8)
        assert len(told(road, tom, "It begins soon")) == 1
        assert told(road, maria, "It begins soon") == [], "she leads it"
    async with a_life(sqlite_url, clock, people) as road:
        await at(road, 12, 10)
        assert len(told(road, maria, "The time for your pledge has come.")) == 1
        assert "The time has come" in road.text(tom, road.group)
        await at(road, 12, 14)
        [asked] = told(road, tom, "Did you do it?")
        assert asked.buttons == [["Done", "Not yet", "Can't"]]
        await road.presses(tom, "Done")
        assert road.sandbox.toasts(tom)[-1].text == "Thank you! Well done."
        await road.presses(joan, "Can't")
        await road.says(joan, "x")
        assert "Say a little more about the reason" in road.text(joan)
        await road.says(joan, "Caught a cold")
        assert "That can happen." in road.text(joan)
    async with a_life(sqlite_url, clock, people) as road:
        await road.says(maria, f"/show {code}")
        await road.presses(maria, "Who was there?")
        assert "Tom: done, they say" in plain(road.text(maria))
        assert "Joan: can't, “Caught a cold”" in plain(road.text(maria))
        await road.presses(maria, "There: Tom")
        assert "Tom: done, confirmed" in plain(road.text(maria))
        await at(road, 31, 12)
        for who in (tom, joan, maria):
            assert len(told(road, who, "1 of 1 kept it.")) == 1
        assert len(told(road, tom, "Did you do it?")) == 1, "who has answered is left alone"
        assert "1 of 1 kept it." in plain(road.text(tom, road.group))
        assert "Kept rate: 100%" in plain(road.text(tom, road.group))


async def test_whoever_never_answers_is_asked_four_times(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, tom, joan = people.maria, people.tom, people.joan
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road)
        await road.says(tom, f"/done {code}")
        assert "It is not time yet" in road.text(tom)
        await at(road, 7, 7)
        assert told(road, tom, "Did you do it?") == [], "quiet hours"
    for day in (7, 8, 10, 14, 17, 21):
        async with a_life(sqlite_url, clock, people) as road:
            await at(road, day, 9)
    async with a_life(sqlite_url, clock, people) as road:
        assert [len(told(road, who, "Did you do it?")) for who in (tom, joan, maria)] == [4, 4, 0]
        await road.says(tom, "/pledges mine")
        assert "did you do it?" in road.text(tom)
        await road.says(tom, f"/done {code}")
        assert "You have done it, you say." in road.text(tom)
        await at(road, 22, 9)
        assert len(told(road, maria, "1 person says that they did what your pledge asks for.")) == 1
        await at(road, 31, 9)
        assert "0 of 2 kept it." in plain(road.text(maria, road.group))
        assert "1 more says so" in plain(road.text(maria, road.group))
        assert [len(told(road, who, "kept it.")) for who in (maria, tom, joan)] == [1, 0, 0]
        await road.says(joan, "/pledges mine")
        assert "You have kept 0 of 1. Only you see this." in plain(road.text(joan))
        await road.says(joan, f"/done {code}")
        assert "This pledge has ended" in road.text(joan)


async def test_a_stranger_s_and_an_old_press_are_in_vain(mill_road: MillRoad) -> None:
    road, tom, joan = mill_road, mill_road.people.tom, mill_road.people.joan
    code = await begun(road)
    await at(road, 7, 9)
    await road.says(road.people.chidi, "/help", road.group)
    await road.starts(road.people.chidi)
    await road.says(road.people.chidi, f"/done {code}")
    assert "You are not in this pledge" in road.text(road.people.chidi)
    await road.says(tom, f"/show {code}")
    await road.presses(tom, "Done")
    await road.says(tom, f"/done {code}")
    assert "Thank you! Well done." in road.text(tom)
    await road.says(joan, f"/withdraw {code}")
    assert "nobody withdraws any more" in road.text(joan)
