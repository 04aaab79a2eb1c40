"""Screens as the Bot API wants them: keyboards, previews, plain text."""

import html
import re
from typing import Any, Final

from telegram import (
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    SwitchInlineQueryChosenChat,
)
from telegram.constants import ParseMode

from bot.screens.model import Button, Screen

_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_TAG: Final = re.compile(r"<[^<>]*>")


def text_of(screen: Screen, *, inline: bool = False) -> dict[str, Any]:
    """The parameters that sending and editing have in common. `inline`: the bot has inline mode."""
    return {
        "text": screen.text,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": keyboard_of(screen, inline=inline),
    }


def in_plain_text(parameters: dict[str, Any]) -> dict[str, Any]:
    """The same without markup: for a text in which Telegram finds a fault. Better plain than never."""
    return {**parameters, "text": html.unescape(_TAG.sub("", parameters["text"])), "parse_mode": None}


def keyboard_of(screen: Screen, *, inline: bool = False) -> InlineKeyboardMarkup | ForceReply | None:
    """Buttons, a prompt for a typed answer, both, or nothing."""
    if screen.buttons:
        rows = [[_button(button, inline) for button in row] for row in screen.buttons]
        both = {"force_reply": True, "input_field_placeholder": screen.ask} if screen.ask is not None else None
        return InlineKeyboardMarkup(rows, api_kwargs=both)
    if screen.ask is not None:
        return ForceReply(selective=True, input_field_placeholder=screen.ask or None)
    return None


def _button(button: Button, inline: bool) -> InlineKeyboardButton:
    action: dict[str, Any]
    if button.tap is not None:
        action = {"callback_data": button.tap}
    elif button.url is not None and not (inline and button.share is not None):
        action = {"url": button.url}
    elif button.share is not None:
        anywhere = SwitchInlineQueryChosenChat(
            button.share, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
        )
        action = {"switch_inline_query_chosen_chat": anywhere}
    else:
        action = {"copy_text": CopyTextButton(button.copy or "")}
    return InlineKeyboardButton(button.label, style=button.style, **action)
