"""What the stand-in knows against the official description, where one is at hand.

It is looked for beside the checkout, or where the variable IFYOUWILL_BOT_API_JSON says.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.kinds import TYPES
from bot.sandbox.methods import METHODS
from bot.sandbox.shapes import SHAPES
from bot.sandbox.wire import PERMISSIONS

BESIDE = Path(__file__).parents[3] / "shared" / "telegram" / "bot-api-10.1.json"
PLACE = os.environ.get("IFYOUWILL_BOT_API_JSON") or (str(BESIDE) if BESIDE.exists() else None)
pytestmark = pytest.mark.skipif(PLACE is None, reason="no official description at hand")

NEWER_METHODS = {"editEphemeralMessageText", "editEphemeralMessageReplyMarkup", "deleteEphemeralMessage"}
NEWER_PARAMETERS = {"ephemeral_message_parameters"}
NEWER_UPDATES = {"subscription", "stopped_message_generation"}
NEWER_SHAPES = {"EphemeralMessageParameters"}
NEWER_FIELDS = {
    ("ReplyParameters", "ephemeral_message_id"),
    ("InlineKeyboardMarkup", "force_reply"),
    ("InlineKeyboardButton", "disabled"),
    ("ReplyKeyboardMarkup", "force_reply"),
    ("BotCommand", "is_ephemeral"),
}
OPTIONAL_SINCE_RICH_TEXT = {("editMessageText", "text")}
"""Telegram lets `rich_message` stand for the text; the stand-in has no rich messages."""


@pytest.fixture(scope="module")
def official() -> dict[str, Any]:
    assert PLACE
    description: dict[str, Any] = json.loads(Path(PLACE).read_text())
    return description


def test_every_method_is_an_official_one(official: dict[str, Any]) -> None:
    ours = {method.name for method in METHODS.values()}
    assert ours - set(official["methods"]) == NEWER_METHODS


def test_parameters_have_the_official_names(official: dict[str, Any]) -> None:
    for method in METHODS.values():
        if method.name in NEWER_METHODS:
            continue
        theirs = {field["name"] for field in official["methods"][method.name].get("fields", [])}
        assert set(method.params) - NEWER_PARAMETERS == theirs, method.name


def test_the_same_parameters_are_required(official: dict[str, Any]) -> None:
    for method in METHODS.values():
        if method.name in NEWER_METHODS:
            continue
        theirs = {field["name"] for field in official["methods"][method.name].get("fields", []) if field["required"]}
        ours = {name for name, param in method.params.items() if param.required}
        assert {(method.name, name) for name in ours ^ theirs} <= OPTIONAL_SINCE_RICH_TEXT, method.name


def test_updates_are_the_official_kinds(official: dict[str, Any]) -> None:
    theirs = {field["name"] for field in official["types"]["Update"]["fields"]} - {"update_id"}
    assert theirs <= TYPES
    assert TYPES - theirs == NEWER_UPDATES


def test_objects_in_parameters_have_the_official_fields(official: dict[str, Any]) -> None:
    for name, shape in SHAPES.items():
        if name in NEWER_SHAPES:
            continue
        theirs = {field["name"]: field["types"] for field in official["types"][name]["fields"]}
        assert {(name, field) for field in set(shape) ^ set(theirs)} <= NEWER_FIELDS, name
        for field, nested in shape.items():
            if (name, field) not in NEWER_FIELDS:
                assert nested == _object_in(theirs[field], official), (name, field)


def _object_in(types: list[str], official: dict[str, Any]) -> str | None:
    """The shape of what a field holds, if it is an object with fields."""
    inner = types[0].removeprefix("Array of ").removeprefix("Array of ")
    if inner == "InputMessageContent":
        return "InputTextMessageContent"
    return inner if official["types"].get(inner, {}).get("fields") else None


def test_a_restricted_member_is_forbidden_what_there_is_to_forbid(official: dict[str, Any]) -> None:
    member = {field["name"] for field in official["types"]["ChatMemberRestricted"]["fields"]}
    assert set(PERMISSIONS) == member - {"status", "tag", "user", "is_member", "until_date"}
