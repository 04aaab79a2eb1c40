"""The Bot API's answers to queries (pressed buttons, inline queries), and its methods about receiving updates."""

from datetime import timedelta
from typing import Any

from bot.sandbox.compose import text_content
from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.inline import InlineQuery
from bot.sandbox.kinds import DEFAULT, TYPES
from bot.sandbox.markup import inline
from bot.sandbox.params import Args
from bot.sandbox.stage import Stage
from bot.sandbox.tags import is_link
from bot.sandbox.webhook import Hook
from bot.sandbox.world import Content, Json

CALLBACK_TIMEOUT = timedelta(seconds=15)
MAX_TOAST = 200
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_MAX_INLINE_RESULTS = 50


def answer_callback_query(stage: Stage, args: Args) -> bool:
    press = stage.presses.get(args["callback_query_id"])
    if press is None or press.answered or stage.clock.now() - press.at > CALLBACK_TIMEOUT:
        raise bad_request(_TOO_OLD)
    text, url = args.get("text", ""), args.get("url")
    if utf16_length(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if url is not None and not _is_own_link(stage, url):
        raise bad_request("URL_INVALID")
    press.answered, press.text, press.alert, press.url = True, text, args.get("show_alert", False), url
    where = press.chat.id if press.chat else None
    if press.chat is not None:
        stage.transcript.toast(press.person, press.chat, stage.clock.now(), text=text, alert=press.alert, url=url)
    stage.events.add("toast", chat_id=where, person_id=press.person.id, text=text, alert=press.alert, url=url)
    return True


def _is_own_link(stage: Stage, url: str) -> bool:
    """Telegram opens only t.me/<this bot>?start=… from a button without a game."""
    own = stage.setup.username.lower()
    lowered = url.lower().removeprefix("https://").removeprefix("http://")
    return lowered.startswith((f"t.me/{own}?", f"telegram.me/{own}?"))


def answer_inline_query(stage: Stage, args: Args) -> bool:
    query = stage_query(stage, args["inline_query_id"])
    results: list[Any] = args["results"]
    if len(results) > _MAX_INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(args.get("next_offset", "").encode()) > 64:  # noqa: PLR2004 - Telegram's limit in bytes
        raise bad_request("NEXT_OFFSET_INVALID")
    names: list[Any] = [result.get("id") for result in results if isinstance(result, dict)]
    if len(set(names)) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.results = {result["id"]: (result, _inline_content(stage, result)) for result in results}
    query.button = args.get("button")
    stage.events.add("inline", person_id=query.person.id)
    return True


def stage_query(stage: Stage, query_id: str) -> InlineQuery:
    query = stage.inline_queries.get(query_id)
    if query is None or stage.clock.now() - query.at > CALLBACK_TIMEOUT:
        raise bad_request(_TOO_OLD)
    return query


def _inline_content(stage: Stage, result: Json) -> Content:
    if result.get("type") != "article" or not result.get("id") or not result.get("title"):
        raise bad_request("can't parse inline query result: the stand-in takes articles with id and title")
    given = result.get("input_message_content")
    if not isinstance(given, dict) or "message_text" not in given:
        raise bad_request("can't parse inline query result: there is no message text")
    args = {"text" if name == "message_text" else name: value for name, value in given.items()}
    content = text_content(stage, args)
    keyboard = inline(result["reply_markup"], private=False) if "reply_markup" in result else None
    return Content(content.text, content.entities, content.media, keyboard)


def set_webhook(stage: Stage, args: Args) -> bool:
    url: str = args["url"]
    if not url:
        return delete_webhook(stage, args)
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")) or not is_link(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _allow(stage, args)
    if args.get("drop_pending_updates"):
        stage.updates.clear()
    stage.webhook.set(Hook(url, args.get("secret_token"), args.get("max_connections", 40)))
    return True


def delete_webhook(stage: Stage, args: Args) -> bool:
    if args.get("drop_pending_updates"):
        stage.updates.clear()
    stage.webhook.set(None)
    return True


def get_webhook_info(stage: Stage, args: Args) -> Json:  # noqa: ARG001 - one of the table's methods
    hook = stage.webhook.hook
    info: Json = {"url": hook.url if hook else "", "has_custom_certificate": False}
    info["pending_update_count"] = len(stage.updates)
    if hook is not None:
        info["max_connections"] = hook.connections
        if hook.error:
            info.update(last_error_message=hook.error, last_error_date=hook.error_date)
    if stage.updates.allowed != DEFAULT:
        info["allowed_updates"] = sorted(stage.updates.allowed)
    return info


def _allow(stage: Stage, args: Args) -> None:
    """Which updates are wanted from now on; an empty list means the usual ones, no list leaves it as it was."""
    if "allowed_updates" not in args:
        return
    wanted = frozenset(args["allowed_updates"])
    unknown = sorted(wanted - TYPES)
    if unknown:
        raise bad_request(f"unknown update type {unknown[0]}")
    stage.updates.allowed = wanted or DEFAULT


async def get_updates(stage: Stage, args: Args) -> bytes:
    """The JSON array of updates. Raises 409 while a webhook is set or when another poller takes over."""
    _allow(stage, args)
    return await stage.updates.get(args.get("offset", 0), args.get("limit", 100), args.get("timeout", 0))
