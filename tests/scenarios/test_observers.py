"""Where names are hidden nobody can tell who signed: two lives that differ in nothing but that look alike to others."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from bot.core.clock import MovableClock
from bot.core.db import open_database
from bot.maintenance.checking import findings
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import Setup
from bot.sandbox.world import Person
from bot.subject import whole_subject
from tests.conftest import FRIDAY_MORNING
from tests.scenarios.road import Road, code_on, data_on
from tests.support.databases import copy_sqlite
from tests.support.house import open_house

LOOKS: Final = ("/show {code}", "/pledges", "/pledges mine", "/pledges soup", "/sign {code}x", "/help sign")
OPTIONS_PRESSED: Final = {"after success": 1, "never": 2}


@asynccontextmanager
async def another_road(template: Path, folder: Path) -> AsyncIterator[Road]:
    """The same neighbourhood every time: the same codes, the same moments."""
    clock = MovableClock(FRIDAY_MORNING)
    db = await open_database(_fresh(template, folder), clock, random=Random(7))
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    async with open_house(db, people.sandbox, whole_subject()) as app:
        road = Road(app, db, clock, people)
        await road.move_in()
        yield road
        assert await db.read(findings) == []
    await db.close()


def _fresh(template: Path, folder: Path) -> str:
    folder.mkdir()
    return copy_sqlite(template, folder)


def observers(road: Road) -> list[Person]:
    """Who made it, an organiser, another signer, and somebody who only looks."""
    people = road.people
    return [people.amal, people.maria, people.chidi, people.dilys]


def observed(road: Road) -> list[list[Any]]:
    """All that each of them has seen and could press, chat by chat: which of two comes first is luck."""
    return [
        [
            (seen.kind, seen.text, seen.content.markup if seen.content else None, seen.url)
            for seen in sorted(road.heard(person), key=lambda seen: seen.chat.id)
        ]
        for person in observers(road)
    ]


async def look_around(road: Road, code: str) -> None:
    """Everybody looks and presses wherever a name might stand."""
    await road.pass_time(timedelta(minutes=1))
    for person in observers(road):
        for text in LOOKS:
            await road.says(person, text.format(code=code))
        for verb in ("pledge_who", "pledge_share", "pledge_show"):
            await road.sandbox.press(person, road.last(person), data=f"1:{verb}:{code}")
            await road.app.drain()


async def publish(road: Road, line: str, names: str, *, unlisted: bool = False, places: str | None = None) -> str:
    amal = road.people.amal
    await road.says(amal, f"/pledge {line}")
    token = data_on(road.last(amal), "pledge_publish").rpartition(":")[2]
    options = ["names"] * OPTIONS_PRESSED[names] + ["visibility"] * unlisted
    for option in options:
        await road.told(amal, road.sandbox.press(amal, road.last(amal), data=f"1:pledge_option:{token}:{option}"))
    if places is not None:
        await road.taps(amal, "pledge_more")
        await road.taps(amal, "pledge_edit")
        await road.says(amal, places)
        await road.taps(amal, "pledge_back")
    await road.taps(amal, "pledge_publish")
    return code_on(road.last(amal))


async def signs_again_and_again(road: Road, signer: Person, names: str, *, unlisted: bool) -> str:
    """One who comes, goes and comes back, and one who comes after them: two of three."""
    code = await publish(road, "I will cook soup if 3 others will by 6 December", names, unlisted=unlisted)
    for text in ("/sign", "/withdraw", "/sign", "/sign", "/show"):
        await road.says(signer, f"{text} {code}")
        await look_around(road, code)
    await road.says(road.people.chidi, f"/sign {code}")
    await road.says(road.people.amal, f"/show {code}")
    await road.taps(road.people.amal, "pledge_change")
    await road.says(road.people.chidi, f"/withdraw {code}")
    await look_around(road, code)
    return code


async def is_nearly_enough(road: Road, signer: Person, names: str, *, unlisted: bool) -> str:
    """Two of three at the deadline: they are asked, and one says yes."""
    code = await publish(road, "I will cook soup if 3 others will by 6 December", names, unlisted=unlisted)
    for who in (signer, road.people.chidi):
        await road.says(who, f"/sign {code}")
    await road.pass_time(timedelta(days=9, hours=15))
    await road.pass_time(timedelta(hours=9))
    await road.taps(signer, "rescue_stay")
    await look_around(road, code)
    return code


@pytest.mark.parametrize("unlisted", [False, True], ids=["listed", "unlisted"])
@pytest.mark.parametrize("names", OPTIONS_PRESSED)
@pytest.mark.parametrize("story", [signs_again_and_again, is_nearly_enough])
async def test_before_success_nobody_can_tell_who_signed(
    story: Callable[..., Awaitable[str]], names: str, unlisted: bool, sqlite_template: Path, tmp_path: Path
) -> None:
    seen, then = [], []
    for name in ("tom", "joan"):
        async with another_road(sqlite_template, tmp_path / name) as road:
            signer: Person = getattr(road.people, name)
            code = await story(road, signer, names, unlisted=unlisted)
            seen.append(observed(road))
            await road.says(road.people.amal, f"/show {code}")
            await _succeeds(road, code)
            await look_around(road, code)
            then.append(observed(road))
    for tom, joan in zip(*seen, strict=True):
        assert tom == joan
    assert (then[0] == then[1]) is (names == "never"), "who looks carefully sees it when it may be seen"


async def _succeeds(road: Road, code: str) -> None:
    """By enough signatures, or by the creator's yes to the one that there is."""
    try:
        data = data_on(road.last(road.people.amal), "rescue_go").rpartition(":")[0]
    except LookupError:
        for who in (road.people.maria, road.people.dilys):
            await road.says(who, f"/sign {code}")
    else:
        await road.sandbox.press(road.people.amal, road.last(road.people.amal), data=f"{data}:1")
    await road.pass_time(timedelta(minutes=1))


async def test_who_waits_and_who_makes_place_is_named_to_nobody(sqlite_template: Path, tmp_path: Path) -> None:
    """Only counted, one place: one is in, Chidi waits, the one withdraws, Chidi is in."""
    seen = []
    for name in ("tom", "joan"):
        async with another_road(sqlite_template, tmp_path / name) as road:
            signer: Person = getattr(road.people, name)
            code = await publish(road, "I will cook soup if 1 other will by 6 December", "never", places="1")
            await road.says(signer, f"/sign {code}")
            for data in ("pledge_sign", "pledge_wait"):
                await road.sandbox.press(road.people.chidi, road.last(road.people.chidi), data=f"1:{data}:{code}")
                await road.app.drain()
                await look_around(road, code)
            await road.says(signer, f"/withdraw {code}")
            await look_around(road, code)
            seen.append(observed(road))
    assert seen[0] == seen[1]
    assert any("A place is free" in text for _, text, _, _ in seen[0][2]), "Chidi was told"


async def test_who_waits_for_a_place_is_named_to_nobody(sqlite_template: Path, tmp_path: Path) -> None:
    """Names are shown, but who waits is not in."""
    seen = []
    for name in ("tom", "joan"):
        async with another_road(sqlite_template, tmp_path / name) as road:
            code = await _shown_and_full(road)
            waiter: Person = getattr(road.people, name)
            await road.says(waiter, f"/show {code}")
            await road.taps(waiter, "pledge_wait")
            await look_around(road, code)
            await road.says(waiter, f"/withdraw {code}")
            await look_around(road, code)
            seen.append(observed(road))
    assert seen[0] == seen[1]


async def _shown_and_full(road: Road) -> str:
    amal, chidi = road.people.amal, road.people.chidi
    await road.says(amal, "/pledge I will cook soup if 1 other will by 6 December")
    await road.taps(amal, "pledge_more")
    await road.taps(amal, "pledge_edit")
    await road.says(amal, "1")
    await road.taps(amal, "pledge_back")
    await road.taps(amal, "pledge_publish")
    code = code_on(road.last(amal))
    await road.says(chidi, f"/sign {code}")
    return code
