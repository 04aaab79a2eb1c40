"""Whole lives of pledges on a moved clock, with a restart every few days: what each signer was sent, to the message."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from bot.sandbox.world import Person
from tests.pledges.budget import MOST, Purse, overdrawn, spent
from tests.scenarios.road import Road
from tests.scenarios.tables import asked
from tests.scenarios.test_heeding import in_private
from tests.scenarios.test_news import sends

LINE = "I will bring my van if {n} other neighbours will come too by 20 December"
DAY = timedelta(days=1)

_SENT = asked(
    "SELECT h.telegram_id, n.id AS notice_id, n.kind FROM deliveries d"
    " JOIN notices n ON n.community_id = d.community_id AND n.id = d.notice_id"
    " JOIN people h ON h.id = d.person_id WHERE d.state = 'sent'",
    "telegram_id",
    "notice_id",
    "kind",
)


@dataclass
class Life:
    """The life of one pledge. The outbox forgets what it has sent after a month: here every message is kept."""

    road: Road
    sent: set[tuple[int, int, str]] = field(default_factory=set)
    before: dict[int, int] = field(default_factory=dict)

    def begin(self, *crowd: Person) -> None:
        """From now on messages on these people's screens are counted."""
        self.before = {who.id: len(in_private(self.road, who)) for who in crowd}

    async def days(self, days: int) -> None:
        """Day after day; the bot ends and begins anew every third night."""
        for day in range(days):
            await self.road.pass_time(DAY)
            await self.keep()
            if day % 3 == 2:
                await self.road.restart()

    async def keep(self) -> None:
        rows = await self.road.db.read(lambda tx: tx.rows(_SENT))
        self.sent |= {(row.telegram_id, row.notice_id, row.kind) for row in rows}

    async def kinds_for(self, who: Person) -> list[str]:
        await self.keep()
        return sorted(kind for person, _, kind in self.sent if person == who.id)

    async def expect(self, who: Person, *kinds: str) -> None:
        """Exactly these, and as many messages on the person's screen; the budget holds."""
        sent = await self.kinds_for(who)
        assert Counter(sent) == Counter(kinds)
        assert overdrawn(sent) == set()
        assert len(in_private(self.road, who)) - self.before[who.id] == len(sent)


async def joins(road: Road, who: Person, code: str) -> None:
    """By the button in the group: the answer is a toast, and no message."""
    await road.sandbox.press(who, road.last(who, road.group), data=f"1:pledge_sign:{code}")
    await road.app.drain()
    await road.pass_time(timedelta(seconds=5))


async def test_a_pledge_that_needs_every_push_and_whose_creator_is_silent(road: Road) -> None:
    people, life = road.people, Life(road)
    code = await road.publishes(people.tom, LINE.format(n=4))
    life.begin(people.maria, people.chidi, people.amal, people.dilys, people.joan)
    await joins(road, people.maria, code)
    await road.sandbox.press(people.maria, road.last(people.maria, road.group), data=f"1:pledge_follow:{code}")
    await road.app.drain()
    await life.days(18)  # the first push
    await joins(road, people.chidi, code)  # half way
    await life.days(5)  # the second one
    await joins(road, people.amal, code)  # one more
    await joins(road, people.dilys, code)  # it is happening, 14 hours before the deadline
    steps, pushes = ("pledge_half_way", "pledge_needs_one"), ("pledge_needs_sharing",) * 2
    await life.expect(people.maria, *steps, *pushes, "pledge_tipped")
    await life.days(6)  # nobody says when and where
    await road.sandbox.press(people.amal, road.last(people.amal), data=f"1:pledge_lead:{code}")
    await road.app.drain()
    for day in range(6):
        await sends(road, people.amal, code, f"News of day {day}")
        await life.days(1)
    await life.days(40)
    plan, news, asked_for = ("leader_sought", "leader_found"), ("pledge_news",) * 6, ("deed_asked",) * 4
    await life.expect(people.maria, *steps, *pushes, "pledge_tipped", *plan, *news, *asked_for)
    dearest = spent(await life.kinds_for(people.maria))
    never = Counter(
        {Purse.CALLED_OFF: 1, Purse.RESCUE: 1, Purse.BEFORE: 2, Purse.IN_RETURN: MOST[Purse.IN_RETURN], Purse.AGAIN: 1}
    )
    assert dearest == Counter(MOST) - never, (
        "the dearest life of a pledge without a day, that is not two-sided and does not come again"
    )
    await life.expect(people.chidi, "pledge_needs_sharing", "pledge_tipped", *plan, *news, *asked_for)
    await life.expect(people.dilys, "pledge_tipped", *plan, *news, *asked_for)
    await life.expect(people.joan)


async def test_a_pledge_that_goes_as_it_should(road: Road) -> None:
    people, life = road.people, Life(road)
    code = await road.publishes(people.tom, LINE.format(n=2))
    crowd = (people.maria, people.chidi, people.dilys)
    life.begin(*crowd)
    for who in crowd[:2]:
        await joins(road, who, code)
    await sends(road, people.tom, code, "We meet at 10.")
    await life.days(2)
    await joins(road, people.dilys, code)
    await life.days(60)
    for who in crowd:
        await life.expect(who, "pledge_news", "pledge_tipped", *("deed_asked",) * 4)


async def test_a_pledge_that_fails(road: Road) -> None:
    people, life = road.people, Life(road)
    code = await road.publishes(people.tom, LINE.format(n=9))
    life.begin(people.maria, people.chidi)
    for who in (people.maria, people.chidi):
        await joins(road, who, code)
    await road.sandbox.press(people.chidi, road.last(people.chidi, road.group), data=f"1:pledge_mute:{code}")
    await road.app.drain()
    await life.days(60)
    await life.expect(people.maria, "pledge_expired", *("pledge_needs_sharing",) * 2)
    await life.expect(people.chidi)


async def test_a_pledge_that_is_called_off_is_quiet_for_ever(road: Road) -> None:
    people, life = road.people, Life(road)
    code = await road.publishes(people.tom, LINE.format(n=2))
    life.begin(people.chidi)
    for who in (people.amal, people.chidi):
        await joins(road, who, code)
    await life.days(2)
    await road.cancels(people.maria, code, "Too dangerous")
    await life.days(60)
    await life.expect(people.chidi, "pledge_cancelled", "pledge_tipped")
