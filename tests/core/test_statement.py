"""Statements: one text for both databases, with nothing left to chance at the call."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given as every
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.schema import CreateTable

from bot.core.db import Database, Tx, given, insert_new, statement, upsert
from bot.core.schema import Id, Moment, String
from bot.core.statement import DIALECTS

things = Table(
    "things",
    MetaData(),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False, unique=True),
    Column("at", Moment),
    sqlite_strict=True,
)
AT = datetime(2026, 11, 27, 10, 0, 0, 123456, tzinfo=UTC)


class State(StrEnum):
    OPEN = "open"


MAKE = {dialect: statement(text(str(CreateTable(things).compile(dialect=DIALECTS[dialect])))) for dialect in DIALECTS}
ADD = statement(insert(things))
ADD_NEW = insert_new(things)
ADD_OR_RENAME = upsert(things, keys=[things.c.id], change=[things.c.name], returning=[things.c.name, things.c.at])
ADD_OR_COUNT = upsert(things, keys=[things.c.id], change={"name": things.c.name + "!"})
BY_ID = statement(select(things).where(things.c.id == given(things.c.id)))
NAMED = statement(select(things.c.id).where(things.c.name.in_(["a", "b"])).order_by(things.c.id))
SOME = statement(
    select(things.c.id)
    .where(things.c.id > given(things.c.id, "after"))
    .order_by(things.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
COUNT = statement(select(func.count().label("n"), func.max(things.c.at).label("latest")).select_from(things))
RENAME = statement(update(things).where(things.c.id == given(things.c.id, "thing")).values(name=given(things.c.name)))
DROP = statement(delete(things).where(things.c.id == given(things.c.id)).returning(things.c.name))


@pytest.fixture
async def world(db: Database) -> Database:
    await db.write(lambda tx: tx.run(MAKE[tx.dialect]))
    return db


def add(tx: Tx, id: int, name: str) -> int:  # noqa: A002
    return tx.run(ADD, id=id, name=name, at=AT)


async def test_values_come_back_as_they_went_in(world: Database) -> None:
    await world.write(lambda tx: tx.run(ADD, id=1, name="ŵ%s :x", at=AT))
    row = await world.read(lambda tx: tx.row(BY_ID, id=1))
    assert (row.id, row.name, row.at) == (1, "ŵ%s :x", AT)


async def test_nothing_is_kept_as_nothing(world: Database) -> None:
    await world.write(lambda tx: tx.run(ADD, id=1, name="x", at=None))
    row = await world.read(lambda tx: tx.row(BY_ID, id=1))
    assert row.at is None


async def test_words_of_an_enum_are_text(world: Database) -> None:
    await world.write(add, 1, State.OPEN)
    assert (await world.read(lambda tx: tx.row(BY_ID, id=1))).name == "open"


async def test_inserting_what_exists_writes_nothing_and_says_so(world: Database) -> None:
    def both(tx: Tx) -> tuple[object, object, int, int]:
        row = {"id": 1, "name": "a", "at": AT}
        return tx.value(ADD_NEW, **row), tx.row(ADD_NEW, **row), tx.run(ADD_NEW, **row), tx.value(COUNT)

    assert await world.write(both) == (1, None, 0, 1)


async def test_a_new_value_takes_the_place_of_the_old_one(world: Database) -> None:
    def twice(tx: Tx) -> tuple[object, ...]:
        tx.row(ADD_OR_RENAME, id=1, name="a", at=AT)
        return tuple(tx.row(ADD_OR_RENAME, id=1, name="b", at=None))

    assert await world.write(twice) == ("b", AT)


async def test_an_expression_changes_the_old_value(world: Database) -> None:
    def twice(tx: Tx) -> object:
        for _ in range(2):
            tx.run(ADD_OR_COUNT, id=1, name="a", at=AT)
        return tx.row(BY_ID, id=1).name

    assert await world.write(twice) == "a!"


async def test_lists_known_at_import_and_limits_known_at_the_call(world: Database) -> None:
    def look(tx: Tx) -> tuple[list[int], list[int]]:
        for id_, name in enumerate("abc", start=1):
            add(tx, id_, name)
        return [row.id for row in tx.rows(NAMED)], [row.id for row in tx.rows(SOME, after=1, limit=1)]

    assert await world.write(look) == ([1, 2], [2])


async def test_changes_and_deletions_are_counted(world: Database) -> None:
    def change(tx: Tx) -> tuple[int, int, object, int]:
        add(tx, 1, "a")
        renamed = tx.run(RENAME, thing=1, name="b"), tx.run(RENAME, thing=2, name="b")
        return *renamed, tx.value(DROP, id=1), tx.run(DROP, id=1)

    assert await world.write(change) == (1, 0, "b", 0)


async def test_many_rows_at_once(world: Database) -> None:
    def fill(tx: Tx) -> object:
        tx.many(ADD, [])
        tx.many(ADD, [{"id": id_, "name": str(id_), "at": AT} for id_ in range(100)])
        return tuple(tx.row(COUNT))

    assert await world.write(fill) == (100, AT)


async def test_no_row_is_none(world: Database) -> None:
    assert await world.read(lambda tx: (tx.row(BY_ID, id=9), tx.value(BY_ID, id=9), tx.rows(BY_ID, id=9))) == (
        None,
        None,
        [],
    )


async def test_values_that_are_missing_or_unknown_are_mistakes(world: Database) -> None:
    with pytest.raises(TypeError, match=r"missing \['id'\], unknown \['ip'\]"):
        await world.read(lambda tx: tx.rows(BY_ID, ip=1))
    with pytest.raises(ValueError, match="time zone"):
        await world.write(lambda tx: tx.run(ADD, id=1, name="x", at=AT.replace(tzinfo=None)))


async def test_two_rows_are_not_the_only_row(world: Database) -> None:
    def look(tx: Tx) -> None:
        add(tx, 1, "a")
        add(tx, 2, "b")
        tx.row(NAMED)

    with pytest.raises(AssertionError):
        await world.write(look)


def test_a_list_only_the_call_would_know_is_refused_at_import() -> None:
    with pytest.raises(ValueError, match="IN takes a list known at import"):
        statement(select(things).where(things.c.id.in_(bindparam("ids", expanding=True))))


def test_defaults_worked_out_in_python_are_refused() -> None:
    late = Table("late", MetaData(), Column("id", Id, primary_key=True), Column("n", Id, default=lambda: 1))
    with pytest.raises(ValueError, match="client-side"):
        statement(insert(late).values(id=bindparam("id"))).on("sqlite")


def test_columns_with_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="label"):
        statement(select(things.c.id, (things.c.id + 1).label("id"))).on("sqlite")


def test_sqlite_knows_no_row_locks_and_postgresql_does() -> None:
    assert "FOR UPDATE" not in SOME.on("sqlite").text
    assert "FOR UPDATE SKIP LOCKED" in SOME.on("postgresql").text


@every(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))])))
def test_moments_are_exact_to_the_microsecond(moment: datetime) -> None:
    kind = Moment()
    kept = kind.process_bind_param(moment, None)
    assert kind.process_result_value(kept, None) == moment
