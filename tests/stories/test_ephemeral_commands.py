"""Commands in the group that only whoever types them sees, and where their answers go when they cannot stay there."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from bot.handlers import menus
from bot.handlers.commands import COMMANDS
from bot.sandbox.faults import Fault, What
from bot.sandbox.transcript import Seen
from bot.sandbox.world import Person
from bot.screens.words import words_for
from tests.stories.conftest import MillRoad

LINE: Final = "/pledge I will bring my van if 2 other neighbours will come too by 6 December"
ASKS_FOR_THE_CHAT: Final = "I can answer you once you have opened our private chat. Then ask again."


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """The bot has come into the group and has offered its commands; nobody has opened the private chat."""
    await mill_road.add_bot()
    await menus.offer(mill_road.app.bot, mill_road.db, COMMANDS)
    return mill_road


async def seen_by(road: MillRoad, who: Person, *acts: object) -> list[Seen]:
    """What came up in the group for this person while these acts were done and answered."""
    before = len(road.sandbox.seen(who, road.group))
    for act in acts:
        await act  # type: ignore[misc]
    await road.app.drain()
    return road.sandbox.seen(who, road.group)[before:]


def refuse_in_group(road: MillRoad) -> None:
    """From now on nothing that is sent into the group gets through."""
    words = "Bad Request: CHAT_RESTRICTED"
    fault = Fault(What.REFUSED, method="sendMessage", chat_id=road.group.id, status=400, description=words, times=None)
    road.sandbox.faults.add(fault)


@pytest.mark.parametrize("name", sorted(COMMANDS))
async def test_a_command_and_its_answer_are_seen_by_one(name: str, road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    others = len(road.sandbox.seen(joan, road.group))
    command, answer = await seen_by(
        road, tom, road.says(tom, COMMANDS[name].example(words_for("en"), "7K2MQ"), road.group)
    )
    assert (command.by_bot, answer.by_bot) == (False, True)
    assert command.audience == answer.audience == {tom.id}
    assert answer.ephemeral_id is not None
    assert len(road.sandbox.seen(joan, road.group)) == others


async def test_a_pledge_is_made_unseen_and_the_group_sees_its_card(road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    await road.starts(joan)
    told = await seen_by(road, joan, road.says(tom, LINE, road.group), road.presses(tom, "Publish", road.group))
    assert ["0 of 2" in seen.text for seen in told] == [True]
    assert road.said_in_group()[-1].text == told[0].text
    await road.presses(joan, "I will too", road.group)
    assert road.sandbox.toasts(joan)[-1].text == "You are in! 1 more needed."


async def test_where_commands_cannot_be_ephemeral_the_answer_goes_to_the_private_chat(road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    await road.starts(tom)
    road.sandbox.profile.commands.clear()
    told = await seen_by(road, joan, road.says(tom, "/pledges", road.group))
    assert [seen.text for seen in told] == ["/pledges"]
    assert "open pledges" in road.text(tom)


async def test_an_answer_that_comes_too_late_goes_to_the_private_chat(road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    await road.starts(tom)
    others = len(road.sandbox.seen(joan, road.group))
    await road.sandbox.send_text(tom, road.group, "/pledges")
    road.clock.move(timedelta(seconds=16))
    assert await seen_by(road, tom) == []
    assert "open pledges" in road.text(tom)
    assert len(road.sandbox.seen(joan, road.group)) == others


async def test_without_a_private_chat_a_short_sentence_in_the_group_is_the_last_way(road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    await road.sandbox.send_text(tom, road.group, "/pledges")
    road.clock.move(timedelta(seconds=16))
    [said] = await seen_by(road, joan)
    assert said.text == ASKS_FOR_THE_CHAT
    assert "Tom" not in said.text


async def test_a_button_whose_answer_finds_no_way_says_so_in_a_toast(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(road.people.maria, LINE, road.group)
    await road.presses(road.people.maria, "Publish", road.group)
    refuse_in_group(road)
    press = await road.sandbox.press(tom, road.last(tom, road.group), "Share")
    await road.app.drain()
    assert (press.text, press.alert) == (ASKS_FOR_THE_CHAT, True)
    await road.starts(tom)
    press = await road.sandbox.press(tom, road.last(tom, road.group), "Share")
    await road.app.drain()
    assert (press.answered, press.text) == (True, "")
    assert "start=p_" in str(road.last(tom).content)


async def test_an_admin_who_writes_as_the_group_shows_by_a_button_who_they_are(road: MillRoad) -> None:
    maria, tom = road.people.maria, road.people.tom
    road.people = replace(road.people, group=await road.sandbox.upgrade_group(maria, road.group))
    await road.app.drain()
    await road.sandbox.set_anonymous(maria, road.group, on=True)
    [asked] = await seen_by(road, tom, road.says(maria, "/settings", road.group))
    assert asked.buttons
    assert "Maria" not in asked.text


async def test_an_answer_that_gets_lost_costs_nothing_but_itself(road: MillRoad) -> None:
    tom, joan = road.people.tom, road.people.joan
    road.sandbox.setup = replace(road.sandbox.setup, lose_ephemerals=True)
    told = await seen_by(road, joan, road.says(tom, LINE, road.group))
    assert told == []
    await road.starts(tom, "p_new")
    assert "I will bring my van" in road.text(tom).replace("\u2068", "").replace("\u2069", "")
