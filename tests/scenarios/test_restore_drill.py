"""The drill: copies made under load, a machine that dies, the newest copy on a fresh one, and nobody hears old news
unasked."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot import maintenance
from bot.core.clock import MovableClock
from bot.core.db import Database, open_database
from bot.maintenance import quarantine
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.stage import Setup
from bot.sandbox.world import Person
from bot.subject import whole_subject
from tests.scenarios.road import Road
from tests.support.house import open_house

_NEWS: Final = ("It is happening!", "Your pledge is happening!", "The deadline has passed")

Decision = Callable[[Database], Awaitable[bool]]


async def drop(db: Database) -> bool:
    """What `ifyouwill release --drop` does."""
    return await quarantine.drop(db, whole_subject().rings)


@asynccontextmanager
async def lived_in(url: str, people: Neighbourhood, clock: MovableClock) -> AsyncIterator[Road]:
    """One life of the bot on this database."""
    db = await open_database(url, clock)
    try:
        async with open_house(db, people.sandbox, whole_subject()) as app:
            yield Road(app, db, clock, people)
    finally:
        await db.close()


@pytest.mark.parametrize(
    ("decide", "told_after"),
    [
        pytest.param(quarantine.let_go, {"bread": 6, "jam": 2, "tea": 3}, id="released"),
        pytest.param(drop, {"bread": 3, "tea": 3}, id="dropped"),
    ],
)
async def test_the_drill(
    two_urls: tuple[str, str], tmp_path: Path, clock: MovableClock, decide: Decision, told_after: dict[str, int]
) -> None:
    old, new = two_urls
    people = await neighbourhood(clock, setup=Setup(flood=False))
    copies = [tmp_path / "copies" / str(number) for number in range(3)]
    await maintenance.migrate(old, clock)
    async with lived_in(old, people, clock) as road:
        await road.move_in()
        salt = await _live_while_copied(road, old, copies)
        await road.publishes(people.chidi, "I will bring cake if 2 others will by 6 December")
        assert told(people) == {"bread": 3}
    clock.move(timedelta(days=2))
    await maintenance.restore(copies[-1], new, clock)

    async with lived_in(new, people, clock) as road:
        assert await maintenance.check(road.db) == []
        before = everything_said(people)
        await _rest(road)
        fresh = [said for number, said in everything_said(people).items() if number not in before]
        assert [said for said in fresh if salt not in said] == [], "only updates that the copy brought are answered"
        tea = await road.publishes(people.chidi, "I will bring tea if 2 others will by 6 December")
        for person in (people.tom, people.joan):
            await road.says(person, f"/sign {tea}")
        assert told(people) == {"bread": 3, "tea": 3}, "what is new is said all the while"
        assert await decide(road.db)

    async with lived_in(new, people, clock) as road:
        await _rest(road)
        assert told(people) == told_after
        assert await maintenance.check(road.db) == []
        assert {pledge.action: pledge.state for pledge in (await road.deeds())["pledges"]} == {
            "bring bread": "tipped",
            "bring jam": "expired",
            "bring salt": "open",
            "bring tea": "tipped",
        }, "what was done after the copy is gone; the rest has gone on"


async def _live_while_copied(road: Road, url: str, copies: list[Path]) -> str:
    """One pledge has come alive and nobody has been told of it yet, another ends tomorrow, and people go on signing a
    third, whose code is given back, while copy after copy is made. Then everybody is told."""
    people = road.people
    salt = await road.publishes(people.maria, "I will bring salt if 9 others will by 6 December")
    jam = await road.publishes(people.maria, "I will bring jam if 9 others will by tomorrow")
    bread = await road.publishes(people.chidi, "I will bring bread if 2 others will by 6 December")
    await road.says(people.tom, f"/sign {jam}")
    for person in (people.tom, people.joan):
        await _says(road, person, f"/sign {bread}")
    done = asyncio.Event()

    async def go_on() -> None:
        while not done.is_set():
            for verb in ("sign", "withdraw"):
                for person in (people.tom, people.joan, people.dilys, people.amal):
                    await _says(road, person, f"/{verb} {salt}")

    async def copy() -> None:
        try:
            for file in copies:
                await maintenance.backup(url, file)
        finally:
            done.set()

    await asyncio.gather(copy(), go_on())
    await road.app.drain()
    return salt


async def _says(road: Road, person: Person, text: str) -> None:
    """Said, heard and worked; what is owed for it is not sent yet."""
    await road.sandbox.send_text(person, None, text)
    while await road.app.poller.step():
        await road.app.queues.idle()


async def _rest(road: Road) -> None:
    """Everything that is due is done, and what has to wait a moment for its turn as well."""
    await road.app.drain()
    await road.pass_time(timedelta(minutes=1))


def everything_said(people: Neighbourhood) -> dict[int, str]:
    """All that anybody has ever seen of the bot: messages, edits, toasts."""
    return {seen.number: seen.text for person in people.people for seen in people.sandbox.seen(person) if seen.by_bot}


def told(people: Neighbourhood) -> dict[str, int]:
    """How many messages about which pledge's success or end, over all people."""
    return dict(
        Counter(
            what
            for person in people.people
            for seen in people.sandbox.seen(person, people.sandbox.private(person))
            for what in ("bread", "cake", "jam", "salt", "tea")
            if seen.kind == "message" and f"bring {what}" in seen.text and any(news in seen.text for news in _NEWS)
        )
    )
