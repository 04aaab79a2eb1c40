"""A database with people who live somewhere and pledges they can sign, made by the bot's own services."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.rows import execute
from benchmarks.updates import FIRST_PERSON, GROUP_TITLE, Card
from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import MembershipStale
from bot.communities.invites import join_by_invite
from bot.communities.model import Actor, Community, Membership, Sighting
from bot.core.clock import Clock, SystemClock
from bot.core.db import Database, Tx, open_database
from bot.migrations.runner import upgrade
from bot.pledges import writing
from bot.pledges.filling import KEEP
from bot.screens.taps import tap

_FIRST_GROUP: Final = -1_001_000_000_000
_BITE: Final = 500
REAL_IDS: Final = 1_000_000_000_000_000
"""Ids that the bot has given hold the time in milliseconds: they are all above this; copied rows stay below."""
_THRESHOLD: Final = 1_000_000
"""Never reached: these pledges stay open."""


@dataclass(frozen=True, slots=True)
class Place:
    """A filled database: person n lives in home n modulo the number of homes, each of which has one open pledge."""

    database: Path
    homes: tuple[Community, ...]
    codes: tuple[str, ...]

    @property
    def cards(self) -> list[Card]:
        """The pledges' cards in their groups."""
        return [
            (home.chat_id or 0, tap("pledge_sign", code)) for home, code in zip(self.homes, self.codes, strict=True)
        ]


async def neighbourhood(database: Path, *, people: int, homes: int = 50, clock: Clock | None = None) -> Place:
    """`people` residents, just seen in their groups; an open pledge in each of the `homes`."""
    await asyncio.to_thread(upgrade, f"sqlite:///{database}")
    async with opened(database, clock) as db:
        found = tuple([await db.write(_found, _FIRST_GROUP - number) for number in range(homes)])
        for first in range(0, people, _BITE):
            await db.write(_settle, found, range(first, min(first + _BITE, people)))
        codes = [await db.write(publish, home, number) for number, home in enumerate(found)]
    return Place(database, found, tuple(codes))


def seen_again(database: Path) -> None:
    """Everybody has just been seen in their group, so that no act needs Telegram's word (it is believed for 60 s)."""
    now = int(SystemClock().now().timestamp() * 1_000_000)
    execute(database, f"UPDATE memberships SET seen_at = {now} WHERE person_id > {REAL_IDS}")  # noqa: S608


@asynccontextmanager
async def opened(database: Path, clock: Clock | None = None) -> Any:
    """The database, for as long as it is needed."""
    db: Database = await open_database(f"sqlite:///{database}", clock or SystemClock())
    try:
        yield db
    finally:
        await db.close()


def actor(tx: Tx, number: int) -> Actor:
    """Person `number`, acting in private just now."""
    return communities.recognise(tx, _sighting(tx, number))


def publish(tx: Tx, home: Community, number: int, threshold: int = _THRESHOLD) -> str:
    """A pledge of its own maker; its code."""
    maker = _enter(tx, home, 50_000_000 + number)
    deadline = tx.now + timedelta(days=300)
    line = f"I will bring my van if {threshold} other neighbours will help by {deadline:%Y-%m-%d}"
    form = writing.begin(tx, maker, line).form
    assert form is not None
    if not form.complete:
        form = writing.choose(tx, maker, form.token, form.step or "", KEEP).form
    assert form is not None
    done = writing.publish(tx, maker, form.token).published
    assert done is not None
    return done.code


def _found(tx: Tx, chat_id: int) -> Community:
    return communities.found_community(tx, chat_id, GROUP_TITLE, "en")


def _settle(tx: Tx, homes: tuple[Community, ...], numbers: range) -> None:
    for number in numbers:
        _enter(tx, homes[number % len(homes)], number)


def _enter(tx: Tx, home: Community, number: int) -> Actor:
    """The person is met, seen in the group, and at home there."""
    who = actor(tx, number)
    assert home.chat_id is not None
    seen = MembershipStale(home.id, who.person, home.chat_id, FIRST_PERSON + number)
    access.record_membership(tx, seen, Membership.MEMBER, anonymous=False)
    join_by_invite(tx, who, home.invite_code)
    return actor(tx, number)


def _sighting(tx: Tx, number: int) -> Sighting:
    telegram_id = FIRST_PERSON + number
    return Sighting(
        telegram_id=telegram_id,
        first_name=f"Ana{number}",
        username=None,
        language_code="en",
        chat_id=telegram_id,
        chat_type="private",
        chat_title="",
        at=tx.now,
        key=f"c:{5_000_000_000 + number}",
    )
