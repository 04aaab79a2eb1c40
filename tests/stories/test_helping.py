"""/help for whoever asks: a stranger, a resident, an organiser, an admin; and examples that work when pasted."""

import pytest

from bot.handlers import menus
from bot.handlers.commands import COMMANDS
from bot.sandbox.faults import Fault, What
from bot.sandbox.world import Chat, Person
from tests.stories.conftest import MillRoad


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Maria owns the group; everybody lives here and has opened the private chat."""
    await mill_road.add_bot()
    for person in mill_road.people.people:
        await mill_road.says(person, "/pledges", mill_road.group)
        await mill_road.starts(person)
    return mill_road


def buttons(road: MillRoad, who: Person, chat: Chat | None = None) -> list[str]:
    rows = (road.last(who, chat).content.markup or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def appoint_tom(road: MillRoad) -> None:
    maria = road.people.maria
    await road.says(maria, "/help organising")
    for press in ("Organisers", "Appoint somebody"):
        await road.presses(maria, press)
    await road.says(maria, "@tombevan")
    await road.presses(maria, "Appoint")


async def test_residents_and_strangers_see_no_organising(road: MillRoad) -> None:
    stranger = await road.sandbox.create_person("Ines")
    await road.starts(stranger)
    for who in (road.people.tom, stranger):
        for wish in ("/help", "/help organising"):
            await road.says(who, wish)
            assert buttons(road, who) == ["Pledges", "You and me"]
        await road.sandbox.press(who, road.last(who), data="1:help:organising")
        await road.app.drain()
        assert buttons(road, who) == ["Pledges", "You and me"]


async def test_an_admin_finds_everything_from_help(road: MillRoad) -> None:
    maria = road.people.maria
    for door, leads_to in (
        ("Settings of the community", "Setting up"),
        ("Invite link", "Invite link of"),
        ("Organisers", "Organisers of"),
    ):
        await road.says(maria, "/help")
        await road.presses(maria, "Organising")
        assert "Calling off:" in road.text(maria)
        await road.presses(maria, door)
        assert leads_to in road.text(maria)


async def test_an_appointed_organiser_sees_what_is_theirs_until_they_are_dismissed(road: MillRoad) -> None:
    maria, tom = road.people.maria, road.people.tom
    await appoint_tom(road)
    await road.says(tom, "/help organising")
    assert buttons(road, tom) == ["Settings of the community", "Invite link", "All topics"]

    await road.says(maria, "/help organising")
    for press in ("Organisers", "Dismiss \u2068Tom\u2069", "Dismiss"):
        await road.presses(maria, press)
    await road.says(tom, "/help organising")
    assert buttons(road, tom) == ["Pledges", "You and me"]


async def test_in_the_group_organising_leads_into_the_private_chat_and_only_its_reader_sees_it(road: MillRoad) -> None:
    maria, joan, group = road.people.maria, road.people.joan, road.group
    await menus.offer(road.app.bot, road.db, COMMANDS)
    seen_by_others = len(road.sandbox.seen(joan, group))
    await road.says(maria, "/help organising", group)
    told = road.sandbox.seen(maria, group)[-1]
    assert "Organising" in told.text
    assert told.audience == {maria.id}
    assert buttons(road, maria, group) == ["Settings of this group", "All topics"]
    new = road.sandbox.seen(joan, group)[seen_by_others:]
    assert [seen.text for seen in new if seen.by_bot] == []


async def test_help_is_refused_to_nobody_even_where_telegram_does_not_tell_who_they_are(road: MillRoad) -> None:
    tom = road.people.tom
    hidden = "Bad Request: member list is inaccessible"
    road.sandbox.faults.add(Fault(What.REFUSED, method="getChatMember", times=None, status=400, description=hidden))
    await road.says(tom, "/help")
    assert buttons(road, tom) == ["Pledges", "You and me"]
