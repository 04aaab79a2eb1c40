"""People who sign in the group without having opened the private chat, and what they and others hear of it."""

from datetime import timedelta

import pytest

from bot.core.codes import read_code
from bot.sandbox.transcript import Seen
from bot.sandbox.world import Person
from tests.stories.conftest import MillRoad

TIPPED = "It is happening!\n"


@pytest.fixture
async def code(mill_road: MillRoad) -> str:
    """The code of Maria's pledge, which needs three others. Nobody but Maria has opened the private chat."""
    maria = mill_road.people.maria
    await mill_road.add_bot()
    await mill_road.says(maria, "/help", mill_road.group)
    await mill_road.starts(maria)
    await mill_road.says(maria, "/pledge I will bring gloves if 3 others will join by 6 December")
    await mill_road.presses(maria, "Publish")
    code = read_code(mill_road.text(maria).split(" · ")[1].split(maxsplit=1)[0])
    assert code is not None
    return code


def told(mill_road: MillRoad, person: Person, words: str = TIPPED) -> list[Seen]:
    """The messages with these words that this person has got in private."""
    private = mill_road.sandbox.seen(person, mill_road.sandbox.private(person))
    return [seen for seen in private if seen.kind == "message" and seen.by_bot and words in seen.text]


async def sign(mill_road: MillRoad, *people: Person) -> None:
    for person in people:
        card = next(
            message
            for message in reversed(mill_road.sandbox.screen(person, mill_road.group))
            if "promises" in message.content.text or "yn addo" in message.content.text
        )
        await mill_road.sandbox.press(person, card, (0, 0))
        await mill_road.app.drain()


async def pass_time(mill_road: MillRoad, **by: float) -> None:
    mill_road.clock.move(timedelta(**by))
    await mill_road.app.drain()


async def test_whoever_cannot_be_written_to_is_asked_to_open_the_chat(mill_road: MillRoad, code: str) -> None:
    tom, maria = mill_road.people.tom, mill_road.people.maria
    await sign(mill_road, tom)
    toast = mill_road.sandbox.toasts(tom)[-1]
    assert toast.text.startswith("You are in! 2 more needed. But I cannot write to you yet.")
    assert toast.alert
    await mill_road.starts(tom, f"p_{code}")
    await sign(mill_road, tom)
    assert mill_road.sandbox.toasts(tom)[-1].text == "You are in already. Thank you!"
    await sign(mill_road, maria)
    assert "your own pledge" in mill_road.sandbox.toasts(maria)[-1].text


async def test_a_command_in_the_group_is_answered_with_the_way_to_the_chat(mill_road: MillRoad, code: str) -> None:
    joan = mill_road.people.joan
    await mill_road.says(joan, f"/sign {code}", mill_road.group)
    answer = mill_road.last(joan, mill_road.group)
    assert "I cannot write to you yet" in answer.content.text
    [[button]] = (answer.content.markup or {})["inline_keyboard"]
    await mill_road.sandbox.open_link(joan, button["url"])
    await mill_road.app.drain()
    assert "1 of 3" in mill_road.text(joan)


async def test_they_are_told_when_they_press_start_and_the_creator_says_it_in_the_group_meanwhile(
    mill_road: MillRoad, code: str
) -> None:
    maria, tom, joan, chidi = (
        mill_road.people.maria,
        mill_road.people.tom,
        mill_road.people.joan,
        mill_road.people.chidi,
    )
    await mill_road.starts(chidi)
    await sign(mill_road, tom, joan, chidi)
    assert len(told(mill_road, chidi)) == 1
    assert told(mill_road, maria, "I cannot write") == []

    await pass_time(mill_road, minutes=6)
    [plea] = told(mill_road, maria, "I cannot write")
    assert "I cannot write to 2 people who are in" in plea.text
    assert code in plea.text
    await pass_time(mill_road, days=1)

    await mill_road.starts(tom)
    await mill_road.starts(joan, f"p_{code}")
    assert [len(told(mill_road, person)) for person in (tom, joan, chidi)] == [1, 1, 1]
    await mill_road.starts(tom)
    await pass_time(mill_road, days=1)
    assert [len(told(mill_road, person)) for person in (tom, joan, chidi)] == [1, 1, 1]
    assert len(told(mill_road, maria, "I cannot write")) == 1


async def test_nobody_is_asked_to_say_it_once_everybody_has_opened_the_chat(mill_road: MillRoad, code: str) -> None:
    people = mill_road.people
    await sign(mill_road, people.tom, people.joan, people.chidi)
    for person in (people.tom, people.joan, people.chidi):
        await mill_road.starts(person)
    await pass_time(mill_road, hours=1)
    assert told(mill_road, people.maria, "I cannot write") == []


async def test_who_withdraws_before_they_open_the_chat_is_not_told(mill_road: MillRoad, code: str) -> None:
    people = mill_road.people
    await sign(mill_road, people.tom, people.joan, people.chidi)
    await mill_road.says(people.tom, f"/withdraw {code}", mill_road.group)
    await mill_road.starts(people.tom)
    assert told(mill_road, people.tom) == []
    await sign(mill_road, people.tom)
    assert len(told(mill_road, people.tom)) == 1


async def test_a_pledge_that_was_called_off_meanwhile_happens_for_nobody(mill_road: MillRoad, code: str) -> None:
    people = mill_road.people
    await sign(mill_road, people.tom, people.joan, people.chidi)
    await mill_road.says(people.maria, f"/show {code}")
    await mill_road.presses(people.maria, "Cancel this pledge")
    await mill_road.says(people.maria, "It rains too much.")
    await mill_road.presses(people.maria, "Cancel it")
    await pass_time(mill_road, minutes=6)
    [plea] = told(mill_road, people.maria, "I cannot write")
    assert "3 people" in plea.text
    assert "called off" in plea.text
    await mill_road.starts(people.tom)
    assert told(mill_road, people.tom) == []
    assert len(told(mill_road, people.tom, "has called this pledge off")) == 1


async def test_when_the_creator_cannot_be_written_to_either_an_organiser_hears_it(
    mill_road: MillRoad, code: str
) -> None:
    people = mill_road.people
    await mill_road.says(people.tom, "/help", mill_road.group)
    await mill_road.starts(people.tom)
    await mill_road.says(people.tom, "/pledge I will bake if 1 other will join by 6 December")
    await mill_road.presses(people.tom, "Publish")
    await mill_road.sandbox.block_bot(people.tom)
    await sign(mill_road, people.joan)
    await mill_road.says(people.maria, "/settings")
    await pass_time(mill_road, minutes=6)
    [plea] = told(mill_road, people.maria, "I cannot write")
    assert "1 person" in plea.text
    await mill_road.sandbox.unblock_bot(people.tom)
    await mill_road.app.drain()
    assert len(told(mill_road, people.tom, "Your pledge is happening!")) == 1


async def test_who_has_missed_a_lot_gets_it_at_once_and_welcome_first(mill_road: MillRoad, code: str) -> None:
    people = mill_road.people
    await sign(mill_road, people.tom, people.joan, people.chidi)
    for number in range(3):
        await mill_road.says(people.maria, f"/pledge I will sweep stretch {number} if 1 other will by 6 December")
        await mill_road.presses(people.maria, "Publish")
        await sign(mill_road, people.tom)
    await mill_road.starts(people.tom)
    private = [
        seen for seen in mill_road.sandbox.seen(people.tom, mill_road.sandbox.private(people.tom)) if seen.by_bot
    ]
    assert "Hello" in private[0].text
    assert private[1].text.count(TIPPED) == 4
    assert len(private) == 2
