"""A pledge from its first word to its end, through the wire, with the whole bot."""

import json
from datetime import timedelta

import pytest

from tests.stories.conftest import MillRoad

LINE = "/pledge I will bring my van if {n} other neighbours will come too by 6 December"


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Everybody lives here and has opened the private chat."""
    await mill_road.add_bot()
    people = mill_road.people
    for who in (people.maria, people.tom, people.chidi):
        await mill_road.says(who, "/pledges", mill_road.group)
        await mill_road.starts(who)
    return mill_road


def plain(text: str) -> str:
    """The text without the invisible marks around names."""
    return text.replace("\u2068", "").replace("\u2069", "")


def card(road: MillRoad) -> str:
    """The pledge's card in the group."""
    return road.said_in_group()[-1].text


def code_in(text: str) -> str:
    return plain(text).split(" · ")[1].split(maxsplit=1)[0]


async def later(road: MillRoad) -> None:
    """Cards are edited once in three seconds."""
    road.clock.move(timedelta(seconds=4))
    await road.app.drain()


async def published(road: MillRoad, n: int = 2) -> str:
    """Tom's pledge, by one line in private; its code."""
    await road.says(road.people.tom, LINE.format(n=n))
    await road.presses(road.people.tom, "Publish")
    return code_in(road.text(road.people.tom))


async def test_one_line_a_preview_a_card_and_it_happens(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n=2))
    preview = plain(road.text(people.tom))
    assert "I will bring my van, if 2 other neighbours will come, by 6 December 2026." in preview
    assert "to the end of the day, Europe/London" in preview
    await road.presses(people.tom, "Publish")
    assert "0 of 2" in card(road)

    await road.presses(people.maria, "I will too", road.group)
    assert road.sandbox.toasts(people.maria)[-1].text == "You are in! 1 more needed."
    await later(road)
    assert "1 of 2" in road.last(people.chidi, road.group).content.text

    await road.presses(people.chidi, "I will too", road.group)
    assert "it is happening" in road.sandbox.toasts(people.chidi)[-1].text
    await road.app.drain()
    assert "Your pledge is happening!" in road.text(people.tom)
    for who in (people.maria, people.chidi):
        assert "It is happening!" in road.text(who)


async def test_of_an_unlisted_pledge_nobody_is_told_to_speak_in_the_group(road: MillRoad) -> None:
    people = road.people
    await road.says(people.tom, LINE.format(n=1))
    for label in ("Change", "Who sees it", "Back", "Publish"):
        await road.presses(people.tom, label)
    await road.says(people.maria, f"/sign {code_in(road.text(people.tom))}")
    for told in (road.text(people.tom), road.text(people.maria)):
        assert "happening" in told
        assert "when and where you will meet" in told
        assert "in the group" not in told


async def test_pledged_in_the_upgraded_group_before_we_know_that_it_is_the_same(road: MillRoad) -> None:
    people, sandbox = road.people, road.sandbox
    old = await published(road, n=5)
    group = await sandbox.upgrade_group(people.maria, road.group)
    late = [each for each in sandbox.updates.pending() if b"migrate_" in each.body]
    for each in late:
        sandbox.updates.remove(each)
    await road.app.drain()
    await road.says(people.tom, LINE.format(n=2), group)
    await road.presses(people.tom, "Publish")
    code = code_in(road.text(people.tom))
    await road.presses(people.chidi, "I will too", group)
    for each in late:
        sandbox.updates.push("message", json.loads(each.body)["message"], each.queue)
    await road.app.drain()

    await later(road)
    cards = [
        seen for seen in sandbox.screen(people.maria, group) if seen.sender is sandbox.bot and code in seen.content.text
    ]
    assert len(cards) == 1
    assert "1 of 2" in cards[0].content.text
    await sandbox.press(people.maria, cards[0], "I will too")
    await road.app.drain()
    await road.app.drain()
    for who in (people.maria, people.chidi):
        assert [seen.text for seen in sandbox.seen(who, sandbox.private(who)) if "It is happening!" in seen.text]
    assert "Your pledge is happening!" in road.text(people.tom)
    await road.says(people.chidi, "/pledges")
    assert old in road.text(people.chidi)
    assert code in road.text(people.chidi)


OLD = ("0:sign:{code}", "1:pledge_gone:{code}", "1:pledge_sign:{code}:more", "{code}")
"""What buttons of other releases may have said of a pledge."""


@pytest.mark.parametrize("data", OLD)
async def test_an_old_button_in_private_is_answered_with_the_pledge_as_it_is_now(data: str, road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    await road.says(maria, "/help")
    await road.sandbox.press(maria, road.last(maria), data=data.format(code=code))
    await road.app.drain()
    assert road.sandbox.toasts(maria)[-1].text == "This button is out of date. Look at my new message."
    await road.presses(maria, "I will too")
    assert "1 of 2" in road.text(maria)


@pytest.mark.parametrize("data", ["0:sign:7K2MQ", "1:help:a:b", "nonsense", "", ":" * 64, "1:pledges\u0000"])
async def test_any_other_old_button_in_private_leads_to_the_beginning(data: str, road: MillRoad) -> None:
    maria = road.people.maria
    await road.says(maria, "/help")
    await road.sandbox.press(maria, road.last(maria), data=data)
    await road.app.drain()
    assert "out of date" in road.sandbox.toasts(maria)[-1].text
    assert "You are a resident of" in road.text(maria)


async def test_an_old_button_shows_nothing_of_a_pledge_to_whom_it_is_none_of_their_business(road: MillRoad) -> None:
    code, stranger = await published(road), await road.sandbox.create_person("Ines")
    await road.starts(stranger)
    await road.sandbox.press(stranger, road.last(stranger), data=f"0:sign:{code}")
    await road.app.drain()
    assert "Hello" in road.text(stranger)
    assert "van" not in road.text(stranger)


async def test_an_old_button_in_the_group_is_a_toast_and_no_message(road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    before = len(road.sandbox.seen(maria))
    await road.sandbox.press(maria, road.last(maria, road.group), data=f"0:sign:{code}")
    await road.app.drain()
    assert [seen.text for seen in road.sandbox.seen(maria)[before:]] == [
        "This button is out of date. Please open it afresh, with /pledges for example."
    ]


async def test_the_card_follows_the_language_of_the_group(road: MillRoad) -> None:
    maria = road.people.maria
    await published(road)
    await road.says(maria, "/help organising")
    await road.presses(maria, "Settings of the community")
    for label in ("Cymraeg", "Europe/London", "GBP", "Save"):
        await road.presses(maria, label)
    await later(road)
    assert "0 o 2" in road.last(maria, road.group).content.text


async def test_question_by_question(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge")
    await road.says(tom, "sweep the lane")
    await road.says(tom, "50")
    assert "rarely succeed" in road.text(tom)
    await road.presses(tom, "Start with 10")
    await road.presses(tom, "Other neighbours")
    await road.presses(tom, "The same as me")
    await road.says(tom, "30 February")
    assert "not in the calendar" in road.text(tom)
    await road.says(tom, "Friday")
    await road.says(tom, "Sunday 10:00 at the pump")
    assert "People can sign until Fri, 4 Dec" in plain(road.text(tom))
    await road.says(tom, "6/12 10:00 at the pump")
    assert "10 other neighbours will too" in plain(road.text(tom))
    assert "When and where: Sun, 6 Dec 2026, 10:00, Europe/London · at the pump" in plain(road.text(tom))
    await road.presses(tom, "Publish")
    assert "sweep the lane" in card(road)
    assert "When and where: Sun 6 Dec, 10:00, Europe/London · at the pump" in plain(card(road))


async def test_begun_in_the_group_it_goes_on_in_private(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/pledge I will sweep the lane", road.group)
    await road.starts(tom, "p_new")
    assert "How many others" in road.text(tom)


@pytest.mark.parametrize(
    ("line", "next_"),
    [
        ("I will sweep the lane", "How many others"),
        (LINE.format(n=2).removeprefix("/pledge "), "Your pledge will read:"),
    ],
)
async def test_a_stranger_to_the_chat_goes_on_where_they_were(mill_road: MillRoad, line: str, next_: str) -> None:
    """They have never opened it, so the answer stands in the group: without a word of theirs, with the way to it."""
    tom, road = mill_road.people.tom, mill_road
    await road.add_bot()
    await road.says(tom, f"/pledge {line}", road.group)
    answer = road.said_in_group()[-1]
    assert "van" not in answer.text
    [[button]] = (road.last(tom, road.group).content.markup or {})["inline_keyboard"]
    await road.starts(tom, button["url"].partition("start=")[2])
    assert next_ in road.text(tom)


async def test_in_private_one_signs_and_withdraws_by_the_same_button(road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    await road.starts(maria, f"p_{code}")
    await road.presses(maria, "I will too")
    assert "1 of 2" in road.text(maria)
    await road.presses(maria, "Withdraw")
    assert "0 of 2" in road.text(maria)
    await road.says(maria, f"/sign {code.lower()}")
    assert "You are in!" in road.text(maria)
    await road.says(maria, f"/withdraw {code}")
    assert "You have withdrawn" in road.text(maria)


async def test_lists_lead_to_cards(road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    for command in ("/pledges", "/pledges van", "/pledges mine"):
        await road.says(road.people.tom, command)
        assert code in road.text(road.people.tom), command
    await road.says(maria, "/pledges bicycle")
    assert "No open pledge has" in road.text(maria)
    await road.presses(maria, "All open pledges")
    await road.presses(maria, f"Show {code}")
    assert "bring my van" in road.text(maria)
    await road.presses(maria, "Who's in")
    assert "Nobody has signed yet" in road.sandbox.toasts(maria)[-1].text


async def test_cancelling_asks_why_and_tells_everybody_once(road: MillRoad) -> None:
    code, people = await published(road), road.people
    await road.says(people.maria, f"/sign {code}")
    await road.says(people.tom, f"/show {code}")
    await road.presses(people.tom, "Cancel this pledge")
    await road.says(people.tom, "thanks all")
    assert "with the reason “thanks all”?" in plain(road.text(people.tom))
    await road.says(people.tom, "The council has cleared it")
    await road.presses(people.tom, "Cancel it")
    assert "is cancelled" in road.text(people.tom)
    assert "The council has cleared it" in road.text(people.maria)
    await later(road)
    assert "cancelled" in road.last(people.chidi, road.group).content.text


async def test_an_old_private_card_is_drawn_afresh_by_its_buttons(road: MillRoad) -> None:
    code, people = await published(road, n=1), road.people
    old = road.last(people.tom)
    await road.says(people.maria, f"/sign {code}")
    assert "0 of 1" in old.content.text

    await road.sandbox.press(people.tom, old, "Cancel this pledge")
    await road.app.drain()
    assert "enough have signed" in road.sandbox.toasts(people.tom)[-1].text
    assert "1 of 1" in old.content.text
    assert "enough have signed" in old.content.text
    assert "Cancel this pledge" not in str(old.content.markup)

    await road.says(people.maria, f"/withdraw {code}")
    await road.sandbox.press(people.tom, old, "Who's in")
    await road.app.drain()
    assert "1 signed, 0 still in" in old.content.text


async def test_a_pledge_is_cancelled_once(road: MillRoad) -> None:
    code, tom = await published(road), road.people.tom
    old = road.last(tom)
    await road.says(tom, f"/show {code}")
    await road.presses(tom, "Cancel this pledge")
    await road.says(tom, "The council has cleared it")
    await road.presses(tom, "Cancel it")
    await road.sandbox.press(tom, old, "Cancel this pledge")
    await road.app.drain()
    assert "This pledge was cancelled" in old.content.text
    assert "Write the reason" not in road.text(tom)


async def test_too_few_by_the_deadline(road: MillRoad) -> None:
    code, people = await published(road), road.people
    await road.says(people.maria, f"/sign {code}")
    road.clock.move(timedelta(days=10))
    await road.app.drain()
    road.clock.move(timedelta(days=1))  # quiet hours are over
    await road.app.drain()
    assert "not enough people signed" in road.text(people.maria)
    assert "not enough people signed" in road.text(people.tom)
    await road.says(people.chidi, f"/sign {code}")
    assert "Signing ended on" in road.text(people.chidi)


async def test_nobody_is_in_and_what_each_can_do_about_it(road: MillRoad) -> None:
    code, people = await published(road), road.people
    await road.presses(people.maria, "Who's in", road.group)
    assert road.sandbox.toasts(people.maria)[-1].text == "Nobody has signed yet. Be the first!"
    await road.presses(people.tom, "Who's in", road.group)
    assert road.sandbox.toasts(people.tom)[-1].text.startswith("Nobody has signed yet. Share it"), "he cannot sign"
    road.clock.move(timedelta(days=10))
    await road.says(people.maria, f"/show {code}")
    await road.presses(people.maria, "Who's in")
    assert road.sandbox.toasts(people.maria)[-1].text == "Nobody has signed."


@pytest.mark.parametrize(("n", "fewer"), [(1, False), (2, True)])
async def test_after_a_near_miss_fewer_are_suggested_where_there_are_fewer(road: MillRoad, n: int, fewer: bool) -> None:
    await published(road, n)
    road.clock.move(timedelta(days=11))
    await road.app.drain()
    road.clock.move(timedelta(days=1))
    await road.app.drain()
    said = road.text(road.people.tom)
    assert "not enough people signed" in said
    assert ("with fewer people?" in said) is fewer


async def test_somebody_from_elsewhere_learns_nothing(road: MillRoad) -> None:
    code = await published(road)
    stranger = await road.sandbox.create_person("Pat")
    for unknown in (code, "ZZZZZ"):
        await road.starts(stranger, f"p_{unknown}")
        assert plain(road.text(stranger)).startswith(f"I know no pledge {unknown}.")
