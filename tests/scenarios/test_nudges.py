"""A pledge that needs a push, over weeks in which the bot is also down."""

from datetime import timedelta

from tests.scenarios.road import Road, data_on
from tests.scenarios.test_heeding import in_private
from tests.stories.test_pledging import plain

LINE = "I will bring my van if 5 other neighbours will come too by 20 December"
WEEK, DAY = timedelta(days=7), timedelta(days=1)


async def test_three_weeks_with_too_few(road: Road) -> None:
    people = road.people
    code = await road.publishes(people.tom, LINE)
    await road.says(people.maria, f"/sign {code}")
    await road.pass_time(timedelta(days=10))
    before = in_private(road, people.tom)
    await road.restart()
    await road.pass_time(timedelta(days=7))
    told = plain(road.text(people.tom))
    assert "So far 1 of 5 have signed. At the pace of the last week it will be 1 by Sun, 20 Dec 2026." in told
    assert [number for number in range(1, 9) if f"\n{number}. " in told] == [1, 2, 3, 4, 5, 6, 7]
    assert "still needs people" in road.text(people.maria)

    await road.taps(people.tom, "pledge_share")
    assert "Share this pledge" in road.text(people.tom)
    await road.taps(people.maria, "pledge_forward")
    assert f"start=p_{code}" in road.text(people.maria)
    assert "Neighbours, will you join?" in road.text(people.maria)

    await road.restart()
    await road.pass_time(timedelta(days=8))
    said = in_private(road, people.tom)[len(before) :]
    nudges = [text for text in said if "need a push" in text]
    assert len(nudges) == 1, "the bot was down on the last day: a nudge would come too late"
    assert "not enough people signed" in said[-1]


async def test_every_button_under_a_nudge_leads_somewhere_in_every_state(road: Road) -> None:
    people = road.people
    code = await road.publishes(people.tom, LINE)
    await road.says(people.maria, f"/sign {code}")
    await road.pass_time(timedelta(days=17))
    nudges = {who.id: (who, road.last(who)) for who in (people.tom, people.maria)}
    for _ in range(2):
        for who, nudge in nudges.values():
            for verb in ("pledge_share", "pledge_forward", "pledge_mute"):
                heard = len(road.heard(who))
                await road.sandbox.press(who, nudge, data=data_on(nudge, verb))
                await road.app.drain()
                assert "out of date" not in road.text(who)
                assert len(road.heard(who)) > heard, verb
        await road.says(people.tom, f"/show {code}")
        if "cancelled" not in road.text(people.tom):
            await road.cancels(people.tom, code, "No van")
