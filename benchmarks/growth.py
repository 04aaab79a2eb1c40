"""What must not depend on size: the tipping tap by signers, everyday acts by the number of rows."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from benchmarks.bulletin import Bulletin
from benchmarks.neighbourhood import Place, actor, neighbourhood, opened, publish, seen_again
from benchmarks.rows import execute, multiply
from benchmarks.table import Report
from bot.core.db import Database, Tx
from bot.outbox import sending
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.outbox.sending import Appetite
from bot.outbox.service import tell
from bot.pledges import listing
from bot.pledges.limits import THRESHOLD_MOST
from bot.pledges.signing import sign

COPIED_IDS: Final = 1_000_000_000_000
"""Below every real id, so that copies never meet them."""
_MICROSECONDS: Final = 1_000_000
"""In a second."""
_CLAIMS: Final = 30

Act = Callable[[Database, Place, int], Awaitable[None]]


async def tipping(folder: Path, report: Report, many: int, turns: int) -> None:
    """The tap that tips a pledge with 10 and with very many signers, in turn on one database."""
    place = await neighbourhood(folder / "tipping.db", people=1 + 2 * turns, homes=1)
    few_codes = await _nearly(place, 10, turns, first=0)
    many_codes = await _nearly(place, many, turns, first=turns)
    times: dict[str, list[float]] = {"few": [], "many": []}
    seen_again(place.database)
    async with opened(place.database) as db:
        for turn in range(turns):
            times["few"].append(await _timed(db.write(_sign, turn, few_codes[turn])))
            times["many"].append(await _timed(db.write(_sign, turn, many_codes[turn])))
    few, lots = (statistics.median(each) for each in times.values())
    report.section("The tipping tap")
    report.line("signers", "ms")
    report.line("10", f"{few * 1000:.2f}")
    report.line(f"{many:,}", f"{lots * 1000:.2f}")
    report.promise(f"tipping with {many:,} signers : with 10", "<= 1.5", f"{lots / few:.2f}", kept=lots <= 1.5 * few)


async def _nearly(place: Place, threshold: int, count: int, first: int) -> list[str]:
    """Pledges that lack one signature."""
    async with opened(place.database) as db:
        numbers = range(1000 + first, 1000 + first + count)
        codes = [await db.write(publish, place.homes[0], number, threshold) for number in numbers]
        await db.write(_sign, 0, place.codes[0])  # a signature to copy
    for number, code in enumerate(codes):
        pledge = f"(SELECT id FROM pledges WHERE code = '{code}')"  # noqa: S608
        person = f"{COPIED_IDS + (first + number) * 10_000_000} + n"
        changed = {"pledge_id": pledge, "person_id": person, "number": "n"}
        multiply(place.database, "signatures", threshold - 1, changed)
        counts = ", ".join(f"{column} = {threshold - 1}" for column in ("count", "signed", "last_number"))
        execute(place.database, f"UPDATE pledges SET {counts} WHERE code = '{code}'")  # noqa: S608
    return codes


def _sign(tx: Tx, number: int, code: str) -> Any:
    return sign(tx, actor(tx, number), code)


async def _timed(work: Awaitable[Any]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def growth(folder: Path, report: Report, small: int, large: int, turns: int) -> None:
    """Everyday acts on a small and on a large database, in turn."""
    places = [await _filled(folder / f"rows-{size}.db", size, turns) for size in (small, large)]
    acts: dict[str, Act] = {
        "sign": _sign_one,
        "page of a list": _page,
        "my pledges": _mine,
        "claim of due rows": _claim,
    }
    report.section(f"Everyday acts with {small:,} and with {large:,} rows in each table (median ms)")
    report.line("act", f"{small:,}", f"{large:,}", "ratio")
    async with opened(places[0].database) as few, opened(places[1].database) as lots:
        for name, act in acts.items():
            times: tuple[list[float], list[float]] = ([], [])
            for turn in range(min(turns, _CLAIMS) if act is _claim else turns):
                for side, (db, place) in enumerate(((few, places[0]), (lots, places[1]))):
                    times[side].append(await _timed(act(db, place, turn)))
            a, b = (statistics.median(each) * 1000 for each in times)
            report.line(name, f"{a:.2f}", f"{b:.2f}", f"{b / a:.2f}")
            what = f"{name}: {large:,} rows : {small:,}"
            report.promise(what, "<= 1.2", f"{b / a:.2f}", kept=b <= 1.2 * a)


async def _filled(database: Path, rows: int, turns: int) -> Place:
    """A neighbourhood, and `rows` more rows in every table that grows with use."""
    place = await neighbourhood(database, people=turns, homes=1)
    async with opened(database) as db:
        await db.write(_sign, 0, place.codes[0])
        other = await db.write(publish, place.homes[0], 1)
        await db.write(_owe, place)
    new = f"{COPIED_IDS} + n"
    later = f"one.deadline + n * {_MICROSECONDS}"
    multiply(database, "people", rows, {"id": new, "telegram_id": new})
    multiply(database, "residents", rows, {"person_id": new})
    multiply(database, "memberships", rows, {"person_id": new})
    multiply(database, "pledges", rows, {"id": new, "key": "'k' || n", "deadline": later})
    signers = min(rows, THRESHOLD_MOST - 2)  # with the real one the pledge stays open
    multiply(database, "signatures", signers, {"person_id": new, "number": "n + 1"})
    multiply(database, "reminders", rows, {"id": new, "key": "'k' || n"})
    multiply(database, "notices", rows, {"id": new, "key": "'k' || n"})
    multiply(database, "deliveries", rows, {"notice_id": new})
    changes = ", ".join(f"{column} = {signers + 1}" for column in ("count", "signed", "last_number"))
    changes += f", threshold = {THRESHOLD_MOST}"
    execute(database, f"UPDATE pledges SET {changes} WHERE code = '{place.codes[0]}'")  # noqa: S608
    return replace(place, codes=(*place.codes, other))


def _owe(tx: Tx, place: Place) -> None:
    """One delivery to copy."""
    to = ToPeople((actor(tx, 0).person,))
    tell(tx, place.homes[0].id, Owed(Bulletin("Bring gloves."), to, "bulletin:1", "bench:1", Urgency.NEWS))


async def _sign_one(db: Database, place: Place, turn: int) -> None:
    await db.write(_sign, turn, place.codes[1])


async def _page(db: Database, _: Place, turn: int) -> None:
    await db.write(lambda tx: listing.open_pledges(tx, actor(tx, turn), ""))


async def _mine(db: Database, _: Place, turn: int) -> None:
    await db.write(lambda tx: listing.my_pledges(tx, actor(tx, turn)))


async def _claim(db: Database, _: Place, turn: int) -> None:
    appetite = Appetite(owner=f"bench-{turn}", urgent=48, patient=24)
    await db.write(sending.claim, appetite)
