"""The market through the wire: offered, needed, found, agreed in private; told, asleep, taken down, hidden."""

import re
from datetime import timedelta
from random import Random

import pytest

from bot.core.clock import MovableClock
from bot.maintenance.checking import findings
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import Setup
from bot.sandbox.world import Message, Person
from tests.stories.conftest import MillRoad
from tests.stories.test_deeds import a_life

DAY = timedelta(days=1)


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Everybody lives here and has opened the private chat."""
    await mill_road.add_bot()
    for who in mill_road.people.people:
        await mill_road.says(who, "/pledges", mill_road.group)
        await mill_road.starts(who)
    return mill_road


def plain(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\u2068\u2069\u200e\u2066")


def said(road: MillRoad, who: Person) -> str:
    return plain(road.text(who))


def heard(road: MillRoad, who: Person) -> list[str]:
    return [plain(seen.text) for seen in road.sandbox.seen(who) if seen.by_bot and seen.kind == "message"]


def buttons(road: MillRoad, who: Person) -> list[str]:
    rows = (road.last(who).content.markup or {}).get("inline_keyboard", [])
    return [plain(button["text"]) for row in rows for button in row]


def data(road: MillRoad, who: Person, label: str) -> str:
    rows = (road.last(who).content.markup or {}).get("inline_keyboard", [])
    return next(b["callback_data"] for row in rows for b in row if plain(b["text"]) == label)


async def presses(road: MillRoad, who: Person, label: str) -> None:
    """A button by what is read on it."""
    await road.sandbox.press(who, road.last(who), data=data(road, who, label))
    await road.app.drain()


async def passes(road: MillRoad, time: timedelta) -> None:
    road.clock.move(time)
    await road.app.drain()


async def a_moment(road: MillRoad) -> None:
    """One chat hears one message a second."""
    for _ in range(3):
        await passes(road, timedelta(seconds=2))


async def test_an_offer_becomes_hours(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/offer bike repair, up to 2h, near Mill Road, #repairs")
    assert said(road, tom) == (
        "It is in the market.\n\nYour offer\n\nbike repair\nRepairs · up to 2 h · Mill Road\n\n"
        "It stays until Thu, 25 Feb 2027."
    )
    await road.says(maria, "/market bikes")
    assert said(road, maria) == "Market with “bikes”\n\nOffered: bike repair\nRepairs · up to 2 h · Mill Road"
    await presses(road, maria, "bike repair")
    await presses(road, maria, "I need this")
    assert "I do not say who you are" in said(road, maria)
    await presses(road, maria, "Yes, ask")
    assert said(road, maria).startswith("I have asked.")
    await a_moment(road)
    assert said(road, tom).startswith("A neighbour needs what you offer.\n\nbike repair\nup to 2 h · Mill Road")
    assert not any("Maria" in text for text in heard(road, tom)), "not before both have said yes"
    assert not any("Tom" in text for text in heard(road, maria))
    await presses(road, tom, "Yes, connect us")
    assert "This is Maria (@maria_santos)." in said(road, tom)
    await a_moment(road)
    assert "This is Tom (@tombevan)." in said(road, maria)
    assert "Give hours" in buttons(road, maria) and "Give hours" not in buttons(road, tom)
    await presses(road, maria, "Give hours")
    assert "/give @tombevan 1h30 bike repair" in said(road, maria)
    await presses(road, maria, "1 h 30 min")
    assert said(road, maria).startswith("You give Tom (@tombevan) 1 h 30 min.\n\nbike repair")
    await passes(road, timedelta(minutes=1))
    assert said(road, tom).startswith("Maria has given you 1 h 30 min.\n\nbike repair")


async def test_declined_kindly_and_without_a_name(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/need somebody to water my plants, 30 min")
    post = data(road, tom, "Take it down").split(":", 2)[2]
    await road.sandbox.press(maria, road.last(maria), data=f"1:market_post:{post}")
    await road.app.drain()
    await presses(road, maria, "I can help")
    await presses(road, maria, "Yes, ask")
    await presses(road, maria, "Take it back")
    assert said(road, maria).startswith("You have taken it back")
    assert not any("can help you" in text for text in heard(road, tom)), "withdrawn before it was said"
    await road.sandbox.press(maria, road.last(maria), data=f"1:market_ask_yes:{post}")
    await a_moment(road)
    assert said(road, tom).startswith("A neighbour can help you.")
    yes = f"1:market_yes:{_ask_of(road.last(tom))}"
    await presses(road, tom, "Not this time")
    assert said(road, tom).startswith("I tell them kindly")
    await a_moment(road)
    assert said(road, maria).startswith("It does not work out this time.\n\nsomebody to water my plants")
    assert not any("Tom" in text for text in heard(road, maria))
    await road.sandbox.press(tom, road.last(tom), data=yes)
    await road.app.drain()
    assert "This question is over" in plain(road.sandbox.toasts(tom)[-1].text), "no is no"
    await road.sandbox.press(maria, road.last(maria), data=f"1:market_ask_yes:{post}")
    await road.app.drain()
    assert "did not work out this time" in plain(road.sandbox.toasts(maria)[-1].text), "nobody is asked twice"


def _ask_of(message: Message) -> str:
    """Which question a message puts."""
    found = re.search(r"1:market_yes:(\d+:\d+)", str(message.content.markup))
    return found[1] if found else "0:0"


async def test_the_form_in_private_and_from_the_group(road: MillRoad) -> None:
    joan = road.people.joan
    await road.says(joan, "/need", road.group)
    assert "Let us go on in private." in said(road, joan) or any(
        "Let us go on in private" in plain(seen.text) for seen in road.sandbox.seen(joan, road.group)
    )
    await road.starts(joan, "m_form")
    assert said(road, joan).startswith("What do you need?")
    await road.says(joan, "hi")
    assert said(road, joan).startswith("Please say it in a few words more")
    await road.says(joan, "a lift to the clinic")
    assert said(road, joan).startswith("a lift to the clinic\n\nWhat kind of help is it?")
    await presses(road, joan, "Lifts")
    await road.says(joan, "as long as it takes")
    assert said(road, joan).startswith("How long may it take? From 5 minutes to 24 hours")
    await presses(road, joan, "Back")
    await presses(road, joan, "Lifts")
    old = data(road, joan, "1 h")
    await presses(road, joan, "1 h")
    await presses(road, joan, "Anywhere here")
    assert said(road, joan).startswith("It is in the market.\n\nYour need\n\na lift to the clinic\nLifts · up to 1 h")
    await road.sandbox.press(joan, road.last(joan), data=old)
    await road.app.drain()
    assert "This form is finished" in plain(road.sandbox.toasts(joan)[-1].text)
    await road.says(joan, "/market mine")
    await presses(road, joan, "a lift to the clinic")
    await presses(road, joan, "Take it down")
    assert said(road, joan).startswith("It is taken down.")
    await presses(road, joan, "Undo")
    assert said(road, joan).startswith("It is in the market again.")
    await road.says(joan, "/offer")
    await presses(road, joan, "Cancel")
    assert said(road, joan) == "Cancelled: nothing is in the market."


async def test_undone_it_was_never_there(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/offer bike repair", road.group)
    assert said(road, tom).startswith("It is in the market.")
    assert all("It is in the market" not in each.text for each in road.said_in_group()), "for Tom's eyes only"
    await road.says(tom, "/offer juggling lessons")
    assert "What kind of help is it?" in said(road, tom)
    await presses(road, tom, "Learning")
    assert "juggling lessons\nLearning" in said(road, tom)
    await road.says(tom, "/offer knitting")
    await presses(road, tom, "Undo")
    assert said(road, tom) == "Undone: it is not in the market."
    await road.says(tom, "/market")
    assert said(road, tom) == ("Market\n\nOffered: juggling lessons\nLearning\n\nOffered: bike repair")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/offer hi", "at least three letters"),
        ("/offer " + "x" * 201, "it may have 200 characters, and yours has 201."),
        ("/offer bike repair, 25h", "From 5 minutes to 24 hours"),
        ("/offer bike repair, 0 min", "From 5 minutes to 24 hours"),
        ("/need bike repair, -1h", "From 5 minutes to 24 hours"),
        ("/need a lift, near " + "x" * 41, "too long for a place"),
    ],
)
async def test_what_cannot_be_posted(road: MillRoad, line: str, sentence: str) -> None:
    await road.says(road.people.tom, line)
    assert sentence in said(road, road.people.tom)
    await road.says(road.people.tom, "/market")
    assert said(road, road.people.tom).startswith("The market is empty.")


async def test_so_many_a_day_and_so_many_at_once(road: MillRoad) -> None:
    tom = road.people.tom
    for day in range(2):
        for number in range(5):
            await road.says(tom, f"/offer help {day} {number}")
        await road.says(tom, "/offer more")
        assert "You have posted 5 times today already." in said(road, tom)
        await passes(road, DAY)
    await road.says(tom, "/offer more")
    assert "You have 10 posts in the market already." in said(road, tom)
    await road.says(tom, "/market")
    page = said(road, tom)
    assert page.count("Offered:") == 6 and "help 1 4" in page and "help 0 3" not in page
    await presses(road, tom, "Older")
    assert "help 0 0" in said(road, tom) and "help 0 3" in said(road, tom)
    await presses(road, tom, "Newer")
    assert said(road, tom) == page
    await road.says(tom, "/market help 0")
    assert said(road, tom).count("Offered:") == 5 + 1, "0 0 to 0 4, and 1 0"


async def test_not_too_many_ask_about_one(road: MillRoad) -> None:
    tom, people = road.people.tom, road.people
    await road.says(tom, "/need somebody to water my plants")
    post = data(road, tom, "Take it down").split(":", 2)[2]
    ask = f"1:market_ask_yes:{post}"
    more = [await road.sandbox.create_person(f"Pat {number}") for number in range(1)]
    for who in more:
        await road.sandbox.join(who, road.group)
        await road.says(who, "/pledges", road.group)
        await road.starts(who)
    for who in (people.maria, people.dilys, people.amal, people.chidi, people.joan, *more):
        await road.sandbox.press(who, road.last(who), data=ask)
        await road.app.drain()
    assert "Several neighbours wait for an answer here already." in plain(road.sandbox.toasts(more[0])[-1].text)
    await road.sandbox.press(tom, road.last(tom), data=ask)
    await road.app.drain()
    assert plain(road.sandbox.toasts(tom)[-1].text) == "This is your own."


async def test_reported_and_hidden(road: MillRoad) -> None:
    tom, maria, joan = road.people.tom, road.people.maria, road.people.joan
    await road.says(maria, "/settings")
    await road.says(tom, "/offer dubious pills")
    post = data(road, tom, "Take it down").split(":", 2)[2]
    await road.says(joan, "/market pills")
    await presses(road, joan, "dubious pills")
    await presses(road, joan, "Report")
    await presses(road, joan, "Report it")
    await a_moment(road)
    assert said(road, maria).startswith("Somebody has reported this in the market.\n\ndubious pills")
    assert not any("Joan" in text or "Tom" in text for text in heard(road, maria))
    await presses(road, maria, "Hide it")
    assert said(road, maria).startswith("It is hidden: only its author sees it now.")
    await a_moment(road)
    assert said(road, tom).startswith("An organiser has hidden what you posted in the market.")
    for look in ("/market pills", "/market"):
        await road.says(joan, look)
        assert "dubious" not in said(road, joan)
    await road.sandbox.press(joan, road.last(joan), data=f"1:market_post:{post}")
    await road.app.drain()
    assert "not in the market" in plain(road.sandbox.toasts(joan)[-1].text)
    await road.sandbox.press(joan, road.last(joan), data=f"1:market_unhide:{post}")
    await road.app.drain()
    assert "organiser" in plain(road.sandbox.toasts(joan)[-1].text)
    await road.sandbox.press(maria, road.last(maria), data=f"1:market_unhide:{post}")
    await road.app.drain()
    await road.says(joan, "/market pills")
    assert "dubious pills" in said(road, joan)


async def test_another_community_shows_nowhere(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/offer bike repair")
    post = data(road, tom, "Take it down").split(":", 2)[2]
    zed = await road.sandbox.create_person("Zed", username="zed")
    elsewhere = await road.sandbox.create_group(zed, "Riverside", ())
    await road.sandbox.add_bot(zed, elsewhere)
    await road.app.drain()
    await road.says(zed, "/pledges", elsewhere)
    await road.starts(zed)
    await road.says(zed, "/market bike")
    assert "Nothing in the market has “bike” in it." in said(road, zed)
    for verb in ("post", "ask", "ask_yes", "renew", "down", "report_yes", "hide", "kind"):
        forged = f"1:market_{verb}:{post}" + (":garden" if verb == "kind" else "")
        await road.sandbox.press(zed, road.last(zed), data=forged)
        await road.app.drain()
        assert "not in the market" in plain(road.sandbox.toasts(zed)[-1].text), verb
    assert not any("bike repair" in text for text in heard(road, zed))


async def test_whoever_leaves_takes_everything_down(road: MillRoad) -> None:
    tom, maria, joan = road.people.tom, road.people.maria, road.people.joan
    await road.says(tom, "/offer bike repair")
    post = data(road, tom, "Take it down").split(":", 2)[2]
    await road.says(maria, "/need a lift")
    lift = data(road, maria, "Take it down").split(":", 2)[2]
    await road.sandbox.press(joan, road.last(joan), data=f"1:market_ask_yes:{post}")
    await road.app.drain()
    await road.sandbox.press(tom, road.last(tom), data=f"1:market_ask_yes:{lift}")
    await a_moment(road)
    question = road.last(maria)
    await road.sandbox.leave(tom, road.group)
    await a_moment(road)
    assert said(road, joan).startswith("It does not work out this time.")
    await road.says(joan, "/market bike")
    assert "Nothing in the market" in said(road, joan)
    await road.sandbox.press(maria, question, data=f"1:market_yes:{_ask_of(question)}")
    await road.app.drain()
    assert "This question is over" in plain(road.sandbox.toasts(maria)[-1].text)
    assert not any("Tom" in text for text in heard(road, maria))


async def test_in_welsh_and_in_arabic(road: MillRoad) -> None:
    dilys, amal = road.people.dilys, road.people.amal
    await road.says(dilys, "/offer garddio, hyd at 2 awr, ger Heol y Felin, #gardd")
    assert "garddio\nGardd · hyd at 2 awr · Heol y Felin" in said(road, dilys)
    await road.says(amal, "/market حديقة")
    assert "garddio" in said(road, amal), "the kind of help is found in every language"
    await road.says(amal, "/need تعليم اللغة الويلزية، حتى ساعة، #تعليم")
    assert "تعليم اللغة الويلزية\n" in said(road, amal)
    await road.says(dilys, "/market الويلزيه")
    assert "تعليم اللغة الويلزية" in said(road, dilys)


async def test_weeks_of_needs_and_sleep_over_restarts(  # noqa: PLR0915  half a year
    database_url: str, clock: MovableClock
) -> None:
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    tom, maria, chidi, joan = people.tom, people.maria, people.chidi, people.joan
    async with a_life(database_url, clock, people) as road:
        await road.add_bot()
        for who in people.people:
            await road.says(who, "/pledges", road.group)
            await road.starts(who)
        await road.says(tom, "/offer bike repair, #repairs")
        await road.says(chidi, "/offer bicycles and taps, #repairs")
        await road.says(chidi, "/settings")
        await presses(road, chidi, "Quiet hours")
        await road.says(chidi, "20:00-12:00")
        await road.says(maria, "/need somebody to mend my bike")
        await road.says(joan, "/need my tap drips, #repairs")
        await road.says(joan, "/need a cake for Sunday")
    for hours in (0, 23, 1):  # Saturday, 9:00; 10:00
        clock.move(timedelta(hours=hours))
        async with a_life(database_url, clock, people) as road:
            await a_moment(road)
            news = [text for text in heard(road, tom) if "may be able to do" in text]
            assert len(news) == (1 if hours == 1 else 0)
    [text] = news
    assert "somebody to mend my bike" in text and "my tap drips" in text and "cake" not in text
    async with a_life(database_url, clock, people) as road:
        assert not any("may be able to do" in text for text in heard(road, chidi)), "his quiet hours"
        await passes(road, timedelta(hours=2))
        assert sum("may be able to do" in text for text in heard(road, chidi)) == 1
        await presses(road, chidi, "Do not tell me")
        await presses(road, tom, "my tap drips")
        assert said(road, tom).startswith("Needed")
        await road.says(maria, "/need a new saddle for my bike")
        await passes(road, DAY)
        await a_moment(road)
        assert sum("may be able to do" in text for text in heard(road, tom)) == 2
        assert sum("may be able to do" in text for text in heard(road, chidi)) == 1, "he wants no more"
    clock.move(timedelta(days=81))
    async with a_life(database_url, clock, people) as road:
        for _ in range(6):
            await a_moment(road)
        assert said(road, tom).startswith("Does your offer still stand?\n\nbike repair")
        assert sum("still need this?" in text for text in heard(road, joan)) == 2
        await presses(road, tom, "Keep it")
        assert said(road, tom).startswith("It stays for another 90 days.")
    clock.move(timedelta(days=8))
    async with a_life(database_url, clock, people) as road:
        await road.says(maria, "/market")
        assert said(road, maria) == "Market\n\nNeeded: a new saddle for my bike\n\nOffered: bike repair\nRepairs"
        await road.says(joan, "/market mine")
        assert said(road, joan).count("It is asleep: nobody else sees it.") == 2
        await presses(road, joan, "a cake for Sunday")
        await presses(road, joan, "Wake it up")
        await road.says(maria, "/market cake")
        assert "a cake for Sunday" in said(road, maria)
    clock.move(timedelta(days=92))
    async with a_life(database_url, clock, people) as road:
        await road.says(joan, "/market mine")
        assert "tap drips" not in said(road, joan), "what sleeps for too long is forgotten"
        assert await road.db.read(findings) == []
