"""The time bank: transfers against the same statements in a bare sqlite3 loop, and what people do with few and with
very many entries in the book."""

import asyncio
import shutil
import sqlite3
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.neighbourhood import actor, neighbourhood, opened, seen_again
from benchmarks.rows import execute, multiply
from benchmarks.signing import Statements, raw_rate, recorded
from benchmarks.table import Report
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Database, Tx
from bot.core.minutes import Minutes
from bot.timebank import statement
from bot.timebank.ledger import accounts, holding, transferring
from bot.timebank.ledger.model import Account, HoldId, Kind, Leg, Limits, Reason, Receipt, Slip, TransferId

_PEOPLE: Final = 20
_EACH: Final = 100
"""Entries of every account, in the small book and in the large one."""
_AT_ONCE: Final = 64
_BOUND: Final = 1.2
_FIRST_COPY: Final = 1_000_000_000_000
"""Below every real id, so that copies never meet them."""


@dataclass(frozen=True, slots=True)
class Book:
    """The book of one community, whose first accounts are people's."""

    database: Path
    community: CommunityId
    accounts: tuple[Account, ...]
    middle: TransferId
    """An entry of the first account, in the middle of its own."""

    def leg(self, turn: int) -> Leg:
        """A minute from one person to the next."""
        payer, payee = (self.accounts[(turn + n) % _PEOPLE].id for n in (0, 1))
        return Leg(payer, payee, Minutes(1))

    def slip(self, tx: Tx, key: str) -> Slip:
        """Whatever it is about."""
        return Slip(self.community, key, Reason.EXCHANGE, happened_on=tx.now.date(), actor=None)


Act = Callable[[Database, Book, int], Awaitable[Any]]


async def bank(folder: Path, report: Report, transfers: int, rounds: int, rows: int, turns: int) -> None:
    """Both halves; `rows` are the entries of the large book; the small one has a thousand."""
    small = await _book(folder / "small.db", _EACH * _PEOPLE // 2)
    await _rates(small, report, transfers, rounds)
    await _grown(small, await _book(folder / "large.db", rows), report, rows, turns)


async def _rates(book: Book, report: Report, transfers: int, rounds: int) -> None:
    """Rounds of both in turn, on copies of the same book."""
    replay = await asyncio.to_thread(_recorded, book, transfers)
    ours, raw = [], []
    for turn in range(rounds):
        ours.append(await _ours(_copy(book, f"ours-{turn}"), transfers))
        raw.append(await asyncio.to_thread(raw_rate, _copy(book, f"raw-{turn}").database, replay))
    report.section("Transfers on SQLite (WAL, synchronous=FULL)")
    report.line("how", "per second")
    report.line(f"ours, {_AT_ONCE} waiting together", f"{statistics.median(ours):.0f}")
    report.line(f"raw sqlite3, {len(replay[0])} statements, commit each", f"{statistics.median(raw):.0f}")
    ratio = statistics.median(ours) / statistics.median(raw)
    report.promise("transfers : raw sqlite3 loop", ">= 0.5", f"{ratio:.2f}", kept=ratio >= 0.5)


def _transfer(tx: Tx, book: Book, turn: int) -> Receipt:
    return transferring.transfer(tx, book.slip(tx, f"bench:{turn}"), book.leg(turn))


async def _ours(book: Book, transfers: int) -> float:
    """Transfers per second."""
    async with opened(book.database) as db:
        numbers = iter(range(transfers))

        async def payers() -> None:
            for number in numbers:
                await db.write(_transfer, book, number)

        began = time.perf_counter()
        await asyncio.gather(*(payers() for _ in range(_AT_ONCE)))
        return transfers / (time.perf_counter() - began)


def _recorded(book: Book, transfers: int) -> list[Statements]:
    acts = [partial(_transfer, book=book, turn=turn) for turn in range(transfers)]
    return recorded(_copy(book, "recorded").database, acts)


async def _grown(small: Book, large: Book, report: Report, rows: int, turns: int) -> None:
    """Each act on both, in turn."""
    report.section(f"A book with {_entries(small):,} and with {_entries(large):,} transfers (median ms)")
    report.line("act", "few", "many", "ratio")
    async with opened(small.database) as few, opened(large.database) as many:
        sides = ((few, small), (many, large))
        for name, act in _ACTS.items():
            a, b = (statistics.median(times) for times in await _in_turn(sides, act, turns))
            report.line(name, f"{a:.2f}", f"{b:.2f}", f"{b / a:.2f}")
            report.promise(f"{name}: {rows:,} transfers : few", f"<= {_BOUND}", f"{b / a:.2f}", kept=b <= _BOUND * a)


async def _in_turn(sides: tuple[tuple[Database, Book], ...], act: Act, turns: int) -> tuple[list[float], ...]:
    """Milliseconds on each side; who begins changes, and the first turn does not count."""
    times: tuple[list[float], ...] = tuple([] for _ in sides)
    for turn in range(turns + 1):
        if turn % _PEOPLE == 0:
            for _, book in sides:
                seen_again(book.database)
        for n in (0, 1) if turn % 2 else (1, 0):
            began = time.perf_counter()
            await act(*sides[n], turn)
            if turn:
                times[n].append((time.perf_counter() - began) * 1000)
    return times


async def _balance(db: Database, _: Book, turn: int) -> None:
    assert (await db.write(lambda tx: statement.balance(tx, _who(tx, turn)))).given


async def _page(db: Database, _: Book, turn: int) -> None:
    assert (await db.write(lambda tx: statement.statement(tx, _who(tx, turn)))).older


async def _later_page(db: Database, book: Book, _: int) -> None:
    assert not (await db.write(lambda tx: statement.statement(tx, _who(tx, 0), book.community, book.middle))).newest


async def _post(db: Database, book: Book, turn: int) -> None:
    placed = (await db.write(_hold, book, turn)).hold
    assert placed is not None
    await db.write(_posted, book, placed.id)


def _hold(tx: Tx, book: Book, turn: int) -> Receipt:
    return holding.hold(tx, book.slip(tx, f"hold:{turn}"), book.leg(turn))


def _posted(tx: Tx, book: Book, hold: HoldId) -> Receipt:
    return holding.post(tx, book.slip(tx, f"post:{hold}"), hold)


async def _move(db: Database, book: Book, turn: int) -> None:
    await db.write(_transfer, book, turn)


_ACTS: Final[dict[str, Act]] = {
    "balance": _balance,
    "statement, the newest page": _page,
    "statement, a page in the middle": _later_page,
    "transfer": _move,
    "hold and post": _post,
}


def _who(tx: Tx, turn: int) -> Actor:
    return replace(actor(tx, turn % _PEOPLE), key=f"bench:{turn}")


async def _book(database: Path, rows: int) -> Book:
    """A community in which every account has paid and received about the same number of times."""
    place = await neighbourhood(database, people=_PEOPLE, homes=1)
    home = place.homes[0].id
    async with opened(database) as db:
        people = await db.write(lambda tx: [_open(tx, home, actor(tx, number).person) for number in range(_PEOPLE)])
        book = Book(database, home, tuple(people), TransferId(0))
        await db.write(_transfer, book, -1)
    others = 2 * rows // _EACH - _PEOPLE
    copied = f"{_FIRST_COPY} + n"
    if others:
        multiply(database, "ledger_accounts", others, {"id": copied, "holder_id": copied}, where="kind = 'member'")
    _fill(database, rows, others)
    own = f"SELECT id FROM ledger_transfers WHERE payer_id = {people[0].id} ORDER BY recorded_at, id"  # noqa: S608
    with closing(sqlite3.connect(database)) as connection:
        [(middle,)] = connection.execute(f"{own} LIMIT 1 OFFSET {_EACH // 4}")
    return replace(book, middle=TransferId(middle))


def _open(tx: Tx, community: CommunityId, person: PersonId) -> Account:
    return accounts.open_account(tx, community, Kind.MEMBER, person, Limits())[0]


def _fill(database: Path, rows: int, others: int) -> None:
    """Transfers among all accounts; the people's come first in the order of their numbers."""
    execute(
        database,
        "CREATE TABLE ranks AS SELECT row_number() OVER (ORDER BY id DESC) - 1 AS rank, id FROM ledger_accounts",
    )
    execute(database, "CREATE UNIQUE INDEX by_rank ON ranks (rank)")
    all_accounts = others + _PEOPLE
    rank = "(SELECT id FROM ranks WHERE rank = {})"
    changed = {
        "id": f"{_FIRST_COPY} + n",
        "key": "'k' || n",
        "payer_id": rank.format(f"n % {all_accounts}"),
        "payee_id": rank.format(f"(n + 1 + n / {all_accounts} % {all_accounts - 1}) % {all_accounts}"),
        "recorded_at": f"one.recorded_at - ({rows} - n) * 60000000",
    }
    multiply(database, "ledger_acts", rows, {"key": "'k' || n"})
    multiply(database, "ledger_transfers", rows, changed)
    execute(database, "DROP TABLE ranks")


def _entries(book: Book) -> int:
    with closing(sqlite3.connect(book.database)) as connection:
        [(found,)] = connection.execute("SELECT count(*) FROM ledger_transfers")
    return int(found)


def _copy(book: Book, name: str) -> Book:
    copy = book.database.with_name(f"{name}.db")
    shutil.copyfile(book.database, copy)
    seen_again(copy)
    return replace(book, database=copy)
