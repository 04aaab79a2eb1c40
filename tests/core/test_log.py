"""No token and nothing private reaches a log."""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.core import log
from bot.core.outage import Outage

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_x"
PRIVATE = "my secret address"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers[:], root.level, ours.level
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = before[0], before[1]
    ours.setLevel(before[2])


def logged(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


@pytest.mark.parametrize("style", ["text", "json"])
def test_tokens_are_blackened_wherever_they_stand(style: log.LogFormat, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("DEBUG", style, secrets=["hunter2"])
    logging.getLogger("bot.x").info("calling https://api.telegram.org/bot%s/getMe as %s", TOKEN, "hunter2")
    line = logged(capsys)
    assert "AAHdq" not in line
    assert "hunter2" not in line
    assert line.count("[token]") == 2


def fail_privately() -> None:
    try:
        int(PRIVATE)
    except ValueError as error:
        raise ValueError(PRIVATE) from error


@pytest.mark.parametrize("style", ["text", "json"])
def test_an_exception_shows_its_place_and_not_its_message(
    style: log.LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("INFO", style)
    try:
        fail_privately()
    except ValueError:
        logging.getLogger("bot.x").exception("incident %s", "7K3")
    lines = logged(capsys)
    assert PRIVATE not in lines
    assert "builtins.ValueError" in lines
    assert lines.count("builtins.ValueError") == 2
    assert "test_log.py" in lines


def test_outages_say_what_was_in_the_way() -> None:
    assert log.describe(Outage("SQLite: disk full")) == "bot.core.outage.Outage: SQLite: disk full"


@pytest.mark.parametrize("chatty", ["httpx", "httpcore", "aiohttp.access", "aiosqlite", "telegram.ext", "apscheduler"])
def test_libraries_speak_only_of_trouble(chatty: str, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("DEBUG", "text")
    logging.getLogger(chatty).info("POST https://api.telegram.org/bot%s/sendMessage", TOKEN)
    logging.getLogger(chatty).debug("text=%s", PRIVATE)
    assert logged(capsys) == ""
    logging.getLogger(chatty).warning("trouble")
    assert "trouble" in logged(capsys)


def test_a_message_cannot_forge_a_second_line(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "text")
    logging.getLogger("bot.x").info("hello\n2026-01-01 INFO bot.y: forged")
    assert logged(capsys).count("\n") == 1


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json")
    logging.getLogger("bot.x").info("ŵ %d", 1)
    assert json.loads(logged(capsys))["message"] == "ŵ 1"


def test_json_has_one_object_for_each_event_with_what_machines_sort_by(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", "json")
    logging.getLogger("bot.x").warning("two\nlines")
    try:
        fail_privately()
    except ValueError:
        logging.getLogger("bot.x").exception("incident %s", "7K3")
    first, second = (json.loads(line) for line in logged(capsys).splitlines())
    assert list(first) == ["at", "level", "logger", "message"]
    assert datetime.fromisoformat(first["at"]).utcoffset() == timedelta()
    assert (first["level"], first["logger"], first["message"]) == ("WARNING", "bot.x", "two\nlines")
    assert "builtins.ValueError" in second["error"]
    assert PRIVATE not in second["error"]


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_nobody_catches_is_logged_like_everything_else(
    style: log.LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("INFO", style)
    try:
        fail_privately()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    in_a_thread = threading.Thread(target=fail_privately)
    in_a_thread.start()
    in_a_thread.join()
    lines = logged(capsys)
    assert PRIVATE not in lines
    assert lines.count("a bug that nobody caught") == 2
    if style == "json":
        assert {json.loads(line)["level"] for line in lines.splitlines()} == {"CRITICAL"}
