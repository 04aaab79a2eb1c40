"""Keyboards, checked as strictly as Telegram checks them before a message may carry one."""

from collections.abc import Callable
from urllib.parse import urlsplit

from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.shapes import check
from bot.sandbox.tags import is_link
from bot.sandbox.world import Json

MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
MAX_COPIED = 256
MAX_QUERY = 256
MAX_PLACEHOLDER = 64
_STYLES = frozenset({"danger", "success", "primary"})
_ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    }
)
_REQUESTS = frozenset(
    {
        "request_users",
        "request_chat",
        "request_managed_bot",
        "request_contact",
        "request_location",
        "request_poll",
        "web_app",
    }
)


def checked(markup: object, *, private: bool, ephemeral: bool = False) -> Json | None:
    """The markup as Telegram keeps it; None for an empty keyboard. Raises 400 for anything Telegram refuses."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return inline(markup, private=private, ephemeral=ephemeral)
    if ephemeral:
        raise bad_request("only inline keyboards are allowed in ephemeral messages")
    if "keyboard" in markup:
        return _reply_keyboard(markup, private=private)
    if markup.get("remove_keyboard") is True:
        check("ReplyKeyboardRemove", markup)
        return markup
    if markup.get("force_reply") is True:
        check("ForceReply", markup)
        _check_placeholder(markup)
        return markup
    raise _wrong("object has no known keyboard")


def inline(markup: object, *, private: bool, ephemeral: bool = False) -> Json | None:
    """An inline keyboard, the only kind that an edit accepts."""
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    check("InlineKeyboardMarkup", markup)
    rows = [[_inline_button(button, private, ephemeral) for button in row] for row in _rows(markup["inline_keyboard"])]
    if not rows:
        return None
    return {**markup, "inline_keyboard": rows}


def _rows(rows: object) -> list[list[object]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise _wrong('field "inline_keyboard" must be an Array of Arrays')
    filled = [row for row in rows if row]
    if sum(map(len, filled)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return filled


def _inline_button(button: object, private: bool, ephemeral: bool) -> Json:
    if not isinstance(button, dict):
        raise _wrong("inline keyboard button must be an Object")
    _check_dress(button)
    actions = [name for name in button if name in _ACTIONS]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _wrong(f"inline keyboard button has {len(actions)} actions: {', '.join(sorted(actions))}")
    _check_action(actions[0], button[actions[0]], private, ephemeral)
    return button


def _check_dress(button: Json) -> None:
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be a non-empty String')
    if "style" in button and button["style"] not in _STYLES:
        raise _wrong("invalid button style specified")


def _check_action(action: str, value: object, private: bool, ephemeral: bool) -> None:
    if (action == "web_app" and not private) or (action == "login_url" and ephemeral):
        raise bad_request("BUTTON_TYPE_INVALID")
    is_right = _CHECKS.get(action)
    if is_right is not None:
        is_right(value)


def _check_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_copy(copy: object) -> None:
    text = copy.get("text") if isinstance(copy, dict) else None
    if not isinstance(text, str) or not 1 <= utf16_length(text) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_query(query: object) -> None:
    if not isinstance(query, str) or utf16_length(query) > MAX_QUERY:
        raise bad_request("SWITCH_INLINE_QUERY_INVALID")


def _check_url(url: object) -> None:
    if not isinstance(url, str) or not is_link(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if not urlsplit(url).scheme and "." not in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")


_CHECKS: dict[str, Callable[[object], None]] = {
    "callback_data": _check_data,
    "url": _check_url,
    "copy_text": _check_copy,
    "switch_inline_query": _check_query,
    "switch_inline_query_current_chat": _check_query,
}


def _reply_keyboard(markup: Json, *, private: bool) -> Json:
    check("ReplyKeyboardMarkup", markup)
    rows = [[_reply_button(button, private) for button in row] for row in _rows(markup["keyboard"])]
    if not rows:
        raise bad_request("reply keyboard must be non-empty")
    _check_placeholder(markup)
    return {**markup, "keyboard": rows}


def _reply_button(button: object, private: bool) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _wrong("keyboard button must be an Object or a String")
    _check_dress(button)
    requests = [name for name in button if name in _REQUESTS and button[name] is not False]
    if len(requests) > 1:
        raise _wrong("keyboard button has more than one request")
    if requests and not private:
        raise bad_request("phone number, location, user and chat can be requested in private chats only")
    return button


def _check_placeholder(markup: Json) -> None:
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not (
        isinstance(placeholder, str) and 1 <= utf16_length(placeholder) <= MAX_PLACEHOLDER
    ):
        raise _wrong("input_field_placeholder must have 1-64 characters")


def _wrong(what: str) -> ApiError:
    return bad_request(f"can't parse reply keyboard markup JSON object: {what}")
