"""The stand-in with its small neighbourhood, and the bot's hands in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from bot.core.clock import MovableClock
from bot.sandbox import inprocess
from bot.sandbox.files import Upload
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.sandbox import Sandbox


@dataclass
class Hands:
    """Calls the Bot API in process. `ok` insists on success, `no` on a refusal."""

    sandbox: Sandbox

    async def raw(
        self, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> dict[str, Any]:
        status, body = await inprocess.call(self.sandbox, self.sandbox.setup.token, method, params, files)
        answer: dict[str, Any] = json.loads(body)
        assert answer["ok"] is (status == 200), answer
        assert status == answer.get("error_code", 200)
        return answer

    async def ok(self, method: str, files: Mapping[str, Upload] | None = None, **params: Any) -> Any:
        answer = await self.raw(method, params, files)
        assert answer["ok"], answer
        return answer["result"]

    async def no(self, method: str, files: Mapping[str, Upload] | None = None, **params: Any) -> str:
        answer = await self.raw(method, params, files)
        assert not answer["ok"], answer
        assert "result" not in answer
        return str(answer["description"])

    async def updates(self) -> list[dict[str, Any]]:
        """Everything new, confirmed at once."""
        told: list[dict[str, Any]] = []
        while waiting := await self.ok("getUpdates", offset=told[-1]["update_id"] + 1 if told else 0):
            told += waiting
        return told

    async def heard(self) -> list[str]:
        """The kinds of all new updates."""
        return [next(kind for kind in update if kind != "update_id") for update in await self.updates()]


@pytest.fixture
async def street(clock: MovableClock) -> Neighbourhood:
    """Mill Road on an ordinary morning: nobody knows the bot yet."""
    return await neighbourhood(clock, Random(7))


@pytest.fixture
def bot(street: Neighbourhood) -> Hands:
    return Hands(street.sandbox)


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(label: str, data: str) -> dict[str, Any]:
    return {"text": label, "callback_data": data}
