"""The bots that take part."""

from pathlib import Path

from benchmarks.load import Contender
from benchmarks.telegram import TOKEN


def ptb_echo() -> Contender:
    """Bare python-telegram-bot: the baseline of speed."""
    return Contender("PTB 22.8 echo, default settings", lambda base: ["-m", "benchmarks.bots.ptb_echo", base], _nothing)


def aiogram_echo() -> Contender:
    """Bare aiogram 3: the goal."""
    return Contender("aiogram 3 echo", lambda base: ["-m", "benchmarks.bots.aiogram_echo", base], _nothing)


def usual_stack(database: Path) -> Contender:
    """A signing bot as one usually builds it."""
    arguments = ["-m", "benchmarks.bots.usual_stack"]
    return Contender("usual stack signing a pledge", lambda base: [*arguments, base, str(database)], _nothing)


def ours(database: Path) -> Contender:
    """This bot, whole, as `ifyouwill run` starts it."""
    arguments = ["-m", "bot", "run"]
    return Contender("ifyouwill signing a pledge", lambda _: arguments, lambda base: _settings(base, database))


def _settings(base: str, database: Path) -> dict[str, str]:
    return {
        "IFYOUWILL_TOKEN": TOKEN,
        "IFYOUWILL_API_BASE_URL": base,
        "IFYOUWILL_DATABASE_URL": f"sqlite:///{database}",
        "IFYOUWILL_LOG_LEVEL": "WARNING",
    }


def _nothing(_: str) -> dict[str, str]:
    return {}
