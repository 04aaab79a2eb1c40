"""Does a log tell what is nobody's business: the token, what people wrote, how they are called?"""

import logging
import re
from collections.abc import Iterable, Iterator

from bot.core.log import TextLines
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import DEFAULT_TOKEN

_TELLING = 8
"""Characters from which a text is nobody's but its writer's ("3" or "/help" may stand anywhere)."""


def as_logged(records: Iterable[logging.LogRecord]) -> Iterator[str]:
    """The lines that the program writes at DEBUG: its own, and the warnings of libraries."""
    lines = TextLines()
    for record in records:
        if record.name.split(".")[0] == "bot" or record.levelno >= logging.WARNING:
            yield lines.format(record)


def secrets(sandbox: Sandbox) -> set[str]:
    """The token, everybody's names, everything that people have written."""
    names = {name for person in sandbox.world.humans() for name in (person.first_name, person.last_name) if name}
    texts = {
        seen.text
        for person in sandbox.world.humans()
        for seen in sandbox.seen(person)
        if not seen.by_bot and seen.kind == "message"
    }
    return {DEFAULT_TOKEN, DEFAULT_TOKEN.partition(":")[2], *names, *(text for text in texts if len(text) >= _TELLING)}


def indiscretions(log: str, private: Iterable[str]) -> list[str]:
    """What of this stands in the log; a name only as a word of its own ("Tom" is not in "customs")."""
    return [secret for secret in private if secret in log and (not secret.isalpha() or _is_a_word(secret, log))]


def _is_a_word(name: str, log: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", log) is not None
