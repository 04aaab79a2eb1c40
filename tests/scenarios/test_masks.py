"""Who speaks in a group without being somebody: channels, other bots, forwards, edits, the group itself."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.sandbox import wire
from bot.sandbox.world import GROUP_ANONYMOUS_BOT, Chat
from tests.scenarios.road import Road, only
from tests.scenarios.tables import asked

COMMANDS: Final = (
    "/pledges",
    "/pledge I will dance if 3 others will by 6 December",
    "/show {code}",
    "/sign {code}",
    "/withdraw {code}",
    "/settings",
    "/help",
)

ELM_STREET: Final = {"id": -1_009_999_999_999, "type": "supergroup", "title": "Elm Street"}

_PEOPLE: Final = asked("SELECT telegram_id FROM people", "telegram_id")

Say = Callable[[Road, Chat, str], Awaitable[object]]


async def as_a_channel(road: Road, group: Chat, text: str) -> None:
    channel = road.sandbox.new_channel("Mill Road news")
    await road.sandbox.send_text(road.people.tom, group, text, as_channel=channel)


async def in_the_linked_channel(road: Road, group: Chat, text: str) -> None:
    road.sandbox.new_channel("Mill Road news", linked_to=group)
    await road.sandbox.post_in_linked_channel(group, text)


async def as_a_bot(road: Road, group: Chat, text: str) -> None:
    robot = await road.sandbox.create_person("Robot", username="another_bot", is_bot=True)
    await road.sandbox.add_person(road.people.maria, group, robot)
    said = await road.sandbox.send_text(robot, group, text)
    road.sandbox.updates.push("message", wire.message(said), f"chat {group.id}")  # bots that may talk to bots exist


async def by_forwarding(road: Road, group: Chat, text: str) -> None:
    written = await road.sandbox.send_text(road.people.tom, None, text)
    road.sandbox.updates.clear()
    await road.sandbox.forward(road.people.maria, written, group)


async def by_editing(road: Road, group: Chat, text: str) -> None:
    written = await road.sandbox.send_text(road.people.tom, group, "Good morning")
    await road.sandbox.edit_text(road.people.tom, written, text)


async def by_editing_in_private(road: Road, _group: Chat, text: str) -> None:
    written = await road.sandbox.send_text(road.people.tom, None, "Good morning")
    road.sandbox.updates.clear()
    await road.sandbox.edit_text(road.people.tom, written, text)


async def as_another_group(road: Road, group: Chat, text: str) -> None:
    """An anonymous admin of Elm Street: Telegram gives them the same number as one of ours."""
    mask = wire.user(road.sandbox.world.anonymous)
    await _as_it_might_come(road, group, text, **{"from": mask, "sender_chat": ELM_STREET})


async def as_an_unnamed_channel(road: Road, group: Chat, text: str) -> None:
    await _as_it_might_come(road, group, text, **{"from": wire.user(road.sandbox.world.channel_mask)})


async def through_a_bot(road: Road, group: Chat, text: str) -> None:
    """Tom has let another bot write it for him, by its inline mode."""
    robot = {"id": 4242, "is_bot": True, "first_name": "Robot", "username": "robot_bot"}
    await _as_it_might_come(road, group, text, via_bot=robot)


async def _as_it_might_come(road: Road, group: Chat, text: str, **fields: Any) -> None:
    written = await road.sandbox.send_text(road.people.tom, group, text)
    road.sandbox.updates.clear()
    road.sandbox.updates.push("message", wire.message(written) | fields, f"chat {group.id}")


@pytest.mark.parametrize(
    "say",
    [
        as_a_channel,
        as_an_unnamed_channel,
        as_another_group,
        in_the_linked_channel,
        as_a_bot,
        through_a_bot,
        by_forwarding,
        by_editing,
        by_editing_in_private,
    ],
)
async def test_who_is_nobody_is_not_heard(say: Say, road: Road) -> None:
    code = await road.publishes(road.people.amal, "I will bake bread if 3 others will by 6 December")
    known, before = await road.db.read(lambda tx: tx.rows(_PEOPLE)), await road.deeds()
    heard = {person.id: len(road.heard(person)) for person in road.people.people}
    for command in COMMANDS:
        await say(road, road.group, command.format(code=code))
        await road.app.drain()
    assert await road.deeds() == before
    assert await road.db.read(lambda tx: tx.rows(_PEOPLE)) == known, "no account for a mask"
    assert {person.id: len(road.heard(person)) for person in road.people.people} == heard, "silence"


async def test_another_bot_can_talk_as_long_as_it_likes(road: Road) -> None:
    robot = await road.sandbox.create_person("Robot", username="another_bot", is_bot=True)
    await road.sandbox.add_person(road.people.maria, road.group, robot)
    await road.publishes(road.people.amal, "I will bake bread if 3 others will by 6 December")
    card, before = road.last(road.people.tom, road.group), await road.deeds()
    heard = len(road.heard(road.people.tom))
    for number in range(50):
        said = await road.sandbox.send_text(robot, road.group, f"/pledges {number}", reply_to=card)
        road.sandbox.updates.push("message", wire.message(said), f"chat {road.group.id}")
        await road.app.drain()
    assert len(road.heard(road.people.tom)) == heard
    assert await road.deeds() == before


async def test_who_writes_as_the_group_promises_nothing_and_is_not_named(road: Road) -> None:
    maria, tom = road.people.maria, road.people.tom
    group = await road.sandbox.upgrade_group(maria, road.group)
    await road.app.drain()
    code = await road.publishes(road.people.amal, "I will bake bread if 3 others will by 6 December")
    await road.sandbox.set_anonymous(maria, group, on=True)
    await road.pass_time(timedelta(minutes=2))
    before = await road.deeds()
    for command in COMMANDS:
        told = await road.told(tom, road.says(maria, command.format(code=code), group))
        assert len(told) <= 1
        assert not [seen for seen in told if "Maria" in seen.text]
    assert await road.deeds() == before
    people = await road.db.read(lambda tx: tx.rows(_PEOPLE))
    assert GROUP_ANONYMOUS_BOT not in {row.telegram_id for row in people}


async def test_who_has_left_takes_back_what_is_theirs_and_sees_no_more(road: Road) -> None:
    chidi = road.people.chidi
    code = await road.publishes(road.people.amal, "I will bake bread if 3 others will by 6 December")
    await road.says(chidi, f"/sign {code}")
    await road.sandbox.leave(chidi, road.group)
    await road.pass_time(timedelta(minutes=2))
    said = only(await road.told(chidi, road.says(chidi, f"/withdraw {code}")))
    assert "bake" not in said
    [signature] = (await road.deeds())["signatures"]
    assert signature.state == "withdrawn"
    assert "bake" not in only(await road.told(chidi, road.says(chidi, f"/show {code}")))
