"""The bots that take part."""

from pathlib import Path

from benchmarks.load import Contender


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


def _nothing(_: str) -> dict[str, str]:
    return {}
