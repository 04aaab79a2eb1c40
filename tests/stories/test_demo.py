"""The story that the demo begins with, and what a newcomer can do with it at once."""

import asyncio
from datetime import timedelta

from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.sandbox.neighbourhood import Neighbourhood
from bot.subject import whole_subject
from tests.support.house import open_house, stand_in


async def test_two_presses_bring_the_newest_pledge_to_life(sqlite_db: Database, clock: MovableClock) -> None:
    sandbox = stand_in(clock)
    async with open_house(sqlite_db, sandbox, whole_subject()) as app:
        morning = asyncio.create_task(Neighbourhood(sandbox).play())
        while not morning.done():
            await app.drain()
            await asyncio.sleep(0)
        await morning
        people = {person.first_name: person for person in sandbox.world.humans()}
        [group] = sandbox.world.groups()
        card = sandbox.last(people["Tom"], group)
        assert "litter pick" in card.content.text
        for name in ("Tom", "Aisha"):  # whom the README asks to press, and Tom is whom the page's first hint names
            press = await sandbox.press(people[name], card, (0, 0))
            await app.drain()
            assert press.text, name
        clock.move(timedelta(seconds=4))
        await app.drain()
        assert "It is happening" in card.content.text
        assert "Your pledge is happening!" in sandbox.last(people["Maria"]).content.text
