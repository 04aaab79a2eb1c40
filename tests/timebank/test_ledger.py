"""The book, act by act: refusals in their order, keys, groups, what the database itself refuses."""

import sqlite3
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from bot.core.clock import MovableClock
from bot.core.db import Database, Tx, statement
from bot.migrations.metadata import whole_metadata
from bot.rounds import Rounds, release_holds
from bot.timebank.ledger import accounts, holding
from bot.timebank.ledger.model import AccountId, HoldId, Kind, Leg, Limits, Reason, TransferId
from bot.timebank.ledger.refusals import AccountInUse, BelowFloor, EntryRefused, KeyStandsForOther, MoreThanLeft
from bot.timebank.ledger.transferring import gathered, shared_out
from tests.communities.scenes import Town
from tests.timebank.conftest import TODAY, Book

REFUSED = (sqlite3.IntegrityError, psycopg.errors.RestrictViolation)


async def code_of(act: Any) -> str:
    with pytest.raises(EntryRefused) as refused:
        await act
    return refused.value.code


async def test_minutes_move_and_both_sides_know(book: Book) -> None:
    receipt = await book.pay("ana", "ben", 90, "a", text="mended my bike", reference="pledge:7")
    (transfer,) = receipt.transfers
    assert (transfer.leg.minutes, transfer.reason, transfer.happened_on) == (90, Reason.EXCHANGE, TODAY)
    assert (transfer.actor, transfer.reference, transfer.recorded_at) == (1, "pledge:7", book.db.clock.now())
    assert await book.balances() == {"ana": (-90, 0, 0), "ben": (90, 0, 0), "cerys": (0, 0, 0), "fund": (0, 0, 0)}


async def test_the_order_of_refusals(book: Book, clock: MovableClock) -> None:
    """Everything is wrong at first; put right one after the other, each refusal makes room for the next."""
    elsewhere = Book(book.db, await Town(book.db).found(-200, "Riverside"))
    book.ids["foreign"] = await elsewhere.open("foreign")
    book.ids["nobody"] = AccountId(2**60)
    await book.open("shut")
    await book.db.write(accounts.close, book.community, book.ids["shut"])
    await book.open("full", ceiling=0, floor=-60, span=60, most_in=30)
    await book.pay("ana", "ben", 1, "used")
    said = [
        await code_of(book.pay("ana", "ana", 1.5, "used")),
        await code_of(book.pay("ana", "ana", 0, "used")),
        await code_of(book.pay("ana", "ana", 0, "b")),
        await code_of(book.pay("nobody", "foreign", 0, "b")),
        await code_of(book.pay("nobody", "foreign", 999, "b")),
        await code_of(book.pay("shut", "foreign", 999, "b")),
        await code_of(book.pay("shut", "full", 999, "b")),
        await code_of(book.pay("ana", "full", 999, "b")),
        await code_of(book.pay("ana", "full", 60, "b")),
    ]
    await book.pay("full", "ben", 60, "room")
    said.append(await code_of(book.pay("ana", "full", 60, "b")))
    assert said == [
        "malformed_entry",
        "key_stands_for_other",
        "same_account",
        "no_such_amount",
        "unknown_account",
        "foreign_account",
        "account_closed",
        "below_floor",
        "above_ceiling",
        "over_period_limit",
    ]
    await book.pay("ana", "full", 30, "b")
    assert await code_of(book.pay("ana", "full", 1, "c")) == "over_period_limit"
    clock.move(timedelta(minutes=60))
    await book.pay("ana", "full", 30, "c")


async def test_the_order_of_a_holds_refusals(book: Book, clock: MovableClock) -> None:
    hold = await book.hold("ana", "ben", 60, "h", clock.now() + timedelta(minutes=5))
    said = [
        await code_of(book.post(hold, "h", 0)),
        await code_of(book.post(HoldId(7), "p", 0)),
        await code_of(book.post(HoldId(7), "p", 61)),
        await code_of(book.post(hold, "p", 61)),
    ]
    clock.move(timedelta(minutes=5))
    said += [
        await code_of(book.post(hold, "p", 61)),
        await code_of(book.post(hold, "p")),
        await code_of(book.void(hold, "v")),
    ]
    assert said == [
        "key_stands_for_other",
        "no_such_amount",
        "unknown_hold",
        "more_than_held",
        "more_than_held",
        "hold_is_over",
        "hold_is_over",
    ]
    assert (await book.balances())["ana"] == (0, 60, 0), "nobody has swept it yet"
    assert [each.id for each in await book.db.read(holding.due, 9)] == [hold]
    assert await book.db.write(holding.expire, book.community, hold)
    assert not await book.db.write(holding.expire, book.community, hold)
    assert (await book.balances())["ana"] == (0, 0, 0)


@pytest.mark.parametrize("minutes", [1.5, 60.0, float("nan"), "60", True, None])
async def test_only_whole_minutes(book: Book, minutes: Any) -> None:
    assert await code_of(book.pay("ana", "ben", minutes, "a")) == "malformed_entry"


@pytest.mark.parametrize("minutes", [0, -1, 10**9 + 1])
async def test_no_such_amounts(book: Book, minutes: int) -> None:
    assert await code_of(book.pay("fund", "ben", minutes, "a")) == "no_such_amount"


async def test_bounds_are_inclusive(book: Book) -> None:
    await book.open("full", ceiling=120)
    await book.pay("ana", "full", 120, "a")
    assert await code_of(book.pay("ben", "full", 1, "b")) == "above_ceiling"
    with pytest.raises(BelowFloor) as refused:
        await book.pay("ana", "ben", 181, "c")
    assert refused.value.can_spend == 180
    await book.pay("ana", "ben", 180, "c")


async def test_a_replay_gives_the_first_outcome_whatever_has_become_since(book: Book) -> None:
    first = await book.pay("ana", "ben", 300, "a")
    again = await book.pay("ana", "ben", 300, "a")
    assert again.again and again.transfers == first.transfers
    with pytest.raises(KeyStandsForOther):
        await book.pay("ana", "ben", 299, "a")
    with pytest.raises(KeyStandsForOther):
        await book.hold("ana", "ben", 300, "a")
    assert (await book.balances())["ana"] == (-300, 0, 0)


async def test_what_was_refused_may_be_tried_again(book: Book) -> None:
    assert await code_of(book.pay("ana", "ben", 301, "a")) == "below_floor"
    await book.pay("cerys", "ana", 1, "b")
    await book.pay("ana", "ben", 301, "a")


async def test_a_hold_is_reserved_on_both_sides_and_posted_in_part(book: Book) -> None:
    await book.open("full", ceiling=100)
    hold = await book.hold("ana", "full", 60, "h", text="a swim")
    assert (await book.balances())["ana"] == (0, 60, 0)
    assert (await book.balances())["full"] == (0, 0, 60)
    assert await code_of(book.pay("ana", "ben", 241, "a")) == "below_floor"
    assert await code_of(book.pay("ben", "full", 41, "b")) == "above_ceiling"
    posted = (await book.post(hold, "p", 45)).transfers[0]
    assert (posted.leg.minutes, posted.hold) == (45, hold)
    assert (await book.balances())["ana"] == (-45, 0, 0)
    assert (await book.post(hold, "p", 45)).again
    assert await code_of(book.post(hold, "p2")) == "hold_is_over"


async def test_a_post_never_fails_on_limits(book: Book) -> None:
    hold = await book.hold("ana", "ben", 300, "h")
    tight = await book.db.write(accounts.set_limits, book.community, book.ids["ana"], Limits(floor=0, ceiling=None))  # type: ignore[arg-type]
    assert tight.limits.floor == -300, "what is held already is kept"
    await book.post(hold, "p")
    await book.pay("ben", "ana", 120, "back")
    tight = await book.db.write(accounts.set_limits, book.community, book.ids["ana"], Limits(floor=0))  # type: ignore[arg-type]
    assert tight.limits.floor == -180
    assert tight.can_spend == 0


async def test_a_group_is_all_or_nothing_and_names_the_leg(book: Book) -> None:
    with pytest.raises(BelowFloor) as refused:
        await book.pay_all("g", ("ana", "ben", 200), ("ben", "cerys", 500), ("ben", "cerys", 1))
    assert refused.value.leg == 2
    assert set((await book.balances()).values()) == {(0, 0, 0)}
    done = await book.pay_all("g", ("ana", "ben", 200), ("ben", "cerys", 500))
    assert [transfer.leg.minutes for transfer in done.transfers] == [200, 500]
    assert (await book.pay_all("g", ("ana", "ben", 200), ("ben", "cerys", 500))).transfers == done.transfers
    assert await code_of(book.pay_all("empty")) == "malformed_entry"


@pytest.mark.parametrize(("total", "shares"), [(100, [33, 33, 33, 1]), (99, [33, 33, 33]), (2, [2])])
def test_remainders(total: Any, shares: list[int]) -> None:
    one, fund, many = AccountId(1), AccountId(9), [AccountId(2), AccountId(3), AccountId(4)]
    out, back = shared_out(one, many, total, fund), gathered(many, one, total, fund)
    assert [leg.minutes for leg in out] == [leg.minutes for leg in back] == shares
    assert all(leg.payer == one for leg in out) and all(leg.payee == one for leg in back)


@given(total=st.integers(1, 10**6), many=st.integers(1, 40))
def test_nothing_is_lost_in_a_split(total: Any, many: int) -> None:
    legs = shared_out(AccountId(0), [AccountId(n) for n in range(1, many + 1)], total, AccountId(99))
    assert sum(leg.minutes for leg in legs) == total
    assert all(leg.minutes > 0 for leg in legs)


async def test_a_reversal_never_takes_back_more_than_there_was(book: Book) -> None:
    (transfer,) = (await book.pay("ana", "ben", 90, "a")).transfers
    nobody = {"actor": None}
    (part,) = (await book.reverse(transfer.id, "r", 30, **nobody)).transfers
    assert (part.leg, part.reverses) == (Leg(book.ids["ben"], book.ids["ana"], part.leg.minutes), transfer.id)
    with pytest.raises(MoreThanLeft) as refused:
        await book.reverse(transfer.id, "s", 61, **nobody)
    assert refused.value.left == 60
    await book.reverse(transfer.id, "s", **nobody)
    assert await code_of(book.reverse(transfer.id, "t", **nobody)) == "more_than_left"
    assert await code_of(book.reverse(part.id, "t", **nobody)) == "unknown_transfer"
    assert await code_of(book.reverse(TransferId(7), "t", **nobody)) == "unknown_transfer"
    assert set((await book.balances()).values()) == {(0, 0, 0)}


async def test_nobody_takes_back_what_they_gave(book: Book) -> None:
    """Ana is person 1."""
    (transfer,) = (await book.pay("ana", "ben", 90, "a")).transfers
    assert await code_of(book.reverse(transfer.id, "r", actor=1)) == "reverser_gains"
    await book.reverse(transfer.id, "r", actor=2)


async def test_an_account_is_closed_when_nothing_stands_on_it(book: Book) -> None:
    await book.pay("ana", "ben", 5, "a")
    with pytest.raises(AccountInUse):
        await book.db.write(accounts.close, book.community, book.ids["ana"])
    await book.pay("ben", "ana", 5, "b")
    await book.db.write(accounts.close, book.community, book.ids["ana"])
    await book.db.write(accounts.close, book.community, book.ids["ana"])
    assert await code_of(book.hold("ben", "ana", 5, "c")) == "account_closed"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_transfers SET minutes = 1",
        "UPDATE ledger_transfers SET recorded_at = 0",
        "DELETE FROM ledger_transfers",
        "UPDATE ledger_acts SET fingerprint = ''",
        "DELETE FROM ledger_acts",
        "DELETE FROM ledger_holds",
        "UPDATE ledger_holds SET minutes = 1 WHERE state = 'open'",
        "UPDATE ledger_holds SET state = 'voided', posted = NULL WHERE state = 'posted'",
        "UPDATE ledger_holds SET posted = 1 WHERE state = 'posted'",
    ],
)
async def test_the_database_itself_keeps_what_was_written(book: Book, sql: str) -> None:
    await book.post(await book.hold("ana", "ben", 60, "h"), "p")
    await book.hold("ana", "ben", 60, "still open")
    with pytest.raises(REFUSED):
        await book.db.write(_run, sql)


async def test_a_row_put_in_the_place_of_another_one(sqlite_db: Database) -> None:
    """INSERT OR REPLACE deletes without saying so: `recursive_triggers` makes the triggers see it."""
    book = Book(sqlite_db, await Town(sqlite_db).found())
    await book.open("ana")
    await book.open("ben")
    await book.pay("ana", "ben", 60, "a")
    with pytest.raises(sqlite3.IntegrityError):
        await book.db.write(_run, "INSERT OR REPLACE INTO ledger_transfers SELECT * FROM ledger_transfers")


async def test_words_can_be_erased_and_nothing_else_changes(book: Book) -> None:
    await book.pay("ana", "ben", 60, "a", text="mended my bike")
    before = await book.db.read(_rows, "ledger_transfers"), await book.balances()
    assert await book.db.read(_rows, "ledger_texts")
    await book.db.write(_run, "DELETE FROM ledger_texts")
    assert (await book.db.read(_rows, "ledger_transfers"), await book.balances()) == before
    assert "bike" not in str(before)


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("UPDATE ledger_accounts SET balance = balance + 1 WHERE kind = 'fund'", "sum to nothing"),
        ("UPDATE ledger_accounts SET held_in = held_in + 1 WHERE kind = 'fund'", "held to be paid"),
        ("UPDATE ledger_accounts SET balance = 7, held_out = 7 WHERE kind = 'fund'", "sum of its entries"),
        (
            "INSERT INTO ledger_texts SELECT community_id, 7, 'x' FROM ledger_accounts LIMIT 1",
            "one that there is",
        ),
        (
            "INSERT INTO ledger_acts SELECT community_id, 'x', 'transfer', '', NULL, 0 FROM ledger_acts LIMIT 1",
            "one outcome",
        ),
    ],
)
async def test_a_book_that_was_tampered_with_is_found_out(sqlite_db: Database, sql: str, rule: str) -> None:
    book = Book(sqlite_db, await Town(sqlite_db).found())
    await book.open("ana")
    await book.open("fund", Kind.FUND)
    await book.pay("ana", "fund", 60, "a")
    await book.db.write(_run, sql)
    assert any(rule in fault for fault in await book.faults())


def _run(tx: Tx, sql: str) -> None:
    tx.run(statement(text(sql)))


def _rows(tx: Tx, table: str) -> list[Any]:
    return tx.rows(statement(select(whole_metadata().tables[table])))


async def test_the_round_releases_what_has_expired(book: Book, clock: MovableClock) -> None:
    for number in range(3):
        await book.hold("ana", "ben", 10, f"h{number}", clock.now() + timedelta(minutes=number + 1))
    rounds = Rounds([release_holds(book.db)])
    assert await rounds.beat("release_holds") == 0
    clock.move(timedelta(minutes=2))
    assert await rounds.beat("release_holds") == 2
    assert await rounds.beat("release_holds") == 0
    assert (await book.balances())["ana"] == (0, 10, 0)
