"""Whoever leads a pledge writes to everybody who is in, over a week in which the bot is also down."""

from datetime import timedelta

import pytest

from bot.sandbox.world import Person
from tests.scenarios.road import Road, data_on
from tests.scenarios.tables import drafts
from tests.scenarios.test_heeding import in_private, labels
from tests.stories.test_pledging import plain

LINE = "I will bring my van if 2 other neighbours will come too by 20 December"
TEXT = "We meet at 10.\n<b>Bring</b> gloves & *tea*, [here](http://example.org) /sign"


@pytest.fixture
async def code(road: Road) -> str:
    """Tom's pledge, which Maria and Amal have brought to life."""
    people = road.people
    code = await road.publishes(people.tom, LINE)
    for who in (people.maria, people.amal):
        await road.says(who, f"/sign {code}")
    return code


async def sends(road: Road, who: Person, code: str, text: str) -> None:
    await road.says(who, f"/show {code}")
    await road.taps(who, "pledge_write")
    await road.says(who, text)
    await road.taps(who, "pledge_send")
    await road.pass_time(timedelta(seconds=5))


async def test_it_is_written_from_the_card_seen_and_sent(road: Road, code: str) -> None:
    people = road.people
    assert "press “Write to all”" in road.text(people.tom)
    await road.taps(people.tom, "pledge_write")
    assert "up to 1,000 characters" in road.text(people.tom)
    for wrong in ("\u200b", "x" * 1001):
        await road.says(people.tom, wrong)
        assert data_on(road.last(people.tom), "pledge_silent"), "asked again, with what was wrong"
    await road.restart()
    await road.says(people.tom, TEXT)
    assert TEXT in plain(road.text(people.tom))
    assert TEXT not in "".join(in_private(road, people.maria)), "nobody has said yes"
    await road.taps(people.tom, "pledge_send")
    assert "Sent to everybody who is in" in road.text(people.tom)
    await road.pass_time(timedelta(seconds=5))

    for who in (people.maria, people.amal):
        told = road.last(who).content
        assert TEXT in plain(told.text), "as it was written"
        found_by_clients = {"url", "bot_command"}
        assert {entity["type"] for entity in told.entities} - found_by_clients <= {"bold", "blockquote", "code"}
        assert not [each for each in told.entities if each["type"] == "bold" and each["offset"] > 0]
    assert len([text for text in in_private(road, people.maria) if TEXT in text]) == 1
    await road.says(people.maria, f"/show {code}")
    assert "News" in labels(road, people.maria)
    assert "We meet at 10." in road.text(people.maria)
    await road.says(people.chidi, f"/show {code}")
    assert "We meet at 10." not in road.text(people.chidi), "for those who are in"


async def test_a_week_of_news_with_somebody_who_comes_late(road: Road, code: str) -> None:
    people = road.people
    for day in range(3):
        await sends(road, people.tom, code, f"News of day {day}")
        await road.says(people.tom, f"/show {code}")
        await road.taps(people.tom, "pledge_write")
        assert "You can write again tomorrow" in road.sandbox.toasts(people.tom)[-1].text
        await road.restart()
        await road.pass_time(timedelta(days=1))
    await road.says(people.chidi, f"/sign {code}")
    await road.pass_time(timedelta(seconds=5))
    news = [text for text in in_private(road, people.chidi) if "writes to everybody" in text]
    assert len(news) == 1
    assert "News of day 2" in news[0]
    await road.says(people.chidi, f"/show {code}")
    await road.taps(people.chidi, "pledge_news")
    for older in (1, 0):
        await road.presses(people.chidi, "Older")
        assert f"News of day {older}" in road.text(people.chidi)
    assert "Older" not in labels(road, people.chidi)


async def test_forged_buttons_of_those_who_do_not_lead(road: Road, code: str) -> None:
    people = road.people
    await road.says(people.tom, f"/show {code}")
    await road.taps(people.tom, "pledge_write")
    await road.says(people.tom, "At 10")
    yes = data_on(road.last(people.tom), "pledge_send")
    before = await road.deeds(), await drafts(road.db)
    for who in (people.maria, people.chidi):
        for data in (yes, f"1:pledge_write:{code}", f"1:pledge_send:{code}:"):
            await road.sandbox.press(who, road.last(who), data=data)
            await road.app.drain()
            assert "Only whoever leads" in road.sandbox.toasts(who)[-1].text
    await road.sandbox.press(people.chidi, road.last(people.chidi), data=f"1:pledge_news:{code}")
    await road.app.drain()
    assert "You are not in this pledge" in road.sandbox.toasts(people.chidi)[-1].text
    assert (await road.deeds(), await drafts(road.db)) == before


async def test_do_not_send(road: Road, code: str) -> None:
    people = road.people
    await road.taps(people.tom, "pledge_write")
    await road.says(people.tom, "At 10")
    await road.taps(people.tom, "pledge_silent")
    assert await drafts(road.db) == []
    await road.says(people.tom, "At 11")
    assert "I was not expecting a message" in road.text(people.tom)
    assert not [text for text in in_private(road, people.maria) if "At 1" in text]
