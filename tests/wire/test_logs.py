"""What a machine reads of a real process: one JSON object for each line, and nothing that is anybody's own."""

import json
from datetime import datetime
from pathlib import Path

from bot.sandbox.faults import Fault, What
from bot.sandbox.server import Serving
from tests.scenarios.discretion import indiscretions, secrets
from tests.wire.process import bot_process, until


async def test_every_line_is_an_object_without_secrets(telegram: Serving, tmp_path: Path) -> None:
    sandbox = telegram.sandbox
    maria = await sandbox.create_person("Maria")
    async with bot_process(tmp_path, telegram.api_base, log_format="json", log_level="DEBUG") as bot:
        await bot.at_work()
        await sandbox.start(maria)
        await until(lambda: len(sandbox.screen(maria)) == 2, "a welcome")
        sandbox.faults.add(Fault(What.SERVER_ERROR, method="getUpdates", times=2))
        await sandbox.send_text(maria, None, "my door key lies under the third flowerpot")
        await bot.says("Telegram answers again")
        assert await bot.stop() == 0
    lines = [json.loads(line) for line in bot.log.splitlines()]
    assert all({"at", "level", "logger", "message"} <= set(line) for line in lines)
    assert all(datetime.fromisoformat(line["at"]) for line in lines)
    assert {"INFO", "WARNING"} <= {line["level"] for line in lines}
    assert indiscretions(bot.log, secrets(sandbox)) == []
