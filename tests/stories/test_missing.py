"""What the group does not let the bot do: Maria, who set it up, hears of it once and in private."""

from datetime import timedelta

import pytest

from bot.sandbox.world import Chat
from tests.stories.conftest import MillRoad
from tests.stories.test_onboarding import HIDDEN


async def set_up(mill_road: MillRoad, group: Chat) -> None:
    maria = mill_road.people.maria
    await mill_road.presses(maria, "Set up", group)
    await mill_road.starts(maria, (mill_road.sandbox.toasts(maria)[-1].url or "").partition("start=")[2])
    for label in ("English", "Europe/London", "GBP", "Save"):
        await mill_road.presses(maria, label)


async def pledges(mill_road: MillRoad, number: int) -> None:
    tom = mill_road.people.tom
    await mill_road.says(tom, f"/pledge I will sweep lane {number} if 3 others will join by 6 December")
    await mill_road.presses(tom, "Publish")
    mill_road.clock.move(timedelta(minutes=2))
    await mill_road.app.drain()


def told(mill_road: MillRoad) -> list[str]:
    """What Maria has read once only."""
    maria = mill_road.people.maria
    private = mill_road.sandbox.seen(maria, mill_road.sandbox.private(maria))
    return [seen.text for seen in private if seen.by_bot and "I say this only once." in seen.text]


@pytest.fixture
async def forum(mill_road: MillRoad) -> Chat:
    """A group with topics, set up by Maria; Tom and Joan live there, and Chidi has never written in it."""
    maria, tom, joan, chidi = (getattr(mill_road.people, name) for name in ("maria", "tom", "joan", "chidi"))
    forum = await mill_road.sandbox.create_group(maria, "Forum", [tom, joan, chidi], forum=True)
    await mill_road.sandbox.add_bot(maria, forum)
    await mill_road.app.drain()
    await set_up(mill_road, forum)
    for person in (tom, joan):
        await mill_road.starts(person)
        await mill_road.says(person, "/help", forum)
    return forum


async def test_a_closed_topic(mill_road: MillRoad, forum: Chat) -> None:
    maria, sandbox = mill_road.people.maria, mill_road.sandbox
    topic = await sandbox.add_topic(maria, forum, "Pledges")
    await mill_road.says(maria, "/settings", forum, thread=topic)
    await mill_road.presses(maria, "Pledges in this topic")
    await pledges(mill_road, 1)
    assert told(mill_road) == []
    await sandbox.close_topic(maria, forum, topic)
    await pledges(mill_road, 2)
    await pledges(mill_road, 3)
    [text] = told(mill_road)
    assert "closed or gone" in text
    assert "sweep lane 3" in mill_road.text(mill_road.people.joan, forum), "it appears in the group itself"


async def test_no_right_to_write(mill_road: MillRoad, forum: Chat) -> None:
    maria, sandbox = mill_road.people.maria, mill_road.sandbox
    await sandbox.restrict(maria, forum, sandbox.bot)
    await pledges(mill_road, 1)
    await pledges(mill_road, 2)
    [text] = told(mill_road)
    assert "I may not write in \u2068Forum\u2069" in text


async def test_hidden_members(mill_road: MillRoad, forum: Chat) -> None:
    joan, sandbox = mill_road.people.joan, mill_road.sandbox
    await pledges(mill_road, 1)
    sandbox.faults.add(HIDDEN)
    await mill_road.presses(mill_road.people.chidi, "I will too", forum)
    assert told(mill_road) == [], "that somebody is unknown tells nothing of the group"
    for _ in range(2):
        await mill_road.presses(joan, "I will too", forum)
        assert "Telegram does not tell me" in mill_road.sandbox.toasts(joan)[-1].text
    [text] = told(mill_road)
    assert "Telegram does not tell me who is in \u2068Forum\u2069" in text
