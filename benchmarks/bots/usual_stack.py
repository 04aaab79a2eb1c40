"""A bot that signs a pledge, built as one usually would: ORM sessions on aiosqlite, httpx, `concurrent_updates=256`.

It does less than ours: no durable inbox, no outbox, no rights, no languages.
"""

import sys
from datetime import UTC, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, event, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes

from benchmarks.telegram import TOKEN

CONCURRENT_UPDATES = 256


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]


class Pledge(Base):
    __tablename__ = "pledges"
    id: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str]
    threshold: Mapped[int]
    count: Mapped[int] = mapped_column(default=0)


class Signature(Base):
    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("pledge_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledges.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    signed_at: Mapped[datetime]


Sessions = async_sessionmaker[AsyncSession]


async def sign(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    sessions: Sessions = context.bot_data["sessions"]
    async with sessions.begin() as session:
        person = await session.scalar(select(Person).where(Person.telegram_id == query.from_user.id))
        if person is None:
            person = Person(telegram_id=query.from_user.id, name=query.from_user.first_name)
            session.add(person)
            await session.flush()
        pledge = await session.get_one(Pledge, 1)
        of_person = (Signature.pledge_id == pledge.id, Signature.person_id == person.id)
        if await session.scalar(select(Signature).where(*of_person)) is None:
            session.add(Signature(pledge_id=pledge.id, person_id=person.id, signed_at=datetime.now(UTC)))
            pledge.count += 1
    await query.answer("You are in.")


async def start(application: Application) -> None:  # type: ignore[type-arg]
    # One connection: with several, SQLite answers "database is locked" under this load and signatures are lost.
    url = f"sqlite+aiosqlite:///{sys.argv[2]}"
    engine = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=600)
    event.listen(engine.sync_engine, "connect", _durable)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    application.bot_data["sessions"] = async_sessionmaker(engine, expire_on_commit=False)
    async with application.bot_data["sessions"].begin() as session:
        session.add(Pledge(id=1, action="bring my van", threshold=1_000_000))


def _durable(connection, _) -> None:  # type: ignore[no-untyped-def]
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def main(base_url: str) -> None:
    builder = ApplicationBuilder().token(TOKEN).base_url(base_url).concurrent_updates(CONCURRENT_UPDATES)
    application = builder.connection_pool_size(CONCURRENT_UPDATES).pool_timeout(600).post_init(start).build()
    application.add_handler(CallbackQueryHandler(sign))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1])
