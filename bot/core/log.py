"""Logs that an operator can keep: one line per event, without tokens and without what people wrote.

Three nets: other libraries speak from WARNING on only (httpx prints the token at INFO, aiosqlite and PTB print values
at DEBUG); an exception is logged by its place and its class, not by its message, which may quote a row; and whatever
looks like a bot token is blackened in the finished line.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from traceback import extract_tb, format_list
from types import TracebackType
from typing import Final, Literal

from bot.core.outage import ConfigurationError, Outage
from bot.core.refusal import Refusal

LogFormat = Literal["text", "json"]

_logger = logging.getLogger(__name__)

_TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
_BLACKENED: Final = "[token]"
_SPEAKS_OF_ITSELF: Final = (Outage, ConfigurationError, Refusal)
"""Errors whose messages are ours and quote nobody."""


def configure(level: str, style: LogFormat, *, secrets: Iterable[str] = ()) -> None:
    """Send all logs to standard error: ours from `level` on ("DEBUG", "INFO", …), those of libraries from WARNING on.

    `secrets` are blackened wherever they appear, as are all bot tokens. What nobody catches is logged like everything
    else, not printed by Python, which would show its message. Replaces an earlier configuration.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((JsonLines if style == "json" else TextLines)(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda fault: _uncaught(fault.exc_type, fault.exc_value, fault.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    _logger.critical("a bug that nobody caught", exc_info=(kind, error or kind(), trace))


class _Discreet(logging.Formatter):
    """Makes one line of a record, and blackens it."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        return self._blackened(self._line(record))

    def _line(self, record: logging.LogRecord) -> str:
        raise NotImplementedError

    def _blackened(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, _BLACKENED)
        return _TOKEN.sub(_BLACKENED, line)


class TextLines(_Discreet):
    """`2026-11-27T10:00:00.000+00:00 INFO bot.intake: what happened`, for people."""

    def _line(self, record: logging.LogRecord) -> str:
        message = record.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        line = f"{_at(record)} {record.levelname} {record.name}: {message}"
        return "\n".join([line, *_error(record)])


class JsonLines(_Discreet):
    """One JSON object per line, for machines: at, level, logger, message and, if there was one, error."""

    def _line(self, record: logging.LogRecord) -> str:
        line = {"at": _at(record), "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        error = "\n".join(_error(record))
        return json.dumps(line | ({"error": error} if error else {}), ensure_ascii=False)


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _error(record: logging.LogRecord) -> Iterator[str]:
    """The record's exception and what led to it, innermost last."""
    error = record.exc_info[1] if record.exc_info else None
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield describe(error)
        yield from (line.rstrip() for line in format_list(extract_tb(error.__traceback__)))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def describe(error: BaseException) -> str:
    """An exception in one line that quotes nobody: its class, and the database's own name for the fault."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, _SPEAKS_OF_ITSELF):
        return f"{name}: {error}"
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    return f"{name} ({code})" if code else name
