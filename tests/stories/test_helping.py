"""/help for whoever asks: a stranger, a resident, an organiser, an admin; and examples that work when pasted."""

import re
from collections.abc import Callable

import pytest

from bot.handlers import menus
from bot.handlers.commands import COMMANDS
from bot.sandbox.entities import cut
from bot.sandbox.faults import Fault, What
from bot.sandbox.world import Chat, Person
from bot.screens.format import duration
from bot.screens.helping import no_code
from bot.screens.words import LANGUAGES, Words, words_for
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
            assert buttons(road, who) == ["Pledges", "Hours", "Market and rewards", "You and me"]
        await road.sandbox.press(who, road.last(who), data="1:help:organising")
        await road.app.drain()
        assert buttons(road, who) == ["Pledges", "Hours", "Market and rewards", "You and me"]


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
    assert buttons(road, tom) == ["Pledges", "Hours", "Market and rewards", "You and me"]


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
    assert buttons(road, tom) == ["Pledges", "Hours", "Market and rewards", "You and me"]


def example(road: MillRoad, who: Person) -> str:
    """What a tap on the example in the newest message copies."""
    content = road.last(who).content
    [found] = [entity for entity in content.entities if entity["type"] == "code"]
    return cut(content.text, found["offset"], found["length"])


ANSWERS: dict[str, Callable[[Words, str], str]] = {
    "pledge": lambda t, _: t.plain("Your pledge will read:"),
    "show": lambda _, code: code,
    "sign": lambda t, _: t.plain_count("You are in! %(n)s more needed.", "You are in! %(n)s more needed.", 4),
    "pledges": lambda t, _: t.plain("My pledges"),
    "poster": lambda _, code: f"?start=p_{code}",
    "done": lambda t, _: t.plain("It is not time yet: I will ask you after %(begins)s.", begins="#").partition(": ")[0],
    "withdraw": lambda t, _: t.plain("You have withdrawn. You can sign again while the pledge is open."),
    "give": lambda t, _: t.plain("They have it in a minute, and are told then. Until then you can undo it."),
    "balance": lambda t, _: t.plain("Help you received: %(time)s", time=duration(t, 0)),
    "statement": lambda t, _: t.plain("%(time)s to begin with, from the community", time=duration(t, 120)),
    "log": lambda t, _: t.plain("Logged: it waits."),
    "approvals": lambda t, _: t.plain("Only organisers of the community can do that."),
    "rewards": lambda t, _: t.plain("Nothing is on offer yet."),
    "voucher": lambda t, _: t.plain("You have none at the moment."),
    "offer": lambda t, _: t.plain("up to %(time)s", time=duration(t, 120)),
    "need": lambda t, _: t.plain("up to %(time)s", time=duration(t, 30)),
    "market": lambda t, _: re.split("[,،]", t.plain("bike repair, up to 2h, near Mill Road"))[0],
    "settings": lambda t, _: t.plain("Your settings"),
    "language": lambda t, _: t.plain("Which language shall I speak to you?"),
    "privacy": lambda t, _: t.plain("Your privacy"),
    "help": lambda *_: "/cancel",
    "start": lambda t, _: t.button("What can I do?"),
    "cancel": lambda t, _: t.plain("Cancelled. For a minute you can undo that."),
    "mydata": lambda *_: "my-data.json",
    "forgetme": lambda t, _: t.plain("Shall I forget you?"),
}
"""What each example comes to, in this order: whoever signs can withdraw, and whoever began a pledge can stop it."""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_example_in_each_language_works_when_pasted(language: str, road: MillRoad) -> None:
    people, t = road.people, words_for(language)
    who = {"en": people.tom, "cy": people.dilys, "ar": people.amal}[language]
    await road.says(people.maria, "/pledge I will bring my van if 5 other neighbours will come too by 6 December")
    await road.presses(people.maria, "Publish")
    code = road.text(people.maria).split(" · ")[1].split(maxsplit=1)[0].strip("\u2068\u2069")
    assert set(ANSWERS) == set(COMMANDS)
    for name, answer in ANSWERS.items():
        await road.says(who, f"/help {name}")
        pasted = example(road, who)
        assert pasted.split()[0] == f"/{name}"
        await road.says(who, pasted)
        told = road.last(who).content
        assert answer(t, code) in f"{told.text}\n{told.markup}\n{told.media}", (name, told.text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_where_no_pledge_is_open_the_example_says_what_to_put_there(language: str, road: MillRoad) -> None:
    people, t = road.people, words_for(language)
    who = {"en": people.tom, "cy": people.dilys, "ar": people.amal}[language]
    for name in ("show", "sign", "withdraw"):
        await road.says(who, f"/help {name}")
        assert example(road, who) == f"/{name} {no_code(t)}"
        assert road.text(who).count(no_code(t)) == 2, "in the example, and where it is explained"
