"""A street on which people pledge: short words for what they do, and a look at whom the bot owes what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.communities.model import Membership, PersonId
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx, statement
from bot.maintenance.checking import findings
from bot.outbox import sending
from bot.outbox import service as outbox
from bot.outbox.model import Claimed, Sent
from bot.outbox.sending import Appetite
from bot.outbox.tables import cards, deliveries, notices
from bot.pledges import reading, signing, unreached, writing
from bot.pledges.model import Pledge
from bot.pledges.notices import PledgeTipped
from bot.pledges.reading import PledgeCard
from bot.pledges.signing import Signed, Withdrawn
from bot.pledges.writing import Writing
from bot.reminders import service as reminding
from bot.reminders.tables import reminders
from bot.subject import whole_subject
from tests.communities.scenes import ANA, GROUP, Town, presses, writes

STILL_TRUE = whole_subject().drawing.still_true
EXPANDERS = whole_subject().drawing.expanders
_NONE: Mapping[str, str] = {}
RINGS = {**whole_subject().rings, **{kind: lambda _tx, _reminder: None for kind in unreached.RINGS}}
"""Without what counts who cannot be told: here nobody is told at all, so that it would count for ever."""

LINE = "I will bring my van if {n} other neighbours will come too by 6 December"

_DELIVERIES = (
    select(notices.c.kind, deliveries.c.person_id)
    .join_from(
        notices,
        deliveries,
        (deliveries.c.community_id == notices.c.community_id) & (deliveries.c.notice_id == notices.c.id),
    )
    .where(notices.c.withdrawn_at.is_(None))
    .order_by(notices.c.kind, deliveries.c.person_id)
)
_OWED = statement(_DELIVERIES)
_WAITING = statement(_DELIVERIES.where(deliveries.c.state == "due"))
_MESSAGES = statement(
    select(notices.c.kind, notices.c.created_at, deliveries.c.person_id)
    .join_from(
        notices,
        deliveries,
        (deliveries.c.community_id == notices.c.community_id) & (deliveries.c.notice_id == notices.c.id),
    )
    .order_by(notices.c.created_at, notices.c.kind, deliveries.c.person_id)
)
_NEXT = statement(
    select(reminders.c.next_try_at)
    .where(reminders.c.next_try_at.is_not(None))
    .order_by(reminders.c.next_try_at)
    .limit(1)
)
_TOLD = statement(select(notices.c.kind).order_by(notices.c.kind))
_CARDS = statement(select(cards.c.subject, cards.c.wanted))
_REMINDERS = statement(select(reminders.c.kind, reminders.c.subject, reminders.c.due_at))


_STILL_WAITING = statement(select(reminders.c.kind).where(reminders.c.next_try_at.is_not(None)))


class Street(Town):
    """A town with one group in which everybody lives."""

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self.numbers: dict[int, PersonId] = {}

    async def home(self, *people: int) -> None:
        """They write in the group, and are residents from then on."""
        for who in people:
            self.place(who, Membership.MEMBER)
            self.numbers[who] = (await self.see(writes(who))).person

    async def pledge(
        self,
        who: int = ANA,
        n: int = 2,
        line: str = LINE,
        *,
        listed: bool = True,
        options: Mapping[str, str] = _NONE,
        **sighting: Any,
    ) -> Pledge:
        """Write and publish in one go; `options` are what is typed besides ("capacity")."""
        begun = await self.act(writes(who, **sighting), writing.begin, line.format(n=n))
        assert begun.form is not None, begun
        if not begun.form.complete:
            begun = await self.act(presses(who), writing.choose, begun.form.token, "advice", "keep")
        if not listed:
            await self.act(presses(who), writing.toggle, begun.form.token, "visibility")
        for option, answer in options.items():
            await self.act(presses(who), writing.change, begun.form.token, option)
            await self.act(writes(who, who), writing.answer, answer)
        published = await self.publish(who, begun)
        assert published.published is not None
        return published.published

    async def publish(self, who: int, begun: Writing) -> Writing:
        assert begun.form is not None
        return await self.act(presses(who), writing.publish, begun.form.token)

    async def sign(self, who: int, pledge: Pledge, **sighting: Any) -> Signed:
        return await self.act(writes(who, **sighting), signing.sign, pledge.code)

    async def withdraw(self, who: int, pledge: Pledge, **sighting: Any) -> Withdrawn:
        return await self.act(writes(who, **sighting), signing.withdraw, pledge.code)

    async def card(self, who: int, pledge: Pledge) -> PledgeCard:
        return await self.act(writes(who), reading.card, pledge.code)

    async def owed(self) -> list[tuple[str, PersonId]]:
        """Every message that somebody is owed, after all sets of recipients are expanded."""
        await self.db.write(_expand_all)
        rows = await self.db.read(lambda tx: tx.rows(_OWED))
        return [(row.kind, PersonId(row.person_id)) for row in rows]

    async def to_be_told(self) -> list[tuple[str, PersonId]]:
        """The same, of what has not gone out or become pointless yet."""
        await self.db.write(_expand_all)
        rows = await self.db.read(lambda tx: tx.rows(_WAITING))
        return [(row.kind, PersonId(row.person_id)) for row in rows]

    async def claimed(self, *people: int) -> list[Claimed]:
        """Everything that is due is claimed; what of it is for these people (none given: for everybody)."""
        await self.db.write(_expand_all)
        parcels = await self.db.write(sending.claim, Appetite("the test", 50, 50))
        due = [delivery for parcel in parcels for delivery in parcel.deliveries]
        wanted = [self.numbers[who] for who in people]
        return [delivery for delivery in due if not wanted or delivery.person in wanted]

    async def hear(self) -> list[PersonId]:
        """Who begins to be told now that what they have signed is happening."""
        ready = [(each.person, await self.db.write(sending.begin, each, STILL_TRUE)) for each in await self.claimed()]
        return [person for person, what in ready if what is not None and isinstance(what.notice, PledgeTipped)]

    async def heard(self) -> list[tuple[str, PersonId]]:
        """What is begun to be said to whom now, of whatever kind."""
        said = []
        for each in await self.claimed():
            ready = await self.db.write(sending.begin, each, STILL_TRUE)
            if ready is not None:
                said.append((ready.notice.kind, each.person))
                await self.db.write(sending.settle, each, Sent(1))
        return sorted(said)

    async def told(self) -> list[str]:
        """Every kind of notice ever made, withdrawn ones as well."""
        return [row.kind for row in await self.db.read(lambda tx: tx.rows(_TOLD))]

    async def cards(self) -> dict[str, int]:
        """How often each card of the group was wanted."""
        return {row.subject: row.wanted for row in await self.db.read(lambda tx: tx.rows(_CARDS))}

    async def reminders(self) -> list[tuple[str, str, datetime]]:
        rows = await self.db.read(lambda tx: tx.rows(_REMINDERS))
        return [(row.kind, row.subject, row.due_at) for row in rows]

    async def reminders_of(self, kind: str) -> list[str]:
        """The kinds that begin like this and still wait."""
        rows = await self.db.read(lambda tx: tx.rows(_STILL_WAITING))
        return sorted(row.kind for row in rows if row.kind.startswith(kind))

    async def live_until(self, clock: MovableClock, moment: datetime) -> None:
        """Time passes until then; whatever rings on the way rings at its own moment."""
        while (due := await self.db.read(lambda tx: tx.row(_NEXT))) is not None and due.next_try_at <= moment:
            clock.set(max(due.next_try_at, clock.now()))
            await self.ring()
        clock.set(moment)

    async def ring(self) -> None:
        """Whatever is due now rings, and the recipients of what it owes are found."""
        while keys := await self.db.read(reminding.due, 10):
            for key in keys:
                await self.db.write(reminding.ring, key, RINGS)
        await self.db.write(_expand_all)

    async def messages(self) -> list[tuple[str, str, PersonId]]:
        """Every message that was ever owed: its kind, its moment, its recipient."""
        await self.db.write(_expand_all)
        rows = await self.db.read(lambda tx: tx.rows(_MESSAGES))
        return [(row.kind, f"{row.created_at:%d %b %H:%M}", PersonId(row.person_id)) for row in rows]

    async def sound(self) -> None:
        """Every invariant holds."""
        assert await self.db.read(findings) == []


def _expand_all(tx: Tx) -> None:
    while (key := outbox.next_to_expand(tx)) is not None:
        outbox.expand(tx, key, EXPANDERS, 2)


__all__ = ["ANA", "GROUP", "LINE", "Street", "presses", "writes"]
