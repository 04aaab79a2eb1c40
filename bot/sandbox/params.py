"""Parameters of the Bot API's methods: their types and ranges, and how the text of a form becomes a value."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import Upload
from bot.sandbox.shapes import check

Args = dict[str, Any]
"""Checked parameters by name; those not given are absent."""
Reader = Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: how it is read, and whether a call without it is refused."""

    read: Reader
    required: bool = False


def integer(low: int | None = None, high: int | None = None) -> Reader:
    """A whole number from `low` to `high`."""

    def read(name: str, raw: Any) -> int:
        try:
            value = int(raw if isinstance(raw, int) and not isinstance(raw, bool) else str(raw))
        except ValueError:
            raise bad_request(f"parameter {name} must be an Integer") from None
        if (low is not None and value < low) or (high is not None and value > high):
            raise bad_request(f"parameter {name} must be from {low} to {high}")
        return value

    return read


def number(low: float, high: float) -> Reader:
    """A finite Float from `low` to `high`."""

    def read(name: str, raw: Any) -> float:
        try:
            value = float(raw)
        except (TypeError, ValueError):
            raise bad_request(f"parameter {name} must be a Float") from None
        if not math.isfinite(value) or not low <= value <= high:
            raise bad_request(f"parameter {name} is out of range")
        return value

    return read


def text(longest: int | None = None) -> Reader:
    """A string of at most `longest` characters."""

    def read(name: str, raw: Any) -> str:
        if not isinstance(raw, str):
            raise bad_request(f"parameter {name} must be a String")
        if longest is not None and len(raw) > longest:
            raise bad_request(f"parameter {name} is too long")
        return raw

    return read


_FLAGS = {"true": True, "false": False, "1": True, "0": False}


def flag(name: str, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    value = _FLAGS.get(str(raw).lower())
    if value is None:
        raise bad_request(f"parameter {name} must be a Boolean")
    return value


def chat_id(name: str, raw: Any) -> int | str:
    """A number, or @username."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.startswith("@") and len(raw) > 1:
        return raw
    try:
        return int(raw)
    except (TypeError, ValueError):
        raise bad_request(f"{name} is empty" if raw in ("", None) else "chat not found") from None


def _parsed(name: str, raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    try:
        return json.loads(raw)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None


def structure(name: str, raw: Any) -> dict[str, Any]:
    """A JSON object, as text or (in a JSON request) as itself."""
    value = _parsed(name, raw)
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {name}")
    return value


def shaped(shape: str) -> Reader:
    """A JSON object of that shape (`shapes`), without unknown fields at any depth."""

    def read(name: str, raw: Any) -> dict[str, Any]:
        value = structure(name, raw)
        check(shape, value)
        return value

    return read


def shaped_list(shape: str) -> Reader:
    """A JSON array of objects of that shape."""

    def read(name: str, raw: Any) -> list[Any]:
        value = array(name, raw)
        check(shape, value)
        return value

    return read


def array(name: str, raw: Any) -> list[Any]:
    value = _parsed(name, raw)
    if not isinstance(value, list):
        raise bad_request(f"expected an Array of {name}")
    return value


def file(name: str, raw: Any) -> Upload | str:
    """An uploaded file, or the file_id of a known one."""
    if isinstance(raw, Upload) or (isinstance(raw, str) and raw):
        return raw
    raise bad_request(f"there is no {name} in the request")


def unsupported(name: str, raw: Any) -> Any:  # noqa: ARG001 - one of the readers
    """A parameter that Telegram has and the stand-in does not play."""
    raise bad_request(f"the stand-in does not support {name}")


def checked(method: str, spec: Mapping[str, Param], raw: Mapping[str, Any], files: Mapping[str, Upload]) -> Args:
    """The call's arguments, read and in range.

    An unknown parameter is an error: Telegram ignores it, but here it is a mistake of ours that should be seen.
    """
    args: Args = {}
    for name, value in raw.items():
        param = spec.get(name)
        if param is None:
            raise unknown(method, name)
        if value is not None:
            args[name] = param.read(name, _attached(value, files) if files else value)
    if files:
        _add_files(method, spec, (raw, files), args)
    for name, param in spec.items():
        if param.required and name not in args:
            raise bad_request(_MISSING.get(name, f"parameter {name} is required"))
    return args


def _add_files(
    method: str, spec: Mapping[str, Param], given: tuple[Mapping[str, Any], Mapping[str, Upload]], args: Args
) -> None:
    raw, files = given
    attached = _attachments(raw)
    for name, upload in files.items():
        param = spec.get(name)
        if param is not None:
            args[name] = param.read(name, upload)
        elif name not in attached:
            raise unknown(method, name)


def _attached(value: Any, files: Mapping[str, Upload]) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        return files.get(value.removeprefix("attach://"), value)
    return value


def _attachments(raw: Mapping[str, Any]) -> set[str]:
    attached = (value for value in raw.values() if isinstance(value, str))
    return {value.removeprefix("attach://") for value in attached if value.startswith("attach://")}


def unknown(method: str, name: str) -> ApiError:
    return bad_request(f'unknown parameter "{name}" in {method}')


_MISSING = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}
