"""Messages for one member's eyes: who may get one, when, and that nobody else sees it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.core.clock import MovableClock
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.profile import Ephemerals
from bot.sandbox.stage import Setup
from tests.sandbox.conftest import Hands, button, keyboard


@pytest.fixture
async def joined(street: Neighbourhood, bot: Hands) -> Neighbourhood:
    """The bot is a member; a card with a button stands in the group."""
    await street.sandbox.add_bot(street.maria, street.group)
    rows = keyboard([button("Show", "v:1")])
    await bot.ok("sendMessage", chat_id=street.group.id, text="card", reply_markup=rows)
    await bot.updates()
    return street


def to(person: Any, **more: Any) -> dict[str, Any]:
    return {"receiver_user_id": person.id, **more}


async def test_it_answers_a_press_within_15_seconds(joined: Neighbourhood, bot: Hands, clock: MovableClock) -> None:
    card = joined.sandbox.last(joined.tom, joined.group)
    press = await joined.sandbox.press(joined.tom, card, "Show")
    call = {"chat_id": joined.group.id, "text": "only for you"}
    asked = to(joined.tom, callback_query_id=press.id)
    sent = await bot.ok("sendMessage", **call, ephemeral_message_parameters=asked)
    assert (sent["message_id"], sent["receiver_user"]["id"]) == (0, joined.tom.id)
    assert joined.sandbox.seen(joined.tom)[-1].text == "only for you"
    assert joined.sandbox.seen(joined.joan)[-1].text == "card"
    refusal = await bot.no(
        "sendMessage", **call, ephemeral_message_parameters=to(joined.joan, callback_query_id=press.id)
    )
    assert "query is too old" in refusal
    clock.move(timedelta(seconds=16))
    assert "query is too old" in await bot.no("sendMessage", **call, ephemeral_message_parameters=asked)


async def test_it_can_stand_in_the_cards_place(joined: Neighbourhood, bot: Hands) -> None:
    card = joined.sandbox.last(joined.tom, joined.group)
    press = await joined.sandbox.press(joined.tom, card, "Show")
    replacing = to(joined.tom, callback_query_id=press.id, replace_callback_query_message=True)
    again = keyboard([button("More", "m:1")])
    call = {"chat_id": joined.group.id, "text": "your view", "reply_markup": again}
    sent = await bot.ok("sendMessage", **call, ephemeral_message_parameters=replacing)
    assert [one.content.text for one in joined.sandbox.screen(joined.tom, joined.group)][-1] == "your view"
    assert [one.content.text for one in joined.sandbox.screen(joined.joan, joined.group)][-1] == "card"
    view = joined.sandbox.last(joined.tom, joined.group)
    second = await joined.sandbox.press(joined.tom, view, "More")
    heard = (await bot.updates())[-1]["callback_query"]["message"]
    assert (heard["message_id"], heard["ephemeral_message_id"]) == (0, sent["ephemeral_message_id"])
    replacing["callback_query_id"] = second.id
    assert "must be edited" in await bot.no("sendMessage", **call, ephemeral_message_parameters=replacing)


async def test_it_stays_where_it_appeared(joined: Neighbourhood, bot: Hands) -> None:
    sandbox, tom, group = joined.sandbox, joined.tom, joined.group
    await bot.ok("sendMessage", chat_id=group.id, text="card", reply_markup=keyboard([button("Mine", "m")]))
    press = await sandbox.press(tom, sandbox.last(tom, group), "Mine")
    whom = {"receiver_user_id": tom.id, "callback_query_id": press.id}
    await bot.ok("sendMessage", chat_id=group.id, text="whispered", ephemeral_message_parameters=whom)
    await sandbox.send_text(joined.joan, group, "later")
    assert [one.content.text for one in sandbox.screen(tom, group)][-3:] == ["card", "whispered", "later"]
    assert [one.content.text for one in sandbox.screen(joined.joan, group)][-2:] == ["card", "later"]


async def test_only_an_administrator_may_whisper_unasked(joined: Neighbourhood, bot: Hands) -> None:
    call = {"chat_id": joined.group.id, "text": "psst", "ephemeral_message_parameters": to(joined.tom)}
    assert await bot.no("sendMessage", **call) == "Bad Request: BOT_NOT_ADMIN"
    await joined.sandbox.promote(joined.maria, joined.group, joined.sandbox.bot)
    await bot.ok("sendMessage", **call)
    stranger = await joined.sandbox.create_person("Stranger")
    call["ephemeral_message_parameters"] = to(stranger)
    assert "PARTICIPANT_ID_INVALID" in await bot.no("sendMessage", **call)


async def test_there_are_none_in_private_chats(joined: Neighbourhood, bot: Hands) -> None:
    await joined.sandbox.start(joined.tom)
    call = {"chat_id": joined.tom.id, "text": "x", "ephemeral_message_parameters": to(joined.tom)}
    assert await bot.no("sendMessage", **call) == "Bad Request: BOT_NOT_ADMIN"


async def test_it_is_edited_and_deleted_by_its_own_methods(joined: Neighbourhood, bot: Hands) -> None:
    await joined.sandbox.promote(joined.maria, joined.group, joined.sandbox.bot)
    call = {"chat_id": joined.group.id, "text": "psst", "ephemeral_message_parameters": to(joined.tom)}
    number = (await bot.ok("sendMessage", **call))["ephemeral_message_id"]
    place = {"chat_id": joined.group.id, "receiver_user_id": joined.tom.id, "ephemeral_message_id": number}
    assert await bot.ok("editEphemeralMessageText", **place, text="pssst") is True
    assert "not modified" in await bot.no("editEphemeralMessageText", **place, text="pssst")
    wrong = {**place, "receiver_user_id": joined.joan.id}
    assert "MESSAGE_ID_INVALID" in await bot.no("editEphemeralMessageText", **wrong, text="x")
    assert "not found" in await bot.no("deleteMessage", chat_id=joined.group.id, message_id=0)
    assert await bot.ok("deleteEphemeralMessage", **place) is True
    assert [seen.kind for seen in joined.sandbox.seen(joined.tom)][-3:] == ["message", "edit", "delete"]


async def test_an_ephemeral_command_is_seen_by_its_sender_and_the_bot(
    joined: Neighbourhood, bot: Hands, clock: MovableClock
) -> None:
    menu = [{"command": "balance", "description": "Your balance", "is_ephemeral": True}]
    await bot.ok("setMyCommands", commands=menu)
    await joined.sandbox.send_text(joined.tom, joined.group, "/balance")
    heard = (await bot.updates())[0]["message"]
    assert (heard["message_id"], heard["from"]["id"]) == (0, joined.tom.id)
    assert joined.sandbox.seen(joined.tom)[-1].text == "/balance"
    assert joined.sandbox.seen(joined.joan)[-1].text == "card"
    reply = {"ephemeral_message_id": heard["ephemeral_message_id"]}
    call = {"chat_id": joined.group.id, "text": "2 h", "ephemeral_message_parameters": to(joined.tom)}
    await bot.ok("sendMessage", **call, reply_parameters=reply)
    public = await bot.no("sendMessage", chat_id=joined.group.id, text="2 h", reply_parameters=reply)
    assert "must be an ephemeral message" in public
    assert "MESSAGE_NOT_COMMAND" in await bot.no("sendMessage", **call, reply_parameters={"message_id": 3})
    clock.move(timedelta(seconds=16))
    assert "MESSAGE_TOO_OLD" in await bot.no("sendMessage", **call, reply_parameters=reply)


async def test_a_press_is_answered_without_a_reply_to_what_is_no_command(joined: Neighbourhood, bot: Hands) -> None:
    press = await joined.sandbox.press(joined.tom, joined.sandbox.last(joined.tom, joined.group), "Show")
    call = {"chat_id": joined.group.id, "text": "your view", "reply_markup": keyboard([button("More", "m:1")])}
    sent = await bot.ok("sendMessage", **call, ephemeral_message_parameters=to(joined.tom, callback_query_id=press.id))
    more = await joined.sandbox.press(joined.tom, joined.sandbox.last(joined.tom, joined.group), "More")
    asked = to(joined.tom, callback_query_id=more.id)
    reply = {"ephemeral_message_id": sent["ephemeral_message_id"]}
    refusal = await bot.no("sendMessage", **call, ephemeral_message_parameters=asked, reply_parameters=reply)
    assert "MESSAGE_NOT_COMMAND" in refusal
    await bot.ok("sendMessage", **call, ephemeral_message_parameters=asked)


@pytest.mark.parametrize(("server", "words"), [(Ephemerals.FORGOTTEN, None), (Ephemerals.REFUSED, "wrong fields")])
async def test_an_older_server_knows_no_ephemeral_commands(
    clock: MovableClock, server: Ephemerals, words: str | None
) -> None:
    street = await neighbourhood(clock, setup=Setup(ephemeral_commands=server))
    await street.sandbox.add_bot(street.maria, street.group)
    bot = Hands(street.sandbox)
    menu = {"commands": [{"command": "sign", "description": "Sign", "is_ephemeral": True}]}
    if words is None:
        await bot.ok("setMyCommands", **menu)
        assert await bot.ok("getMyCommands") == [{"command": "sign", "description": "Sign"}]
    else:
        assert words in await bot.no("setMyCommands", **menu)
    await street.sandbox.send_text(street.tom, street.group, "/sign")
    assert street.sandbox.seen(street.joan)[-1].text == "/sign"


async def test_it_may_get_lost(clock: MovableClock) -> None:
    street = await neighbourhood(clock, setup=Setup(lose_ephemerals=True))
    await street.sandbox.add_bot(street.maria, street.group, as_admin=True)
    before = street.sandbox.seen(street.tom)
    bot = Hands(street.sandbox)
    await bot.ok("sendMessage", chat_id=street.group.id, text="psst", ephemeral_message_parameters=to(street.tom))
    assert street.sandbox.seen(street.tom) == before
