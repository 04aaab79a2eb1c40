"""The bot's way in without HTTP: the same strict server, called as a function."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.sandbox import api
from bot.sandbox.faults import Fault, What
from bot.sandbox.files import Upload
from bot.sandbox.stage import Stage


class Unanswered(TimeoutError):  # noqa: N818 - says what happened
    """The server took the request and never answered; whether it had its effect is for the caller to wonder."""


class Broken(ConnectionResetError):  # noqa: N818 - says what happened
    """The connection broke before the whole answer was there."""


async def call(
    stage: Stage,
    token: str,
    method: str,
    params: Mapping[str, Any],
    files: Mapping[str, Upload] | None = None,
) -> tuple[int, bytes]:
    """Status and body of one call. Such faults raise Unanswered (at once, no test should wait) or Broken."""
    answer = await api.call(stage, token, method, params, files or {})
    if answer.fault is not None:
        await _misbehave(answer.fault)
    return answer.status, answer.body


async def _misbehave(fault: Fault) -> None:
    if fault.what is What.HANG:
        raise Unanswered("no answer")
    if fault.what in (What.RESET, What.HALF):
        raise Broken("connection reset by peer")
    await asyncio.sleep(fault.seconds)


def file_data(stage: Stage, token: str, path: str) -> tuple[int, bytes]:
    """Status and body of a file download (`/file/bot<token>/<path>`)."""
    stored = stage.files.by_path(path) if token == stage.setup.token else None
    return (200, stored.upload.data) if stored is not None else (404, b'{"ok":false,"error_code":404}')
