"""The newcomer's first minute."""

import re
from pathlib import Path

import aiohttp
import pytest

from tests.wire.process import BotProcess


@pytest.mark.slow
async def test_the_demo_is_up_with_its_neighbourhood_and_ends_when_asked(tmp_path: Path) -> None:
    async with BotProcess(tmp_path, "demo", "--no-browser", "--port", "18099") as demo:
        await demo.says(r"The demo is at ")
        assert "not complete" not in demo.log
        found = re.search(r"The demo is at (\S+)", demo.log)
        assert found is not None
        async with aiohttp.ClientSession(found[1]) as browser:
            async with browser.get("/") as page:
                assert page.status == 200
            async with browser.get("/sandbox/world") as world:
                names = {person["first_name"] for person in (await world.json())["people"]}
        assert {"Maria", "Tom", "Aisha", "Gwen", "Sam"} <= names
        assert await demo.stop() == 0
