"""A database with people who live somewhere and pledges they can sign, made by the bot's own services."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.updates import FIRST_PERSON
from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import MembershipStale
from bot.communities.invites import join_by_invite
from bot.communities.model import Actor, Community, CommunityId, Membership, Sighting
from bot.core.clock import Clock, SystemClock
from bot.core.db import Database, Tx, open_database
from bot.migrations.runner import upgrade
from bot.pledges import writing
from bot.screens.taps import tap

GROUP: Final = -1_001_234_567_890
_BITE: Final = 500
_THRESHOLD: Final = 1_000_000
"""Never reached: these pledges stay open."""


@dataclass(frozen=True, slots=True)
class Place:
    """A filled database."""

    database: Path
    community: CommunityId
    codes: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    @property
    def sign_buttons(self) -> list[str]:
        """What the buttons of the pledges say back."""
        return [tap("sign", code) for code in self.codes]


async def neighbourhood(database: Path, *, people: int, pledges: int = 4, clock: Clock | None = None) -> Place:
    """`people` residents, freshly seen in the group, each in private with the bot; `pledges` open ones to sign."""
    await asyncio.to_thread(upgrade, f"sqlite:///{database}")
    async with opened(database, clock) as db:
        home = await db.write(_found)
        for first in range(0, people, _BITE):
            await db.write(_settle, home, range(first, min(first + _BITE, people)))
        codes = [await db.write(publish, home, number) for number in range(pledges)]
    return Place(database, home.id, tuple(codes))


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
    if form.step is not writing.Step.PREVIEW:
        form = writing.choose(tx, maker, form.token, form.step.value, writing.forms.KEEP).form
    assert form is not None
    done = writing.publish(tx, maker, form.token).published
    assert done is not None
    return done.code


def _found(tx: Tx) -> Community:
    return communities.found_community(tx, GROUP, "Mill Road", "en")


def _settle(tx: Tx, home: Community, numbers: range) -> None:
    for number in numbers:
        _enter(tx, home, number)


def _enter(tx: Tx, home: Community, number: int) -> Actor:
    """The person is met, seen in the group, and at home there."""
    who = actor(tx, number)
    seen = MembershipStale(home.id, who.person, GROUP, FIRST_PERSON + number)
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
