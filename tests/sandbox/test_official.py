"""The method table against the official description, where one is at hand (IFYOUWILL_BOT_API_JSON)."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.kinds import TYPES
from bot.sandbox.methods import METHODS

PLACE = os.environ.get("IFYOUWILL_BOT_API_JSON")
pytestmark = pytest.mark.skipif(PLACE is None, reason="no official description at hand")

NEWER_METHODS = {"editEphemeralMessageText", "editEphemeralMessageReplyMarkup", "deleteEphemeralMessage"}
NEWER_PARAMETERS = {"ephemeral_message_parameters"}
NEWER_UPDATES = {"subscription", "stopped_message_generation"}
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
