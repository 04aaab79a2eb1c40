"""A creator who falls silent, over a week in which the bot is also down."""

from datetime import timedelta

from tests.scenarios.road import Road, data_on
from tests.scenarios.test_heeding import in_private, labels
from tests.scenarios.test_news import sends
from tests.stories.test_pledging import plain

LINE = "I will bring my van if 2 other neighbours will come too by 20 December"
DAY = timedelta(days=1)


async def test_a_week_without_a_plan_and_somebody_who_leads(road: Road) -> None:
    people = road.people
    code = await road.publishes(people.tom, LINE)
    for who in (people.maria, people.chidi):
        await road.says(who, f"/sign {code}")
    await road.restart()
    await road.pass_time(3 * DAY)
    assert "They are waiting for you" in road.text(people.tom)
    assert "Write to all" in labels(road, people.tom)
    await road.restart()
    await road.pass_time(2 * DAY)
    questions = {who.id: road.last(who) for who in (people.maria, people.chidi)}
    for question in questions.values():
        assert "Who will lead?" in question.content.text

    await road.taps(people.chidi, "pledge_lead")
    assert "You lead it now" in road.text(people.chidi)
    await road.pass_time(timedelta(seconds=5))
    for who in (people.tom, people.maria):
        assert "Chidi leads it." in plain(road.text(who))
    lead = data_on(questions[people.maria.id], "pledge_lead")
    await road.sandbox.press(people.maria, questions[people.maria.id], data=lead)
    await road.app.drain()
    assert "Chidi was first" in plain(road.sandbox.toasts(people.maria)[-1].text)
    assert "Chidi leads it." in plain(road.last(people.joan, road.group).content.text)

    await sends(road, people.chidi, code, "We meet at 10.")
    for who in (people.tom, people.maria):
        assert "Chidi writes to everybody who is in" in plain(road.text(who))
    await road.restart()
    await road.pass_time(timedelta(days=40))
    questions_asked = [text for text in in_private(road, people.maria) if "Who will lead?" in text]
    assert len(questions_asked) == 1


async def test_an_old_offer_to_lead_is_answered_with_what_is_so_now(road: Road) -> None:
    people = road.people
    code = await road.publishes(people.tom, LINE)
    for who in (people.maria, people.chidi):
        await road.says(who, f"/sign {code}")
    await road.pass_time(5 * DAY)
    question = road.last(people.chidi)
    await sends(road, people.tom, code, "At 10")
    await road.sandbox.press(people.chidi, question, data=data_on(question, "pledge_lead"))
    await road.app.drain()
    assert "Nobody has to be found" in road.sandbox.toasts(people.chidi)[-1].text
    assert "It is happening" in question.content.text, "the card as it is now"
    before = await road.deeds()
    await road.sandbox.press(people.joan, road.last(people.joan), data=f"1:pledge_lead:{code}")
    await road.app.drain()
    assert await road.deeds() == before
