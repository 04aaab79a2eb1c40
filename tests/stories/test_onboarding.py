"""The bot comes into a group, is set up, meets people, moves house, and is shown the door."""

import json
from datetime import timedelta

from bot.communities import service as communities
from bot.communities.drafts import draft_of
from bot.communities.setup import KIND as SETUP_KIND
from bot.sandbox.faults import Fault, What
from bot.sandbox.world import Person
from tests.stories.conftest import MillRoad


def _urls(mill_road: MillRoad, message: object) -> list[str]:
    rows = (message.content.markup or {}).get("inline_keyboard", [])  # type: ignore[attr-defined]
    return [button["url"] for row in rows for button in row if "url" in button]


async def test_added_greeted_once_and_set_up_in_welsh(mill_road: MillRoad) -> None:
    dilys, people = mill_road.people.dilys, mill_road.people
    await mill_road.sandbox.promote(people.maria, mill_road.group, dilys)
    await mill_road.add_bot()
    assert len(mill_road.said_in_group()) == 1
    assert mill_road.said_in_group()[0].buttons == [["Set up"]]

    await mill_road.presses(dilys, "Set up", mill_road.group)
    door = mill_road.sandbox.toasts(dilys)[-1]
    assert door.url is not None
    await mill_road.starts(dilys, door.url.partition("start=")[2])
    await mill_road.presses(dilys, "Cymraeg")
    await mill_road.says(dilys, "Cymru")
    await mill_road.presses(dilys, "GBP")
    buttons = mill_road.last(dilys).content.markup
    assert buttons is not None
    await mill_road.sandbox.press(dilys, mill_road.last(dilys), (0, 0))
    await mill_road.app.drain()
    assert "Cymraeg" in mill_road.text(dilys)
    assert "Europe/London" in mill_road.text(dilys)

    mill_road.clock.move(timedelta(seconds=4))
    await mill_road.app.drain()
    assert len(mill_road.said_in_group()) == 1, "the greeting itself shows that it is done"
    assert "Cymraeg" in mill_road.text(people.tom, mill_road.group)

    await mill_road.presses(people.tom, "Gosodiadau", mill_road.group)
    assert mill_road.sandbox.toasts(people.tom)[-1].text == "Only organisers of the community can do that."
    await mill_road.presses(dilys, "Gosodiadau", mill_road.group)
    assert "start=s_" in (mill_road.sandbox.toasts(dilys)[-1].url or "")


async def test_a_resident_cannot_set_up_and_is_told_so_alone(mill_road: MillRoad) -> None:
    tom = mill_road.people.tom
    await mill_road.add_bot()
    await mill_road.presses(tom, "Set up", mill_road.group)
    toast = mill_road.sandbox.toasts(tom)[-1]
    assert toast.text == "Only organisers of the community can do that."
    assert toast.url is None
    assert len(mill_road.said_in_group()) == 1


async def test_an_anonymous_admin_acts_by_a_button_and_is_never_named(mill_road: MillRoad) -> None:
    maria = mill_road.people.maria
    await mill_road.add_bot()
    await mill_road.sandbox.upgrade_group(maria, mill_road.group)
    await mill_road.app.drain()
    group = next(chat for chat in mill_road.sandbox.world.groups() if chat.migrated_to is None)
    await mill_road.sandbox.set_anonymous(maria, group, on=True)
    await mill_road.says(maria, "/settings", group)
    reply = mill_road.last(mill_road.people.tom, group)
    community_door = _urls(mill_road, reply)[1]
    assert "Maria" not in reply.content.text
    await mill_road.starts(maria, community_door.partition("start=")[2])
    assert "Setting up" in mill_road.text(maria)
    await mill_road.starts(mill_road.people.tom, community_door.partition("start=")[2])
    assert "Only organisers" in mill_road.text(mill_road.people.tom)
    spoken = [seen.text for seen in mill_road.sandbox.seen(mill_road.people.tom, group) if seen.by_bot]
    assert not [text for text in spoken if "Maria" in text]


async def test_removed_nothing_is_sent_and_back_everything_is_kept(mill_road: MillRoad) -> None:
    maria, group = mill_road.people.maria, mill_road.group
    await mill_road.add_bot()
    await mill_road.presses(maria, "Set up", group)
    door = mill_road.sandbox.toasts(maria)[-1].url or ""
    await mill_road.starts(maria, door.partition("start=")[2])
    for label in ("English", "Europe/London", "GBP", "Save"):
        await mill_road.presses(maria, label)
    mill_road.clock.move(timedelta(minutes=1))
    await mill_road.sandbox.remove_bot(maria, group)
    await mill_road.app.drain()
    said = len(mill_road.said_in_group())
    await mill_road.says(maria, "/settings")
    assert len(mill_road.said_in_group()) == said
    mill_road.clock.move(timedelta(minutes=1))
    await mill_road.add_bot()
    assert len(mill_road.said_in_group()) == said + 1
    assert "I am back" in mill_road.said_in_group()[-1].text


async def test_an_upgrade_changes_nothing_for_anybody(mill_road: MillRoad) -> None:
    maria, tom = mill_road.people.maria, mill_road.people.tom
    await mill_road.add_bot()
    await mill_road.says(tom, "/settings", mill_road.group)
    upgraded = await mill_road.sandbox.upgrade_group(maria, mill_road.group)
    await mill_road.app.drain()
    await mill_road.says(tom, "/settings", upgraded)
    await mill_road.starts(tom, "s_me")
    assert "Mill Road neighbours" in mill_road.text(tom)
    greetings = [seen for seen in mill_road.sandbox.seen(maria) if seen.by_bot and "Hello, neighbours" in seen.text]
    assert len(greetings) == 1


async def test_an_upgrade_of_which_no_news_came_is_found_out_when_somebody_acts(mill_road: MillRoad) -> None:
    """The bot was down for longer than Telegram keeps the news of it."""
    tom = mill_road.people.tom
    await mill_road.add_bot()
    await mill_road.says(tom, "/settings", mill_road.group)
    await mill_road.starts(tom)
    upgraded = await mill_road.sandbox.upgrade_group(mill_road.people.maria, mill_road.group)
    mill_road.sandbox.updates.clear()
    mill_road.clock.move(timedelta(minutes=2))
    await mill_road.says(tom, "/pledges")
    assert "There are no open pledges yet" in mill_road.text(tom)
    await mill_road.says(tom, "/pledge I will bring gloves if 2 others will join by 6 December")
    await mill_road.presses(tom, "Publish")
    await mill_road.app.drain()
    assert "bring gloves" in mill_road.text(tom, upgraded)


async def test_an_invite_link_lets_a_stranger_in_until_it_is_revoked(mill_road: MillRoad) -> None:
    maria, sandbox = mill_road.people.maria, mill_road.sandbox
    await mill_road.add_bot()
    await mill_road.presses(maria, "Set up", mill_road.group)
    door = sandbox.toasts(maria)[-1].url or ""
    await mill_road.starts(maria, door.partition("start=")[2])
    for label in ("English", "Europe/London", "GBP", "Save", "Invite link"):
        await mill_road.presses(maria, label)
    link = next(line for line in mill_road.text(maria).splitlines() if "start=c_" in line)
    payload = link.partition("start=")[2].strip("\u2069")

    ines = await sandbox.create_person("Ines")
    await mill_road.starts(ines, payload)
    assert "Welcome to" in mill_road.text(ines)
    assert _labels(mill_road, ines) == ["Open pledges", "New pledge", "What can I do?"]
    await mill_road.starts(ines, payload)
    assert "already" in mill_road.text(ines)

    await mill_road.presses(maria, "Replace it by a new one")
    await mill_road.presses(maria, "Make a new link")
    omar = await sandbox.create_person("Omar")
    await mill_road.starts(omar, payload)
    assert "does not work" in mill_road.text(omar)


async def test_people_choose_for_themselves(mill_road: MillRoad) -> None:
    amal = mill_road.people.amal
    await mill_road.starts(amal)
    await mill_road.says(amal, "/language")
    await mill_road.presses(amal, "English")
    assert "Your settings" in mill_road.text(amal)
    await mill_road.presses(amal, "Time zone")
    await mill_road.says(amal, "Cairo")
    assert "Africa/Cairo" in mill_road.text(amal)
    await mill_road.presses(amal, "Quiet hours")
    await mill_road.says(amal, "all night")
    assert "22:30-7:00" in mill_road.text(amal)
    await mill_road.says(amal, "23:00-6:30")
    assert "23:00 to 06:30" in mill_road.text(amal)
    await mill_road.says(amal, "/privacy")
    assert "What I keep" in mill_road.text(amal)


async def test_privacy_is_told_in_the_reader_s_language(mill_road: MillRoad) -> None:
    for person in (mill_road.people.dilys, mill_road.people.amal):
        await mill_road.starts(person)
        await mill_road.says(person, "/privacy")
        assert "What I keep" not in mill_road.text(person)


async def test_who_blocks_the_bot_is_left_alone_until_they_come_back(mill_road: MillRoad) -> None:
    joan = mill_road.people.joan
    await mill_road.starts(joan)
    await mill_road.sandbox.block_bot(joan)
    await mill_road.app.drain()
    await mill_road.sandbox.unblock_bot(joan)
    await mill_road.app.drain()
    await mill_road.says(joan, "/settings")
    assert "Your settings" in mill_road.text(joan)


async def test_pledges_get_a_topic(mill_road: MillRoad) -> None:
    maria, sandbox = mill_road.people.maria, mill_road.sandbox
    forum = await sandbox.create_group(maria, "Forum", mill_road.people.people[1:], forum=True)
    topic = await sandbox.add_topic(maria, forum, "Pledges")
    await sandbox.add_bot(maria, forum)
    await mill_road.app.drain()
    await mill_road.says(maria, "/settings", forum, thread=topic)
    await mill_road.presses(maria, "Pledges in this topic", forum)
    assert sandbox.toasts(maria)[-1].text == "Done. New pledges will appear in this topic."


async def test_forged_buttons_do_nothing(mill_road: MillRoad) -> None:
    maria, tom = mill_road.people.maria, mill_road.people.tom
    await mill_road.add_bot()
    await mill_road.starts(tom)
    await mill_road.starts(maria)
    for data in (
        "1:setup:1:l:en",
        "1:setup:99999999999999999999:l:en",
        "1:setup:-1:l:en",
        "1:setup_save:١",
        "1:our:x",
        "1:my_zone_to:../../etc/passwd",
        "1:my_quiet_to:-1:99999",
        "1:my_lang_to:<b>",
        "1:my_home_to:1",
        "1:topic:1:1",
        "1:invite_new:1:x",
        "1:settings",
        "2:settings:1",
        "",
    ):
        await mill_road.sandbox.press(tom, mill_road.last(tom), data=data)
        await mill_road.app.drain()
        toast = mill_road.sandbox.toasts(tom)[-1]
        assert toast.text, data
        assert "Sorry" not in toast.text, (data, toast.text)


async def test_setting_up_comes_once_and_is_a_change_from_then_on(mill_road: MillRoad) -> None:
    maria = mill_road.people.maria
    await mill_road.add_bot()
    await mill_road.presses(maria, "Set up", mill_road.group)
    await mill_road.starts(maria, (mill_road.sandbox.toasts(maria)[-1].url or "").partition("start=")[2])
    assert "Setting up" in mill_road.text(maria)
    for label in ("English", "Europe/London", "GBP", "Save", "Change"):
        await mill_road.presses(maria, label)
    assert "Changing the settings of" in mill_road.text(maria)
    assert "Setting up" not in mill_road.text(maria)


async def test_a_language_that_is_not_offered_is_out_of_date(mill_road: MillRoad) -> None:
    maria, sandbox = mill_road.people.maria, mill_road.sandbox
    await mill_road.add_bot()
    await mill_road.presses(maria, "Set up", mill_road.group)
    await mill_road.starts(maria, (sandbox.toasts(maria)[-1].url or "").partition("start=")[2])
    community = json.dumps(mill_road.last(maria).content.markup).partition("1:setup:")[2].partition(":")[0]
    for forged in ("1:my_lang_to:fr", f"1:setup:{community}:l:fr"):
        await sandbox.press(maria, mill_road.last(maria), data=forged)
        await mill_road.app.drain()
        assert "out of date" in sandbox.toasts(maria)[-1].text
        assert "Hello \u2068Maria\u2069!" in mill_road.text(maria)
    who = await mill_road.db.read(communities.person_by_telegram_id, maria.id)
    assert who is not None
    assert who.language == "en"
    draft = await mill_road.db.read(draft_of, who.id, SETUP_KIND)
    assert draft is not None
    assert draft.data["language"] == "en"


async def test_other_rights_are_no_arrival(mill_road: MillRoad) -> None:
    await mill_road.add_bot()
    await mill_road.sandbox.promote(mill_road.people.maria, mill_road.group, mill_road.sandbox.bot)
    await mill_road.app.drain()
    await mill_road.sandbox.demote(mill_road.people.maria, mill_road.group, mill_road.sandbox.bot)
    await mill_road.app.drain()
    assert len(mill_road.said_in_group()) == 1


async def test_who_has_left_presses_in_vain(mill_road: MillRoad) -> None:
    tom, dilys = mill_road.people.tom, mill_road.people.dilys
    await mill_road.add_bot()
    await mill_road.sandbox.promote(mill_road.people.maria, mill_road.group, tom)
    await mill_road.presses(tom, "Set up", mill_road.group)
    door = mill_road.sandbox.toasts(tom)[-1].url or ""
    await mill_road.sandbox.leave(tom, mill_road.group)
    await mill_road.app.drain()
    mill_road.clock.move(timedelta(days=1))
    await mill_road.starts(tom, door.partition("start=")[2])
    assert "You are not in \u2068Mill Road neighbours\u2069 any more." in mill_road.text(tom)
    await mill_road.starts(dilys, door.partition("start=")[2])
    assert "Setting up" not in mill_road.text(dilys)


async def test_the_group_hears_its_own_language_and_each_person_theirs(mill_road: MillRoad) -> None:
    maria, dilys, tom = mill_road.people.maria, mill_road.people.dilys, mill_road.people.tom
    await mill_road.add_bot()
    await mill_road.presses(maria, "Set up", mill_road.group)
    await mill_road.starts(maria, (mill_road.sandbox.toasts(maria)[-1].url or "").partition("start=")[2])
    for label in ("Cymraeg", "Europe/London", "GBP", "Save"):
        await mill_road.presses(maria, label)
    await mill_road.says(tom, "/pledges", mill_road.group)
    await mill_road.starts(tom)
    await mill_road.says(tom, "/pledge I will bring gloves if 2 others will join by 6 December")
    await mill_road.presses(tom, "Publish")
    card = mill_road.said_in_group()[-1].text
    assert "bring gloves" in card
    assert "0 o 2" in card
    assert "yn addo" in card
    await mill_road.sandbox.press(dilys, mill_road.last(dilys, mill_road.group), (0, 0))
    await mill_road.app.drain()
    await mill_road.sandbox.press(maria, mill_road.last(maria, mill_road.group), (0, 0))
    await mill_road.app.drain()
    welsh, english = mill_road.sandbox.toasts(dilys)[-1].text, mill_road.sandbox.toasts(maria)[-1].text
    assert "You are in" not in welsh
    assert "happening" in english


HIDDEN = Fault(
    What.REFUSED, method="getChatMember", times=None, status=400, description="Bad Request: member list is inaccessible"
)


async def test_where_members_are_hidden_a_press_says_what_to_do_and_a_command_works(mill_road: MillRoad) -> None:
    people, group = mill_road.people, mill_road.group
    await mill_road.add_bot()
    for who in (people.maria, people.tom):
        await mill_road.starts(who)
        await mill_road.says(who, "/pledges", group)
    await mill_road.says(people.maria, "/pledge I will sweep the lane if 2 other neighbours will by Friday")
    await mill_road.presses(people.maria, "Publish")
    code = mill_road.text(people.maria).split(" · ")[1].split(maxsplit=1)[0].strip("\u2068\u2069")

    mill_road.sandbox.faults.add(HIDDEN)
    await mill_road.presses(people.tom, "I will too", group)
    assert "Telegram does not tell me" in mill_road.sandbox.toasts(people.tom)[-1].text
    await mill_road.says(people.tom, f"/sign {code}")
    assert "Telegram does not tell me" in mill_road.text(people.tom)
    await mill_road.says(people.tom, f"/sign {code}", group)
    await mill_road.says(people.tom, f"/show {code}", group)
    assert "1 of 2" in mill_road.text(people.tom)
    await mill_road.says(people.tom, "/settings")
    assert "Your settings" in mill_road.text(people.tom)

    stranger = await mill_road.sandbox.create_person("Pat")
    await mill_road.starts(stranger, f"p_{code}")
    assert "I know no pledge" in mill_road.text(stranger)


async def test_start_knows_where_one_lives_and_leads_on(mill_road: MillRoad) -> None:
    tom = mill_road.people.tom
    await mill_road.add_bot()
    await mill_road.starts(tom)
    assert "You are not in a community yet." in mill_road.text(tom)
    assert _labels(mill_road, tom) == ["What can I do?"]
    await mill_road.says(tom, "/pledges")
    assert "press any button of mine in its group" in mill_road.text(tom)

    await mill_road.presses(tom, "Set up", mill_road.group)  # which is not for him, and shows that he is in the group
    await mill_road.starts(tom)
    assert "You are a resident of \u2068Mill Road neighbours\u2069." in mill_road.text(tom)
    assert _labels(mill_road, tom) == ["Open pledges", "New pledge", "What can I do?"]
    await mill_road.presses(tom, "Open pledges")
    assert "There are no open pledges yet" in mill_road.text(tom)
    await mill_road.starts(tom)
    await mill_road.presses(tom, "New pledge")
    assert "What will you do?" in mill_road.text(tom)


async def test_who_has_left_is_greeted_like_a_stranger(mill_road: MillRoad) -> None:
    tom = mill_road.people.tom
    await mill_road.add_bot()
    await mill_road.says(tom, "/pledges", mill_road.group)
    await mill_road.sandbox.leave(tom, mill_road.group)
    await mill_road.app.drain()
    await mill_road.starts(tom)
    assert "Mill Road" not in mill_road.text(tom)
    assert _labels(mill_road, tom) == ["What can I do?"]


def _labels(mill_road: MillRoad, who: Person) -> list[str]:
    rows = (mill_road.last(who).content.markup or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
