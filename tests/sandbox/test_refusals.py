"""What the stand-in refuses, in Telegram's words. A bot that passes here may be let near people."""

from typing import Any

import pytest

from bot.sandbox import inprocess
from bot.sandbox.people import Neighbourhood
from tests.sandbox.conftest import Hands, button, keyboard

SOMEBODY = 2_000_000_002
"""Tom's number in the neighbourhood."""

ILL_FORMED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": ""}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "nobody", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": 99, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": SOMEBODY}, "message text is empty"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": ""}, "message text is empty"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": " \n "}, "message text is empty"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "🎉" * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": 5}, "parameter text must be a String"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "x", "disable_web_page_preview": "true"}, "unknown parameter"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "x", "disable_notification": "maybe"}, "must be a Boolean"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "x", "reply_markup": "[]"}, "object expected"),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "x", "message_thread_id": 5}, "message thread not found"),
    (
        "sendMessage",
        {"chat_id": SOMEBODY, "text": "x", "reply_parameters": {"message_id": 999}},
        "message to be replied",
    ),
    ("sendMessage", {"chat_id": SOMEBODY, "text": "x", "allow_paid_broadcast": "true"}, "does not support"),
    ("sendLocation", {"chat_id": SOMEBODY, "latitude": 91, "longitude": 0}, "out of range"),
    ("sendLocation", {"chat_id": SOMEBODY, "latitude": "nan", "longitude": 0}, "out of range"),
    ("sendPhoto", {"chat_id": SOMEBODY}, "parameter photo is required"),
    ("sendPhoto", {"chat_id": SOMEBODY, "photo": "unknown"}, "wrong file identifier"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": SOMEBODY, "message_id": 999, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"inline_message_id": "9", "text": "x"}, "MESSAGE_ID_INVALID"),
    ("deleteMessage", {"chat_id": SOMEBODY, "message_id": 999}, "message to delete not found"),
    ("deleteMessages", {"chat_id": SOMEBODY, "message_ids": []}, "1-100 message identifiers"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout expired or query ID"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": []}, "query is too old"),
    ("getUpdates", {"limit": 0}, "limit must be from 1 to 100"),
    ("getUpdates", {"limit": 101}, "limit must be from 1 to 100"),
    ("getUpdates", {"offset": "1.5"}, "offset must be an Integer"),
    ("getUpdates", {"allowed_updates": '["gossip"]'}, "unknown update type"),
    ("setWebhook", {"url": "http://example.org/hook"}, "HTTPS URL"),
    ("getFile", {"file_id": "nothing"}, "wrong file identifier"),
    ("getChat", {"chat_id": -5}, "chat not found"),
    ("getChatMember", {"chat_id": SOMEBODY, "user_id": 5}, "user not found"),
    ("getChatAdministrators", {"chat_id": SOMEBODY}, "no administrators in the private chat"),
    ("sendChatAction", {"chat_id": SOMEBODY, "action": "dancing"}, "wrong parameter action"),
    ("leaveChat", {"chat_id": SOMEBODY}, "private chats"),
]

LINK = {"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org"}
NESTED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"link_preview_options": {"disabled": True}}, 'LinkPreviewOptions: unknown field "disabled"'),
    ("sendMessage", {"reply_parameters": {"message_id": 1, "silent": True}}, 'ReplyParameters: unknown field "silent"'),
    ("sendMessage", {"reply_parameters": {"message_id": 1, "quote": "x"}}, "does not support quote of ReplyParameters"),
    ("sendMessage", {"entities": [{**LINK, "href": "x"}]}, 'MessageEntity: unknown field "href"'),
    ("sendMessage", {"entities": [{**LINK, "user": {"name": "x"}}]}, 'User: unknown field "name"'),
    ("sendMessage", {"entities": ["bold"]}, "MessageEntity: object expected"),
    (
        "sendMessage",
        {"ephemeral_message_parameters": {"receiver": SOMEBODY}},
        'EphemeralMessageParameters: unknown field "receiver"',
    ),
    (
        "sendMessage",
        {"reply_markup": keyboard([{"text": "Copy", "copy_text": {"text": "x", "label": "y"}}])},
        'CopyTextButton: unknown field "label"',
    ),
    (
        "sendMessage",
        {"reply_markup": {"keyboard": [["Yes", {"text": "Poll", "request_poll": {"kind": "quiz"}}]]}},
        'KeyboardButtonPollType: unknown field "kind"',
    ),
    ("setMyCommands", {"commands": [{"command": "sign", "description": "x", "emoji": "y"}]}, "BotCommand: unknown"),
    (
        "answerInlineQuery",
        {"inline_query_id": "1", "results": [{"type": "article", "input_message_content": {"text": "x"}}]},
        'InputTextMessageContent: unknown field "text"',
    ),
]

BAD_KEYBOARDS: list[tuple[Any, str]] = [
    ({}, "no known keyboard"),
    ({"inline_keyboard": {}}, "Array of Arrays"),
    ({"inline_keyboard": [{"text": "x"}]}, "Array of Arrays"),
    (keyboard([button("Sign", "x" * 65)]), "BUTTON_DATA_INVALID"),
    (keyboard([button("Sign", "é" * 33)]), "BUTTON_DATA_INVALID"),
    (keyboard([button("Sign", "")]), "BUTTON_DATA_INVALID"),
    (keyboard([button("", "x")]), "non-empty String"),
    (keyboard([{"text": "Sign"}]), "Text buttons are unallowed"),
    (keyboard([{"text": "Sign", "callback_data": "x", "url": "https://example.org"}]), "has 2 actions"),
    (keyboard([{"text": "Sign", "callback_data": "x", "colour": "red"}]), "unknown field"),
    (keyboard([{"text": "Sign", "callback_data": "x", "style": "loud"}]), "invalid button style"),
    (keyboard([{"text": "Map", "url": "not a link"}]), "Wrong HTTP URL"),
    (keyboard([{"text": "Map", "url": "javascript:alert(1)"}]), "Wrong HTTP URL"),
    (keyboard([{"text": "Copy", "copy_text": {"text": ""}}]), "COPY_TEXT"),
    (keyboard([{"text": "Copy", "copy_text": {"text": "x" * 257}}]), "COPY_TEXT"),
    (keyboard(*[[button(str(n), str(n))] for n in range(101)]), "reply markup is too long"),
    ({"keyboard": []}, "must be non-empty"),
    ({"keyboard": [[{"text": "x", "request_location": True, "request_contact": True}]]}, "more than one request"),
    ({"force_reply": True, "input_field_placeholder": "x" * 65}, "1-64 characters"),
    ({"force_reply": True, "inline_keyboard": [[]], "keyboard": []}, "unknown field"),
]


@pytest.mark.parametrize(("method", "params", "words"), ILL_FORMED)
async def test_an_ill_formed_call_is_refused(
    street: Neighbourhood, bot: Hands, method: str, params: dict[str, Any], words: str
) -> None:
    await street.sandbox.start(street.tom)
    before = street.sandbox.seen(street.tom)
    assert words in await bot.no(method, **params)
    assert street.sandbox.seen(street.tom) == before


@pytest.mark.parametrize(("method", "params", "words"), NESTED)
async def test_an_unknown_field_is_refused_at_any_depth(
    street: Neighbourhood, bot: Hands, method: str, params: dict[str, Any], words: str
) -> None:
    await street.sandbox.start(street.tom)
    message = {"chat_id": SOMEBODY, "text": "x"} if method == "sendMessage" else {}
    assert words in await bot.no(method, **message, **params)


@pytest.mark.parametrize(("markup", "words"), BAD_KEYBOARDS)
async def test_a_bad_keyboard_is_refused(street: Neighbourhood, bot: Hands, markup: Any, words: str) -> None:
    await street.sandbox.start(street.tom)
    assert words in await bot.no("sendMessage", chat_id=street.tom.id, text="x", reply_markup=markup)


async def test_an_unknown_method_is_404(bot: Hands) -> None:
    assert await bot.no("sendDream") == "Not Found"


@pytest.mark.parametrize(("token", "status"), [("1:wrong", 401), ("nonsense", 404)])
async def test_a_wrong_token_is_refused(street: Neighbourhood, token: str, status: int) -> None:
    assert (await inprocess.call(street.sandbox, token, "getMe", {}))[0] == status


async def test_nobody_is_written_to_before_start(street: Neighbourhood, bot: Hands) -> None:
    refusal = await bot.no("sendMessage", chat_id=street.tom.id, text="hello")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"


async def test_nobody_is_written_to_against_their_will(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    await street.sandbox.block_bot(street.tom)
    assert await bot.no("sendMessage", chat_id=street.tom.id, text="x") == "Forbidden: bot was blocked by the user"
    await street.sandbox.start(street.tom)
    await bot.ok("sendMessage", chat_id=street.tom.id, text="x")
    await street.sandbox.deactivate(street.tom)
    assert await bot.no("sendMessage", chat_id=street.tom.id, text="x") == "Forbidden: user is deactivated"


async def test_a_group_is_closed_to_a_bot_outside_it(street: Neighbourhood, bot: Hands) -> None:
    group = street.group
    for method, more in (("sendMessage", {"text": "x"}), ("getChat", {}), ("getChatAdministrators", {})):
        assert await bot.no(method, chat_id=group.id, **more) == "Forbidden: bot is not a member of the group chat"
    await street.sandbox.add_bot(street.maria, group)
    await street.sandbox.remove_bot(street.maria, group)
    assert await bot.no("sendMessage", chat_id=group.id, text="x") == "Forbidden: bot was kicked from the group chat"


async def test_an_unchanged_edit_is_refused(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    sign = keyboard([button("Sign", "s:1")])
    sent = await bot.ok("sendMessage", chat_id=street.tom.id, text="<b>x</b>", parse_mode="HTML", reply_markup=sign)
    place = {"chat_id": street.tom.id, "message_id": sent["message_id"]}
    same = {**place, "text": "<strong>x</strong>", "parse_mode": "HTML"}
    assert "message is not modified" in await bot.no("editMessageText", **same, reply_markup=sign)
    await bot.ok("editMessageText", **same)
    assert "message is not modified" in await bot.no("editMessageText", **same)
    assert "message is not modified" in await bot.no("editMessageReplyMarkup", **place)


async def test_only_ones_own_messages_are_edited(street: Neighbourhood, bot: Hands) -> None:
    said = await street.sandbox.start(street.tom)
    refusal = await bot.no("editMessageText", chat_id=street.tom.id, message_id=said.id, text="y")
    assert refusal == "Bad Request: message can't be edited"


async def test_a_photo_has_no_text_and_a_text_no_caption(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    place = await bot.ok("sendLocation", chat_id=street.tom.id, latitude=51.5, longitude=-3.2)
    text = await bot.ok("sendMessage", chat_id=street.tom.id, text="x")
    where = {"chat_id": street.tom.id}
    assert "no text" in await bot.no("editMessageText", **where, message_id=place["message_id"], text="y")
    assert "no caption" in await bot.no("editMessageCaption", **where, message_id=text["message_id"], caption="y")


async def test_ids_of_one_chat_mean_nothing_in_another(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    await street.sandbox.start(street.joan)
    sent = await bot.ok("sendMessage", chat_id=street.tom.id, text="x")
    refusal = await bot.no("editMessageText", chat_id=street.joan.id, message_id=sent["message_id"], text="y")
    assert refusal == "Bad Request: message to edit not found"
