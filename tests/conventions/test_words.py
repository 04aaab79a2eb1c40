"""Sentences are literals, so that they can be collected and translated."""

import ast
from pathlib import Path

import pytest

from tests.conventions.source import called, calls, modules, name_of
from tests.screens.catalogues import COUNTED, KEYWORDS

TRANSLATORS = ("t", "words", "self.words", "hearing.words")
"""What a `Words` is called in the code."""


def _messages(call: ast.Call) -> list[ast.expr]:
    keyword = called(call).rsplit(".", 1)[-1]
    return list(call.args[: 2 if keyword in COUNTED else 1])


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_messages_are_literals(path: Path) -> None:
    for call in calls(path):
        owner, _, keyword = called(call).rpartition(".")
        if keyword in KEYWORDS and owner in TRANSLATORS:
            for message in _messages(call):
                literal = isinstance(message, ast.Constant) and isinstance(message.value, str)
                assert literal, f"line {call.lineno}: a message is a whole literal, never put together"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_sentences_are_not_put_together_with_format(path: Path) -> None:
    for call in calls(path):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "format":
            said = isinstance(call.func.value, ast.Call) and called(call.func.value).rsplit(".", 1)[-1] in KEYWORDS
            assert not said, f"line {call.lineno}"
