"""A pledge that comes every week, on the wire: over a restart and a change of the clock."""

from datetime import UTC, datetime
from random import Random

from bot.core.clock import MovableClock
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import Setup
from bot.sandbox.world import Person
from tests.stories.conftest import MillRoad
from tests.stories.test_deeds import a_life, plain, told

LINE = "/pledge I will bring my van if 1 other neighbour will come by 19 March 2027"

FIRST = "Every week · round 1"


async def at(road: MillRoad, month: int, day: int, hour: int) -> None:
    for second in range(1, 30, 4):  # what is due at the same moment is not said to one person within a second
        road.clock.set(datetime(2027, month, day, hour, 0, second, tzinfo=UTC))
        await road.app.drain()


async def presses(road: MillRoad, who: Person, code: str, label: str) -> None:
    """The button under the question about this round, however long ago that came."""
    shown = [each for each in road.sandbox.screen(who) if each.content and code in plain(each.content.text)]
    [question] = [each for each in shown if "are you in again?" in plain(each.content.text)]
    await road.sandbox.press(who, question, label)
    await road.app.drain()


async def begun(road: MillRoad) -> str:
    """Maria's litter pick on Saturday 20 March 2027, every week, signed by Tom and Joan; its code."""
    maria, tom, joan = road.people.maria, road.people.tom, road.people.joan
    await road.add_bot()
    for who in (maria, tom, joan):
        await road.says(who, "/help", road.group)
        await road.starts(who)
    await road.says(maria, LINE)
    await road.presses(maria, "Change")
    await road.presses(maria, "When and where")
    await road.says(maria, "20 March 2027 10:00, the alley gate")
    await road.presses(maria, "More options")
    await road.presses(maria, "Repeats")
    await road.says(maria, "every blue moon")
    assert "How often? Choose one of the answers" in plain(road.text(maria))
    await road.presses(maria, "Every week")
    assert "Repeats: Every week" in plain(road.text(maria))
    await road.presses(maria, "Back")
    await road.presses(maria, "Publish")
    assert FIRST in plain(road.text(maria))
    code = plain(road.text(maria)).split(" · ")[1][:5]
    for who in (tom, joan):
        await road.says(who, f"/sign {code}")
    return code


async def test_every_week_over_a_change_of_the_clock(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, tom, joan = people.maria, people.tom, people.joan
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road)
    async with a_life(sqlite_url, clock, people) as road:
        await at(road, 3, 20, 15)
        [again] = told(road, tom, "are you in again?")
        assert "It comes again, Sat, 27 Mar 2027, 10:00, Europe/London" in plain(again.text)
        assert len(told(road, joan, "are you in again?")) == 1
        assert len(told(road, maria, "The next round of your pledge is open.")) == 1
        second = plain(again.text).split("Pledge ")[1][:5]
        await presses(road, tom, second, "I will too")
        for _ in range(2):
            await presses(road, joan, second, "Skip this time")
    async with a_life(sqlite_url, clock, people) as road:
        await at(road, 3, 27, 15)
        [_, third] = told(road, tom, "are you in again?")
        assert "It comes again, Sat, 3 Apr 2027, 10:00, Europe/London" in plain(third.text), "summer time"
        assert len(told(road, joan, "are you in again?")) == 2, "she skipped one round only"
        await presses(road, joan, second, "Skip this time")
        assert "That round is over" in plain(road.sandbox.toasts(joan)[-1].text)
        await road.says(tom, f"/show {code}")
        old = plain(road.text(tom))
        assert "Every week · round 1" in old and "The present round is " in old
        now = old.split("The present round is ")[1][:5]
        assert now not in (code, second)
        await road.presses(tom, f"Show {now}")
        assert "Every week · round 3" in plain(road.text(tom))
        [first] = [each for each in road.sandbox.screen(maria) if each.content and FIRST in plain(each.content.text)]
        await road.sandbox.press(maria, first, "Leave the next one out")
        await road.app.drain()
        assert "That round is over" in plain(road.sandbox.toasts(maria)[-1].text), "it meant the second turn"
        await road.says(maria, f"/show {now}")
        await road.presses(maria, "Leave the next one out")
        assert "The next one is left out." in plain(road.text(maria))
        await road.presses(maria, "Do not leave it out")
        await road.presses(maria, "Repeat no more")
        assert "It is the last round." in plain(road.text(maria))
        await at(road, 4, 12, 12)
        assert len(told(road, tom, "are you in again?")) == 2
        cards = [one for one in road.said_in_group() if "Every week · round" in plain(one.text)]
        assert len(cards) == 3, "one card for each round"
        oldest = next(each for each in road.sandbox.screen(maria, road.group) if FIRST in plain(each.content.text))
        assert f"The next round is {second}." in plain(oldest.content.text), "true for ever"
