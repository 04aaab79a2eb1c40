"""People and a group to act with: sightings made short, and memberships told as Telegram would."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import MembershipStale
from bot.communities.model import Actor, CommunityId, Membership, Sighting
from bot.core.db import Database, Tx

P = ParamSpec("P")
R = TypeVar("R")

GROUP = -100
ANA, BEN, CERYS = 1001, 1002, 1003
GROUP_ANONYMOUS_BOT = 1087968824
_numbers = count(1)


def writes(who: int, chat: int = GROUP, **changes: Any) -> Sighting:
    """A message: in the group, or in private when `chat` is the person's own id."""
    sighting = Sighting(
        telegram_id=who,
        first_name=f"Person {who}",
        username=None,
        language_code="en",
        chat_id=chat,
        chat_type="private" if chat == who else "supergroup",
        chat_title="" if chat == who else "Mill Road",
        at=datetime.fromisoformat("2026-11-27T10:00:00+00:00"),
        key=f"m:{chat}:{next(_numbers)}",
    )
    return replace(sighting, **changes)


def presses(who: int, chat: int = GROUP, **changes: Any) -> Sighting:
    """A tap on a button."""
    return writes(who, chat, key=f"c:{next(_numbers)}", **changes)


def anonymous(**changes: Any) -> Sighting:
    """A message of an admin who writes as the group."""
    return writes(GROUP_ANONYMOUS_BOT, anonymous_admin=True, first_name="Group", **changes)


class Town:
    """A database, and what Telegram would say about memberships if it were asked."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.members: dict[tuple[int, int], Membership] = {}
        self.hidden = False
        """The group hides its members: Telegram tells nothing."""
        self.asked = 0

    def place(self, who: int, status: Membership, chat: int = GROUP) -> None:
        """From now on Telegram says this."""
        self.members[chat, who] = status

    async def act(
        self, sighting: Sighting, service: Callable[Concatenate[Tx, Actor, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Recognise and run the service as the handlers do: ask Telegram where the membership is stale."""
        told: list[tuple[MembershipStale, Membership]] = []
        untold = False

        def whole(tx: Tx) -> R:
            actor = replace(communities.recognise(tx, sighting), untold=untold)
            for stale, status in told:
                whose = replace(stale, person=actor.person) if stale.telegram_id == sighting.telegram_id else stale
                access.record_membership(tx, whose, status, False)
            return service(tx, actor, *args, **kwargs)

        for _ in range(3):
            try:
                return await self.db.write(whole)
            except MembershipStale as stale:
                self.asked += 1
                if self.hidden and stale.optional:
                    untold = True
                    continue
                if self.hidden:
                    access.untold(stale, sighting.chat_id)
                told.append((stale, self.members.get((stale.chat_id, stale.telegram_id), Membership.LEFT)))
        raise AssertionError("asked again and again")

    async def see(self, sighting: Sighting) -> Actor:
        """Recognise only."""
        return await self.db.write(communities.recognise, sighting)

    async def found(self, chat: int = GROUP, title: str = "Mill Road") -> CommunityId:
        """The bot is added to a group."""
        at = self.db.clock.now()
        arrived = await self.db.write(communities.bot_added, chat, title, "en", at)
        return arrived.community
