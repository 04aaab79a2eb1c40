"""The objects inside the Bot API's parameters and the fields they have: an unknown one is an error at any depth.

Fields are named as in Bot API 10.3; a test compares them with the official description where one is at hand.
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.errors import bad_request

Shape = Mapping[str, str | None]
"""The fields of an object; with those that hold an object (or a list of such) its shape."""


def _plain(fields: str) -> dict[str, str | None]:
    return dict.fromkeys(fields.split())


_KEY = _plain("text icon_custom_emoji_id style")

SHAPES: dict[str, Shape] = {
    "LinkPreviewOptions": _plain("is_disabled url prefer_small_media prefer_large_media show_above_text"),
    "ReplyParameters": {
        **_plain("message_id chat_id allow_sending_without_reply ephemeral_message_id"),
        **_plain("quote quote_parse_mode quote_position checklist_task_id poll_option_id"),
        "quote_entities": "MessageEntity",
    },
    "EphemeralMessageParameters": _plain("receiver_user_id callback_query_id replace_callback_query_message"),
    "MessageEntity": {
        **_plain("type offset length url language custom_emoji_id unix_time date_time_format"),
        "user": "User",
    },
    "User": _plain(
        "id is_bot first_name last_name username language_code is_premium added_to_attachment_menu can_join_groups"
        " can_read_all_group_messages supports_guest_queries supports_inline_queries can_connect_to_business"
        " has_main_web_app has_topics_enabled allows_users_to_create_topics can_manage_bots"
        " supports_join_request_queries"
    ),
    "InlineKeyboardMarkup": {"inline_keyboard": "InlineKeyboardButton", "force_reply": None},
    "InlineKeyboardButton": {
        **_KEY,
        **_plain("url callback_data switch_inline_query switch_inline_query_current_chat callback_game pay disabled"),
        "web_app": "WebAppInfo",
        "login_url": "LoginUrl",
        "switch_inline_query_chosen_chat": "SwitchInlineQueryChosenChat",
        "copy_text": "CopyTextButton",
    },
    "WebAppInfo": _plain("url"),
    "LoginUrl": _plain("url forward_text bot_username request_write_access"),
    "SwitchInlineQueryChosenChat": _plain(
        "query allow_user_chats allow_bot_chats allow_group_chats allow_channel_chats"
    ),
    "CopyTextButton": _plain("text"),
    "ReplyKeyboardMarkup": {
        **_plain("is_persistent resize_keyboard one_time_keyboard input_field_placeholder selective force_reply"),
        "keyboard": "KeyboardButton",
    },
    "KeyboardButton": {
        **_KEY,
        **_plain("request_contact request_location"),
        "request_users": "KeyboardButtonRequestUsers",
        "request_chat": "KeyboardButtonRequestChat",
        "request_managed_bot": "KeyboardButtonRequestManagedBot",
        "request_poll": "KeyboardButtonPollType",
        "web_app": "WebAppInfo",
    },
    "KeyboardButtonRequestUsers": _plain(
        "request_id user_is_bot user_is_premium max_quantity request_name request_username request_photo"
    ),
    "KeyboardButtonRequestChat": {
        **_plain("request_id chat_is_channel chat_is_forum chat_has_username chat_is_created bot_is_member"),
        **_plain("request_title request_username request_photo"),
        "user_administrator_rights": "ChatAdministratorRights",
        "bot_administrator_rights": "ChatAdministratorRights",
    },
    "KeyboardButtonRequestManagedBot": _plain("request_id suggested_name suggested_username"),
    "KeyboardButtonPollType": _plain("type"),
    "ChatAdministratorRights": _plain(
        "is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members"
        " can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
        " can_post_messages can_edit_messages can_pin_messages can_manage_topics can_manage_direct_messages"
        " can_manage_tags"
    ),
    "ReplyKeyboardRemove": _plain("remove_keyboard selective"),
    "ForceReply": _plain("force_reply input_field_placeholder selective"),
    "BotCommand": _plain("command description is_ephemeral"),
    "InlineQueryResultArticle": {
        **_plain("type id title url description thumbnail_url thumbnail_width thumbnail_height"),
        "input_message_content": "InputTextMessageContent",
        "reply_markup": "InlineKeyboardMarkup",
    },
    "InputTextMessageContent": {
        **_plain("message_text parse_mode"),
        "entities": "MessageEntity",
        "link_preview_options": "LinkPreviewOptions",
    },
    "InlineQueryResultsButton": {**_plain("text start_parameter"), "web_app": "WebAppInfo"},
}


def check(shape: str, value: Any) -> None:
    """Looks through objects and lists of them. Raises 400 for what is no object and for an unknown field."""
    if isinstance(value, list):
        for each in value:
            check(shape, each)
        return
    if shape == "KeyboardButton" and isinstance(value, str):
        return  # a button that only says its text
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {shape}: object expected")
    known = SHAPES[shape]
    for name, inner in value.items():
        if name not in known:
            raise bad_request(f'can\'t parse {shape}: unknown field "{name}"')
        nested = known[name]
        if nested is not None and inner is not None:
            check(nested, inner)
