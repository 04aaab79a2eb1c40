"""What the bot says in its log while it is simulated: the reader of a failure wants it, and a bug must not pass."""

import logging
from asyncio import AbstractEventLoop
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from bot.core.log import describe
from tests.simulation.wire import Dead

_PATIENT: Final = "bot.intake.patience"
"""Grows louder the longer Telegram is silent, which is no bug."""


class Overhearing(logging.Handler):
    """Writes what is logged into the story, and remembers what no fault outside of the bot explains."""

    def __init__(self, story: list[str]) -> None:
        super().__init__(logging.INFO)
        self._story = story
        self.bugs: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if _is_of_death(error):
            return
        said = record.getMessage() + (f" ({_whole(error)})" if error else "")
        self._story.append(f"    {record.levelname}: {said}")
        if record.levelno >= logging.ERROR and record.name != _PATIENT:
            self.bugs.append(said)

    def hear_loop(self, _loop: AbstractEventLoop, context: dict[str, Any]) -> None:
        """asyncio's complaints: a task that failed and was never asked, a callback that raised."""
        error = context.get("exception")
        if not _is_of_death(error):
            self.bugs.append(f"{context.get('message')} ({_whole(error) if error else context})")


@contextmanager
def overhearing(story: list[str]) -> Iterator[Overhearing]:
    """Hear the bot's log instead of printing it."""
    logger, ear = logging.getLogger("bot"), Overhearing(story)
    before = (logger.propagate, logger.level)
    logger.addHandler(ear)
    logger.propagate = False
    logger.setLevel(logging.INFO)
    try:
        yield ear
    finally:
        logger.removeHandler(ear)
        logger.propagate = before[0]
        logger.setLevel(before[1])


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_of_death(error: BaseException | None) -> bool:
    return any(isinstance(each, Dead) for each in _chain(error))


def _whole(error: BaseException) -> str:
    return " from ".join(f"{describe(each)} {each}" for each in _chain(error))
