"""The other half of a pledge, on the wire: promised in return, it binds with the tipping and is followed to its end."""

from datetime import UTC, datetime, timedelta
from random import Random

from bot.core.clock import MovableClock
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import Setup
from tests.stories.conftest import MillRoad
from tests.stories.test_deeds import a_life, plain, told

LINE = "/pledge I will plant the planters if 2 other neighbours will water them by 6 December"


async def begun(road: MillRoad) -> str:
    """Tom's pledge, in a group of which Maria is an admin; its code."""
    people = road.people
    await road.add_bot()
    for who in (people.maria, people.tom, people.joan, people.chidi):
        await road.says(who, "/help", road.group)
        await road.starts(who)
    await road.says(people.tom, LINE)
    await road.presses(people.tom, "Publish")
    return plain(road.text(people.tom)).split(" · ")[1][:5]


async def promised(road: MillRoad, code: str) -> None:
    """Maria promises to resurface the path by 1 May."""
    maria = road.people.maria
    await road.says(maria, f"/show {code}")
    await road.presses(maria, "Promise in return")
    await road.presses(maria, "I promise something")
    await road.says(maria, "resurface the path by 1 May")
    await road.says(maria, "Ward councillor")
    await road.presses(maria, "Promise it")


async def a_moment(road: MillRoad) -> None:
    """Until the card in the group is drawn anew."""
    road.clock.move(timedelta(seconds=4))
    await road.app.drain()


async def at(road: MillRoad, year: int, month: int, day: int, hour: int = 12) -> None:
    road.clock.set(datetime(year, month, day, hour, 0, 1, tzinfo=UTC))
    await road.app.drain()


async def test_what_is_promised_in_return_binds_and_is_followed(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, tom, joan, chidi = people.maria, people.tom, people.joan, people.chidi
    line = "In return Maria (Ward councillor) promises by Sat, 1 May 2027: resurface the path"
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road)
        await promised(road, code)
        assert "Everybody sees now what you promise in return." in road.text(maria)
        await a_moment(road)
        assert line in plain(road.text(joan, road.group)), "the card in the group says it"
        assert len(told(road, tom, "Something is promised in return")) == 1
        await road.says(joan, f"/sign {code}")
        await road.says(chidi, f"/sign {code}")
        [alive] = told(road, joan, "It is happening!")
        assert line in plain(alive.text)
        [own] = told(road, tom, "Your pledge is happening!")
        assert line in plain(own.text)
        assert len(told(road, maria, "It is happening, and so your promise counts!")) == 1
        await a_moment(road)
        assert "It counts now" in plain(road.text(joan, road.group))
    async with a_life(sqlite_url, clock, people) as road:
        await at(road, 2026, 12, 31)
        await at(road, 2027, 1, 31)
        assert told(road, maria, "what you promised in return") == []
        await at(road, 2027, 4, 24)
        assert len(told(road, maria, "Remember what you promised in return.")) == 1
        await at(road, 2027, 4, 30)
        assert len(told(road, maria, "Remember what you promised in return.")) == 2
    async with a_life(sqlite_url, clock, people) as road:
        await at(road, 2027, 5, 2)
        [asked] = told(road, maria, "Have you kept what you promised in return?")
        assert asked.buttons == [["I kept it", "Not yet", "I can't"]]
        await road.presses(maria, "Not yet")
        await at(road, 2027, 5, 5)
        assert len(told(road, maria, "Have you kept what you promised in return?")) == 2
        await road.presses(maria, "I kept it")
        await at(road, 2027, 5, 6)
        for who in (joan, chidi):
            [done] = told(road, who, "What was promised in return is done, it is said.")
            assert line in plain(done.text)
        [confirm] = told(road, tom, "Can you confirm it?")
        assert confirm.buttons[0] == ["It was kept"]
        await road.presses(tom, "It was kept")
        await a_moment(road)
        assert "That was kept, and is confirmed." in plain(road.text(joan, road.group))
        await at(road, 2027, 6, 1)
        assert len(told(road, maria, "Have you kept what you promised in return?")) == 2, "no more questions"
