"""One call of the Bot API, from raw parameters to status and body, without HTTP."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault, What, When
from bot.sandbox.files import Upload
from bot.sandbox.methods import METHODS
from bot.sandbox.params import checked
from bot.sandbox.stage import Stage

_TRUE = b'{"ok":true,"result":true}'
_HTML = "<html><head><title>{0} Bad Gateway</title></head><body><h1>{0} Bad Gateway</h1></body></html>"
_ENCODER = json.JSONEncoder(separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says. `fault` is set when the connection misbehaves as well (hang, reset, half, slow)."""

    status: int
    body: bytes
    fault: Fault | None = None


async def call(stage: Stage, token: str, method: str, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> Answer:
    """Plays one call with everything that can go wrong with it."""
    name = method.lower()
    if token != stage.setup.token:
        return _refusal(ApiError(401, "Unauthorized") if ":" in token else ApiError(404, "Not Found"))
    if name in METHODS:
        stage.calls[name] = stage.calls.get(name, 0) + 1
    fault = stage.faults.strike(name, _number(raw.get("chat_id")))
    if fault is None:
        return await _perform(stage, name, raw, files)
    if fault.when is When.BEFORE and fault.what is not What.SLOW:
        return _faulty(stage, fault, raw, _TRUE)
    answer = await _perform(stage, name, raw, files)
    return (
        Answer(answer.status, answer.body, fault)
        if fault.what is What.SLOW
        else _faulty(stage, fault, raw, answer.body)
    )


async def _perform(stage: Stage, name: str, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> Answer:
    method = METHODS.get(name)
    if method is None:
        return _refusal(ApiError(404, "Not Found"))
    try:
        args = checked(method.name, method.params, raw, files)
        result = method.run(stage, args)
        if asyncio.iscoroutine(result):
            return Answer(200, b'{"ok":true,"result":' + await result + b"}")
    except ApiError as refusal:
        return _refusal(refusal)
    if result is True:
        return Answer(200, _TRUE)
    return Answer(200, _encode({"ok": True, "result": result}))


def _faulty(stage: Stage, fault: Fault, raw: Mapping[str, Any], body: bytes) -> Answer:
    refusal = fault.error()
    if refusal is not None:
        chat_id = _number(raw.get("chat_id"))
        if fault.what is What.FLOOD and chat_id is not None:
            stage.flood.hold(chat_id, fault.wait)
        return _refusal(refusal)
    if fault.what is What.SERVER_ERROR:
        return Answer(fault.status, _HTML.format(fault.status).encode())
    if fault.what is What.BROKEN_JSON:
        return Answer(200, body[: len(body) // 2])
    return Answer(200, body, fault)


def _refusal(error: ApiError) -> Answer:
    answer: dict[str, Any] = {"ok": False, "error_code": error.status, "description": error.description}
    if error.parameters:
        answer["parameters"] = error.parameters
    return Answer(error.status, _encode(answer))


def _encode(value: Any) -> bytes:
    return _ENCODER.encode(value).encode()


def _number(chat_id: Any) -> int | None:
    try:
        return int(chat_id)
    except (TypeError, ValueError):
        return None
