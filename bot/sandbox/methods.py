"""The table of Bot API methods the stand-in plays: what each takes, and who answers it.

Everything else is an unknown method (404). Parameters are named as in Bot API 10.3; a test compares them with the
official description where one is at hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox import answers, chats, editing, sending
from bot.sandbox.params import (
    Args,
    Param,
    array,
    chat_id,
    file,
    flag,
    integer,
    number,
    shaped,
    shaped_list,
    structure,
    text,
    unsupported,
)
from bot.sandbox.stage import Stage

Run = Callable[[Stage, Args], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its official name, its parameters, its answer."""

    name: str
    params: Mapping[str, Param]
    run: Run


def _optional(**readers: Any) -> dict[str, Param]:
    return {name: Param(reader) for name, reader in readers.items()}


def _required(**readers: Any) -> dict[str, Param]:
    return {name: Param(reader, required=True) for name, reader in readers.items()}


_CHAT = _required(chat_id=chat_id)
_MESSAGE = _required(chat_id=chat_id, message_id=integer())
_LANGUAGE = _optional(language_code=text(8))
_SCOPE = _optional(scope=structure) | _LANGUAGE
_ENTITIES = shaped_list("MessageEntity")
_TEXT = _optional(parse_mode=text(16), entities=_ENTITIES, link_preview_options=shaped("LinkPreviewOptions"))
_CAPTION = _optional(caption=text(), parse_mode=text(16), caption_entities=_ENTITIES, show_caption_above_media=flag)
_SEND = _CHAT | _optional(
    business_connection_id=unsupported,
    message_thread_id=integer(1),
    direct_messages_topic_id=unsupported,
    ephemeral_message_parameters=shaped("EphemeralMessageParameters"),
    disable_notification=flag,
    protect_content=flag,
    allow_paid_broadcast=unsupported,
    message_effect_id=unsupported,
    suggested_post_parameters=unsupported,
    reply_parameters=shaped("ReplyParameters"),
    reply_markup=structure,
)
_PLACE = _required(latitude=number(-90, 90), longitude=number(-180, 180))
_EDIT = _optional(
    business_connection_id=unsupported,
    chat_id=chat_id,
    message_id=integer(),
    inline_message_id=text(),
    reply_markup=structure,
)
_EPHEMERAL = _required(chat_id=chat_id, receiver_user_id=integer(1), ephemeral_message_id=integer(1))
_BUSINESS = _optional(business_connection_id=unsupported)
_DROP = _optional(drop_pending_updates=flag)

_SENDING: tuple[tuple[str, Mapping[str, Param], Run], ...] = (
    ("sendMessage", _SEND | _required(text=text()) | _TEXT, sending.send_message),
    ("sendPhoto", _SEND | _required(photo=file) | _CAPTION | _optional(has_spoiler=flag), sending.send_photo),
    (
        "sendDocument",
        _SEND
        | _required(document=file)
        | _optional(caption=text(), parse_mode=text(16), caption_entities=_ENTITIES)
        | _optional(thumbnail=unsupported, disable_content_type_detection=flag),
        sending.send_document,
    ),
    (
        "sendLocation",
        _SEND
        | _PLACE
        | _optional(horizontal_accuracy=number(0, 1500), live_period=integer(60, 0x7FFFFFFF))
        | _optional(heading=integer(1, 360), proximity_alert_radius=integer(1, 100_000)),
        sending.send_location,
    ),
    (
        "sendVenue",
        _SEND
        | _PLACE
        | _required(title=text(), address=text())
        | _optional(foursquare_id=text(), foursquare_type=text(), google_place_id=text(), google_place_type=text()),
        sending.send_venue,
    ),
    (
        "sendContact",
        _SEND | _required(phone_number=text(), first_name=text()) | _optional(last_name=text(), vcard=text()),
        sending.send_contact,
    ),
)
_EDITING: tuple[tuple[str, Mapping[str, Param], Run], ...] = (
    (
        "editMessageText",
        _EDIT | _required(text=text()) | _TEXT | _optional(rich_message=unsupported),
        editing.edit_message_text,
    ),
    ("editMessageCaption", _EDIT | _CAPTION, editing.edit_message_caption),
    ("editMessageReplyMarkup", _EDIT, editing.edit_message_reply_markup),
    (
        "editEphemeralMessageText",
        _EPHEMERAL | _required(text=text()) | _TEXT | _optional(rich_message=unsupported, reply_markup=structure),
        editing.edit_ephemeral_message_text,
    ),
    (
        "editEphemeralMessageReplyMarkup",
        _EPHEMERAL | _optional(reply_markup=structure),
        editing.edit_ephemeral_message_reply_markup,
    ),
    ("deleteEphemeralMessage", _EPHEMERAL, editing.delete_ephemeral_message),
    ("deleteMessage", _MESSAGE, editing.delete_message),
    ("deleteMessages", _CHAT | _required(message_ids=array), editing.delete_messages),
)
_CHATS: tuple[tuple[str, Mapping[str, Param], Run], ...] = (
    ("getMe", {}, chats.get_me),
    ("getChat", _CHAT, chats.get_chat),
    ("getChatMember", _CHAT | _required(user_id=integer()), chats.get_chat_member),
    ("getChatAdministrators", _CHAT | _optional(return_bots=flag), chats.get_chat_administrators),
    ("getChatMemberCount", _CHAT, chats.get_chat_member_count),
    (
        "sendChatAction",
        _CHAT | _BUSINESS | _required(action=text()) | _optional(message_thread_id=integer(1)),
        chats.send_chat_action,
    ),
    ("pinChatMessage", _MESSAGE | _BUSINESS | _optional(disable_notification=flag), chats.pin_chat_message),
    ("unpinChatMessage", _CHAT | _BUSINESS | _optional(message_id=integer()), chats.unpin_chat_message),
    ("leaveChat", _CHAT, chats.leave_chat),
    ("getFile", _required(file_id=text()), chats.get_file),
)
_FACE: tuple[tuple[str, Mapping[str, Param], Run], ...] = (
    ("setMyCommands", _required(commands=shaped_list("BotCommand")) | _SCOPE, chats.set_my_commands),
    ("deleteMyCommands", _SCOPE, chats.delete_my_commands),
    ("getMyCommands", _SCOPE, chats.get_my_commands),
    ("setMyName", _optional(name=text(64)) | _LANGUAGE, chats.set_my_name),
    ("getMyName", _LANGUAGE, chats.get_my_name),
    ("setMyDescription", _optional(description=text(512)) | _LANGUAGE, chats.set_my_description),
    ("getMyDescription", _LANGUAGE, chats.get_my_description),
    ("setMyShortDescription", _optional(short_description=text(120)) | _LANGUAGE, chats.set_my_short_description),
    ("getMyShortDescription", _LANGUAGE, chats.get_my_short_description),
)
_QUERIES: tuple[tuple[str, Mapping[str, Param], Run], ...] = (
    (
        "answerCallbackQuery",
        _required(callback_query_id=text())
        | _optional(text=text(), show_alert=flag, url=text(), cache_time=integer(0)),
        answers.answer_callback_query,
    ),
    (
        "answerInlineQuery",
        _required(inline_query_id=text(), results=shaped_list("InlineQueryResultArticle"))
        | _optional(cache_time=integer(0), is_personal=flag, next_offset=text())
        | _optional(button=shaped("InlineQueryResultsButton")),
        answers.answer_inline_query,
    ),
    (
        "getUpdates",
        _optional(offset=integer(), limit=integer(1, 100), timeout=integer(0), allowed_updates=array),
        answers.get_updates,
    ),
    (
        "setWebhook",
        _required(url=text())
        | _DROP
        | _optional(certificate=unsupported, ip_address=text(), max_connections=integer(1, 100))
        | _optional(allowed_updates=array, secret_token=text(256)),
        answers.set_webhook,
    ),
    ("deleteWebhook", _DROP, answers.delete_webhook),
    ("getWebhookInfo", {}, answers.get_webhook_info),
)

METHODS: dict[str, Method] = {
    name.lower(): Method(name, params, run) for name, params, run in (*_SENDING, *_EDITING, *_CHATS, *_FACE, *_QUERIES)
}
"""By lower-case name: Telegram's method names are case-insensitive."""
