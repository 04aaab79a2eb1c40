"""Answers to people: markup, topics, toasts, whispers and their fallbacks."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.delivery.gateway import Edited, Whisper
from bot.sandbox.faults import Fault, What
from bot.sandbox.stage import Setup
from bot.sandbox.world import Message
from bot.screens.model import Button, Screen, Style, Toast
from tests.delivery.town import Town, opened

SCREEN = Screen("<b>Hello</b> &amp; welcome")


@pytest.fixture
def town(small_town: Town) -> Town:
    """The database plays no part here."""
    assert points.hook is None
    return small_town


@pytest.fixture
async def old_town(sqlite_db: Database, clock: MovableClock) -> AsyncIterator[Town]:
    """The same behind a Bot API server that has never heard of ephemeral messages."""
    async with opened(sqlite_db, clock, Setup(knows_ephemerals=False)) as made:
        yield made


def refuse(town: Town, words: str, method: str = "sendMessage", times: int = 1) -> Fault:
    """Telegram's own words against the next call."""
    fault = Fault(What.REFUSED, method=method, status=400, description=f"Bad Request: {words}", times=times)
    return town.hood.sandbox.faults.add(fault)


async def in_group(town: Town, text: str = "a card") -> Message:
    """A message with a button in the group."""
    screen = Screen(text, ((Button("Press", tap="1:sign:7"),),))
    await town.gateway.send(town.hood.group.id, screen)
    return town.hood.sandbox.last(town.hood.maria, town.hood.group)


async def test_html_becomes_text_with_entities(town: Town) -> None:
    await town.gateway.send(town.hood.maria.id, SCREEN)
    content = town.hood.sandbox.last(town.hood.maria).content
    assert content.text == "Hello & welcome"
    assert [entity["type"] for entity in content.entities] == ["bold"]


async def test_all_kinds_of_buttons(town: Town) -> None:
    buttons = (
        (Button("Tap", tap="1:sign:7", style=Style.SUCCESS), Button("Link", url="https://example.org/")),
        (Button("Share", share="p 7K2MQ"), Button("Copy", copy="7K2MQ")),
    )
    await town.gateway.send(town.hood.maria.id, Screen("x", buttons))
    markup = town.hood.sandbox.last(town.hood.maria).content.markup
    assert markup is not None
    assert [[button["text"] for button in row] for row in markup["inline_keyboard"]] == [
        ["Tap", "Link"],
        ["Share", "Copy"],
    ]
    assert markup["inline_keyboard"][0][0]["style"] == "success"


async def test_a_question_asks_for_a_typed_answer(town: Town) -> None:
    await town.gateway.send(town.hood.maria.id, Screen("Your name?", ask="First name"))
    markup = town.hood.sandbox.last(town.hood.maria).content.markup
    assert markup is not None
    assert markup["force_reply"] is True
    assert markup["input_field_placeholder"] == "First name"


async def test_markup_that_telegram_cannot_read_is_said_in_plain_text(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await town.gateway.send(town.hood.maria.id, Screen("<b>5 &lt; 6</i>"))
    assert town.said(town.hood.maria) == ["5 < 6"]
    assert "plain text" in caplog.text


async def test_a_topic_that_is_gone_means_the_group_itself(town: Town) -> None:
    posted = await town.gateway.send(town.hood.group.id, SCREEN, thread=77)
    assert posted.astray
    assert town.said_in_group() == ["Hello & welcome"]


async def test_an_edit_that_changes_nothing_is_no_error(town: Town) -> None:
    message = await in_group(town)
    screen = Screen("a card", ((Button("Press", tap="1:sign:7"),),))
    assert await town.gateway.edit(town.hood.group.id, message.id, screen) is Edited.SHOWN


async def test_an_edit_of_what_is_gone_says_so(town: Town) -> None:
    assert await town.gateway.edit(town.hood.group.id, 999, SCREEN) is Edited.GONE


async def test_a_redraw_of_what_is_gone_comes_as_a_new_message(town: Town) -> None:
    assert await town.gateway.redraw(town.hood.maria.id, 999, SCREEN)
    assert town.said(town.hood.maria) == ["Hello & welcome"]


async def test_a_press_is_answered_by_a_toast(town: Town) -> None:
    press = await town.hood.sandbox.press(town.hood.tom, await in_group(town), "Press")
    assert await town.gateway.toast(press.id, Toast("You are in", alert=True))
    assert (press.text, press.alert) == ("You are in", True)


async def test_a_press_may_be_answered_by_silence(town: Town) -> None:
    press = await town.hood.sandbox.press(town.hood.tom, await in_group(town), "Press")
    assert await town.gateway.toast(press.id)
    assert (press.answered, press.text) == (True, "")


async def test_a_press_too_old_to_answer_is_no_error(town: Town) -> None:
    assert not await town.gateway.toast("no such query", Toast("late"))


async def test_a_whisper_after_a_press_is_seen_by_one(town: Town) -> None:
    press = await town.hood.sandbox.press(town.hood.tom, await in_group(town), "Press")
    to = Whisper(chat=town.hood.group.id, person=town.hood.tom.id, query=press.id)
    assert await town.gateway.whisper(to, SCREEN)
    assert town.said(town.hood.tom, town.hood.group) == ["a card", "Hello & welcome"]
    assert town.said_in_group() == ["a card"]
    assert town.said(town.hood.tom) == []


async def test_a_press_on_a_whisper_is_answered_by_another(town: Town) -> None:
    for _ in range(2):
        message = (
            town.hood.sandbox.last(town.hood.tom, town.hood.group) if town.said_in_group() else await in_group(town)
        )
        press = await town.hood.sandbox.press(town.hood.tom, message, "Press")
        to = Whisper(town.hood.group.id, town.hood.tom.id, query=press.id, ephemeral_message=message.ephemeral_id)
        assert await town.gateway.whisper(to, Screen("more", ((Button("Press", tap="1:sign:7"),),)))
    assert town.said(town.hood.tom, town.hood.group) == ["a card", "more", "more"]
    assert town.said_in_group() == ["a card"]


async def test_a_whisper_that_the_group_does_not_allow_goes_to_the_private_chat(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    to = Whisper(chat=town.hood.group.id, person=town.hood.tom.id, message=1)
    assert await town.gateway.whisper(to, SCREEN, aloud=Screen("Look into our private chat"))
    assert town.said(town.hood.tom) == ["Hello & welcome"]
    assert town.said_in_group() == []
    assert "did not get through" not in caplog.text


async def test_who_has_not_started_the_bot_is_answered_shortly_in_the_group(town: Town) -> None:
    stranger = await town.hood.sandbox.create_person("Sam")
    await town.hood.sandbox.join(stranger, town.hood.group)
    command = await town.hood.sandbox.send_text(stranger, town.hood.group, "/pledges@ifyouwill_bot")
    to = Whisper(chat=town.hood.group.id, person=stranger.id, message=command.id)
    assert await town.gateway.whisper(to, SCREEN, aloud=Screen("Start me first"))
    assert town.said_in_group() == ["Start me first"]
    assert town.hood.sandbox.last(stranger, town.hood.group).reply_to is command


async def test_without_a_version_for_all_nothing_is_said_aloud(town: Town) -> None:
    stranger = await town.hood.sandbox.create_person("Sam")
    await town.hood.sandbox.join(stranger, town.hood.group)
    assert not await town.gateway.whisper(Whisper(chat=town.hood.group.id, person=stranger.id), SCREEN)
    assert town.said_in_group() == []


def deleted_in_group(town: Town) -> int:
    seen = town.hood.sandbox.seen(town.hood.maria, town.hood.group)
    return sum(each.kind == "delete" for each in seen)


async def test_a_server_too_old_for_whispers_is_asked_to_keep_one_only_once(
    old_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town = old_town
    for number in range(3):
        command = await town.hood.sandbox.send_text(town.hood.tom, town.hood.group, "/pledges@ifyouwill_bot")
        to = Whisper(chat=town.hood.group.id, person=town.hood.tom.id, message=command.id)
        assert await town.gateway.whisper(to, Screen(f"For Tom {number}"), aloud=Screen("Look into our private chat"))
    assert town.said(town.hood.tom) == ["For Tom 0", "For Tom 1", "For Tom 2"]
    assert (town.said_in_group(), deleted_in_group(town)) == (["For Tom 0"], 1)
    assert caplog.text.count("does not know ephemeral messages") == 1


async def test_whispers_at_once_give_no_more_than_one_away(old_town: Town) -> None:
    town = old_town
    people = [town.hood.tom, town.hood.dilys, town.hood.joan]
    whispers = (
        town.gateway.whisper(Whisper(chat=town.hood.group.id, person=each.id), Screen(f"For {each.first_name}"))
        for each in people
    )
    assert all(await asyncio.gather(*whispers))
    assert [town.said(each) for each in people] == [["For Tom"], ["For Dilys"], ["For Joan"]]
    assert town.said_in_group() == ["For Tom"]


async def test_a_whisper_that_fails_says_nothing_about_the_server(town: Town) -> None:
    press = await town.hood.sandbox.press(town.hood.tom, await in_group(town), "Press")
    to = Whisper(chat=town.hood.group.id, person=town.hood.tom.id, query=press.id)
    refuse(town, "BOT_NOT_ADMIN")
    assert await town.gateway.whisper(to, Screen("in private"))
    assert await town.gateway.whisper(to, Screen("unseen"))
    assert town.said(town.hood.tom) == ["in private"]
    assert town.said(town.hood.tom, town.hood.group) == ["a card", "unseen"]


async def test_answers_wait_for_their_turn_instead_of_being_refused(town: Town) -> None:
    for number in range(3):
        assert await town.gateway.say(town.hood.maria.id, Screen(str(number)))
    assert town.hood.sandbox.flood.refused == 0


async def test_an_answer_that_a_429_stops_holds_the_chat(town: Town) -> None:
    town.hood.sandbox.faults.add(Fault(What.FLOOD, method="sendMessage", seconds=20))
    assert await town.gateway.say(town.hood.maria.id, SCREEN) is None
    assert await town.gateway.say(town.hood.maria.id, SCREEN) is None
    assert town.hood.sandbox.flood.early == 0


@pytest.mark.parametrize("what", [What.BLOCKED, What.SERVER_ERROR, What.RESET, What.BROKEN_JSON, What.UNAUTHORIZED])
async def test_an_answer_that_does_not_get_through_raises_nothing(town: Town, what: What) -> None:
    town.hood.sandbox.faults.add(Fault(what, times=None))
    assert await town.gateway.say(town.hood.maria.id, SCREEN) is None
    assert not await town.gateway.redraw(town.hood.maria.id, 1, SCREEN)
    assert not await town.gateway.toast("1", Toast("x"))
    assert not await town.gateway.whisper(Whisper(chat=town.hood.group.id, person=1), SCREEN, aloud=SCREEN)


async def test_other_refusals_of_an_edit_are_told(town: Town) -> None:
    message = await in_group(town)
    refuse(town, "MESSAGE_TOO_LONG", "editMessageText")
    assert not await town.gateway.redraw(town.hood.group.id, message.id, SCREEN)
