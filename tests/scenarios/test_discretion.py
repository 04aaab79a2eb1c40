"""The scan that all of these stories end with does find what it looks for."""

import logging

from bot.core.clock import MovableClock
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import DEFAULT_TOKEN
from tests.conftest import FRIDAY_MORNING
from tests.scenarios.discretion import as_logged, indiscretions, secrets


def logged(name: str, level: int, message: str) -> logging.LogRecord:
    return logging.LogRecord(name, level, __file__, 1, message, (), None)


async def test_names_texts_and_tokens_are_found() -> None:
    people = await neighbourhood(MovableClock(FRIDAY_MORNING))
    await people.sandbox.send_text(people.tom, people.group, "I need insulin, please")
    private = secrets(people.sandbox)
    said = ["heard Tom", "I need insulin, please", f"POST /bot{DEFAULT_TOKEN}/getMe", "customs, tomes, insulin"]
    assert [len(indiscretions(line, private)) for line in said] == [1, 1, 2, 0]


def test_only_what_the_program_would_write_is_looked_at() -> None:
    lines = as_logged(
        [
            logged("bot.handlers", logging.DEBUG, "refused"),
            logged("telegram.Bot", logging.DEBUG, "everything"),
            logged("aiohttp", logging.WARNING, f"retrying {DEFAULT_TOKEN}"),
        ]
    )
    ours, theirs = lines
    assert ours.endswith("refused")
    assert theirs.endswith("retrying [token]")
