"""The other half of a pledge, on the wire: promised in return, it binds with the tipping and is followed to its end."""

from datetime import UTC, datetime, timedelta
from random import Random

from bot.core.clock import MovableClock
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import Setup
from bot.sandbox.world import Person
from tests.pledges.budget import overdrawn
from tests.scenarios.tables import asked
from tests.stories.conftest import MillRoad
from tests.stories.test_deeds import a_life, plain, told

_SENT = asked(
    "SELECT h.telegram_id, n.kind FROM deliveries d"
    " JOIN notices n ON n.community_id = d.community_id AND n.id = d.notice_id"
    " JOIN people h ON h.id = d.person_id WHERE d.state = 'sent'",
    "telegram_id",
    "kind",
)

LINE = "/pledge I will plant the planters if {n} other neighbours will water them by 6 December"


async def begun(road: MillRoad, n: int = 2) -> str:
    """Tom's pledge, in a group of which Maria is an admin; its code."""
    people = road.people
    await road.add_bot()
    for who in (people.maria, people.tom, people.joan, people.chidi):
        await road.says(who, "/help", road.group)
        await road.starts(who)
    await road.says(people.tom, LINE.format(n=n))
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
    """It is so late on that day, and a moment later: what rings together is said one after the other."""
    road.clock.set(datetime(year, month, day, hour, 0, 1, tzinfo=UTC))
    await road.app.drain()
    await a_moment(road)


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


async def test_who_takes_it_back_is_told_what_that_means_now(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, joan = people.maria, people.joan
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road)
        await promised(road, code)
        await road.presses(maria, "Take my promise back")
        assert "you can promise something else" in road.text(maria)
        await road.says(joan, f"/sign {code}")
        await road.says(maria, f"/show {code}")
        await road.presses(maria, "Take my promise back")
        assert "you cannot promise anything else" in road.text(maria)


async def test_whoever_is_asked_has_to_agree_before_it_shows(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, tom, joan = people.maria, people.tom, people.joan
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road)
        await road.says(maria, f"/show {code}")
        await road.says(tom, f"/show {code}")
        await road.presses(tom, "Promise in return")
        await road.presses(tom, plain_label(road, tom, "Maria"))
        assert "What shall Maria promise in return?" in plain(road.text(tom))
        await road.says(tom, "mend")
    async with a_life(sqlite_url, clock, people) as road:
        await road.says(tom, "yesterday")
        assert "has passed already" in road.text(tom)
        await road.says(tom, "1 May")
        await road.presses(tom, "Leave it out")
        assert "I will ask Maria whether they promise this:" in plain(road.text(tom))
        await road.says(tom, "mend the path")
        await road.presses(tom, "Ask them")
        assert "Maria is asked." in plain(road.text(tom))
        [asked] = told(road, maria, "Tom asks whether you promise something in return")
        assert "In return Maria promises by Sat, 1 May 2027: mend the path" in plain(asked.text)
        assert asked.buttons[0] == ["I promise it", "No, I don't"]
        await a_moment(road)
        assert "In return" not in road.text(joan, road.group), "she has not agreed"
    async with a_life(sqlite_url, clock, people) as road:
        question = road.last(maria)
        await road.presses(maria, "I promise it")
        assert len(told(road, tom, "Something is promised in return for this pledge.")) == 1
        await a_moment(road)
        assert "In return Maria promises" in plain(road.text(joan, road.group))
        await road.sandbox.press(maria, question, data=f"1:return_decline:{code}:1")
        await road.app.drain()
        assert "You are not asked for that promise" in road.sandbox.toasts(maria)[-1].text
        await road.says(joan, f"/sign {code}")
        await road.sandbox.press(joan, road.last(joan), data=f"1:return_withdraw_yes:{code}")
        await road.app.drain()
        assert "You owe nothing in return" in road.sandbox.toasts(joan)[-1].text
        await road.says(maria, "/pledges mine")
        assert f"{code} You promise in return: mend the path" in plain(road.text(maria))
        await road.says(joan, "/pledges")
        assert "something is promised in return" in road.text(joan)


async def test_everybody_is_told_why_it_cannot_be_kept(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, tom, joan, chidi = people.maria, people.tom, people.joan, people.chidi
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road)
        await promised(road, code)
        await road.says(joan, f"/sign {code}")
        await road.says(chidi, f"/sign {code}")
    async with a_life(sqlite_url, clock, people) as road:
        await road.says(maria, f"/show {code}")
        await road.presses(maria, "I can't")
        await road.says(maria, "x")
        assert "Say a little more about the reason" in road.text(maria)
        await road.says(maria, "The money is spent.")
        await at(road, 2026, 12, 5)
        for who in (tom, joan, chidi):
            [cant] = told(road, who, "What was promised in return can't be kept.")
            assert "The reason: The money is spent." in plain(cant.text)
        await at(road, 2027, 6, 1)
        assert told(road, maria, "Have you kept") == []
        assert "It can't be kept: The money is spent." in plain(road.text(joan, road.group))


async def test_silence_is_told_to_everybody_in_the_end(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, tom, joan, chidi = people.maria, people.tom, people.joan, people.chidi
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road)
        await promised(road, code)
        for who in (joan, chidi):
            await road.says(who, f"/sign {code}")
        await at(road, 2026, 12, 7)
        await road.says(joan, f"/done {code}")
        await road.says(chidi, f"/done {code}")
        await at(road, 2026, 12, 12)
        [closed] = told(road, joan, "kept it.")
        assert "That is still to come; I tell you what becomes of it." in closed.text
    for month, day in ((5, 2), (5, 5), (5, 9), (5, 16)):
        async with a_life(sqlite_url, clock, people) as road:
            await at(road, 2027, month, day)
    async with a_life(sqlite_url, clock, people) as road:
        assert len(told(road, maria, "Have you kept what you promised in return?")) == 4
        await at(road, 2027, 5, 17)
        for who in (tom, joan, chidi):
            assert len(told(road, who, "nobody has said that what was promised in return was kept.")) == 1
        kinds = await kinds_for(road, joan.id)
        assert kinds.count("counter_ended") == 1
        assert overdrawn(kinds) == set()
        await road.says(maria, f"/show {code}")
        await road.presses(maria, "I kept it")
        await at(road, 2027, 5, 18)
        await road.presses(tom, "It was kept")
        await road.presses(tom, "Undo")
        assert "nobody has confirmed it yet" in road.text(tom)
        await road.presses(tom, "It was kept")
        await a_moment(road)
        assert "That was kept, and is confirmed." in plain(road.text(joan, road.group))


async def test_for_fewer_people_it_counts_if_its_owner_says_so(sqlite_url: str, clock: MovableClock) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    maria, tom, joan, chidi = people.maria, people.tom, people.joan, people.chidi
    async with a_life(sqlite_url, clock, people) as road:
        code = await begun(road, n=3)
        await promised(road, code)
        for who in (joan, chidi):
            await road.says(who, f"/sign {code}")
    async with a_life(sqlite_url, clock, people) as road:
        await at(road, 2026, 12, 7, 9)
        for who in (tom, joan):
            [asked] = told(road, who, "Nearly enough: go ahead with fewer?")
            assert "Whether it holds with fewer people is still to be said." in asked.text
        assert len(told(road, maria, "Does your promise hold with fewer?")) == 1
        await road.presses(maria, "Also with fewer")
        assert "Your promise holds with fewer people as well." in road.sandbox.toasts(maria)[-1].text
    async with a_life(sqlite_url, clock, people) as road:
        await road.presses(tom, "Yes, with 2 or more")
        for who in (joan, chidi):
            await road.presses(who, "Yes, I am still in")
        await a_moment(road)
        [alive] = told(road, joan, "It is happening!")
        assert "In return Maria (Ward councillor) promises" in plain(alive.text)
        assert len(told(road, maria, "It is happening, and so your promise counts!")) == 1


def plain_label(road: MillRoad, who: Person, begin: str) -> str:
    """The button on their newest message whose label begins like this."""
    rows = (road.last(who).content.markup or {})["inline_keyboard"]
    return next(str(button["text"]) for row in rows for button in row if plain(button["text"]).startswith(begin))


async def kinds_for(road: MillRoad, telegram_id: int) -> list[str]:
    """Of everything that was sent to them and not forgotten since."""
    rows = await road.db.read(lambda tx: tx.rows(_SENT))
    return [row.kind for row in rows if row.telegram_id == telegram_id]
